/** Small data worked out by hand, and what a reader is told: warnings, sentence, figure. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { testMethod } from '@/analysis-kernel/registry/methods/test/method';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { jsonValue } from '@/analysis-kernel/results/from-frame';
import { rowsIn, twoGroups } from './compare';

async function outputOf(frame: Frame, options: object) {
  return testMethod.run({ options: testMethod.schema.parse({ data: 'd', ...options }), frame, tables: new Map() }, ALONE);
}
const codesOf = async (frame: Frame, options: object) => (await outputOf(frame, options)).warnings.map(({ code }) => code);

describe('by hand', () => {
  it('1 2 3 against 4 5 6: t = −3 / √(2/3), df 4', async () => {
    const [row] = await rowsIn(twoGroups([1, 2, 3], [4, 5, 6]), { test: 't', formula: 'v ~ g' });
    expect([row.estimate, row.df]).toEqual([-3, 4]);
    expect(row.statistic).toBeCloseTo(-3 / Math.sqrt(2 / 3), 13);
  });

  it('1 2 against 3 4 5: W = 0, p = 2 / 10; the differences −4 … −1 have the median −2.5', async () => {
    const [row] = await rowsIn(twoGroups([1, 2], [3, 4, 5]), { test: 'wilcoxon', formula: 'v ~ g' });
    expect([row.statistic, row.p_value, row.estimate, row.conf_low, row.conf_high]).toEqual([0, 0.2, -2.5, -4, -1]);
  });

  it('signed ranks of 1 2 3 −4: V = 6, p = 2 × 7/16 (8 of 16 sums reach 5, 7 reach 6)', async () => {
    const [row] = await rowsIn(frameOf([numericColumn('x', [1, 2, 3, -4])]), { test: 'signed_rank', x: 'x' });
    expect([row.statistic, row.p_value, row.method]).toEqual([6, 0.875, 'signed_rank_exact']);
  });

  it('Fisher of [[3, 0], [0, 3]]: 2 of 20 tables; half of them by mid-p', async () => {
    const frame = twoGroups([1, 1, 1], [0, 0, 0]);
    const of = async (more: object) => (await rowsIn(frame, { test: 'fisher', formula: 'v ~ g', ...more }))[0].p_value;
    expect(await of({})).toBeCloseTo(0.1, 14);
    expect(await of({ mid_p: true })).toBeCloseTo(0.05, 14);
  });

  it('6 against 1 discordant pairs: χ² = 25/7, exact 2 × 8/128, mid-p 2 × 4.5/128', async () => {
    const frame = frameOf([numericColumn('a', [0, 0, 0, 0, 0, 0, 1, 1]), numericColumn('b', [1, 1, 1, 1, 1, 1, 0, 1])]);
    const of = async (more: object) => (await rowsIn(frame, { test: 'mcnemar', x: 'a', y: 'b', ...more }))[0];
    expect((await of({})).statistic).toBeCloseTo(25 / 7, 14);
    expect((await of({ exact: true })).p_value).toBeCloseTo(16 / 128, 14);
    expect((await of({ mid_p: true })).p_value).toBeCloseTo(9 / 128, 14);
    expect((await of({})).estimate).toBe(6);
  });

  it('Friedman of three subjects who all rank alike: χ² = 6, the most there is', async () => {
    const frame = frameOf([
      numericColumn('v', [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      textColumn('g', ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']),
      textColumn('id', ['p', 'p', 'p', 'q', 'q', 'q', 'r', 'r', 'r']),
    ]);
    const [row] = await rowsIn(frame, { test: 'friedman', formula: 'v ~ g', strata: 'id' });
    expect([row.statistic, row.df, row.n]).toEqual([6, 2, 3]);
  });

  it('pairs by the rows of each subject are the same as by columns, and who lacks one is left out', async () => {
    const long = frameOf([
      numericColumn('v', [1, 2, 5, 3, 4, 9, 7]),
      textColumn('g', ['a', 'a', 'a', 'b', 'b', 'b', 'a']),
      textColumn('id', ['p', 'q', 'r', 'q', 'p', 'r', 's']),
    ]);
    const wide = frameOf([numericColumn('x', [1, 2, 5]), numericColumn('y', [4, 3, 9])]);
    const [byRows] = await rowsIn(long, { test: 'paired', formula: 'v ~ g', strata: 'id' });
    const [byColumns] = await rowsIn(wide, { test: 'paired', x: 'x', y: 'y' });
    expect(byRows).toEqual(byColumns);
    expect(await codesOf(long, { test: 'paired', formula: 'v ~ g', strata: 'id' })).toContain('incomplete_blocks');
  });
});

describe('what a reader is told', () => {
  const skewed = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 30];
  const calm = [1, 2, 3, 4, 5, 6, 7];

  it.each([
    ['not_normal', twoGroups(skewed, calm), { test: 'welch', formula: 'v ~ g' }],
    [
      'unequal_variances',
      twoGroups(
        calm,
        calm.map((v) => 40 * v),
      ),
      { test: 't', formula: 'v ~ g' },
    ],
    ['ties', twoGroups([1, 2, 2, 3], [2, 4, 5]), { test: 'wilcoxon', formula: 'v ~ g' }],
    ['zero_differences', frameOf([numericColumn('x', [0, 1, 2, -3])]), { test: 'signed_rank', x: 'x' }],
    ['level_not_reached', twoGroups([1, 2], [3, 4]), { test: 'wilcoxon', formula: 'v ~ g' }],
    ['small_expected_counts', twoGroups([0, 1, 1], [0, 0, 1]), { test: 'chisq', formula: 'v ~ g' }],
    ['zero_cell', twoGroups([1, 1, 1], [0, 0, 1]), { test: 'fisher', formula: 'v ~ g' }],
    ['few_discordant_pairs', frameOf([numericColumn('a', [0, 1, 0]), numericColumn('b', [1, 0, 0])]), { test: 'mcnemar', x: 'a', y: 'b' }],
    [
      'small_groups',
      frameOf([numericColumn('v', [4, 1, 3, 2, 6, 5]), textColumn('g', ['a', 'b', 'c', 'd', 'd', 'e'])]),
      { test: 'kruskal', formula: 'v ~ g' },
    ],
    ['one_outcome', twoGroups([1, 1], [1, 1]), { test: 'proportion', formula: 'v ~ g' }],
  ] as const)('%s', async (code, frame, options) => expect(await codesOf(frame, options)).toContain(code));

  it('nothing where all is well', async () => {
    expect(
      await codesOf(
        twoGroups(
          calm,
          calm.map((v) => v + 0.5),
        ),
        { test: 't', formula: 'v ~ g' },
      ),
    ).toEqual([]);
  });

  it('an odds ratio without bound is infinite in the table and in JSON, and ∞ in the sentence', async () => {
    const frame = twoGroups([0, 0, 0, 0], [1, 1, 1, 0]);
    const [row] = await rowsIn(frame, { test: 'fisher', formula: 'v ~ g' });
    expect([row.estimate, row.conf_high]).toEqual([Infinity, Infinity]);
    expect(jsonValue(row.estimate)).toBe('Infinity');
    expect((await outputOf(frame, { test: 'fisher', formula: 'v ~ g' })).sentence.en).toContain('∞');
  });

  it('pairs that disagree one way alone have an infinite odds ratio, as R’s interval has', async () => {
    const frame = frameOf([numericColumn('a', [0, 0, 0, 1]), numericColumn('b', [1, 1, 1, 1])]);
    const [row] = await rowsIn(frame, { test: 'mcnemar', x: 'a', y: 'b', exact: true });
    expect([row.estimate, row.conf_high]).toEqual([Infinity, Infinity]);
    // 0.025^(1/3) of three pairs, as odds.
    expect(row.conf_low).toBeCloseTo(0.025 ** (1 / 3) / (1 - 0.025 ** (1 / 3)), 12);
    const { sentence } = await outputOf(frame, { test: 'mcnemar', x: 'a', y: 'b', exact: true });
    expect(sentence.en).toMatch(/∞ \(95% CI 0\.413 to ∞\)/);
  });

  it('Tukey’s intervals are drawn as a forest of pairs', async () => {
    const frame = frameOf([
      numericColumn('v', [1, 2, 3, 4, 5, 6, 7, 8, 10]),
      textColumn('g', ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c']),
    ]);
    const { figures, tables, labels } = await outputOf(frame, { test: 'anova', formula: 'v ~ g', posthoc: 'tukey' });
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const options = { document: document as unknown as Document, lang: 'en', theme: 'print', width: 720 } as const;
    const drawn = figures.map((figure) => drawFigure(figure, tables, labels, options));
    expect(drawn.length).toBe(1);
    expect(drawn[0].alt).toMatch(/^a − b: −3.*; a − c: −6.*; b − c: −3/u);
    const dunn = await outputOf(frame, { test: 'kruskal', formula: 'v ~ g', posthoc: 'dunn' });
    expect(dunn.figures).toEqual([]);
  });

  it('many groups are said in numbers, those beyond twelve counted', async () => {
    const groupsOf = (count: number) =>
      frameOf([
        numericColumn(
          'v',
          Array.from({ length: 5 * count }, (_, row) => (row * 7919) % 101),
        ),
        textColumn(
          'g',
          Array.from({ length: 5 * count }, (_, row) => `g${row % count}`),
        ),
      ]);
    for (const [test, words] of [
      ['anova', /mean [\d.]+ \(SD [\d.]+\), n = 5/gu],
      ['kruskal', /median [\d.]+ \(quartiles [\d.]+ and [\d.]+\), n = 5/gu],
    ] as const) {
      const seven = (await outputOf(groupsOf(7), { test, formula: 'v ~ g' })).sentence;
      expect(seven.en.match(words)).toHaveLength(7);
      const twenty = (await outputOf(groupsOf(20), { test, formula: 'v ~ g' })).sentence;
      expect(twenty.en.match(words)).toHaveLength(12);
      expect([twenty.en, twenty.zh]).toEqual([expect.stringContaining('; and 8 more groups. '), expect.stringContaining('；另有 8 组。')]);
    }
  });

  it('comparisons of pairs tell how far they are and end when they are told to', async () => {
    const groups = Array.from({ length: 60 }, (_, i) => `g${i % 12}`);
    const frame = frameOf([
      numericColumn(
        'v',
        groups.map((_, i) => (i * 7919) % 101),
      ),
      textColumn('g', groups),
    ]);
    const options = testMethod.schema.parse({ data: 'd', test: 'welch_anova', formula: 'v ~ g', posthoc: 'games_howell' });
    const told = new AbortController();
    const shares: number[] = [];
    const progress = (share: number) => {
      shares.push(share);
      if (shares.length === 3) told.abort();
    };
    await expect(async () =>
      testMethod.run({ options, frame, tables: new Map() }, { ...ALONE, progress, signal: told.signal }),
    ).rejects.toThrow(/abort/iu);
    expect(shares).toEqual([1 / 66, 2 / 66, 3 / 66]);
  });

  it('more groups than can be compared by pairs are refused', async () => {
    const groups = Array.from({ length: 120 }, (_, i) => `g${i % 60}`);
    const frame = frameOf([
      numericColumn(
        'v',
        groups.map((_, i) => (i * 7919) % 101),
      ),
      textColumn('g', groups),
    ]);
    const run = async () => outputOf(frame, { test: 'kruskal', formula: 'v ~ g', posthoc: 'dunn' });
    await expect(run).rejects.toMatchObject({ code: 'too_many_values', path: 'posthoc' });
  });

  it('the equivalent R script names the data, the frequencies and the call', () => {
    const options = testMethod.schema.parse({
      data: 'd',
      test: 'welch',
      formula: 'y ~ g',
      mu: 1,
      weights: { column: 'n', kind: 'frequency' },
    });
    const script = testMethod.rScript(options);
    expect(script).toContain('w <- d[["n"]]\nd <- d[rep(seq_len(nrow(d)), ifelse(is.na(w), 0, w)), ]');
    expect(script).toContain('t.test(y ~ g, data = d, mu = 1)');
  });
});
