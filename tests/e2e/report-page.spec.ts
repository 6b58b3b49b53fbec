import type { Page } from '@playwright/test';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { REPORT_STYLE } from '@/analysis-kernel/report/style';
import { tableHtml } from '@/analysis-kernel/report/table-html';
import { journalViews } from '@/analysis-kernel/views/views';
import { expect, test } from './fixtures';

const LABEL = { en: 'Estimated glomerular filtration rate at the index date', zh: '入组时按公式估算的肾小球滤过率（首次测定）' };

/** A report that is Table 1 by so many groups with long names. */
async function reportOf(groups: number, lang: 'en' | 'zh'): Promise<string> {
  const rows = Array.from({ length: 40 * groups }, (_, row) => row);
  const arms = textColumn(
    'arm',
    rows.map((row) => `Women with a rather long name of their group, number ${row % groups}`),
  );
  const value = { ...numericColumn('value', rows), meta: { label: LABEL } };
  const options = tableOneMethod.schema.parse({ data: 'd', by: 'arm', smd: true });
  const output = await runTableOne(options, frameOf([arms, value]));
  const [view] = journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels });
  const parts = tableHtml(view, 'Table 1', lang).map(({ text }) => text);
  return `<!doctype html><html lang="${lang}"><head><style>${REPORT_STYLE}</style></head><body>${parts.join('')}</body></html>`;
}

for (const lang of ['en', 'zh'] as const) {
  test(`Table 1 of 2, 5 and 11 groups keeps a column for its labels, on screen and on paper (${lang})`, async ({ page }) => {
    for (const groups of [2, 5, 11]) {
      await page.setContent(await reportOf(groups, lang));
      for (const media of ['screen', 'print'] as const) {
        await page.emulateMedia({ media });
        for (const table of await page.locator('table').all()) {
          const label = await table.locator('tbody th').first().boundingBox();
          expect(label?.width, `${groups} groups, ${media}`).toBeGreaterThan(120);
        }
      }
      await page.emulateMedia({ media: 'screen' });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    }
  });
}

test('on paper nothing is folded: long tables stand open, and what is reached by a click alone is left out', async ({ page }) => {
  const table = (id: string, looks: string) =>
    `<details id="${id}"${looks}><summary>Table 1</summary><div class="table"><table><tr><td>last row</td></tr></table></div></details>`;
  await page.setContent(
    `<!doctype html><html lang="en"><head><style>${REPORT_STYLE}</style></head><body>${table('long', '')}${table('data', ' class="data"')}${table('source', ' class="source"')}</body></html>`,
  );
  await expect(page.locator('#long td')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#long td')).toBeVisible();
  await expect(page.locator('#long summary')).toBeHidden();
  await expect(page.locator('#data')).toBeHidden();
  await expect(page.locator('#source')).toBeHidden();
});

/** How many sheets a document takes on paper: Chromium writes an object for each. */
async function sheetsOf(page: Page, html: string): Promise<number> {
  await page.setContent(html);
  const paper = await page.pdf({ preferCSSPageSize: true });
  return paper.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
}

/** A report that is a table of variables with so many levels each. */
function reportOfLevels(levels: number, level: string): string {
  const row = (name: string, looks: string) => `<tr><th${looks}>${name}</th><td class="num">1</td></tr>`;
  const variable = (name: string) => [row(name, ''), ...Array.from({ length: levels }, (_, at) => row(`Level ${at}`, level))].join('');
  const body = Array.from({ length: 12 }, (_, at) => variable(`Variable ${at}`)).join('');
  return `<!doctype html><html lang="en"><head><style>${REPORT_STYLE}</style></head><body><div class="table"><table>${body}</table></div></body></html>`;
}

test('on paper a variable of many levels goes on over the end of a sheet, and leaves no room empty', async ({ page }) => {
  for (const levels of [3, 30, 75]) {
    const plain = await sheetsOf(page, reportOfLevels(levels, ''));
    expect(await sheetsOf(page, reportOfLevels(levels, ' class="level"')), `${levels} levels`).toBe(plain);
  }
});

test('on paper a variable’s name keeps its first level, and the last level the one before', async ({ page }) => {
  await page.setContent(reportOfLevels(3, ' class="level"'));
  await page.emulateMedia({ media: 'print' });
  const rows = await page.locator('tr').evaluateAll((found) =>
    found.slice(8, 13).map((row) => {
      const { breakBefore, breakAfter } = getComputedStyle(row);
      return `${row.textContent} ${breakBefore} ${breakAfter}`;
    }),
  );
  expect(rows).toEqual([
    'Variable 21 auto avoid',
    'Level 01 auto auto',
    'Level 11 auto auto',
    'Level 21 avoid auto',
    'Variable 31 auto avoid',
  ]);
});
