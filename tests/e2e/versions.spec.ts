import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { lineOf } from './line';
import { NotebookTab, openDemoCopy } from './notebook';
import { words } from './words';

const say = words.en;

function history(page: Page): Locator {
  return page.getByRole('dialog', { name: 'History', exact: true });
}

async function openHistory(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: say.more, exact: true }).click();
  await page.getByRole('menuitem', { name: 'History…' }).click();
  await expect(history(page).getByRole('navigation')).toBeVisible();
  return history(page);
}

/** Chinese for whoever is signed in: the language is the person's. */
async function inChinese(page: Page): Promise<void> {
  await page.getByRole('button', { name: say.preferences }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
}

/** And back: other tests find these people reading English. */
async function inEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.zh.preferences }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
}

/** Adds a criterion below the first line that says so, by hand. */
async function addCriterion(page: Page, line: string): Promise<void> {
  const cell = page.locator('[data-kind="cohort"]');
  await cell.locator('[data-source="cohort"]').getByText('Node-positive').first().click();
  await expect(cell.locator('.monaco-editor')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(line);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

test('a version is found, compared with its results, restored as one step, and named', async ({ page, signInAs, look }) => {
  test.setTimeout(180_000);
  await signInAs('owner');
  await openDemoCopy(page, 'Versions');
  const tab = new NotebookTab(page, say);
  const cohort = tab.cell('cohort', 'node_positive');
  await tab.fresh(cohort);
  await tab.runAll();
  await tab.fresh(tab.cell('analysis', 'baseline'));
  await addCriterion(page, 'include "Few nodes": index.nodes <= 20');
  await tab.saved();
  await tab.runAll();
  await tab.fresh(cohort);
  await expect(page.getByRole('button', { name: say.runAll, exact: true })).toBeVisible({ timeout: 60_000 });

  const panel = await openHistory(page);
  await expect(panel.getByText(/changed node_positive/u)).toBeVisible();
  await expect(panel.getByText(/ran all/u).first()).toBeVisible();
  const changed = panel.locator('[data-changed="node_positive"]');
  await expect(changed.getByText('index.nodes <= 20')).toBeVisible();
  await expect(changed.locator('[data-beside="node_positive"]')).toContainText('Few nodes');
  await look('history');
  await page.setViewportSize({ width: 400, height: 800 });
  await look('history-narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('history-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await panel.getByRole('button', { name: 'Name this version…' }).last().click();
  const naming = page.getByRole('dialog', { name: 'Name this version' });
  await naming.getByLabel('Name', { exact: true }).fill('As submitted');
  await naming.getByRole('button', { name: 'Give it the name' }).click();
  await expect(panel.getByText('As submitted').first()).toBeVisible();

  await panel.getByRole('button', { name: 'Restore this version' }).first().click();
  await expect(panel.getByText(/restored the version 0/u)).toBeVisible();
  // The first Escape takes away the notice that it was done, while that stands.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(history(page)).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await expect(cohort).not.toContainText('Few nodes');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(cohort).toContainText('Few nodes');

  // From the keyboard: who wrote the lines of the cell in focus.
  await cohort.focus();
  await page.keyboard.press('w');
  const authors = page.getByRole('dialog', { name: 'Who wrote node_positive' });
  await expect(authors.getByRole('row').filter({ hasText: 'Few nodes' })).toContainText('Demo Owner');
  await expect(authors.getByRole('row').filter({ hasText: 'index at first surgery' })).toContainText('as it began');
  await look('authors');
  await page.keyboard.press('Escape');

  await inChinese(page);
  await page.locator('[data-kind="cohort"]').first().focus();
  await page.keyboard.press('h');
  await expect(page.getByRole('dialog', { name: '历史' }).getByText('As submitted').first()).toBeVisible();
  await look('history-zh');
  await page.keyboard.press('Escape');
  await inEnglish(page);
});

test('a run leaves a record with a page of its own', async ({ page, signInAs, look }) => {
  test.setTimeout(180_000);
  await signInAs('analyst');
  await openDemoCopy(page, 'Runs');
  const tab = new NotebookTab(page, say);
  await tab.runAll();
  await tab.fresh(tab.cell('cohort', 'node_positive'));
  await tab.fresh(tab.cell('analysis', 'curve'));
  await expect(async () => {
    await page.keyboard.press('Escape');
    const panel = await openHistory(page);
    await expect(panel.getByRole('link', { name: 'Open the record' }).first()).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await history(page).getByRole('link', { name: 'Open the record' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Run of');
  const table = page.getByRole('region', { name: 'What ran' }).first();
  await expect(table.getByRole('row').filter({ hasText: 'node_positive' })).toContainText('named by the server too');
  await expect(page.locator('[data-recorded="curve"] [data-figure] svg').first()).toBeVisible();
  await look('run-record');
  const address = page.url();
  await page.setViewportSize({ width: 400, height: 800 });
  await look('run-record-narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
  await inChinese(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('的运行');
  await look('run-record-zh');
  await inEnglish(page);
  await page.context().clearCookies();
  await signInAs('reviewer');
  await page.goto(address);
  await expect(page.locator('[data-recorded="node_positive"]')).toContainText('index at first surgery');
});

test.describe('a locked notebook', () => {
  test('is edited by nobody and says why, in a window that stands open too', async ({ page, browser, signInAs, baseURL, look }) => {
    test.setTimeout(240_000);
    await signInAs('owner');
    await openDemoCopy(page, 'Locked');
    const address = page.url();
    const other = await browser.newContext({ baseURL: baseURL ?? '' });
    const colleague = await other.newPage();
    await colleague.goto('/signin');
    await colleague.locator('button[name="account"][value="analyst"]').click();
    await colleague.waitForURL((url) => url.pathname !== '/signin');
    const joined = await lineOf(colleague);
    await colleague.goto(address);
    await expect(colleague.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(colleague.locator('[data-connection="live"]')).toBeAttached();
    const second = new NotebookTab(colleague, say);
    await second.fresh(second.cell('cohort', 'node_positive'));
    // What a window cut off from the server is told is still on its way when the lock comes.
    await joined(false);
    await second.add(say.text);
    await colleague.getByRole('textbox', { name: say.text, exact: true }).fill('Typed before the lock');
    await colleague.keyboard.press('Escape');
    await expect(colleague.getByRole('status').filter({ hasText: /^Offline/u })).toBeVisible();

    await page.getByRole('button', { name: say.more, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Lock the notebook…' }).click();
    await page.getByLabel('Why').fill('Under review until Friday');
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await expect(page.getByRole('note').filter({ hasText: 'Under review until Friday' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0);
    await look('locked');

    // The window hears of it when it saves or asks the next time; what was typed waits for the lock to be taken off.
    await joined(true);
    await expect(colleague.getByRole('note').filter({ hasText: 'Under review until Friday' })).toBeVisible({ timeout: 40_000 });
    await expect(colleague.getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await colleague.getByRole('button', { name: 'Unlock the notebook' }).click();
    await colleague.getByRole('dialog').getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(colleague.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(colleague.getByText('Typed before the lock').last()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible({ timeout: 40_000 });
    await expect(page.getByText('Typed before the lock').last()).toBeVisible({ timeout: 40_000 });
    await other.close();
  });
});
