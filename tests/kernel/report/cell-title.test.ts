/** Sections of a report: no two are called alike, and none by the name of a cell where there is something better. */
import { describe, expect, it } from 'vitest';
import { type CellOutcome, EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { cellTitles } from '@/analysis-kernel/report/cell-title';

const baseline = (name: string, data: string) => `\`\`\`analysis name=${name}\nmethod: table1\ndata: ${data}\n\`\`\`\n`;
const cohort = (name: string, comment = '') => `\`\`\`cohort name=${name}\n${comment}index at first surgery\n\`\`\`\n`;

const cell = (kind: string, name: string, body: string) => `\`\`\`${kind} name=${name}\n${body}\n\`\`\`\n`;

function titlesOf(text: string, lang: 'en' | 'zh' = 'zh', outcome: Partial<CellOutcome> | null = null): readonly (string | undefined)[] {
  const { cells } = readNotebook(text);
  const titles = cellTitles(cells, () => outcome && { ...EMPTY_OUTCOME, ...outcome }, lang);
  return cells.filter(({ kind }) => kind !== 'text').map(({ id }) => titles.get(id));
}

describe('titles of a report', () => {
  it('an only cohort is the study’s; one with a comment is called so', () => {
    expect(titlesOf(cohort('advanced_ckd'))).toEqual(['研究队列']);
    expect(titlesOf(cohort('advanced_ckd'), 'en')).toEqual(['Study cohort']);
    expect(titlesOf(cohort('advanced_ckd', '// 晚期慢性肾脏病\n'))).toEqual(['晚期慢性肾脏病']);
    expect(titlesOf(cohort('a') + cohort('b'))).toEqual(['研究队列 1', '研究队列 2']);
  });

  it('analyses called alike are told apart by their cohort', () => {
    const text = `${cohort('a', '// 治疗组\n')}${cohort('b')}${baseline('t1', 'a')}${baseline('t2', 'b')}`;
    expect(titlesOf(text)).toEqual(['治疗组', '研究队列 2', '基线表（治疗组）', '基线表（研究队列 2）']);
  });

  it('a table of groups says what they are', () => {
    const views = (by: string) => [
      {
        kind: 'baseline' as const,
        table: 'table',
        title: { en: 'Baseline characteristics', zh: '基线特征' },
        folded: false,
        notes: [],
        by: [by],
        groups: [],
        normal: [],
        decimals: {},
        percentDecimals: 1,
        missing: 'rows' as const,
        percentOf: 'known' as const,
      },
    ];
    const { cells } = readNotebook(`${cohort('a')}${baseline('t1', 'a')}${baseline('t2', 'a')}`);
    const outcomes = new Map(
      cells.map(({ id, name }) => [
        id,
        { ...EMPTY_OUTCOME, views: views(name === 't1' ? 'sex' : 'grade'), labels: { sex: { en: 'Sex', zh: '性别' } } },
      ]),
    );
    const titles = (lang: 'en' | 'zh') => [...cellTitles(cells, (id) => outcomes.get(id) ?? null, lang).values()].slice(1);
    expect(titles('en')).toEqual(['Baseline characteristics by Sex', 'Baseline characteristics by grade']);
    expect(titles('zh')).toEqual(['基线特征（按性别分组）', '基线特征（按 grade 分组）']);
  });

  it('an analysis by its figure, unless this draws what stands below its first table', () => {
    const table = (name: string, zh: string, folded = false) => ({
      kind: 'table' as const,
      table: name,
      title: { en: name, zh },
      folded,
      notes: [],
      columns: {},
    });
    const words = { en: 'x', zh: 'x' };
    const figure = (of: string, zh: string) => ({
      kind: 'forest' as const,
      name: of,
      title: { en: of, zh },
      table: of,
      confLevel: 0.95,
      measure: { kind: 'difference' as const, name: words, lower: words, higher: words },
    });
    const text = '```analysis name=t\nmethod: test\ndata: a\n```\n';
    const test = [table('test', '年龄（按分期）：单因素方差分析'), table('posthoc', '年龄（按分期）：两两比较')];
    expect(titlesOf(text, 'zh', { views: test, figures: [figure('posthoc', '年龄（按分期）：两两比较')] })).toEqual([
      '年龄（按分期）：单因素方差分析',
    ]);
    expect(titlesOf(text, 'zh', { views: test, figures: [figure('test', '年龄')] })).toEqual(['年龄']);
    const curves = [table('summary', '中位时间'), table('curve', '曲线', true)];
    expect(titlesOf(text, 'zh', { views: curves, figures: [figure('curve', '生存曲线')] })).toEqual(['生存曲线']);
  });

  it('or by the heading they stand under, or by number where neither tells', () => {
    const text = `${cohort('a')}# 全部患者\n\n${baseline('t1', 'a')}\n## 按中心\n\n${baseline('t2', 'a')}\n${baseline('t3', 'a')}`;
    expect(titlesOf(text)).toEqual(['研究队列', '基线表（全部患者）', '基线表（2）', '基线表（3）']);
    expect(titlesOf(baseline('only', 'a'), 'en')).toEqual(['Baseline table']);
  });
});

const both = (text: string, outcome: Partial<CellOutcome>) => [titlesOf(text, 'en', outcome)[0], titlesOf(text, 'zh', outcome)[0]];

describe('what is derived', () => {
  const axes = (x: string, y: string) =>
    `<svg><g aria-label="y-axis label"><text transform="translate(48,20)">${y}</text></g><g transform="translate(1,2)" aria-label="x-axis label"><text>${x}</text></g></svg>`;

  it('of a chart is its own title, its comment, or what stands on its axes', () => {
    const chart = cell('chart', 'chart1', 'Plot.plot({})');
    expect(both(chart, { svg: axes('Age (years) →', '↑ Women &amp; men') })).toEqual([
      'Women & men by Age (years)',
      'Women & men：按Age (years)',
    ]);
    expect(both(chart, { svg: axes('→', '↑ 人数') })).toEqual(['人数', '人数']);
    expect(both(chart, { svg: `<figure><h2>Who came</h2>${axes('Age', 'Women')}</figure>` })).toEqual(['Who came', 'Who came']);
    expect(both(cell('chart', 'chart1', '// Ages at surgery\nPlot.plot({})'), { svg: axes('Age', 'Women') })).toEqual([
      'Ages at surgery',
      'Ages at surgery',
    ]);
    expect(both(chart, { svg: '<svg><path d="M0,0"/></svg>' })).toEqual(['Chart 1', '图表 1']);
  });

  it('of a query is what it summarises by what, in the labels of its columns, else its columns', () => {
    const header = { en: 'Centre', zh: '中心' };
    const given = (...columns: string[]): Partial<CellOutcome> => ({
      tables: new Map([['table', { columns, types: columns.map(() => 'text' as const), rows: [] }]]),
      views: [{ kind: 'table', table: 'table', title: header, folded: false, notes: [], columns: { centre: { header } } }],
    });
    const query = (body: string) => cell('sql', 'query1', body);
    expect(both(query('SELECT centre, sex, count(*) AS n FROM d GROUP BY centre, sex'), given('centre', 'sex', 'n'))).toEqual([
      'Query: n by Centre, sex',
      '查询：按中心、sex统计例数',
    ]);
    expect(both(query('SELECT max(age) AS oldest FROM d'), given('oldest'))).toEqual(['Query: oldest', '查询：oldest']);
    expect(both(query('FROM d'), given('a', 'centre', 'c', 'd', 'e'))).toEqual(['Query: a, Centre, c, d, …', '查询：a、中心、c、d、…']);
    expect(both(query('-- Women by centre\nSELECT 1 AS x'), given('x'))).toEqual(['Women by centre', 'Women by centre']);
  });

  it('of what says nothing is its kind with a number', () => {
    const text = cell('code', 'code1', '1') + cell('code', 'other', '2') + cell('sql', 'query1', 'SELECT 1 AS x');
    expect(titlesOf(text, 'en')).toEqual(['Code 1', 'Code 2', 'Query 1']);
    expect(titlesOf(text, 'zh')).toEqual(['代码 1', '代码 2', '查询 1']);
  });
});
