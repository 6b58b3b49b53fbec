/** Right-censored data take roads of their own, with few times and with many: they must give what the general one gives (reached by entry before 0). */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { gramBlock } from '@/analysis-kernel/numeric/simd/gram-block';
import { argsort } from '@/analysis-kernel/numeric/sort';
import { orderRepeated } from '@/analysis-kernel/numeric/sort-repeated';
import type { CoxData } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { buildRiskSets } from '@/analysis-kernel/stats/cox/risk-set';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/cox/zph';

const N = 3001;
const P = 5;

function sample(changes: Partial<CoxData>): CoxData {
  const random = seededRandom(7);
  const x = Float64Array.from({ length: N * P }, (_, k) => (k < N ? Number(random.uniform() < 0.3) : 4 * random.uniform() - 2));
  const time = new Float64Array(N);
  const event = new Uint8Array(N);
  for (let i = 0; i < N; i++) {
    const death = -12 * Math.log(random.uniform()) * Math.exp(-0.5 * x[i] - 0.3 * x[N + i]);
    const censoring = 20 * random.uniform();
    time[i] = Math.ceil(Math.min(death, censoring)) / 2;
    event[i] = Number(death <= censoring);
  }
  const assign = Int32Array.from({ length: P }, (_, j) => j);
  return {
    n: N,
    p: P,
    time,
    start: null,
    event,
    x,
    strata: null,
    weights: null,
    offset: null,
    cluster: null,
    ties: 'efron',
    assign,
    ...changes,
  };
}

const random = seededRandom(8);
const weights = { kind: 'inverse_probability' as const, values: Float64Array.from({ length: N }, () => 0.5 + random.uniform()) };
const copies = { kind: 'frequency' as const, values: Float64Array.from({ length: N }, () => 1 + Math.floor(3 * random.uniform())) };
const offset = Float64Array.from({ length: N }, () => random.uniform());
const strata = Int32Array.from({ length: N }, (_, i) => i % 2);

const cases: readonly [string, Partial<CoxData>][] = [
  ["Efron's rule", {}],
  ["Breslow's rule", { ties: 'breslow' }],
  ['weights and offset', { weights, offset }],
  ['frequencies', { weights: copies }],
  ['strata', { strata }],
];

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative: number): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(...Array.from(expected, Math.abs));
  expect(Math.max(...Array.from(actual, (value, k) => Math.abs(value - expected[k])))).toBeLessThanOrEqual(relative * size);
}

/** The road that `data` takes against the general one. */
function expectGeneral(data: CoxData): void {
  const fit = fitCox(data);
  const general = fitCox({ ...data, start: new Float64Array(N).fill(-1) });
  expect(fit.workspace.risk.leaving).toBeNull();
  expect(general.workspace.risk.leaving).not.toBeNull();
  expect(fit.iterations).toBe(general.iterations);
  expect([fit.n, fit.events]).toEqual([general.n, general.events]);
  expectClose([fit.loglik, fit.loglikNull], [general.loglik, general.loglikNull], 1e-13);
  expectClose([fit.score.statistic], [general.score.statistic], 1e-11);
  expectClose(fit.coefficients, general.coefficients, 1e-11);
  expectClose(fit.variance, general.variance, 1e-11);
  expectClose(fit.workspace.expected, general.workspace.expected, 1e-11);
  const beyondCentre = (f: typeof fit) => f.linearPredictor.map((lp) => lp - f.linearPredictor[0]);
  expectClose(beyondCentre(fit), beyondCentre(general), 1e-11);
  const tests = (f: typeof fit) => proportionalHazardsTest(f).map(({ statistic }) => statistic);
  expectClose(tests(fit), tests(general), 1e-9);
}

/** Times as they were less a fraction of a half: all different, or with `steps` to a half. */
function spread(data: CoxData, steps: number | null): CoxData {
  const random = seededRandom(9);
  const fraction = () => (steps === null ? random.uniform() : random.below(steps) / steps);
  return { ...data, time: data.time.map((t) => t - 0.5 * fraction()) };
}

/** The first 400 deaths at one time: more than a block holds. */
function withCrowd(data: CoxData): CoxData {
  let left = 400;
  return { ...data, time: data.time.map((t, i) => (data.event[i] === 1 && left-- > 0 ? 1.25 : t)) };
}

describe('few times', () => {
  test.each(cases)('%s', (_, changes) => expectGeneral(sample(changes)));

  test('a column that others determine is left out', () => {
    const data = sample({});
    for (let i = 0; i < N; i++) data.x[4 * N + i] = data.x[i] - 2 * data.x[N + i];
    expect(fitCox(data).redundant).toEqual([4]);
  });

  test('linear predictors too large for one pass', () => {
    const data = sample({ offset: Float64Array.from({ length: N }, (_, i) => (i % 2 === 0 ? 300 : -300)) });
    const fit = fitCox({ ...data, strata });
    expectClose(fit.coefficients, fitCox({ ...data, strata, offset: null }).coefficients, 1e-10);
  });
});

