/** Every test against R's own numbers, which `test.R` writes: closed forms to 1e-12, what either side integrates or solves to 1e-8. */
import { afterAll, describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { tukeyUpper } from '@/analysis-kernel/numeric/dist/tukey';
import { testMethod } from '@/analysis-kernel/registry/methods/test/method';
import { ALONE } from '@/analysis-kernel/registry/pool';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import { readFixture } from '../../fixture';

type Numbers = readonly number[];
type Side = 'two.sided' | 'less' | 'greater';
interface Sided {
  readonly alternative: Side;
  readonly level: number;
}
interface Fixture {
  readonly samples: readonly { x: Numbers; y: Numbers; name: string }[];
  readonly means: readonly (Sided & { sample: number; test: 't' | 'welch' | 'one'; mu: number; numbers: Numbers })[];
  readonly ranks: readonly (Sided & { sample: number; mu: number; correct: boolean; numbers: Numbers })[];
  readonly signed: readonly (Sided & { sample: number; reached: boolean; mu: number; correct: boolean; numbers: Numbers })[];
  readonly many: readonly {
    y: Numbers;
    g: readonly string[];
    anova: Numbers;
    welch_anova: Numbers;
    kruskal: Numbers;
    levene: Numbers;
    tukey: readonly Numbers[];
    games_howell: readonly Numbers[];
    dunn: readonly Numbers[];
  }[];
  readonly blocks: readonly { rows: readonly Numbers[]; numbers: Numbers }[];
  readonly shapiro: readonly { x: Numbers; numbers: Numbers }[];
  readonly four: readonly (Sided & {
    table: Numbers;
    chisq: Numbers;
    yates: Numbers;
    fisher: Numbers;
    mid: number;
    mcnemar: Numbers | null;
    prop: number;
    newcombe: Numbers;
    mn: Numbers;
  })[];
  readonly one: readonly (Sided & { x: number; n: number; wilson: Numbers; clopper_pearson: Numbers; agresti_coull: Numbers })[];
  readonly larger: readonly { rows: readonly Numbers[]; chisq: Numbers; fisher: number }[];
  readonly square: readonly { rows: readonly Numbers[]; numbers: Numbers }[];
  readonly strata: readonly {
    cells: Numbers;
    dim: readonly [number, number, number];
    alternative: Side;
    numbers: Numbers;
    odds: Numbers | null;
  }[];
  readonly trend: readonly { x: Numbers; n: Numbers; scores: Numbers; numbers: Numbers }[];
  readonly cors: readonly {
    x: Numbers;
    y: Numbers;
    results: readonly { method: 'pearson' | 'spearman' | 'kendall'; alternative: Side; numbers: Numbers }[];
  }[];
  readonly tukey: readonly Numbers[];
}
const R = readFixture<Fixture>('methods/test/test');

const CLOSED = 1e-12;
const SOLVED = 1e-8;

/** How many numbers were compared and the worst difference, by what is compared. */
const tally = new Map<string, { n: number; worst: number; at: string }>();
afterAll(() => {
  if (process.env.SHOW_AGREEMENT) console.table(Object.fromEntries(tally));
});

/** A missing limit stands where R has an infinite one. */
function expectNear(actual: Value | undefined, wanted: number, tolerance: number, what: string, floor = 0): void {
  if (!Number.isFinite(wanted)) {
    expect(actual ?? null, what).toBeNull();
    return;
  }
  const difference = Math.abs(Number(actual) - wanted) / Math.max(Math.abs(wanted), floor, Number.MIN_VALUE);
  const kind = what.split(':')[0];
  const before = tally.get(kind) ?? { n: 0, worst: 0, at: '' };
  const worse = Number(actual) !== wanted && !(difference <= before.worst);
  tally.set(kind, { n: before.n + 1, worst: worse ? difference : before.worst, at: worse ? what : before.at });
  expect(
    Number(actual) === wanted || difference <= tolerance,
    `${what}: ${actual} where R has ${wanted} (${difference.toExponential(1)})`,
  ).toBe(true);
}

/** `expectNear` of one value after another. */
function expectAll(
  found: readonly (Value | undefined)[],
  wanted: (place: number) => number,
  tolerance: (place: number) => number,
  what: (place: number) => string,
  floor: (place: number) => number = () => 0,
): void {
  for (const [place, value] of found.entries()) expectNear(value, wanted(place), tolerance(place), what(place), floor(place));
}

const SIDES = { 'two.sided': 'two_sided', less: 'less', greater: 'greater' } as const;

async function tablesOf(frame: Frame, options: object): Promise<ReadonlyMap<string, ResultTable>> {
  const parsed = testMethod.schema.parse({ data: 'd', ...options });
  return (await testMethod.run({ options: parsed, frame, tables: new Map() }, ALONE)).tables;
}

const rowsOf = ({ columns, rows }: ResultTable): Readonly<Record<string, Value>>[] =>
  rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));

async function rowsIn(frame: Frame, options: object, table = 'test') {
  const found = (await tablesOf(frame, options)).get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return rowsOf(found);
}

/** Two samples as rows of a value and its group. */
function twoGroups(x: Numbers, y: Numbers): Frame {
  return frameOf([numericColumn('v', [...x, ...y]), textColumn('g', [...x.map(() => 'a'), ...y.map(() => 'b')])]);
}

/** A table of counts as rows with their frequency; levels r1, r2 … and c1, c2 … (c1 the last, so that proportions count it). */
function countsFrame(rows: readonly Numbers[], strata?: Numbers): Frame {
  const cells = rows.flatMap((row, i) => row.map((n, j) => ({ i, j, n })));
  return frameOf([
    textColumn(
      'r',
      cells.map(({ i }) => `r${i}`),
    ),
    textColumn(
      'c',
      cells.map(({ j }) => `c${j}`),
    ),
    textColumn(
      'event',
      cells.map(({ j }) => (j === 0 ? 'yes' : `no${j}`)),
    ),
    numericColumn(
      'n',
      cells.map(({ n }) => n),
      'integer',
    ),
    ...(strata === undefined ? [] : [numericColumn('s', strata)]),
  ]);
}
const FREQUENCIES = { weights: { column: 'n', kind: 'frequency' } };

const limits = (row: Readonly<Record<string, Value>>) => [row.estimate, row.conf_low, row.conf_high];

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
    const counted = x === 0 ? frameOf([textColumn('e', ['b', 'a']), numericColumn('n', [1, n], 'integer')]) : frame;
    if (x === 0) {
      expect(counted.length).toBe(2);
      return;
    }
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
