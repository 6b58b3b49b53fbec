/** Tables of counts and proportions against R. */
import { afterAll, describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { CLOSED, countsFrame, expectAll, expectNear, FREQUENCIES, limits, R, rowsIn, SIDES, SOLVED, showAgreement } from './compare';

describe('counts', () => {
  it.each(R.four.map((data, i) => ({ i, ...data })))('2 × 2 table $i, $alternative', async (four) => {
    const { table, alternative, level, i } = four;
    const frame = countsFrame([table.slice(0, 2), table.slice(2)]);
    const sided = { alternative: SIDES[alternative], conf_level: level };
    const run = (options: object) => rowsIn(frame, { formula: 'c ~ r', ...FREQUENCIES, ...options });
    for (const [correct, numbers] of [
      [false, four.chisq],
      [true, four.yates],
    ] as const) {
      const [row] = await run({ test: 'chisq', correct });
      expectAll(
        [row.statistic, row.p_value],
        (k) => numbers[k],
        () => 10 * CLOSED,
        (k) => `chisq: ${k} of ${i}`,
        () => 1e-14,
      );
    }
    const [fisher] = await run({ test: 'fisher', ...sided });
    expectAll(
      [...limits(fisher), fisher.p_value],
      (k) => four.fisher[k],
      (k) => (k < 3 ? SOLVED : 10 * CLOSED),
      (k) => `fisher: ${k} of ${i}`,
    );
    const [mid] = await run({ test: 'fisher', mid_p: true, ...sided });
    expectNear(mid.p_value, four.mid, 10 * CLOSED, `fisher mid-p: ${i}`);
    const [compared, ...each] = await rowsIn(frame, {
      test: 'proportion',
      formula: 'event ~ r',
      ...FREQUENCIES,
      ...sided,
      alternative: 'two_sided',
    });
    expect(each.map(({ events, n }) => [events, n])).toEqual([
      [table[0], table[0] + table[1]],
      [table[2], table[2] + table[3]],
    ]);
    expectAll(
      [compared.conf_low, compared.conf_high],
      (k) => four.newcombe[k],
      () => 10 * CLOSED,
      (k) => `newcombe: ${k} of ${i}`,
      () => 1e-2,
    );
    const [nurminen] = await rowsIn(frame, {
      test: 'proportion',
      formula: 'event ~ r',
      interval: 'miettinen_nurminen',
      ...FREQUENCIES,
      ...sided,
      alternative: 'two_sided',
    });
    expectAll(
      [nurminen.conf_low, nurminen.conf_high],
      (k) => four.mn[k],
      () => SOLVED,
      (k) => `miettinen_nurminen: ${k} of ${i}`,
      () => 1e-2,
    );
    const [prop] = await rowsIn(frame, { test: 'proportion', formula: 'event ~ r', ...FREQUENCIES, ...sided });
    expectNear(prop.p_value, four.prop, 10 * CLOSED, `proportion: ${i}`);
    if (four.mcnemar === null) return;
    const paired = frameOf([
      textColumn('a', ['0', '0', '1', '1']),
      textColumn('b', ['0', '1', '0', '1']),
      numericColumn('n', table, 'integer'),
    ]);
    const pairs = (options: object) => rowsIn(paired, { test: 'mcnemar', x: 'a', y: 'b', ...FREQUENCIES, ...options });
    const [plain] = await pairs({});
    const [corrected] = await pairs({ correct: true });
    const [exact] = await pairs({ exact: true, ...sided });
    const odds = (p: number) => p / (1 - p);
    const found = [plain.statistic, plain.p_value, corrected.statistic, corrected.p_value, exact.p_value, exact.conf_low, exact.conf_high];
    const wanted = [...four.mcnemar.slice(0, 5), odds(four.mcnemar[5]), odds(four.mcnemar[6])];
    expectAll(
      found,
      (k) => wanted[k],
      () => 100 * CLOSED,
      (k) => `mcnemar: ${k} of ${i}`,
    );
  });

  it.each(R.one)('$x of $n, $alternative', async (one) => {
    const { x, n, alternative, level } = one;
    const frame = frameOf([numericColumn('e', [1, 0], 'integer'), numericColumn('n', [x, n - x], 'integer')]);
    const options = { test: 'proportion', x: 'e', mu: 0.3, alternative: SIDES[alternative], conf_level: level, ...FREQUENCIES };
    for (const method of ['wilson', 'clopper_pearson', 'agresti_coull'] as const) {
      const [row] = await rowsIn(frame, { ...options, interval: method });
      const wanted = one[method];
      expectAll(
        [row.conf_low, row.conf_high],
        (k) => wanted[k],
        () => 100 * CLOSED,
        (k) => `${method}: ${k} of ${x}/${n}`,
        () => 1e-6,
      );
      if (method === 'clopper_pearson') expectNear(row.p_value, wanted[2], 100 * CLOSED, `${method}: p of ${x}/${n}`, 1e-280);
      if (method === 'wilson')
        expectAll(
          [row.statistic, row.p_value],
          (k) => wanted[k + 2],
          () => 100 * CLOSED,
          (k) => `${method}: ${k + 2} of ${x}/${n}`,
          () => 1e-14,
        );
    }
  });

  it.each(R.larger.map((data, i) => ({ i, ...data })))('larger table $i', async ({ rows, chisq, fisher, i }) => {
    const frame = countsFrame(rows);
    const [row] = await rowsIn(frame, { test: 'chisq', formula: 'c ~ r', ...FREQUENCIES });
    expectAll(
      [row.statistic, row.df, row.p_value],
      (k) => chisq[k],
      () => 10 * CLOSED,
      (k) => `chisq: ${k} of larger ${i}`,
    );
    const [exact] = await rowsIn(frame, { test: 'fisher', formula: 'c ~ r', ...FREQUENCIES });
    // R's network algorithm sums in single steps of about 1e-9.
    if (exact.method === 'fisher') expectNear(exact.p_value, fisher, 1e-7, `fisher: larger ${i}`);
  });

  it.each(R.square.map((data, i) => ({ i, ...data })))('square table $i', async ({ rows, numbers, i }) => {
    const cells = rows.flatMap((row, a) => row.map((n, b) => ({ a, b, n })));
    const frame = frameOf([
      textColumn(
        'a',
        cells.map(({ a }) => `l${a}`),
      ),
      textColumn(
        'b',
        cells.map(({ b }) => `l${b}`),
      ),
      numericColumn(
        'n',
        cells.map(({ n }) => n),
        'integer',
      ),
    ]);
    const [row] = await rowsIn(frame, { test: 'mcnemar', x: 'a', y: 'b', ...FREQUENCIES });
    expectAll(
      [row.statistic, row.df, row.p_value],
      (k) => numbers[k],
      () => 10 * CLOSED,
      (k) => `mcnemar: ${k} of square ${i}`,
    );
  });

  it.each(R.strata.map((data, i) => ({ i, ...data })))('strata $i', async ({ cells, dim: [r, c, k], alternative, numbers, odds, i }) => {
    const places = cells.map((n, at) => ({ n, row: at % r, column: Math.floor(at / r) % c, stratum: Math.floor(at / (r * c)) }));
    expect(places.length).toBe(r * c * k);
    const frame = frameOf([
      textColumn(
        'r',
        places.map(({ row }) => `r${row}`),
      ),
      textColumn(
        'c',
        places.map(({ column }) => `c${column}`),
      ),
      numericColumn(
        's',
        places.map(({ stratum }) => stratum),
        'integer',
      ),
      numericColumn(
        'n',
        places.map(({ n }) => n),
        'integer',
      ),
    ]);
    const options = { test: 'cmh', formula: 'c ~ r', strata: 's', alternative: SIDES[alternative], ...FREQUENCIES };
    const [row] = await rowsIn(frame, options);
    expectAll(
      [row.statistic, row.df, row.p_value],
      (at) => numbers[at],
      () => 100 * CLOSED,
      (at) => `cmh: ${at} of ${i}`,
      () => 1e-14,
    );
    if (odds === null) return;
    expectAll(
      limits(row),
      (at) => odds[at],
      () => 10 * CLOSED,
      (at) => `cmh: odds ${at} of ${i}`,
    );
    const [corrected] = await rowsIn(frame, { ...options, correct: true });
    expectAll(
      [corrected.statistic, corrected.p_value],
      (at) => numbers[at + 3],
      () => 100 * CLOSED,
      (at) => `cmh: corrected ${at} of ${i}`,
      () => 1e-14,
    );
  });

  it.each(R.trend.map((data, i) => ({ i, ...data })))('trend $i', async ({ x, n, scores, numbers, i }) => {
    const cells = x.flatMap((events, g) => [
      { g, e: 1, n: events },
      { g, e: 0, n: n[g] - events },
    ]);
    const frame = frameOf([
      textColumn(
        'g',
        cells.map(({ g }) => `g${g}`),
      ),
      numericColumn(
        'e',
        cells.map(({ e }) => e),
        'integer',
      ),
      numericColumn(
        'n',
        cells.map((cell) => cell.n),
        'integer',
      ),
    ]);
    const [row] = await rowsIn(frame, { test: 'trend', formula: 'e ~ g', scores, ...FREQUENCIES });
    expectAll(
      [row.statistic, row.p_value],
      (k) => numbers[k],
      () => 1000 * CLOSED,
      (k) => `trend: ${k} of ${i}`,
      () => 1e-14,
    );
  });
});

afterAll(showAgreement);
