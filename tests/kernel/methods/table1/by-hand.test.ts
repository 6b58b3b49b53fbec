import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { shareDifference } from '@/analysis-kernel/registry/methods/table1/kernel/smd';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { chiSquaredTest } from '@/analysis-kernel/stats/hypothesis/contingency';
import { exactFisherP } from '@/analysis-kernel/stats/hypothesis/fisher';
import { anovaTest, studentTest } from '@/analysis-kernel/stats/hypothesis/mean-tests';
import { kruskalTest, wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import { journalViews } from '@/analysis-kernel/views/views';

const frame = frameOf([
  textColumn('g', ['a', 'a', 'a', 'b', 'b', 'b', 'b', null]),
  numericColumn('x', [1, 2, 3, 2, 4, null, 6, 9]),
  booleanColumn('y', [true, false, true, true, true, true, null, true]),
  numericColumn('c', [0, 1, 0, 1, 1, 0, 1, 1], 'integer'),
  numericColumn('k', [2, 1, 1, 3, 1, 1, 2, 1], 'integer'),
]);

async function rows(options: object, data: Frame = frame): Promise<Record<string, unknown>[]> {
  const table = (await runTableOne(tableOneMethod.schema.parse({ data: 'd', ...options }), data)).tables.get('table');
  return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, j) => [table?.columns[j] ?? '', value])));
}

const f = (...values: number[]) => Float64Array.from(values);

