/** Table 1 on paper: whatever the number of groups and the length of labels, every column and row is printed. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { tableHtml } from '@/analysis-kernel/report/table-html';
import { headLines, tsvOf } from '@/analysis-kernel/views/journal-table';
import { printLayout } from '@/analysis-kernel/views/print-layout';
import { journalViews } from '@/analysis-kernel/views/views';

const VARIABLES = 40;

/** A study of 40 variables, every third with a long label, by so many arms. */
async function tableOf(groups: number, lang: 'en' | 'zh') {
  const random = seededRandom(groups);
  const rows = Array.from({ length: 360 }, (_, row) => row);
  const variables = Array.from({ length: VARIABLES }, (_, j) => {
    const label =
      j % 3 === 0
        ? {
            en: `Estimated glomerular filtration rate at the index date, repeat ${j}`,
            zh: `入组时按公式估算的肾小球滤过率（第 ${j} 次复测）`,
          }
        : { en: `Measurement ${j}`, zh: `测量值 ${j}` };
    const column =
      j % 2 === 0
        ? numericColumn(
            `v${j}`,
            rows.map(() => Math.round(1e4 * Math.exp(random.normal())) / 10),
          )
        : textColumn(
            `v${j}`,
            rows.map(() => (random.uniform() < 0.5 ? 'yes' : 'no')),
          );
    return { ...column, meta: { label } };
  });
  const keys = Array.from({ length: groups }, (_, arm) => `a${arm}`);
  const arm = {
    ...textColumn(
      'arm',
      rows.map((row) => keys[row % groups]),
    ),
    meta: {
      label: { en: 'Treatment received within 30 days of enrolment', zh: '入组 30 天内接受的治疗方案' },
      levels: keys.map((key, at) => ({ key, label: { en: `Sacubitril/valsartan ${at}`, zh: `沙库巴曲缬沙坦 ${at}` } })),
    },
  };
  const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd', by: 'arm', test: true }), frameOf([arm, ...variables]));
  return journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels })[0];
}

const cases = [2, 6, 12].flatMap((groups) => (['en', 'zh'] as const).map((lang) => ({ groups, lang })));

describe.each(cases)('Table 1 of $groups groups in $lang', ({ groups, lang }) => {
  it('is printed with every column, each part with all rows under the name of the groups', async () => {
    const view = await tableOf(groups, lang);
    const parts = tableHtml(view, 'Table 1', lang).map(
      ({ text }) => parseHTML(`<!doctype html><html><body>${text}</body></html>`).document,
    );
    const heads = parts.flatMap((document) => [...document.querySelectorAll('th[scope=col]')].map((node) => node.innerHTML));
    for (const { header, under } of view.columns.slice(1)) {
      expect(heads.filter((head) => head === (under === undefined ? header : `${header}<br>${under}`))).toHaveLength(1);
    }
    for (const document of parts) {
      expect(document.querySelectorAll('tbody tr')).toHaveLength(view.rows.length);
      expect(document.querySelector('.by-labels')).not.toBeNull();
      const width = [...document.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('th, td').length);
      expect(new Set(width).size).toBe(1);
    }
    const spanners = parts.map((document) => document.querySelector('.spanner'));
    expect(spanners[0]?.textContent).toBe(view.columns[2].spanners?.[0]);
    const spanned = spanners.reduce((sum, node) => sum + (node === null ? 0 : Number(node.getAttribute('colspan') ?? 1)), 0);
    expect(spanned).toBe(groups);
  });

  it('says how it was made to fit', async () => {
    const { across, parts } = printLayout(await tableOf(groups, lang));
    expect({ across, parts: parts.length }).toEqual(
      { 2: { across: false, parts: 1 }, 6: { across: true, parts: 1 }, 12: { across: true, parts: 2 } }[groups],
    );
    const text = tableHtml(await tableOf(groups, lang), 'Table 1', lang)
      .map(({ text }) => text)
      .join('');
    const said = lang === 'en' ? [/part 1 of/u, /Printed across/u] : [/第 1 部分/u, /横向打印/u];
    expect(said.map((words) => words.test(text))).toEqual([parts.length > 1, across]);
    expect(text).not.toMatch(/smaller type|字号/u);
  });
});

