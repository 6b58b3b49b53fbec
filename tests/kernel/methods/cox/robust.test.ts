/** Tests that allow for clusters and weights: R's robust score test, the generalised score test of proportional hazards, invariance. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analysisTableFault } from '@/analysis-kernel/disclosure/declared-tables';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { coxMethod } from '@/analysis-kernel/registry/methods/cox/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import type { CoxData, Ties, WeightKind } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/cox/zph';
import { overlappingClusters } from '@/analysis-kernel/stats/survival/overlaps';
import { readFixture } from '../../fixture';
import { parseCsv } from '../../read-csv';

interface Case {
  readonly name: string;
  readonly ties: Ties;
  readonly strata: number[] | null;
  readonly start: number[];
  readonly stop: number[];
  readonly event: number[];
  readonly x1: number[];
  readonly x2: number[];
  readonly cluster: number[];
  readonly weights: number[];
  readonly expected: { readonly rscore: number; readonly statistic: number[]; readonly robust: number[] };
}
const cases = readFixture<readonly Case[]>('methods/cox/robust');

function dataOf(one: Case, scale = 1, kind: WeightKind = 'sampling'): CoxData {
  return {
    n: one.stop.length,
    p: 2,
    time: Float64Array.from(one.stop),
    start: one.start.some((start) => start !== 0) ? Float64Array.from(one.start) : null,
    event: Uint8Array.from(one.event),
    x: Float64Array.from([...one.x1, ...one.x2]),
    strata: one.strata === null ? null : Int32Array.from(one.strata),
    weights: { values: Float64Array.from(one.weights, (weight) => scale * weight), kind },
    offset: null,
    cluster: Int32Array.from(one.cluster),
    ties: one.ties,
    assign: Int32Array.of(0, 1),
  };
}

const close = (actual: number | null | undefined, expected: number, tolerance = 1e-7): void => {
  expect(Math.abs((actual ?? Number.NaN) - expected) / Math.abs(expected), `${actual} for ${expected}`).toBeLessThan(tolerance);
};

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const fit = fitCox(dataOf(one));
  const tests = proportionalHazardsTest(fit);

  it('has the robust score test of R', () => {
    close(fit.robustScore?.statistic, one.expected.rscore);
    expect(fit.robustScore?.df).toBe(2);
  });

  it('has the test of proportional hazards as R, and the robust one made of the rows', () => {
    tests.forEach(({ statistic, robust, df }, at) => {
      close(statistic, one.expected.statistic[at]);
      close(robust, one.expected.robust[at]);
      expect(df).toBe(at === 2 ? 2 : 1);
    });
    expect(tests).toHaveLength(3);
  });

  it.each([1e-6, 0.01, 100, 1e5])('gives the same robust tests with weights × %d', (scale) => {
    const scaled = fitCox(dataOf(one, scale));
    close(scaled.robustScore?.statistic, one.expected.rscore, 1e-6);
    for (const [at, { robust }] of proportionalHazardsTest(scaled).entries()) close(robust, one.expected.robust[at], 1e-6);
  });
});

it('has no robust tests without the sandwich', () => {
  const fit = fitCox(dataOf(cases[0]), { robust: false });
  expect(fit.robustScore).toBeNull();
  expect(proportionalHazardsTest(fit).map(({ robust }) => robust)).toEqual([null, null, null]);
});

it('adds its columns to the tables of robust fits alone', async () => {
  const one = cases[1];
  const frame = frameOf([
    numericColumn('t', one.stop),
    numericColumn('e', one.event),
    numericColumn('x', one.x1),
    numericColumn('id', one.cluster),
  ]);
  const columns = async (extra: string) => {
    const parsed = await parseAnalysis(`method: cox\ndata: d\nformula: Surv(t, e) ~ x\n${extra}`);
    if (!parsed.ok) throw new Error('readable');
    const result = await runMethod(parsed.analysis, frame);
    if (!result.ok) throw new Error(result.error.message.en);
    const { tables } = result.output;
    for (const [name, table] of tables) expect(analysisTableFault(coxMethod.tables, new Set(), name, table), name).toBeNull();
    return [tables.get('zph')?.columns ?? [], (tables.get('fit')?.columns ?? []).slice(-4)];
  };
  const plain = ['term', 'statistic', 'df', 'p_value'];
  expect(await columns('exponentiate: true\nprofile: true\n')).toEqual([plain, ['std_error_concordance', 'aic', 'bic', 'iterations']]);
  expect(await columns('exponentiate: true\ncluster: id\n')).toEqual([
    [...plain, 'robust_statistic', 'robust_p_value'],
    ['iterations', 'robust_score', 'robust_score_df', 'robust_score_p'],
  ]);
});

it('counts a frequency as so many rows', () => {
  const one = cases[0];
  const copies = one.stop.map((_, i) => 1 + (i % 3));
  const repeat = (values: number[]) => values.flatMap((value, i) => Array.from({ length: copies[i] }, () => value));
  const each = { ...one, weights: copies };
  const rows: Case = {
    ...one,
    start: repeat(one.start),
    stop: repeat(one.stop),
    event: repeat(one.event),
    x1: repeat(one.x1),
    x2: repeat(one.x2),
    cluster: repeat(one.cluster),
    weights: repeat(one.stop.map(() => 1)),
  };
  const [weighted, replicated] = [
    { ...dataOf(each, 1, 'frequency'), cluster: null },
    { ...dataOf(rows, 1, 'frequency'), cluster: null },
  ].map((data) => fitCox(data, { robust: true }));
  close(weighted.robustScore?.statistic, replicated.robustScore?.statistic ?? Number.NaN, 1e-9);
  const expected = proportionalHazardsTest(replicated);
  for (const [at, { robust }] of proportionalHazardsTest(weighted).entries()) close(robust, expected[at].robust ?? Number.NaN, 1e-9);
});

it('warns of hazards that are not proportional whatever the scale of sampling weights', async () => {
  const one = cases[0];
  const said = async (scale: number) => {
    const frame = frameOf([
      numericColumn('t', one.stop),
      numericColumn('e', one.event),
      numericColumn('x', one.x1),
      numericColumn('s', one.x2),
      numericColumn(
        'w',
        one.weights.map((weight) => scale * weight),
      ),
    ]);
    const parsed = await parseAnalysis('method: cox\ndata: d\nformula: Surv(t, e) ~ x + s\nweights: {column: w, kind: sampling}\n');
    if (!parsed.ok) throw new Error('readable');
    const result = await runMethod(parsed.analysis, frame);
    if (!result.ok) throw new Error(result.error.message.en);
    const zph = result.output.tables.get('zph');
    const p = zph?.rows.map((row) => Number(row[zph.columns.indexOf('p_value')])) ?? [];
    return { warned: result.output.warnings.map(({ code }) => code).filter((code) => code === 'ph_violated'), p };
  };
  const [small, large] = [await said(0.001), await said(1000)];
  // The model's own test, as R has it, follows the scale: none of the terms against all of them.
  expect(small.p.every((p) => p > 0.05)).toBe(true);
  expect(large.p.every((p) => p < 0.05)).toBe(true);
  expect(small.warned).toEqual(large.warned);
});

describe('rows of one subject that overlap', () => {
  const frame = parseCsv(readFileSync('tests/fixtures/csv/overlap.csv', 'utf8'));
  const warned = async (yaml: string) => {
    const parsed = await parseAnalysis(yaml);
    if (!parsed.ok) throw new Error('readable');
    const result = await runMethod(parsed.analysis, frame);
    if (!result.ok) throw new Error(result.error.message.en);
    return result.output.warnings.filter(({ code }) => code === 'overlapping_intervals').map(({ message }) => message.en.slice(0, 30));
  };

  it('are counted by cluster and told', async () => {
    // Patient 1 overlaps; the rows of patient 2 touch at 3, which is no overlap of (start, stop].
    const one = ['One cluster has rows that over'];
    expect(await warned('method: cox\ndata: d\nformula: Surv(a, b, e) ~ x\ncluster: id\n')).toEqual(one);
    expect(await warned('method: km\ndata: d\nformula: Surv(a, b, e) ~ 1\ncluster: id\n')).toEqual(one);
  });

  it('are no matter where nothing says that they are of one subject', async () => {
    expect(await warned('method: cox\ndata: d\nformula: Surv(a, b, e) ~ x\n')).toEqual([]);
    expect(await warned('method: cox\ndata: d\nformula: Surv(b, e) ~ x\ncluster: id\n')).toEqual([]);
  });

  it('in different strata are different risks; rows that touch do not overlap', () => {
    const [start, stop] = [Float64Array.of(0, 4, 0, 3), Float64Array.of(5, 9, 3, 8)];
    const cluster = Int32Array.of(1, 1, 2, 2);
    expect(overlappingClusters(start, stop, cluster, null)).toBe(1);
    expect(overlappingClusters(start, stop, cluster, Int32Array.of(0, 1, 0, 0))).toBe(0);
    // Within a longer row that began before.
    expect(overlappingClusters(Float64Array.of(0, 1, 5), Float64Array.of(9, 2, 6), Int32Array.of(1, 2, 1), null)).toBe(1);
  });
});
