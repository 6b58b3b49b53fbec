import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factorLdl, inverseLdl, quadraticForm, solveLdl } from '@/analysis-kernel/numeric/linalg/cholesky';
import { symmetricEigen, symmetricPseudoInverse } from '@/analysis-kernel/numeric/linalg/eigen';
import { applyQ, applyQTransposed, householderQr, leastSquares } from '@/analysis-kernel/numeric/linalg/qr';
import { type QuantileType, quantile } from '@/analysis-kernel/numeric/quantile';
import { rRandom, seededRandom } from '@/analysis-kernel/numeric/rng';
import { valuesAtPlaces } from '@/analysis-kernel/numeric/select';
import { argsort, averageRanks } from '@/analysis-kernel/numeric/sort';
import { sum, variance } from '@/analysis-kernel/numeric/sum';
import { readFixture } from '../fixture';
import { distance } from './grid';

interface Fixture {
  readonly rng: Readonly<Record<'uniform' | 'normal' | 'sample' | 'big' | 'uniform_negative_seed', number[]>>;
  readonly quantile: Readonly<Record<'small' | 'ties' | 'probs', number[]>> & Readonly<Record<'type2' | 'type6' | 'type7', number[][]>>;
  readonly linalg: { readonly matrix: number[]; readonly inverse: number[]; readonly eigen: number[] };
  readonly lm: { readonly coef: number[]; readonly y: number[]; readonly x: number[] };
}
const R = readFixture<Fixture>('numeric/numeric');

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(distance(actual[i], expected[i], false), `entry ${i}: ${actual[i]} for ${expected[i]}`).toBeLessThanOrEqual(tolerance);
}

describe('sums', () => {
  test('small terms survive beside large ones', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Float64Array(1e5).fill(0.1))).toBe(1e4);
    expect(sum([Infinity, 1])).toBe(Infinity);
  });
  test('a variance does not depend on the origin', () => {
    expect(variance([4, 7, 13, 16])).toBe(30);
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
    expect(variance([3])).toBeNaN();
  });
});

describe('argsort', () => {
  const numbers = fc.oneof(fc.double({ noNaN: false }), fc.integer({ min: -5, max: 5 }), fc.constant(-0));
  test('is the stable ascending order with NaN last', () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 300 }), (values) => {
        const order = Array.from(argsort(Float64Array.from(values)));
        const expected = values.map((_, i) => i).sort((i, j) => compare(values[i], values[j]) || i - j);
        expect(order).toEqual(expected);
      }),
      { seed: 6 },
    );
  });
  test.each([
    ['numbers of their own', fc.double({ noNaN: true, noDefaultInfinity: true })],
    ['short runs that differ in the last bits', fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 9 }))],
    ['long runs that differ in the last bits', fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1000 }))],
  ] as const)('many rows: %s', (_, values: fc.Arbitrary<number | [number, number]>) => {
    const number = values.map((value) => (typeof value === 'number' ? value : value[0] + value[1] * 2 ** -40));
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 50, arbitrary: number }, fc.constant(Number.NaN)), { minLength: 65, maxLength: 400 }),
        (column) => {
          const given = Float64Array.from(column);
          const from = Uint32Array.from(column.keys()).reverse();
          const expected = [...from].sort((i, j) => compare(given[i], given[j]) || j - i);
          expect(Array.from(argsort(given, from))).toEqual(expected);
          expect(Array.from(from)).toEqual([...column.keys()].reverse());
        },
      ),
      { seed: 7 },
    );
  });
  test('orders a given sequence of rows and keeps its ties', () => {
    expect(Array.from(argsort(Float64Array.of(2, 1, 2, 1), Uint32Array.of(3, 2, 1, 0)))).toEqual([3, 1, 2, 0]);
  });
  test('ranks share ties', () => {
    expect(Array.from(averageRanks(Float64Array.of(10, 20, 10, 30)))).toEqual([1.5, 3, 1.5, 4]);
  });
});

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

describe('quantiles', () => {
  test.each([2, 6, 7] as const)('type %i equals R', (type: QuantileType) => {
    const [small, ties] = R.quantile[`type${type}`];
    expectClose(quantile(Float64Array.from(R.quantile.small), R.quantile.probs, type), small, 1e-15);
    expectClose(quantile(Float64Array.from(R.quantile.ties), R.quantile.probs, type), ties, 1e-15);
  });
  const N = 20_000;
  const random = seededRandom(4);
  test.each<[string, () => number]>([
    ['evenly spread', () => random.uniform()],
    ['repeated', () => Math.floor(5 * random.uniform())],
    ['all equal', () => 7],
    ['with one far away', () => (random.uniform() < 1e-4 ? 1e12 : random.normal())],
    ['over all sizes', () => 10 ** (600 * random.uniform() - 300) * Math.sign(random.normal())],
    ['of the largest size', () => Math.sign(random.normal()) * Number.MAX_VALUE * random.uniform()],
    ['of which some are infinite', () => (random.uniform() < 0.1 ? Infinity : random.normal())],
    ['of the smallest size', () => Number.MIN_VALUE * Math.floor(9 * random.uniform())],
  ])('values at places are those of the sorted numbers: %s', (_, draw) => {
    const values = Float64Array.from({ length: N }, draw);
    const given = values.slice();
    const sorted = values.slice().sort();
    const places = [0, 1, 2, 4999, 5000, 10_000, N - 2, N - 1];
    expect(valuesAtPlaces(values, places)).toEqual(places.map((place) => sorted[place]));
    expect(values).toEqual(given);
  });
});