it('is copied with one line of headings, as on the page', async () => {
  const lines = tsvOf(await tableOf(2, 'en')).split('\n');
  expect(lines[0].split('\t')).toEqual([
    'Characteristic',
    'Overall (n = 360)',
    'Treatment received within 30 days of enrolment: Sacubitril/valsartan 0 (n = 180)',
    'Treatment received within 30 days of enrolment: Sacubitril/valsartan 1 (n = 180)',
    'p',
  ]);
  expect(lines).toHaveLength((await tableOf(2, 'en')).rows.length + 1);
});

it('a short Chinese heading breaks nowhere; longer ones and those of words between blanks may', () => {
  const columns = ['统计量', 'P 值', '标准化均数差', 'Standard error'].map((header) => ({ header, numeric: true }));
  expect(headLines(columns)[0].map(({ whole }) => whole)).toEqual([true, true, false, false]);
  const [part] = tableHtml({ name: 't', caption: '', columns, rows: [], notes: [] }, '', 'zh');
  expect([...part.text.matchAll(/<th[^>]*class="num whole"[^>]*>([^<]+)/gu)].map(([, heading]) => heading)).toEqual(['统计量', 'P 值']);
});

it('a table of few columns stays upright, its Chinese words in lines: they break after any character', () => {
  const header = (text: string, numeric: boolean) => ({ header: text, numeric });
  const columns = [
    ...['标志物', '比较对象'].map((text) => header(text, false)),
    ...['AUC 之差（90% CI）', '标准误', '统计量', '自由度', 'P 值', '校正 P 值'].map((text) => header(text, true)),
    header('检验', false),
  ];
  const texts = [
    '孕激素受体',
    '雌激素受体阳性',
    '0.0271（−0.00517～0.0595）',
    '0.0165',
    '1.65',
    '2',
    '0.10',
    '0.10',
    'DeLong（所有 AUC 相等的联合检验）',
  ];
  const rows = [{ indent: 0 as const, cells: texts.map((text) => ({ text, full: null })) }];
  expect(printLayout({ name: 't', caption: '', columns, rows, notes: [] })).toMatchObject({
    across: false,
    parts: [[0, 1, 2, 3, 4, 5, 6, 7, 8]],
  });
});

describe('a table of groups within groups', () => {
  const groups = (outer: number, inner: number, above: readonly string[] = []) =>
    Array.from({ length: outer * inner }, (_, at) => ({
      header: `Inner ${at % inner} with a name of its own`,
      numeric: true,
      spanners: [...above, `Outer ${Math.floor(at / inner)}`],
    }));
  const partsOf = (columns: readonly { readonly header: string; readonly numeric: boolean; readonly spanners?: readonly string[] }[]) => {
    const all = [{ header: '', numeric: false }, ...columns];
    const cells = all.map(() => ({ text: '123.4 [100.1 to 150.2]', value: 1, indent: 0 }));
    const { parts } = printLayout({ name: 't', caption: 't', columns: all, rows: [{ cells }], notes: [], byLabels: true } as never);
    expect(parts.flatMap((places) => places.slice(1))).toEqual(columns.map((_, at) => at + 1));
    return parts.map((places) =>
      places
        .slice(1)
        .map((place) => all[place])
        .map(({ spanners = [] }) => spanners.at(-1)),
    );
  };

  it.each([
    ['7 pairs', groups(7, 2)],
    ['7 pairs under one heading', groups(7, 2, ['Centre'])],
    ['5 threes and a column of all', [...groups(5, 3), { header: 'All', numeric: true }]],
  ])('is parted between its outer groups: %s', (_, columns) => {
    const parts = partsOf(columns);
    expect(parts.length).toBeGreaterThan(1);
    for (const outer of new Set(parts.flat())) expect(parts.filter((part) => part.includes(outer)).length, outer).toBe(1);
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(4);
  });

  it('is parted within a group that no page holds, evenly', () => {
    const sizes = partsOf(groups(1, 16)).map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
  });
});
