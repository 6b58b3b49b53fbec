import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openDemoCopy } from './notebook';

test.setTimeout(120_000);

const said = {
  en: {
    palette: 'Command palette',
    cohort: 'node_positive',
    addCox: 'Cox regression',
    report: 'Make the report',
    export: 'Download as Markdown',
    project: /^Diabetes/u,
    database: 'Primary breast cancer',
    groups: ['Cells of this notebook', 'Add a cell', 'Notebook', 'Notebooks', 'Projects', 'Databases', 'Go to', 'Language and theme'],
  },
  zh: {
    palette: '命令面板',
    cohort: 'node_positive',
    addCox: 'Cox 回归',
    report: '生成报告',
    export: '下载为 Markdown',
    project: /糖尿病/u,
    database: '原发性乳腺癌',
    groups: ['本笔记本的单元', '添加单元', '笔记本', '课题', '数据库', '前往', '语言与主题'],
  },
} as const;

/** Opens the palette by its keys, types, and gives the entry chosen first. */
async function find(page: Page, palette: string, typed: string) {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: palette });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(typed);
  return dialog.locator('[cmdk-item][data-selected="true"]');
}

for (const lang of ['en', 'zh'] as const) {
  const words = said[lang];
  test(`the palette reaches cells, kinds of cell, report, files and places by the keyboard alone (${lang})`, async ({
    page,
    signInAs,
    baseURL,
  }) => {
    await page.context().addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    await signInAs('owner');
    await openDemoCopy(page, `Palette ${lang}`);
    const cells = page.locator('[data-cell]');

    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: words.palette });
    for (const group of words.groups) await expect(dialog.getByText(group, { exact: true }).first()).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    // To a cell, which then has the focus; and back to it after the palette was left.
    await expect(await find(page, words.palette, words.cohort)).toContainText(words.cohort);
    await page.keyboard.press('Enter');
    const cohort = page.locator(`[data-cell="${words.cohort}"]`);
    await expect(cohort).toBeFocused();
    await expect(page).toHaveURL(/#cell-\w/u);
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(cohort).toBeFocused();

    // A new cell below it.
    await expect(await find(page, words.palette, words.addCox)).toContainText(words.addCox);
    await page.keyboard.press('Enter');
    const below = () =>
      cells.evaluateAll((found, name) => {
        const order = found.map((cell) => cell.getAttribute('data-cell'));
        return order[order.indexOf(name) + 1];
      }, words.cohort);
    await expect.poll(below).toMatch(/^cox\d/u);

    // The report's dialog; left, the focus is in the cell again.
    const added = page.locator(`[data-cell="${await below()}"]`);
    await page.keyboard.press('Escape');
    await expect(added).toBeFocused();
    await expect(await find(page, words.palette, words.report)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('button', { name: words.report, exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(added).toBeFocused();

    // A file.
    await expect(await find(page, words.palette, words.export)).toContainText(words.export);
    const coming = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await coming).suggestedFilename()).toBe(`Palette-${lang}.md`);

    // Another project, and a database.
    await page.keyboard.press('Control+k');
    const project = dialog.locator('[cmdk-item]').filter({ hasText: words.project }).last();
    await expect(project).toBeAttached();
    const left = page.url();
    await page.keyboard.type((await project.locator('span').first().textContent()) ?? '');
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(left);
    await expect(page).toHaveURL(/\/projects\/[^/]+(\/notebooks\/[^/]+)?$/u);
    await expect(await find(page, words.palette, words.database)).toContainText(words.database);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/catalogue\/breast_cancer$/u);
  });
}