describe('random numbers', () => {
  test("R's generator gives R's numbers", () => {
    const r = rRandom(42);
    expectClose(Array.from({ length: 8 }, r.uniform), R.rng.uniform, 0);
    expectClose(Array.from({ length: 8 }, r.normal), R.rng.normal, 1e-14);
    expectClose(
      Array.from({ length: 8 }, () => r.below(1000)),
      R.rng.sample,
      0,
    );
    expectClose(
      Array.from({ length: 4 }, () => r.below(2e9)),
      R.rng.big,
      0,
    );
    const negative = rRandom(-7);
    expectClose(Array.from({ length: 4 }, negative.uniform), R.rng.uniform_negative_seed, 0);
  });
  test('the generator for use repeats by seed, fills (0, 1) evenly and covers 0…n−1', () => {
    const a = seededRandom(1);
    const b = seededRandom(1);
    const c = seededRandom(2);
    const draws = Array.from({ length: 20_000 }, a.uniform);
    expect(draws).toEqual(Array.from({ length: 20_000 }, b.uniform));
    expect(draws[0]).not.toBe(c.uniform());
    expect(Math.abs(sum(draws) / draws.length - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length));
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i++) counts[c.below(6)]++;
    const chi = counts.reduce((total, n) => total + (n - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(25);
  });
});

describe('symmetric matrices', () => {
  const p = 4;
  const matrix = Float64Array.from(R.linalg.matrix);
  test('the inverse by LDLᵀ equals R', () => {
    const factored = Float64Array.from(matrix);
    expect(factorLdl(factored, p, 1e-12)).toBe(p);
    expectClose(inverseLdl(factored, p), R.linalg.inverse, 1e-12);
    const x = Float64Array.of(1, -2, 0.5, 3);
    const y = Float64Array.from({ length: p }, (_, i) => x.reduce((t, v, j) => t + v * matrix[i * p + j], 0));
    solveLdl(factored, p, y);
    expectClose(y, x, 1e-12);
    expect(quadraticForm(Float64Array.of(2, 1, 1, 3), 2, [1, 2])).toBe(18);
  });
  test('a redundant column gets a zero pivot and a zero row in the inverse', () => {
    // Third column = first + second.
    const factored = Float64Array.of(2, 1, 3, 1, 5, 6, 3, 6, 9);
    expect(factorLdl(factored, 3, 1e-12)).toBe(2);
    expect(factored[8]).toBe(0);
    expectClose(inverseLdl(factored, 3), [5 / 9, -1 / 9, 0, -1 / 9, 2 / 9, 0, 0, 0, 0], 1e-15);
    const y = Float64Array.of(3, 6, 9);
    solveLdl(factored, 3, y);
    expectClose(y, [1, 1, 0], 1e-14);
  });
  test('a matrix with a negative direction is told', () => {
    expect(factorLdl(Float64Array.of(1, 0, 0, -1), 2, 1e-12)).toBe(-1);
  });
  test('eigenvalues equal R and rebuild the matrix', () => {
    const { values, vectors } = symmetricEigen(matrix, p);
    expectClose(values, R.linalg.eigen, 1e-12);
    const rebuilt = Float64Array.from({ length: p * p }, (_, at) => {
      const [i, j] = [Math.floor(at / p), at % p];
      return values.reduce((t, v, k) => t + v * vectors[i * p + k] * vectors[j * p + k], 0);
    });
    expectClose(rebuilt, matrix, 1e-12);
  });
  test('the pseudo-inverse of a singular matrix satisfies A A⁺ A = A', () => {
    expectClose(symmetricPseudoInverse(Float64Array.of(1, 1, 1, 1), 2), [0.25, 0.25, 0.25, 0.25], 1e-15);
  });
});

describe('QR', () => {
  const n = R.lm.y.length;
  const qr = householderQr(Float64Array.from(R.lm.x), n, 5);
  test("least squares equal R's lm, with the redundant column left out", () => {
    expect(qr.rank).toBe(4);
    expectClose(leastSquares(qr, Float64Array.from(R.lm.y)), R.lm.coef, 1e-12);
  });
  test('Q is orthogonal: applying it and its transpose restores', () => {
    const y = Float64Array.from(R.lm.y);
    applyQTransposed(qr, y);
    applyQ(qr, y);
    expectClose(y, R.lm.y, 1e-13);
  });
});
