import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, expectNoOverflow, takePicture, test } from './fixtures';
import { openDemoCopy } from './notebook';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);
// The engine asks whether a log lies beside the database, and none does.
test.use({ expectedStatuses: [404] });

const cohort = (page: Page) => page.locator('[data-kind="cohort"]').first();

/** Opens the cohort's editor with the cursor at the end of the line that holds a text. */
async function openAt(page: Page, text: string): Promise<Locator> {
  const cell = cohort(page);
  await cell.locator('[data-source="cohort"]').getByText(text).first().click();
  const editor = cell.locator('[data-editor="cohort"]');
  await expect(editor).toBeVisible();
  await expect(editor.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('End');
  return editor;
}

/** The text an editor shows, with plain blanks. */
const textOf = async (editor: Locator) => {
  const lines = await editor.locator('.view-line').evaluateAll((found) =>
    found
      .map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent ?? '' }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ')),
  );
  return lines.join('\n');
};

/** The cohort's editor and what stands beside it: axe, overflow, and a picture for the gallery. */
async function lookAtCell(page: Page, name: string): Promise<void> {
  await takePicture(page, name);
  await expectNoOverflow(page, name);
  const { violations } = await new AxeBuilder({ page }).include('[data-kind="cohort"] [data-editing]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
}

/** Leaves the cohort as the next test expects it. */
async function takeBackUntilGone(page: Page, text: string): Promise<void> {
  const cell = cohort(page);
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(cell).toBeFocused({ timeout: 500 });
  }).toPass();
  await expect(async () => {
    await page.keyboard.press('z');
    await expect(cell.locator('[data-source="cohort"]')).not.toContainText(text, { timeout: 500 });
  }).toPass();
}

const countAt = (page: Page, title: string | RegExp) =>
  cohort(page).getByRole('list').getByRole('listitem').filter({ hasText: title }).first();

test('counts beside a criterion move as one types, stay while the program is wrong, and come back', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Editors');
  const editor = await openAt(page, 'Node-positive');
  const note = countAt(page, 'Node-positive');
  await expect(note).toContainText(/\d/u, { timeout: 90_000 });
  const before = await note.textContent();

  const typed = ' + 3';
  const takeBack = async (text: string) => {
    for (let count = 0; count < text.length; count += 1) await page.keyboard.press('Backspace');
  };
  await page.keyboard.type(typed);
  await expect(note).not.toHaveText(before ?? '');
  // Lines are broken anew when the counts take their room: the count follows its line.
  await expect(async () => {
    const box = await note.boundingBox();
    const line = await editor.locator('.view-line').filter({ hasText: 'Node-positive' }).boundingBox();
    expect(Math.abs((box?.y ?? 0) - (line?.y ?? 0))).toBeLessThan(6);
  }).toPass({ timeout: 15_000 });
  await lookAtCell(page, 'editor-live-counts');

  const counted = await note.textContent();
  await page.keyboard.type(' and nonsense');
  await expect(cohort(page).getByText('These counts are of the last program without errors.')).toBeVisible();
  expect(await note.textContent()).toBe(counted);
  await takeBack(' and nonsense');
  await expect(cohort(page).getByText('These counts are of the last program without errors.')).toBeHidden();

  await takeBack(typed);
  await expect(note).toHaveText(before ?? '');
  await page.keyboard.press('Escape');
  await expect(cohort(page)).toBeFocused();
  await expect(cohort(page).locator('[data-source="cohort"]')).toContainText('index.nodes >= min_nodes');
});

test('the program in words comes without moving what stands below it', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Editors');
  await expect(page.locator('[data-cell="baseline"]')).toHaveAttribute('data-status', 'fresh', { timeout: 90_000 });
  await openAt(page, 'Node-positive');
  const words = cohort(page).getByRole('region', { name: 'In words' });
  const room = async () => (await words.boundingBox())?.height;
  const before = await room();
  expect(before).toBeGreaterThan(100);
  await expect(words).toContainText('surgery');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('include "Few nodes": index.nodes <= 20');
  await expect(words).toContainText('20');
  expect(await room()).toBe(before);
  await takeBackUntilGone(page, 'Few nodes');
});