const many = Int32Array.from({ length: N }, (_, i) => (i * 7919) % 500);

describe('many times', () => {
  test.each([...cases, ['many strata', { strata: many }] as const])('all different: %s', (_, changes) => {
    const data = spread(sample(changes), null);
    expectGeneral(data);
    expect(fitCox(data).workspace.stretches === null).toBe(data.weights?.kind === 'frequency');
  });

  test.each([...cases, ['many strata', { strata: many }] as const])('some ties: %s', (_, changes) =>
    expectGeneral(spread(sample(changes), 40)),
  );

  test('linear predictors too large for one pass', () => {
    const data = spread(sample({ offset: Float64Array.from({ length: N }, (_, i) => (i % 2 === 0 ? 300 : -300)) }), null);
    const fit = fitCox({ ...data, strata });
    expectClose(fit.coefficients, fitCox({ ...data, strata, offset: null }).coefficients, 1e-10);
  });

  test('more deaths at one time than a block has rows', () => {
    const data = withCrowd(spread(sample({}), null));
    expectGeneral(data);
    expect(fitCox(data).workspace.stretches).toBeNull();
  });
});

test.each([
  ['counted', sample({})],
  ['of rows in order', spread(sample({}), null)],
  ['of rows in order with ties', spread(sample({}), 400)],
])('risk sets %s are those of one stratum', (_, data) => {
  const counted = buildRiskSets(data);
  const sorted = buildRiskSets({ ...data, strata: new Int32Array(N) });
  for (const key of ['rows', 'places', 'time', 'enterFrom', 'enterTo', 'deathFrom', 'opens', 'alone', 'joins', 'leaves'] as const) {
    expect(Array.from(counted[key]), key).toEqual(Array.from(sorted[key]));
  }
  expect(Array.from(counted.stratumPlace)).toEqual(Array.from(sorted.stratumPlace));
  expect(buildRiskSets({ ...data, event: new Uint8Array(N) }).groups).toBe(0);
});

test('the order of repeated values is stable and knows negatives and zeros', () => {
  const values = Float64Array.from({ length: 2000 }, (_, i) => [3, -0, -2.5, 0, Number.POSITIVE_INFINITY, 1e-300][(i * i) % 6]);
  const rows = Uint32Array.from(values.keys());
  const expected = [...rows].sort((a, b) => (values[a] === values[b] ? a - b : values[a] - values[b]));
  expect(Array.from(orderRepeated(values, rows) ?? [])).toEqual(expected);
  expect(Array.from(argsort(values))).toEqual(expected);
  expect(
    orderRepeated(
      values.map((value, i) => (i === 9 ? Number.NaN : value)),
      rows,
    ),
  ).toBeNull();
  expect(
    orderRepeated(
      values.map((_, i) => i),
      rows,
    ),
  ).toBeNull();
});

test.each([1, 2, 5, 6])('a block of %i columns sums as plain loops do', (p) => {
  const block = gramBlock(p);
  if (block === null) throw new Error('This machine has no WebAssembly SIMD.');
  const count = 37;
  const x = Float64Array.from({ length: p * count }, (_, k) => Math.sin(k * k));
  block.load(x, count, 0, count);
  block.memory.fill(0, block.eta, block.eta + count);
  for (let i = 0; i < count; i++) block.memory[block.weight + i] = 1 + i / 10;
  for (let j = 0; j < p; j++) block.addColumn(j, 3 - j, count);
  const total = block.exponentiate(count);
  const sums = new Float64Array(p);
  block.accumulate(1, sums, count);
  const risk = Array.from({ length: count }, (_, i) => {
    let eta = 0;
    for (let j = 0; j < p; j++) eta += (3 - j) * x[j * count + i];
    return (1 + i / 10) * Math.exp(eta);
  });
  expectClose(block.memory.slice(block.risk, block.risk + count), risk, 1e-14);
  expectClose([total], [risk.reduce((a, b) => a + b)], 1e-14);
  for (let i = 0; i < p; i++) {
    const plain = (j: number | null) => risk.reduce((sum, r, k) => sum + r * x[i * count + k] * (j === null ? 1 : x[j * count + k]), 0);
    expect(sums[i]).toBeCloseTo(plain(null), 9);
    for (let j = 0; j <= i; j++) expect(block.memory[block.grams[1] + i * block.side + j]).toBeCloseTo(plain(j), 9);
  }
});
