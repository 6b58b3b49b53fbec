/** What must hold of the tests whatever the data: order of rows, order of groups, frequencies, and tests that are one another in other words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { type Pairs, pairDifferences, walshAverages } from '@/analysis-kernel/registry/methods/test/kernel/order-statistic';
import type { Value } from '@/analysis-kernel/results/result';
import { rowsIn, twoGroups } from './compare';

const SEEDED = { numRuns: 40, seed: 9 };
const values = (least: number, most = 12) => fc.array(fc.integer({ min: -20, max: 20 }), { minLength: least, maxLength: most });
const varied = (least: number, most?: number) => values(least, most).filter((list) => new Set(list).size > 1);

const near = (actual: Value | undefined, wanted: Value | undefined) => {
  if (wanted === null || wanted === undefined) expect(actual ?? null).toBeNull();
  else expect(Math.abs(Number(actual) - Number(wanted))).toBeLessThanOrEqual(1e-10 * Math.max(1e-3, Math.abs(Number(wanted))));
};

describe('the order of the values of all pairs', () => {
  const number = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.constantFrom(8e307, -8e307, 5e-324),
  );
  const sample = fc.array(number, { minLength: 1, maxLength: 15 }).map((list) => Float64Array.from(list));
  const descending = (list: number[]) =>
    Float64Array.from(list.map((value) => value + 0))
      .sort()
      .reverse();
  const agrees = ({ count, largest }: Pairs, all: number[]) => {
    expect(count).toBe(all.length);
    const wanted = descending(all);
    for (let k = 1; k <= count; k++) expect(largest(k)).toBe(wanted[k - 1]);
  };
  it('differences are those of a sorted list', () => {
    fc.assert(
      fc.property(sample, sample, (x, y) => agrees(pairDifferences(x, y), Array.from(x, (a) => Array.from(y, (b) => a - b)).flat())),
      { numRuns: 200, seed: 9 },
    );
  });
  it('Walsh averages are those of a sorted list', () => {
    fc.assert(
      fc.property(sample, (x) => agrees(walshAverages(x), Array.from(x, (a, i) => Array.from(x.slice(i), (b) => (a + b) / 2)).flat())),
      { numRuns: 200, seed: 9 },
    );
  });
});

const SAMPLES = ['t', 'welch', 'wilcoxon', 'anova', 'welch_anova', 'kruskal'] as const;
const NUMBERS = ['estimate', 'conf_low', 'conf_high', 'statistic', 'df', 'p_value'] as const;

describe('any two samples', () => {
  it.each(SAMPLES)('%s does not see the order of rows', async (test) => {
    await fc.assert(
      fc.asyncProperty(varied(3), varied(3), fc.integer(), async (x, y, salt) => {
        const rows = [...x.map((v) => [v, 'a'] as const), ...y.map((v) => [v, 'b'] as const)];
        const shuffled = rows.map((row, i) => ({ row, key: Math.sin(salt + 7 * i) })).sort((p, q) => p.key - q.key);
        const other = frameOf([
          numericColumn(
            'v',
            shuffled.map(({ row }) => row[0]),
          ),
          textColumn(
            'g',
            shuffled.map(({ row }) => row[1]),
          ),
        ]);
        const [[before], [after]] = [
          await rowsIn(twoGroups(x, y), { test, formula: 'v ~ g' }),
          await rowsIn(other, { test, formula: 'v ~ g' }),
        ];
        for (const name of NUMBERS) near(after[name], before[name]);
      }),
      SEEDED,
    );
  });

  it.each(['t', 'welch', 'wilcoxon'] as const)('%s turns its sign where the groups are swapped', async (test) => {
    await fc.assert(
      fc.asyncProperty(varied(3), varied(3), async (x, y) => {
        const [[one], [other]] = [
          await rowsIn(twoGroups(x, y), { test, formula: 'v ~ g' }),
          await rowsIn(twoGroups(y, x), { test, formula: 'v ~ g' }),
        ];
        near(other.estimate, -Number(one.estimate));
        near(other.conf_low, -Number(one.conf_high));
        near(other.conf_high, -Number(one.conf_low));
        near(other.p_value, one.p_value);
      }),
      SEEDED,
    );
  });

  it.each([...SAMPLES, 'shapiro'] as const)('%s counts a frequency as so many rows', async (test) => {
    await fc.assert(
      fc.asyncProperty(
        varied(4, 8),
        varied(4, 8),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 16, maxLength: 16 }),
        async (x, y, drawn) => {
          // Every group keeps two different values.
          const n = [...x, ...y].map((_, i) => drawn[i] + 1);
          const rows = [...x.map((v) => ({ v, g: 'a' })), ...y.map((v) => ({ v, g: 'b' }))];
          const weighted = frameOf([
            numericColumn(
              'v',
              rows.map(({ v }) => v),
            ),
            textColumn(
              'g',
              rows.map(({ g }) => g),
            ),
            numericColumn('n', n, 'integer'),
          ]);
          const many = rows.flatMap((row, i) => Array.from({ length: n[i] }, () => row));
          const replicated = frameOf([
            numericColumn(
              'v',
              many.map(({ v }) => v),
            ),
            textColumn(
              'g',
              many.map(({ g }) => g),
            ),
          ]);
          const options = { test, formula: 'v ~ g' };
          const [[one], [other]] = [
            await rowsIn(weighted, { ...options, weights: { column: 'n', kind: 'frequency' } }),
            await rowsIn(replicated, options),
          ];
          for (const name of [...NUMBERS, 'n']) expect(one[name]).toEqual(other[name]);
        },
      ),
      SEEDED,
    );
  });

  it('t² is F, and Tukey of two groups is t', async () => {
    await fc.assert(
      fc.asyncProperty(varied(2), varied(2), async (x, y) => {
        const frame = twoGroups(x, y);
        const [[t], [f]] = [await rowsIn(frame, { test: 't', formula: 'v ~ g' }), await rowsIn(frame, { test: 'anova', formula: 'v ~ g' })];
        near(f.statistic, Number(t.statistic) ** 2);
        near(f.p_value, t.p_value);
        const [pair] = await rowsIn(frame, { test: 'anova', formula: 'v ~ g', posthoc: 'tukey' }, 'posthoc');
        for (const name of ['estimate', 'conf_low', 'conf_high'] as const) near(pair[name], t[name]);
        near(pair.p_adjusted, t.p_value);
      }),
      { ...SEEDED, numRuns: 12 },
    );
  });

  it('Welch’s analysis of variance of two groups is his t², Kruskal–Wallis the uncorrected Wilcoxon', async () => {
    await fc.assert(
      fc.asyncProperty(varied(2), varied(2), async (x, y) => {
        const frame = twoGroups(x, y);
        const [[t], [f]] = [
          await rowsIn(frame, { test: 'welch', formula: 'v ~ g' }),
          await rowsIn(frame, { test: 'welch_anova', formula: 'v ~ g' }),
        ];
        near(f.statistic, Number(t.statistic) ** 2);
        near(f.df_residual, t.df);
        near(f.p_value, t.p_value);
        const [[w], [h]] = [
          await rowsIn(frame, { test: 'wilcoxon', formula: 'v ~ g', exact: false, correct: false }),
          await rowsIn(frame, { test: 'kruskal', formula: 'v ~ g' }),
        ];
        near(h.p_value, w.p_value);
      }),
      SEEDED,
    );
  });
});

describe('tables of counts', () => {
  const cell = fc.integer({ min: 1, max: 30 });
  const frameOfCounts = ([a, b, c, d]: readonly number[]) =>
    frameOf([
      textColumn('g', ['p', 'p', 'q', 'q']),
      numericColumn('e', [1, 0, 1, 0], 'integer'),
      numericColumn('n', [a, b, c, d], 'integer'),
    ]);
  const weights = { column: 'n', kind: 'frequency' };

  it('χ² of 2 × 2 is the test of two proportions, the trend of two groups, and z of the score test', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(cell, cell, cell, cell), async (counts) => {
        const frame = frameOfCounts(counts);
        const of = async (options: object) => (await rowsIn(frame, { formula: 'e ~ g', weights, ...options }))[0];
        const [chisq, share, trend] = [await of({ test: 'chisq' }), await of({ test: 'proportion' }), await of({ test: 'trend' })];
        near(share.statistic, chisq.statistic);
        near(trend.statistic, chisq.statistic);
        near(share.p_value, chisq.p_value);
        const [less, greater] = [
          await of({ test: 'proportion', alternative: 'less' }),
          await of({ test: 'proportion', alternative: 'greater' }),
        ];
        near(2 * Math.min(Number(less.p_value), Number(greater.p_value)), share.p_value);
        // The interval of the score test ends where that test does: p and the interval agree on no difference but for N / (N − 1).
        const nurminen = await of({ test: 'proportion', interval: 'miettinen_nurminen' });
        const n = counts.reduce((sum, one) => sum + one, 0);
        const z = Math.sqrt((Number(chisq.statistic) * (n - 1)) / n);
        if (Math.abs(z - 1.959963984540054) > 1e-6)
          expect(Number(nurminen.conf_low) > 0 || Number(nurminen.conf_high) < 0).toBe(z > 1.959963984540054);
      }),
      SEEDED,
    );
  });

  it('Fisher’s sides share the observed table, and transposing changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(cell, cell, cell, cell), async (counts) => {
        const frame = frameOfCounts(counts);
        const of = async (formula: string, more: object = {}) => (await rowsIn(frame, { test: 'fisher', formula, weights, ...more }))[0];
        const [one, other] = [await of('e ~ g'), await of('g ~ e')];
        for (const name of ['estimate', 'conf_low', 'conf_high', 'p_value'] as const) near(other[name], one[name]);
        const [less, greater] = [
          await of('e ~ g', { alternative: 'less', mid_p: true }),
          await of('e ~ g', { alternative: 'greater', mid_p: true }),
        ];
        near(Number(less.p_value) + Number(greater.p_value), 1);
      }),
      SEEDED,
    );
  });

  it('none of twenty is a proportion with an interval that begins at 0', async () => {
    const frame = frameOf([numericColumn('e', new Array<number>(20).fill(0), 'integer')]);
    const [row] = await rowsIn(frame, { test: 'proportion', x: 'e', interval: 'clopper_pearson' });
    expect([row.estimate, row.conf_low, row.events, row.n]).toEqual([0, 0, 0, 20]);
    // (1 − p)^20 = 0.025
    expect(row.conf_high).toBeCloseTo(1 - 0.025 ** (1 / 20), 12);
  });
});

describe('columns beside one another', () => {
  it('are each of the rows that know it, as in R', async () => {
    const frame = frameOf([numericColumn('x', [1, 2, 4, null, 7]), numericColumn('y', [3, null, null, 8, 9])]);
    const [row] = await rowsIn(frame, { test: 'welch', x: 'x', y: 'y' });
    const [other] = await rowsIn(twoGroups([1, 2, 4, 7], [3, 8, 9]), { test: 'welch', formula: 'v ~ g' });
    expect(row).toEqual(other);
  });

  it('Kendall of 100 000 pairs without order is near 0, and its mirror turns the sign', async () => {
    const n = 100_000;
    const at = (i: number, salt: number) => (((Math.sin(i * 12.9898 + salt) * 43758.5453) % 1) + 1) % 1;
    const x = Array.from({ length: n }, (_, i) => Math.floor(1000 * at(i, 1)));
    const y = Array.from({ length: n }, (_, i) => at(i, 2));
    const frame = frameOf([
      numericColumn('x', x),
      numericColumn('y', y),
      numericColumn(
        'z',
        y.map((v) => -v),
      ),
    ]);
    const of = async (second: string) => (await rowsIn(frame, { test: 'correlation', x: 'x', y: second, coefficient: 'kendall' }))[0];
    const [one, other] = [await of('y'), await of('z')];
    expect(Math.abs(Number(one.estimate))).toBeLessThan(0.02);
    near(other.estimate, -Number(one.estimate));
  });
});
