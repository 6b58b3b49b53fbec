import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openDemoCopy } from './notebook';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);

const said = {
  en: { palette: 'Download as Markdown', run: 'Run', mend: '“hormone_use” is now “endocrine”: use it' },
  zh: { palette: '下载为 Markdown', run: '运行', mend: '“hormone_use”现已改名为“endocrine”：改用新名' },
} as const;

/** The notebook's text as it stands, by the palette. */
async function textOf(page: Page, command: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
  const parts: Buffer[] = [];
  for await (const part of await (await coming).createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** Opens the cohort's editor with the cursor inside a name. */
async function openAtName(page: Page, line: RegExp): Promise<void> {
  const cell = page.locator('[data-kind="cohort"]').first();
  const editor = cell.locator('[data-editor="cohort"]');
  await cell
    .locator('[data-source="cohort"] [data-line]')
    .filter({ hasText: line })
    .click({ position: { x: 4, y: 8 } });
  await expect(editor.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Home');
  for (let step = 0; step < 'variable h'.length; step += 1) await page.keyboard.press('ArrowRight');
}

async function renameTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await expect(box).toBeVisible();
  await box.fill(name);
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
}

for (const lang of ['en', 'zh'] as const) {
  const words = said[lang];
  test(`a variable renamed is renamed wherever it is read, as one step; an old name is mended by a button (${lang})`, async ({
    page,
    signInAs,
    baseURL,
  }) => {
    await page.context().addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    await signInAs('owner');
    await openDemoCopy(page, `Renaming ${lang}`);
    const before = await textOf(page, words.palette);
    expect(before).toMatch(/~ hormone|by: hormone/u);

    await openAtName(page, /^variable hormone/u);
    await renameTo(page, 'hormone_use');
    await expect(page.locator('[data-kind="cohort"] .view-lines').first()).toContainText('hormone_use');
    const after = await textOf(page, words.palette);
    // Its definition, formulas, options, queries, drawings and words; no column of the database, no word of a sentence.
    const places: readonly (readonly [RegExp, string])[] = [
      [/variable hormone\b/gu, 'variable hormone_use'],
      [/~ hormone\b/gu, '~ hormone_use'],
      [/by: hormone\b/gu, 'by: hormone_use'],
      [/(?<=SELECT |BY |centre, )hormone\b/gu, 'hormone_use'],
      [/row\.hormone\b/gu, 'row.hormone_use'],
      [/\["hormone"\]/gu, '["hormone_use"]'],
    ];
    expect(after).toBe(places.reduce((text, [from, to]) => text.replaceAll(from, to), before));

    // One step back, one step forth, in the editor as anywhere.
    await page.keyboard.press('Control+z');
    expect(await textOf(page, words.palette)).toBe(before);
    await page.keyboard.press('Control+y');
    expect(await textOf(page, words.palette)).toBe(after);

    // Its cells run under the new name.
    await expect(page.locator('[data-cell="baseline"]')).toHaveAttribute('data-status', 'fresh', { timeout: 90_000 });

    // Renamed by hand, nothing follows by itself; the cell that fails offers the new name.
    await openAtName(page, /^variable hormone_use/u);
    await page.keyboard.press('Control+ArrowLeft');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.type('endocrine ');
    await page.keyboard.press('Escape');
    const baseline = page.locator('[data-cell="baseline"]');
    // On a slow machine what is stale waits to be asked for.
    await baseline.getByRole('button', { name: words.run, exact: true }).click();
    await expect(baseline).toHaveAttribute('data-status', 'failed', { timeout: 60_000 });
    await baseline.getByRole('button', { name: words.mend }).click();
    await expect(baseline).toHaveAttribute('data-status', 'fresh', { timeout: 60_000 });
  });
}

test('steps back are those a person made, in one order over all cells', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Steps back');
  const program = page.locator('[data-kind="cohort"] .view-lines').first();
  await openAtName(page, /^variable age/u);
  await page.keyboard.press('End');
  await page.keyboard.type(' + 1');
  await expect(program).toContainText('index + 1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('# note');
  await page.keyboard.press('Escape');

  const words = page.locator('[data-kind="text"]').first();
  await words.dblclick();
  const area = words.locator('textarea');
  await expect(area).toBeFocused();
  const written = await area.inputValue();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' more');
  await expect(area).toHaveValue(`${written} more`);
  await page.keyboard.press('Control+z');
  await expect(area).toHaveValue(written);
  await page.keyboard.press('Control+Shift+z');
  await expect(area).toHaveValue(`${written} more`);
  await page.keyboard.press('Control+z');

  // The next steps back are the cohort's, line by line.
  const source = page.locator('[data-kind="cohort"] [data-source="cohort"]').first();
  await page.keyboard.press('Control+z');
  await expect(source).not.toContainText('# note');
  await expect(source).toContainText('index + 1');
  await page.keyboard.press('Control+z');
  await expect(source).not.toContainText('index + 1');
  await page.keyboard.press('Control+y');
  await expect(source).toContainText('index + 1');
});
