/** Means, ranks, several samples, normality and correlation against R. */
import { afterAll, describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { tukeyUpper } from '@/analysis-kernel/numeric/dist/tukey';
import { CLOSED, expectAll, expectNear, limits, type Numbers, R, rowsIn, SIDES, SOLVED, showAgreement, twoGroups } from './compare';

describe('means', () => {
  it.each(R.means)('$test of sample $sample, $alternative', async ({ sample, test, mu, level, alternative, numbers }) => {
    const { x, y } = R.samples[sample - 1];
    const options = { mu, conf_level: level, alternative: SIDES[alternative], formula: test === 'one' ? 'v ~ 1' : 'v ~ g' };
    const [row] = await rowsIn(twoGroups(x, test === 'one' ? [] : y), { ...options, test: test === 'one' ? 't' : test });
    const found = [...limits(row), row.statistic, row.df, row.p_value];
    // A mean is known to the rounding of what it is made of.
    const size = Math.max(...x.map(Math.abs), ...y.map(Math.abs));
    expectAll(
      found,
      (i) => numbers[i],
      () => CLOSED * (size > 1e5 ? 100 : 10),
      (i) => `${test}: ${i} of ${sample}`,
      (i) => (i < 3 ? Math.abs(numbers[0]) : 0),
    );
  });
});

describe('ranks', () => {
  it.each(R.ranks)(
    'rank sum of sample $sample, $alternative, corrected $correct',
    async ({ sample, mu, level, alternative, correct, numbers }) => {
      const { x, y } = R.samples[sample - 1];
      const [row] = await rowsIn(twoGroups(x, y), {
        test: 'wilcoxon',
        formula: 'v ~ g',
        mu,
        conf_level: level,
        alternative: SIDES[alternative],
        correct,
      });
      expectAll(
        [...limits(row), row.statistic, row.p_value],
        (i) => numbers[i],
        (i) => (i < 3 ? SOLVED : CLOSED),
        (i) => `wilcoxon: ${i} of ${sample}`,
        (i) => (i < 3 ? 1e-3 : 0),
      );
    },
  );

  it.each(R.signed)(
    'signed ranks of sample $sample, $alternative, corrected $correct',
    async ({ sample, reached, mu, level, alternative, correct, numbers }) => {
      const { x, y } = R.samples[sample - 1];
      const n = Math.min(x.length, y.length);
      const frame = frameOf([numericColumn('x', y.slice(0, n)), numericColumn('y', x.slice(0, n))]);
      const [row] = await rowsIn(frame, {
        test: 'signed_rank',
        x: 'x',
        y: 'y',
        mu,
        conf_level: level,
        alternative: SIDES[alternative],
        correct,
      });
      for (const [i, value] of [...limits(row), row.statistic, row.p_value].entries()) {
        if ((i === 1 || i === 2) && !reached) continue;
        expectNear(value, numbers[i], i < 3 ? SOLVED : CLOSED, `signed_rank: ${i} of ${sample}`, i < 3 ? 1e-3 : 0);
      }
    },
  );
});

describe('several samples', () => {
  it.each(R.many.map((data, i) => ({ i, ...data })))('data $i', async ({ y, g, i, tukey, games_howell, dunn, ...tests }) => {
    const frame = frameOf([numericColumn('y', y), textColumn('g', g)]);
    for (const [test, numbers] of Object.entries(tests)) {
      const [row] = await rowsIn(frame, { test, formula: 'y ~ g' });
      const residual = test === 'kruskal' ? [] : [row.df_residual];
      expectAll(
        [row.statistic, row.df, ...residual, row.p_value],
        (at) => numbers[at],
        () => 10 * CLOSED,
        (at) => `${test}: ${at} of ${i}`,
        () => 1e-14,
      );
    }
    const compared = async (test: string, posthoc: string, wanted: readonly Numbers[]) => {
      const rows = await rowsIn(frame, { test, formula: 'y ~ g', posthoc }, 'posthoc');
      expect(rows.length).toBe(wanted.length);
      rows.forEach((row, at) => {
        const found = [row.estimate, row.std_error, row.conf_low, row.conf_high, row.statistic, row.p_value, row.p_adjusted, row.df];
        expectAll(
          found,
          (k) => wanted[at][k],
          (k) => (k === 2 || k === 3 || k === 6 ? SOLVED : 10 * CLOSED),
          (k) => `${posthoc}: ${k} of ${i}`,
          () => 1e-3,
        );
      });
    };
    await compared('anova', 'tukey', tukey);
    await compared('welch_anova', 'games_howell', games_howell);
    for (const [place, adjust] of [
      [4, 'holm'],
      [5, 'by'],
    ] as const) {
      const rows = await rowsIn(frame, { test: 'kruskal', formula: 'y ~ g', posthoc: 'dunn', adjust }, 'posthoc');
      rows.forEach((row, at) => {
        const found = [row.estimate, row.std_error, row.statistic, row.p_value];
        expectAll(
          found,
          (k) => dunn[at][k],
          () => 10 * CLOSED,
          (k) => `dunn: ${k} of ${i}`,
          () => 1e-12,
        );
        expectNear(row.p_adjusted, dunn[at][place], 10 * CLOSED, `dunn: ${adjust} of ${i}`);
      });
    }
  });

  it.each(R.blocks.map((data, i) => ({ i, ...data })))('blocks $i', async ({ rows, numbers, i }) => {
    const cells = rows.flatMap((row, subject) => row.map((value, j) => ({ subject, j, value })));
    const frame = frameOf([
      numericColumn(
        'v',
        cells.map(({ value }) => value),
      ),
      textColumn(
        'g',
        cells.map(({ j }) => `g${j}`),
      ),
      numericColumn(
        'id',
        cells.map(({ subject }) => subject),
        'integer',
      ),
    ]);
    const [row] = await rowsIn(frame, { test: 'friedman', formula: 'v ~ g', strata: 'id' });
    expectAll(
      [row.statistic, row.df, row.p_value],
      (k) => numbers[k],
      () => 10 * CLOSED,
      (k) => `friedman: ${k} of ${i}`,
      () => 1e-14,
    );
  });

  it('the studentised range', () => {
    for (const [q, k, df, p] of R.tukey) expectNear(tukeyUpper(q, k, df), p, SOLVED, `tukey range: ${q} ${k} ${df}`, 1e-2);
  });

  it.each(R.shapiro)('Shapiro–Wilk of $x.length', async ({ x, numbers }) => {
    const [row] = await rowsIn(frameOf([numericColumn('x', x)]), { test: 'shapiro', x: 'x' });
    expectNear(row.statistic, numbers[0], CLOSED * 10, 'shapiro: W');
    expectNear(row.p_value, numbers[1], SOLVED, 'shapiro: p');
  });
});

describe('correlation', () => {
  it.each(R.cors.flatMap(({ x, y, results }, i) => results.map((result) => ({ i, n: x.length, x, y, ...result }))))(
    '$method of $n pairs, $alternative ($i)',
    async ({ x, y, method, alternative, numbers, n }) => {
      const frame = frameOf([numericColumn('x', x), numericColumn('y', y)]);
      const [row] = await rowsIn(frame, {
        test: 'correlation',
        x: 'x',
        y: 'y',
        coefficient: method,
        alternative: SIDES[alternative],
        conf_level: 0.9,
      });
      // cor() has the digits that a sum of n products leaves.
      expectAll(
        [...limits(row), row.statistic, row.p_value],
        (k) => numbers[k],
        (k) => (k === 4 ? SOLVED : 1000 * CLOSED),
        (k) => `${method}: ${k} of ${n}`,
        () => 1e-6,
      );
    },
  );
});

afterAll(showAgreement);
