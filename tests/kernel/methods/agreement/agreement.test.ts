/** Agreement by hand, what holds of any data, and awkward data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { agreementMethod } from '@/analysis-kernel/registry/methods/agreement/method';
import { rowsOf, run } from '../run-method';

const codes = ({ warnings }: MethodOutput) => warnings.map(({ code }) => code);
const row = (output: MethodOutput, quantity: string) => rowsOf(output, 'estimates').find((one) => one.quantity === quantity);
const value = (output: MethodOutput, quantity: string) => Number(row(output, quantity)?.estimate);
const numbers = (columns: Readonly<Record<string, readonly (number | null)[]>>): Frame =>
  frameOf(Object.entries(columns).map(([name, values]) => numericColumn(name, values)));

describe('by hand', () => {
  // Both yes 20, first alone 5, second alone 10, both no 15 of 50: observed 0.7, by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5.
  const two = frameOf([
    textColumn('a', ['yes', 'yes', 'no', 'no']),
    textColumn('b', ['yes', 'no', 'yes', 'no']),
    numericColumn('n', [20, 5, 10, 15], 'integer'),
  ]);
  const weights = { column: 'n', kind: 'frequency' };

  it('kappa, PABAK, positive and negative agreement', async () => {
    const output = await run('agreement', { type: 'kappa', raters: ['a', 'b'], weights }, two);
    expect(value(output, 'kappa')).toBeCloseTo(0.4, 14);
    expect([value(output, 'observed_agreement'), value(output, 'expected_agreement')]).toEqual([0.7, 0.5]);
    expect(value(output, 'pabak')).toBeCloseTo(0.4, 14);
    expect(rowsOf(output, 'categories').map(({ category, ratings, specific }) => [category, ratings, specific])).toEqual([
      ['no', 45, 30 / 45],
      ['yes', 55, 40 / 55],
    ]);
    expect(rowsOf(output, 'matrix').map(({ category_1, category_2, n }) => [category_1, category_2, n])).toEqual([
      ['no', 'no', 15],
      ['no', 'yes', 10],
      ['yes', 'no', 5],
      ['yes', 'yes', 20],
    ]);
    expect(output.figures.map(({ kind }) => kind)).toEqual(['matrix']);
  });

  // Fleiss 1971's way on three rows by three raters: (a a a), (a a b), (b b a); p = 6/9, 3/9; agreed 1, 1/3, 1/3.
  it('Fleiss’ kappa', async () => {
    const frame = frameOf([textColumn('r1', ['a', 'a', 'b']), textColumn('r2', ['a', 'a', 'b']), textColumn('r3', ['a', 'b', 'a'])]);
    const output = await run('agreement', { type: 'kappa', raters: ['r1', 'r2', 'r3'] }, frame);
    const [observed, expected] = [5 / 9, 5 / 9];
    expect(value(output, 'observed_agreement')).toBeCloseTo(observed, 14);
    expect(value(output, 'expected_agreement')).toBeCloseTo(expected, 14);
    expect(value(output, 'fleiss_kappa')).toBeCloseTo(0, 14);
    expect(
      rowsOf(output, 'pairs').map(({ rater_1, rater_2, estimate }) => [rater_1, rater_2, Number(Number(estimate).toFixed(3))]),
    ).toEqual([
      ['r1', 'r2', 1],
      ['r1', 'r3', -0.5],
      ['r2', 'r3', -0.5],
    ]);
  });

  // Differences −1, 0, 1, 2: mean 0.5, s² = 5/3.
  it('limits of agreement', async () => {
    const output = await run('agreement', { type: 'bland_altman', raters: ['a', 'b'] }, numbers({ a: [1, 4, 7, 10], b: [2, 4, 6, 8] }));
    const s = Math.sqrt(5 / 3);
    expect(value(output, 'bias')).toBe(0.5);
    expect(value(output, 'upper_limit')).toBeCloseTo(0.5 + 1.959963984540054 * s, 12);
    const error = s * Math.sqrt(1 / 4 + 1.959963984540054 ** 2 / 6);
    expect(row(output, 'upper_limit')?.std_error).toBeCloseTo(error, 12);
    expect(Number(row(output, 'upper_limit')?.conf_high)).toBeCloseTo(value(output, 'upper_limit') + 3.182446305284263 * error, 8);
    expect(value(output, 'slope')).toBeCloseTo(0.4, 12);
    expect(codes(output)).toEqual(['few_rows', 'proportional_bias']);
    expect(output.warnings[1].change?.value).toBe('ratio');
    expect(rowsOf(output, 'points').reduce((sum, { n }) => sum + Number(n), 0)).toBe(4);
  });
});

const ratings = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), { minLength: 6, maxLength: 40 });
const ofTwo = (all: readonly (readonly [number, number])[]): Frame =>
  frameOf([
    numericColumn(
      'a',
      all.map(([a]) => a),
      'integer',
    ),
    numericColumn(
      'b',
      all.map(([, b]) => b),
      'integer',
    ),
  ]);
const four = { raters: ['a', 'b'], levels: ['1', '2', '3', '4'] };

describe('of any data', () => {
  it('kappa: raters exchanged, categories reversed and rows turned change nothing; of two categories all weights are one', async () => {
    await fc.assert(
      fc.asyncProperty(ratings, fc.constantFrom('linear', 'quadratic'), async (all, weights_scheme) => {
        const of = async (given: readonly (readonly [number, number])[]) => {
          const output = await run('agreement', { type: 'weighted_kappa', weights_scheme, ...four }, ofTwo(given));
          const own = row(output, 'weighted_kappa');
          return [own?.estimate, own?.std_error, own?.statistic];
        };
        const first = await of(all);
        for (const other of [all.map(([a, b]) => [b, a] as const), all.map(([a, b]) => [5 - a, 5 - b] as const), all.toReversed()]) {
          (await of(other)).forEach((one, at) => {
            if (typeof first[at] === 'number') expect(one).toBeCloseTo(first[at], 9);
            else expect(one).toBeNull();
          });
        }
        const halves = ofTwo(all.map(([a, b]) => [Math.min(a, 2), Math.min(b, 2)] as const));
        const plain = value(await run('agreement', { type: 'kappa', raters: ['a', 'b'] }, halves), 'kappa');
        const weighted = value(
          await run('agreement', { type: 'weighted_kappa', weights_scheme, raters: ['a', 'b'] }, halves),
          'weighted_kappa',
        );
        expect(weighted).toBeCloseTo(plain, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('quadratic weights are an intraclass correlation of agreement, but for n − 1 and n (Fleiss & Cohen 1973); CCC is kappa on the values', async () => {
    await fc.assert(
      fc.asyncProperty(
        ratings.filter((all) => new Set(all.map(([a]) => a)).size > 1 && new Set(all.map(([, b]) => b)).size > 1),
        async (all) => {
          const frame = ofTwo(all);
          const kappa = value(
            await run('agreement', { type: 'weighted_kappa', weights_scheme: 'quadratic', ...four }, frame),
            'weighted_kappa',
          );
          expect(value(await run('agreement', { type: 'ccc', raters: ['a', 'b'] }, frame), 'ccc')).toBeCloseTo(kappa, 10);
          const squares = rowsOf(await run('agreement', { type: 'icc', raters: ['a', 'b'] }, frame), 'variance').map(({ mean_square }) =>
            Number(mean_square),
          );
          const [rows, raters, residual] = squares;
          const n = all.length;
          expect((rows - residual) / (rows + residual + (2 * raters) / (n - 1))).toBeCloseTo(kappa, 10);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ICC: a shift of all, a scale and a change of the raters’ order change nothing; consistency does not see the raters’ own levels', async () => {
    const rows = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 30 }))), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const of = async (line: (x: number, rater: number) => number, order: readonly number[] = [0, 1, 2]) => {
          const columns = Object.fromEntries(order.map((rater) => [`r${rater}`, all.map((own) => line(own[rater], rater))]));
          return run('agreement', { type: 'icc', raters: order.map((rater) => `r${rater}`) }, numbers(columns));
        };
        const plain = await of((x) => x);
        const same = (other: MethodOutput, form: string) => {
          for (const column of ['estimate', 'conf_low', 'conf_high']) {
            const [one, two] = [plain, other].map((output) => row(output, form)?.[column]);
            if (typeof one === 'number') expect(two).toBeCloseTo(one, 8);
            else expect(two).toBeNull();
          }
        };
        for (const form of [1, 2, 3]) {
          same(await of((x) => 3 * x - 50), `icc_${form}_single`);
          same(await of((x) => x, [2, 0, 1]), `icc_${form}_average`);
        }
        same(await of((x, rater) => x + 10 * rater), 'icc_3_single');
      }),
      { numRuns: 20 },
    );
  });

  it('limits: exchanging the methods turns signs; ratios are those of the logarithms, whatever the unit', async () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 })), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pairs, async (all) => {
        const frame = numbers({
          a: all.map(([a]) => a),
          b: all.map(([, b]) => b),
          c: all.map(([a]) => 18 * a),
          d: all.map(([, b]) => 18 * b),
        });
        const of = (raters: readonly string[], scale: string) => run('agreement', { type: 'bland_altman', raters, scale }, frame);
        const [one, turned] = [await of(['a', 'b'], 'difference'), await of(['b', 'a'], 'difference')];
        expect(value(turned, 'bias')).toBeCloseTo(-value(one, 'bias'), 10);
        expect(value(turned, 'lower_limit')).toBeCloseTo(-value(one, 'upper_limit'), 10);
        const [ratio, other] = [await of(['a', 'b'], 'ratio'), await of(['c', 'd'], 'ratio')];
        expect(value(other, 'bias') / value(ratio, 'bias')).toBeCloseTo(1, 10);
        expect(value(await of(['b', 'a'], 'ratio'), 'upper_limit') * value(ratio, 'lower_limit')).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });
});

const ordered = (name: string, values: readonly string[]): Column => {
  const column = textColumn(name, [...values]);
  return { ...column, meta: { ...column.meta, levels: ['low', 'middle', 'high'].map((key) => ({ key, label: null })), ordered: true } };
};

describe('awkward data', () => {
  it('one category for all: no kappa, and it says why', async () => {
    const frame = frameOf([booleanColumn('a', [true, true, true]), booleanColumn('b', [true, true, true])]);
    const output = await run('agreement', { type: 'kappa', raters: ['a', 'b'] }, frame);
    expect([row(output, 'kappa')?.estimate, row(output, 'kappa')?.conf_low, row(output, 'kappa')?.p_value]).toEqual([null, null, null]);
    expect(value(output, 'observed_agreement')).toBe(1);
    expect(codes(output)).toEqual(['few_rows', 'one_category']);
    const three = frameOf(['a', 'b', 'c'].map((name) => numericColumn(name, [1, 1, 1], 'integer')));
    expect(codes(await run('agreement', { type: 'kappa', raters: ['a', 'b', 'c'] }, three))).toContain('one_category');
  });

  it('whole agreement: kappa 1 without an error, ICC 1, limits of no width', async () => {
    const frame = numbers({ a: [1, 2, 3, 4], b: [1, 2, 3, 4] });
    expect(row(await run('agreement', { type: 'kappa', raters: ['a', 'b'] }, frame), 'kappa')).toMatchObject({
      estimate: 1,
      std_error: 0,
      conf_low: 1,
      conf_high: 1,
    });
    const icc = await run('agreement', { type: 'icc', raters: ['a', 'b'] }, frame);
    for (const one of rowsOf(icc, 'estimates')) expect([one.estimate, one.conf_low, one.conf_high, one.p_value]).toEqual([1, 1, 1, 0]);
    const limits = await run('agreement', { type: 'bland_altman', raters: ['a', 'b'] }, frame);
    expect([value(limits, 'bias'), value(limits, 'lower_limit'), row(limits, 'bias')?.statistic]).toEqual([0, 0, null]);
    expect(row(await run('agreement', { type: 'ccc', raters: ['a', 'b'] }, frame), 'ccc')).toMatchObject({
      estimate: 1,
      conf_low: 1,
      conf_high: 1,
    });
  });

  it('intervals of no width are said to be no certainty', async () => {
    const frame = numbers({ a: [1, 2, 3, 4], b: [1, 2, 3, 4], c: [1, 2, 4, 4] });
    for (const type of ['kappa', 'icc', 'ccc']) {
      expect(codes(await run('agreement', { type, raters: ['a', 'b'] }, frame)), type).toContain('no_width');
    }
    // Of the category 3 they never agree: 0 to 0.
    expect(codes(await run('agreement', { type: 'kappa', raters: ['a', 'c'] }, frame))).toContain('no_width');
    expect(codes(await run('agreement', { type: 'icc', raters: ['a', 'c'] }, frame))).not.toContain('no_width');
  });

  it('values that do not vary have no correlation', async () => {
    const frame = numbers({ a: [2, 2, 2, 2], b: [2, 2, 2, 2], c: [1, 2, 3, 5] });
    const icc = await run('agreement', { type: 'icc', raters: ['a', 'b'] }, frame);
    expect(
      rowsOf(icc, 'estimates').every(({ estimate, conf_low, p_value }) => estimate === null && conf_low === null && p_value === null),
    ).toBe(true);
    expect(codes(icc)).toContain('constant_rater');
    const ccc = await run('agreement', { type: 'ccc', raters: ['a', 'c'] }, frame);
    expect([value(ccc, 'ccc'), row(ccc, 'ccc')?.conf_low, row(ccc, 'precision')?.estimate]).toEqual([0, null, null]);
  });

  it('raters who differ more within rows than rows do', async () => {
    const output = await run('agreement', { type: 'icc', raters: ['a', 'b'] }, numbers({ a: [1, 9, 2, 8, 1], b: [9, 1, 8, 2, 9] }));
    expect(value(output, 'icc_1_single')).toBeLessThan(0);
    expect(codes(output)).toContain('negative_icc');
  });

  it('much agreement and a small kappa', async () => {
    const frame = frameOf([
      numericColumn('a', [0, 0, 1, 1], 'integer'),
      numericColumn('b', [0, 1, 0, 1], 'integer'),
      numericColumn('n', [90, 5, 5, 0], 'integer'),
    ]);
    const output = await run('agreement', { type: 'kappa', raters: ['a', 'b'], weights: { column: 'n', kind: 'frequency' } }, frame);
    expect(codes(output)).toContain('kappa_paradox');
    expect(value(output, 'pabak')).toBeCloseTo(0.8, 12);
  });

  it('raters without a category in common, and a category between others that nobody gave', async () => {
    const apart = frameOf([textColumn('a', ['x', 'y', 'x']), textColumn('b', ['u', 'v', 'u'])]);
    expect(codes(await run('agreement', { type: 'kappa', raters: ['a', 'b'] }, apart))).toContain('no_shared_category');
    const gap = numbers({ a: [1, 2, 4, 4, 1, 2], b: [1, 4, 4, 2, 1, 2] });
    const options = { type: 'weighted_kappa', raters: ['a', 'b'] };
    expect(codes(await run('agreement', options, gap))).toContain('category_unused');
    const named = await run('agreement', { ...options, levels: [1, 2, 3, 4] }, gap);
    expect(codes(named)).not.toContain('category_unused');
    expect(value(named, 'weighted_kappa')).not.toBeCloseTo(value(await run('agreement', options, gap), 'weighted_kappa'), 3);
  });

  // The marginal categories alone make observed agreement what chance makes it: 0 = 0 × … where none is shared, p = 1 × p where one rater gave one category.
  it.each([
    ['no category in common', ['x', 'y', 'x', 'y'], ['u', 'v', 'u', 'u'], 'no_shared_category', 'kappa'],
    ['one rater with one category', ['x', 'x', 'x', 'x'], ['x', 'y', 'x', 'z'], 'one_sided_rater', 'kappa'],
    ['the other one', ['x', 'y', 'x', 'x'], ['x', 'x', 'x', 'x'], 'one_sided_rater', 'kappa'],
    ['weighted, one rater with one category', ['1', '2', '3', '1'], ['2', '2', '2', '2'], 'one_sided_rater', 'weighted_kappa'],
  ] as const)('kappa of %s is 0 whatever the ratings, without an interval', async (_, first, second, code, type) => {
    const levels = type === 'kappa' ? {} : { levels: ['1', '2', '3'] };
    const frame = frameOf([textColumn('a', [...first]), textColumn('b', [...second])]);
    const output = await run('agreement', { type, raters: ['a', 'b'], ...levels }, frame);
    const found = row(output, type);
    expect([found?.estimate, found?.std_error, found?.conf_low, found?.conf_high, found?.p_value]).toEqual([0, null, null, null, null]);
    expect(codes(output)).toContain(code);
    expect(codes(output)).not.toContain('no_width');
    const message = output.warnings.find((warning) => warning.code === code)?.message;
    expect([message?.en, message?.zh]).toEqual([expect.stringMatching(/no interval/u), expect.stringMatching(/不给出置信区间/u)]);
    expect(`${output.sentence.en} ${output.sentence.zh}`).not.toMatch(/CI|NaN/u);
  });

  it('nor has such a pair of three raters one', async () => {
    const frame = frameOf([textColumn('a', ['x', 'y', 'x']), textColumn('b', ['u', 'v', 'u']), textColumn('c', ['x', 'y', 'y'])]);
    const output = await run('agreement', { type: 'kappa', raters: ['a', 'b', 'c'] }, frame);
    expect(
      rowsOf(output, 'pairs').map(({ estimate, conf_low, conf_high }) => [estimate === 0, conf_low === null, conf_high === null]),
    ).toEqual([
      [true, true, true],
      [false, false, false],
      [true, true, true],
    ]);
  });

  it('true and false agree with 1 and 0', async () => {
    const frame = frameOf([booleanColumn('a', [true, false, true, false]), numericColumn('b', [1, 0, 1, 0], 'integer')]);
    expect(value(await run('agreement', { type: 'kappa', raters: ['a', 'b'] }, frame), 'kappa')).toBe(1);
  });

  it('the dictionary’s order of categories counts, those nobody gave too', async () => {
    const frame = frameOf([ordered('a', ['low', 'high', 'low', 'high']), ordered('b', ['low', 'high', 'high', 'high'])]);
    const output = await run('agreement', { type: 'weighted_kappa', raters: ['a', 'b'] }, frame);
    expect(rowsOf(output, 'categories').map(({ category }) => category)).toEqual(['low', 'middle', 'high']);
    expect(rowsOf(output, 'categories')[1]).toMatchObject({ ratings: 0, kappa: null, specific: null });
  });

  it('names the rows that lack a rating', async () => {
    const output = await run('agreement', { type: 'icc', raters: ['a', 'b'] }, numbers({ a: [1, 2, null, 4], b: [1, 3, 3, 5] }));
    expect(output.rows).toEqual({ total: 4, used: 3, missing: [{ variable: 'a', n: 1 }] });
  });

  it('no table has a row a patient', async () => {
    expect(agreementMethod.tables.map(({ disclosure }) => disclosure.kind)).toEqual([
      'counts',
      'counts',
      'statistic',
      'counts',
      'statistic',
      'counts',
    ]);
    const places = Array.from({ length: 20_000 }, (_, at) => at);
    const frame = numbers({ a: places.map((at) => (at * 7919) % 20_011), b: places.map((at) => (at * 104_729) % 20_011) });
    const points = rowsOf(await run('agreement', { type: 'bland_altman', raters: ['a', 'b'] }, frame), 'points');
    expect(points.length).toBeLessThanOrEqual(48 * 48);
    expect(points.reduce((sum, { n }) => sum + Number(n), 0)).toBe(20_000);
  });
});
