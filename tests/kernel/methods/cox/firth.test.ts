/** Firth's penalised partial likelihood: by hand, against R's own parts put together and optimised, its derivatives, and what stands on it. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitFirth } from '@/analysis-kernel/registry/methods/cox/kernel/firth';
import type { CoxData } from '@/analysis-kernel/stats/cox/data';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';
import { CASES, caseData } from './cases';

interface Expected {
  readonly formula: string;
  readonly ties: string;
  readonly level: number;
  readonly estimate: number[];
  readonly std_error: number[];
  readonly loglik: number[];
  readonly chisq: number[];
  readonly low: number[];
  readonly high: number[];
}
const R = readFixture<{
  readonly small: Readonly<Record<string, number[]>>;
  readonly cases: readonly Expected[];
  readonly heart: Expected;
}>('methods/cox/firth');

function close(actual: readonly unknown[], expected: readonly number[], tolerance: number, what: string): void {
  expected.forEach((value, i) => {
    expect(Math.abs(Number(actual[i]) - value), `${what}[${i}]: ${actual[i]} for ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(Math.abs(value), 0.01),
    );
  });
}

const small = frameOf(
  Object.entries(R.small).map(([name, values]) =>
    numericColumn(
      name,
      values.map((value) => (Number.isFinite(Number(value)) ? Number(value) : null)),
    ),
  ),
);

async function agrees(expected: Expected, frame: Parameters<typeof run>[2]) {
  const output = await run('cox', { formula: expected.formula, ties: expected.ties, conf_level: expected.level, firth: true }, frame);
  const rows = rowsOf(output, 'coefficients');
  const column = (name: string) => rows.map((row) => row[name]);
  close(column('estimate'), expected.estimate, 1e-5, 'estimate');
  close(column('std_error'), expected.std_error, 1e-5, 'std_error');
  close(column('statistic'), expected.chisq, 1e-5, 'statistic');
  close(column('conf_low'), expected.low, 1e-5, 'low');
  close(column('conf_high'), expected.high, 1e-5, 'high');
  const [fit] = rowsOf(output, 'fit');
  close([fit.loglik_null, fit.loglik], expected.loglik, 1e-8, 'loglik');
  expect(fit).toMatchObject({ aic: null, bic: null, score: null, score_p: null });
  expect(output.warnings.map(({ code }) => code)).not.toContain('infinite_coefficient');
}

it.each(R.cases)('$formula, ties by $ties', (expected) => agrees(expected, small));

it('with late entry', () => {
  const heart = readCsv('heart');
  const id = heart.columns.find(({ name }) => name === 'id');
  if (id?.kind !== 'numeric') throw new Error('id');
  const rows = Array.from({ length: heart.length }, (_, row) => row).filter((row) => Number(id.values[row]) <= 40);
  const columns = heart.columns.flatMap((column) =>
    column.kind === 'numeric'
      ? [
          numericColumn(
            column.name,
            rows.map((row) => (column.valid[row] === 1 ? Number(column.values[row]) : null)),
          ),
        ]
      : [],
  );
  return agrees(R.heart, frameOf(columns));
});

it('two patients, the exposed first: p = 3/4, so a hazard ratio of 3', async () => {
  // ℓ* = log p + ½ log p(1 − p), p = e^β / (1 + e^β): its derivative 1 − p + ½(1 − 2p) is 0 at p = 3/4.
  const frame = frameOf([numericColumn('t', [1, 2]), numericColumn('e', [1, 1]), numericColumn('x', [1, 0])]);
  const output = await run('cox', { formula: 'Surv(t, e) ~ x', firth: true, exponentiate: true }, frame);
  const [row] = rowsOf(output, 'coefficients');
  expect(Number(row.hazard_ratio)).toBeCloseTo(3, 8);
  expect(Number(row.std_error)).toBeCloseTo(1 / Math.sqrt(3 / 16), 8);
  const at = (p: number) => 1.5 * Math.log(p) + 0.5 * Math.log(1 - p);
  expect(Number(row.statistic)).toBeCloseTo(2 * (at(0.75) - at(0.5)), 8);
  for (const name of ['conf_low', 'conf_high']) {
    const p = 1 / (1 + Math.exp(-Number(row[name])));
    expect(2 * (at(0.75) - at(p))).toBeCloseTo(3.841458820694124, 7);
  }
});

describe('an offset along a column moves its coefficient back by as much', () => {
  const shifted = (data: CoxData, column: number, by: number): CoxData => {
    const offset = data.offset === null ? new Float64Array(data.n) : Float64Array.from(data.offset);
    for (let i = 0; i < data.n; i++) offset[i] += by * data.x[column * data.n + i];
    return { ...data, offset };
  };
  const cases = CASES.filter(({ case: { ties, weights, cluster } }) => ties !== 'exact' && weights === undefined && cluster === undefined)
    .map(({ case: spec }) => [spec.id, caseData(spec)] as const)
    .filter(([, { n, p }]) => n * p * p < 4000)
    .slice(0, 6);
  it.each(cases)('%s', (_, data) => {
    const best = drain(fitFirth(data, 0.5));
    const moved = drain(fitFirth(shifted(data, 0, 0.3), 0.5));
    expect(moved.fit.coefficients[0]).toBeCloseTo(best.fit.coefficients[0] - 0.3, 6);
    expect(moved.fit.loglik).toBeCloseTo(best.fit.loglik, 6);
  });
});

it('a frequency is so many rows, and a column determined by others is left out', async () => {
  const n = 30;
  const rows = Array.from({ length: n }, (_, row) => row);
  const data = {
    t: rows.map((row) => 1 + (row % 7)),
    e: rows.map((row) => Number(row % 3 > 0)),
    x: rows.map((row) => Math.sin(3 * row)),
    w: rows.map((row) => 1 + (row % 2)),
  };
  const frame = (at: readonly number[]) =>
    frameOf([
      ...Object.entries(data).map(([name, values]) =>
        numericColumn(
          name,
          at.map((row) => values[row]),
        ),
      ),
      numericColumn(
        'twice',
        at.map((row) => 2 * data.x[row]),
      ),
    ]);
  const options = { formula: 'Surv(t, e) ~ x + twice', firth: true };
  const counted = rowsOf(await run('cox', { ...options, weights: { column: 'w', kind: 'frequency' } }, frame(rows)), 'coefficients');
  const whole = rowsOf(
    await run('cox', options, frame(rows.flatMap((row) => Array.from({ length: data.w[row] }, () => row)))),
    'coefficients',
  );
  for (const name of ['estimate', 'std_error', 'statistic', 'conf_low', 'conf_high'])
    expect(Number(counted[0][name])).toBeCloseTo(Number(whole[0][name]), 7);
  expect(counted[1]).toMatchObject({ term: 'twice', estimate: null, conf_low: null });
});

describe('a group without events', () => {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  const frame = frameOf([
    numericColumn(
      't',
      rows.map((row) => 1 + ((row * 7) % 23)),
    ),
    numericColumn(
      'e',
      rows.map((row) => Number(row % 4 !== 0 && row % 3 !== 0)),
    ),
    numericColumn(
      'g',
      rows.map((row) => Number(row % 4 === 0)),
    ),
    numericColumn(
      'x',
      rows.map((row) => Math.cos(row)),
    ),
  ]);
  const options = { formula: 'Surv(t, e) ~ g + x', exponentiate: true, predictions: { times: [10] }, adjusted: { by: 'g', times: [10] } };
  const none = { std_error: null, conf_low: null, conf_high: null };

  it('has no error and no interval of its coefficient, nor of what rests on it', async () => {
    const output = await run('cox', options, frame);
    expect(output.warnings.map(({ code }) => code)).toContain('infinite_coefficient');
    const [g, x] = rowsOf(output, 'coefficients');
    expect(g).toMatchObject({ ...none, p_value: null, hazard_ratio_high: null });
    expect(Number(x.std_error)).toBeGreaterThan(0);
    const predictions = rowsOf(output, 'predictions');
    expect(predictions[0]).toMatchObject(none);
    expect(Number(predictions[1].std_error)).toBeGreaterThan(0);
    const lp = rowsOf(await run('cox', { ...options, predictions: { type: 'lp' } }, frame), 'predictions');
    expect(lp[0]).toMatchObject(none);
    expect(Number(lp[1].std_error)).toBeGreaterThan(0);
  });

  it('has both by Firth’s penalty', async () => {
    const output = await run('cox', { ...options, firth: true }, frame);
    const [g] = rowsOf(output, 'coefficients');
    expect(Number(g.estimate)).toBeLessThan(-1);
    for (const name of ['std_error', 'conf_low', 'conf_high', 'p_value', 'hazard_ratio_high']) expect(Number.isFinite(g[name])).toBe(true);
    for (const row of [...rowsOf(output, 'predictions'), ...rowsOf(output, 'adjusted')]) expect(Number(row.std_error)).toBeGreaterThan(0);
  });
});