test('a double click reaches the text below one that is being edited, whose editor closes under it', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Clicks');
  const [above, below] = [0, 1].map((at) => page.locator('[data-kind="text"]').nth(at));
  await above.locator('p').first().dblclick();
  await expect(above.getByRole('textbox')).toBeFocused();
  // Monaco and the engine come meanwhile, and nothing above may be on its way.
  await expect(page.locator('[data-cell="baseline"]')).toHaveAttribute('data-status', 'fresh', { timeout: 90_000 });
  const top = () => below.evaluate((node) => node.getBoundingClientRect().top);
  const heading = below.getByRole('heading').first();
  await heading.scrollIntoViewIfNeeded();
  const box = await heading.boundingBox();
  if (!box) throw new Error('the text below is not to be seen');
  const before = await top();
  await page.mouse.move(box.x + 10, box.y + 6);
  await page.mouse.down();
  await page.mouse.up();
  await expect(above.getByRole('textbox')).toHaveCount(0);
  expect(Math.abs((await top()) - before)).toBeLessThan(1);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await expect(below.getByRole('textbox')).toBeFocused();
});

test('a mistake is marked where it stands and mended from the keyboard', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Editors');
  const editor = await openAt(page, 'Node-positive');
  // The counts beside the lines take their room before lines are compared as they are broken.
  await expect(countAt(page, 'Node-positive')).toContainText(/\d/u, { timeout: 90_000 });
  const right = await textOf(editor);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('include index.nodess >= 1');
  await expect(editor.locator('.squiggly-error')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('F8');
  await expect(page.locator('.marker-widget')).toContainText('nodess');
  await page.keyboard.press('Escape');
  await expect(page.locator('.marker-widget')).toBeHidden();
  await page.keyboard.press('Control+.');
  await expect(page.locator('.action-widget').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toContain('include index.nodes >= 1');
  await expect(editor.locator('.squiggly-error')).toBeHidden();
  await expect(async () => {
    await page.keyboard.press('Control+z');
    expect(await textOf(editor)).toBe(right);
  }).toPass();
});

test('completion finds a column by its Chinese label, and Chinese problems are said in Chinese', async ({ page, signInAs }) => {
  await signInAs('analyst');
  await page.waitForURL(/\/notebooks\//u);
  const notebook = page.url();
  const speak = async (menu: string, language: string) => {
    await page.goto('/account');
    await page.getByRole('button', { name: menu }).click();
    await page.getByRole('menuitemradio', { name: language }).click();
  };
  await speak('Language and theme', '简体中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.goto(notebook);
  const editor = await openAt(page, 'centre');
  await page.keyboard.press('Enter');
  await page.keyboard.type('variable size = index.');
  await page.keyboard.insertText('肿瘤');
  const widget = page.locator('.suggest-widget');
  await expect(widget.getByRole('option').first()).toContainText('肿瘤');
  await lookAtCell(page, 'editor-completion-zh');
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toContain('variable size = index.size_band');
  await page.keyboard.type(' + 1');
  await expect(editor.locator('.squiggly-error').first()).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.locator('.marker-widget')).toContainText(/[一-鿿]{4}/u);
  await page.keyboard.press('Escape');
  await expect(page.locator('.marker-widget')).toBeHidden();
  await takeBackUntilGone(page, 'variable size');
  await speak('语言与主题', 'English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the data panel writes at the cursor, and Escape then Tab leaves the editor', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Editors');
  const editor = await openAt(page, 'Node-positive');
  await page.keyboard.press('Enter');
  await page.keyboard.type('include ');
  const cell = cohort(page);
  await page.locator('summary').filter({ hasText: 'surgery' }).click();
  await page.getByRole('button', { name: 'Put nodes into the cell in focus' }).click();
  await expect.poll(() => textOf(editor)).toContain('include nodes');
  await expect(editor.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(cell.getByRole('textbox', { name: 'Name of the cell' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await takeBackUntilGone(page, 'include nodes');
});