describe('table1 by hand', () => {
  it('lists overall and groups for each variable and level, without rows that lack the group', async () => {
    const got = await rows({ by: 'g', variables: ['x', 'y'], smd: true, test: true });
    expect(got.map((row) => [row.variable, row.level, row.group, row.n, row.missing])).toEqual([
      ['x', null, null, 6, 1],
      ['x', null, 'a', 3, 0],
      ['x', null, 'b', 3, 1],
      ['y', 'FALSE', null, 1, 1],
      ['y', 'FALSE', 'a', 1, 0],
      ['y', 'FALSE', 'b', 0, 1],
      ['y', 'TRUE', null, 5, 1],
      ['y', 'TRUE', 'a', 2, 0],
      ['y', 'TRUE', 'b', 3, 1],
    ]);
    // Means 2 and 4, variances 1 and 4; shares 2/3 and 1.
    expect(got[0].smd).toBeCloseTo(2 / Math.sqrt(2.5), 14);
    expect(got[3].smd).toBeCloseTo(1 / 3 / Math.sqrt(2 / 9 / 2), 14);
    expect([got[0].test, got[3].test, got[3].p_value]).toEqual(['wilcoxon', 'fisher', 1]);
  });

  it('a group called "overall" is a group like any other', async () => {
    const arms = frameOf([textColumn('arm', ['overall', 'overall', 't']), numericColumn('t', [1, 2, 6])]);
    const got = await rows({ by: 'arm', variables: ['t'] }, arms);
    expect(got.map((row) => [row.group, row.n, row.mean])).toEqual([
      [null, 3, 3],
      ['overall', 2, 1.5],
      ['t', 1, 6],
    ]);
    const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd', by: 'arm', variables: ['t'] }), arms);
    const [{ columns }] = journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang: 'en', labels: {} });
    expect(columns.map(({ header, under }) => [header, under])).toEqual([
      ['Characteristic', undefined],
      ['Overall', 'n = 3'],
      ['overall', 'n = 2'],
      ['t', 'n = 1'],
    ]);
  });

  it('the groups of the table choose the test, though one of them lacks the variable', async () => {
    const three = frameOf([textColumn('g', ['a', 'a', 'b', 'b', 'c', 'c']), numericColumn('x', [1, 2, 3, 4, null, null])]);
    // Rank sums 3 and 7: 12 / 20 × (9 / 2 + 49 / 2) − 15.
    const [row] = await rows({ by: 'g', variables: ['x'], test: true }, three);
    expect(row.test).toBe('kruskal');
    expect(row.statistic).toBeCloseTo(2.4, 13);
    const [normal] = await rows({ by: 'g', variables: ['x'], normal: 'x', test: true }, three);
    expect(normal.test).toBe('anova');
    expect(normal.statistic).toBeCloseTo(8, 13);
  });

  it('counts numbers by value when told', async () => {
    expect((await rows({ variables: ['c'], categorical: 'c' })).map((row) => [row.level, row.n])).toEqual([
      ['0', 3],
      ['1', 5],
    ]);
  });

  it('frequency weights are replication', async () => {
    const order = [0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 7];
    for (const more of [{}, { normal: ['x', 'c'] }]) {
      const options = { by: 'g', variables: ['x', 'y', 'c'], smd: true, test: true, ...more };
      const weighted = await rows({ ...options, weights: { column: 'k', kind: 'frequency' } });
      const replicated = await rows(options, takeRows(frame, order));
      expect(replicated.every((row) => typeof row.p_value === 'number')).toBe(true);
      replicated.forEach((row, i) => {
        for (const [name, value] of Object.entries(row)) {
          if (typeof value === 'number') expect(weighted[i][name], name).toBeCloseTo(value, 13);
          else expect(weighted[i][name], name).toBe(value);
        }
      });
    }
  });

  it('keeps the unweighted spread under probability weights', async () => {
    const [first] = await rows({ by: 'g', variables: 'x', smd: true, weights: { column: 'k', kind: 'inverse_probability' } });
    // Weighted means 7/4 and 22/6; unweighted variances 1 and 4.
    expect(first.smd).toBeCloseTo((22 / 6 - 7 / 4) / Math.sqrt(2.5), 14);
    expect(first.p_value).toBeNull();
  });

  it('warns when there is nothing to compare', async () => {
    const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd', variables: 'x', test: true }), frame);
    expect(output.warnings.map((warning) => warning.code)).toEqual(['one_group']);
  });

  it('refuses names that are not in the table', async () => {
    await expect(rows({ by: 'g', variables: 'x', normal: ['x', 'z'] })).rejects.toThrow(/normal names z/);
  });

  it('writes sentence, paragraph and script', async () => {
    const options = tableOneMethod.schema.parse({ data: 'd', by: 'g', variables: ['x', 'y'], test: true, smd: true, normal: 'x' });
    const output = await runTableOne(options, frame);
    expect(output.sentence.en).toBe(
      'The table describes 7 rows (g: a, 3; b, 4). The largest standardised difference was 1.26 (x). The smallest p value was 0.20 (x).',
    );
    expect(tableOneMethod.paragraph(options, output).en).toContain('the t test (equal variances) or analysis of variance');
    expect(tableOneMethod.rScript(options)).toContain('fisher.test');
  });

  it('names the grouping variable once, and the summaries that the table shows', async () => {
    const { columns } = frame;
    const named = columns.map((column) =>
      column.name === 'g'
        ? { ...column, meta: { label: { en: 'Arm', zh: '组别' }, levels: [{ key: 'a', label: { en: 'Control', zh: '对照' } }] } }
        : column,
    );
    const options = tableOneMethod.schema.parse({ data: 'd', by: 'g', variables: 'x' });
    const output = await runTableOne(options, frameOf(named));
    expect(output.sentence.en).toBe('The table describes 7 rows (Arm: Control, 3; b, 4).');
    expect(output.sentence.zh).toBe('基线表共纳入 7 例（组别：对照，3；b，4）。');
    expect(tableOneMethod.paragraph(options, output).en).toMatch(/^Numeric variables are given as median and quartiles, categories/u);
    const byMean = tableOneMethod.schema.parse({ data: 'd', by: 'g', variables: 'x', normal: 'x' });
    expect(tableOneMethod.paragraph(byMean, output).zh).toContain('视为正态者以均数和标准差描述');
  });
});

