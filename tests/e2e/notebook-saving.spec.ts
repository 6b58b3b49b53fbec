import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { lineOf } from './line';
import { NotebookTab } from './notebook';
import { words } from './words';

const say = words.en;

async function newNotebook(page: Page, title: string): Promise<NotebookTab> {
  await page.goto('/projects');
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.getByRole('button', { name: say.newNotebook }).click();
  const form = page.getByRole('dialog', { name: say.newNotebook });
  await form.getByLabel(say.notebookTitle).fill(title);
  await form.getByRole('button', { name: say.create }).click();
  await expect(page.getByRole('button', { name: say.addText })).toBeVisible();
  return new NotebookTab(page, say);
}

/** A text as it stands among the cells; the outline names it too. */
function shown(page: Page, text: string): Locator {
  return page.getByRole('region', { name: say.cell('text', 'text') }).getByText(text, { exact: true });
}

/** Writes into a text cell that is there. */
async function rewrite(page: Page, old: string, text: string): Promise<void> {
  await shown(page, old).dblclick();
  await page.getByRole('textbox', { name: say.text, exact: true }).fill(text);
  await page.keyboard.press('Escape');
}

test.describe('a notebook loses nothing', () => {
  test.use({ connectionDrops: true });

  test('when two tabs change it: different cells merge, of one cell the later tab sees both texts', async ({
    page,
    context,
    signInAs,
    look,
  }) => {
    test.setTimeout(120_000);
    await signInAs('owner');
    const first = await newNotebook(page, 'Two tabs');
    await page.getByRole('button', { name: say.addText }).click();
    await page.getByRole('textbox', { name: say.text, exact: true }).fill('Shared words');
    await page.keyboard.press('Escape');
    await first.saved();

    const other = await context.newPage();
    const joined = await lineOf(other);
    await other.goto(page.url());
    await expect(shown(other, 'Shared words')).toBeVisible();
    const second = new NotebookTab(other, say);

    // The second tab is cut off while both write.
    await joined(false);
    await rewrite(other, 'Shared words', 'Words of the second tab');
    await second.add(say.text);
    await other.getByRole('textbox', { name: say.text, exact: true }).fill('A second cell');
    await other.keyboard.press('Escape');
    await expect(other.getByRole('status').filter({ hasText: /^Offline, \d changes? kept$/u })).toBeVisible();
    await rewrite(page, 'Shared words', 'Words of the first tab');
    await first.saved();

    await joined(true);
    const choice = other.getByRole('alert').filter({ hasText: 'You changed this cell in another window' });
    await expect(choice).toContainText('Words of the first tab', { timeout: 30_000 });
    await expect(choice).toContainText('Words of the second tab');
    await look('notebook-two-tabs');
    await choice.getByRole('button', { name: 'Keep mine' }).click();
    await expect(choice).toHaveCount(0);
    await second.saved();

    await page.reload();
    await expect(shown(page, 'Words of the second tab')).toBeVisible();
    await expect(shown(page, 'A second cell')).toBeVisible();
  });

  test('when the connection drops and the tab is closed: the edit is there at the next opening', async ({ page, context, signInAs }) => {
    test.setTimeout(120_000);
    await signInAs('analyst');
    await newNotebook(page, 'Dropped connection');
    const address = page.url();
    await context.setOffline(true);
    await page.getByRole('button', { name: say.addText }).click();
    await page.getByRole('textbox', { name: say.text, exact: true }).fill('Written on a train');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('status').filter({ hasText: /^Offline, \d changes? kept$/u })).toBeVisible();
    await page.close();
    await context.setOffline(false);

    const again = await context.newPage();
    await again.goto(address);
    await expect(shown(again, 'Written on a train')).toBeVisible();
    await new NotebookTab(again, say).saved();
    await again.reload();
    await expect(shown(again, 'Written on a train')).toBeVisible();
  });

  test('when words typed without a connection come back after others were saved: both are shown, nothing is overwritten', async ({
    page,
    context,
    signInAs,
  }) => {
    test.setTimeout(120_000);
    await signInAs('owner');
    const first = await newNotebook(page, 'An old draft');
    await page.getByRole('button', { name: say.addText }).click();
    await page.getByRole('textbox', { name: say.text, exact: true }).fill('Shared words');
    await page.keyboard.press('Escape');
    await first.saved();
    const closing = await context.newPage();
    const joined = await lineOf(closing);
    await closing.goto(page.url());
    await expect(shown(closing, 'Shared words')).toBeVisible();
    await joined(false);
    await rewrite(closing, 'Shared words', 'Typed on a train');
    await expect(closing.getByRole('status').filter({ hasText: /^Offline, \d changes? kept$/u })).toBeVisible();
    await rewrite(page, 'Shared words', 'Saved meanwhile');
    await first.saved();
    await closing.close();

    const again = await context.newPage();
    await again.goto(page.url());
    const choice = again.getByRole('alert').filter({ hasText: 'You changed this cell in another window' });
    await expect(choice).toContainText('Typed on a train');
    await expect(choice).toContainText('Saved meanwhile');
    // Undecided it overwrites nothing, and stays with the one it is shown to.
    await page.reload();
    await expect(shown(page, 'Saved meanwhile')).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'You changed this cell in another window' })).toHaveCount(0);
    await choice.getByRole('button', { name: 'Take this one' }).click();
    await new NotebookTab(again, say).saved();
    await again.reload();
    await expect(shown(again, 'Saved meanwhile')).toBeVisible();
    await expect(again.getByText('Typed on a train')).toHaveCount(0);
  });
});

test('a viewer reads and runs, and is offered nothing that changes the notebook', async ({ page, signInAs, look }) => {
  await signInAs('viewer');
  await expect(page.getByText('You can read and run this notebook, but not change it.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Notebook title' })).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Name of the cell' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: say.addHere })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^What to do with/u })).toHaveCount(0);
  await page.getByRole('button', { name: say.more, exact: true }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['History…', 'Download as Markdown', 'Results as JSON']);
  await page.keyboard.press('Escape');
  const tab = new NotebookTab(page, say);
  const cohort = tab.cell('cohort', 'node_positive');
  // For a reader nothing runs by itself.
  await cohort.getByRole('button', { name: 'Run', exact: true }).click();
  await tab.fresh(cohort);
  await look('notebook-viewer');
});