describe('tests by hand', () => {
  it('t: means 2 and 4, pooled variance 5/2', () => {
    const { statistic, df } = studentTest(f(1, 2, 3), f(2, 4, 6));
    expect(statistic).toBeCloseTo(-2 / Math.sqrt(2.5 * (2 / 3)), 14);
    expect(df).toBe(4);
  });

  it('F is t² for two samples', () => {
    const t = studentTest(f(1, 2, 3), f(2, 4, 6));
    const anova = anovaTest([f(1, 2, 3), f(2, 4, 6)]);
    expect(anova.statistic).toBeCloseTo(t.statistic ** 2, 13);
    expect(anova.pValue).toBeCloseTo(t.pValue, 13);
  });

  it('W counts pairs: 2 of 6, p 2 × 2/10', () => {
    // Of the 10 ways to choose 2 ranks of 5, two give W ≤ 1.
    expect(wilcoxonTest(f(1, 3), f(2, 4, 5))).toEqual({ statistic: 1, df: null, pValue: 0.4, exact: true, ties: false });
  });

  it('Kruskal–Wallis of 1 2 | 3 4 | 5 6 is 32/7', () => {
    expect(kruskalTest([f(1, 2), f(3, 4), f(5, 6)]).statistic).toBeCloseTo(32 / 7, 13);
  });

  it('χ² of [[10, 20], [30, 40]] is 100/126', () => {
    const { statistic, df } = chiSquaredTest([
      [10, 20],
      [30, 40],
    ]);
    expect(statistic).toBeCloseTo((100 * (10 * 40 - 20 * 30) ** 2) / (30 * 70 * 40 * 60), 14);
    expect(df).toBe(1);
  });

  it('Fisher’s tea: p = 34/70', () => {
    const pValue = exactFisherP([
      [3, 1],
      [1, 3],
    ]);
    expect(pValue).toBeCloseTo(34 / 70, 14);
  });

  it('Fisher of a 2 × 3 table with all tables counted: [[1, 0, 2], [1, 2, 0]]', () => {
    // Margins 3, 3 and 2, 2, 2: tables 1-1-1 weigh 8/20, the six with a 2 weigh 2/20 each; the observed is one of them.
    const pValue = exactFisherP([
      [1, 0, 2],
      [1, 2, 0],
    ]);
    expect(pValue).toBeCloseTo(12 / 20, 13);
  });

  it('nothing can be said of equal values', () => {
    expect(studentTest(f(1, 1), f(1, 1)).pValue).toBeNaN();
    expect(wilcoxonTest(f(1, 1), f(1, 1)).pValue).toBeNaN();
    expect(kruskalTest([f(1, 1), f(1)]).pValue).toBeNaN();
    expect(anovaTest([f(1, 1), f(2, 2)]).pValue).toBeNaN();
  });
});

describe('standardised differences by hand', () => {
  it('three levels through the generalised inverse', () => {
    // p = (1/2, 1/4, 1/4), q = (1/4, 1/4, 1/2): S = mean of the covariances of the last two shares.
    const p = [0.5, 0.25, 0.25];
    const q = [0.25, 0.25, 0.5];
    const s11 = 3 / 16;
    const s22 = (3 / 16 + 1 / 4) / 2;
    const s12 = (-1 / 16 - 1 / 8) / 2;
    const expected = Math.sqrt((0.25 ** 2 * s11) / (s11 * s22 - s12 * s12));
    expect(shareDifference(p, q, { first: p, second: q })).toBeCloseTo(expected, 13);
  });

  it('does not care which level comes first when there are three', () => {
    const p = [0.2, 0.3, 0.5];
    const q = [0.4, 0.4, 0.2];
    const turned = (v: number[]) => [v[2], v[0], v[1]];
    const a = shareDifference(p, q, { first: p, second: q });
    expect(shareDifference(turned(p), turned(q), { first: turned(p), second: turned(q) })).toBeCloseTo(a, 13);
  });
});
