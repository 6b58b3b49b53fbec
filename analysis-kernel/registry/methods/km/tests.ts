/** The tests of `km`. */

import { adjustP } from '@/analysis-kernel/stats/hypothesis/adjust';
import type { TestResult } from '@/analysis-kernel/stats/survival/test-result';
import { gather, gatherBytes, gatherCodes, rowsByCode } from '../../../frame/gather';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { KM_ERRORS } from './errors';
import { type LogrankData, logrank, logrankPairs, logrankTest, trendTest } from './kernel/logrank';
import type { KmOptions } from './options';
import type { PreparedKm } from './prepare';
import { KM_TABLES } from './tables';

/** The test's name by its weights; the number that goes with it says which weights. */
export function testName({ rho, gamma }: KmOptions, prepared: PreparedKm): string {
  const base =
    rho === 0 && gamma === 0 ? 'log-rank' : gamma === 0 && rho === 1 ? 'Peto–Peto (rho = 1)' : `Fleming–Harrington G(${rho}, ${gamma})`;
  const parts = [base, ...(prepared.strata === null ? [] : ['stratified']), ...(prepared.robust ? ['robust variance'] : [])];
  return parts.join(', ');
}

function dataOf(prepared: PreparedKm): LogrankData {
  const { start, time, event, weights, cluster, robust } = prepared;
  const groups = prepared.groups;
  return {
    start,
    time,
    event,
    group: groups?.codes ?? new Int32Array(time.length),
    groups: groups?.labels.length ?? 1,
    strata: prepared.strata?.codes ?? null,
    weights,
    robust,
    cluster,
  };
}

/** `test`: one row, a second for trend. */
export function testTable(prepared: PreparedKm, options: KmOptions, warnings: Warning[]): ResultTable {
  const data = dataOf(prepared);
  const fit = logrank(data, options.rho, options.gamma);
  const name = testName(options, prepared);
  const overall = logrankTest(fit);
  if (overall.df === 0) warnings.push(nothingToTest());
  const rows = [testRow(overall, name)];
  if (options.trend !== false) {
    const scores = options.trend === true ? Array.from({ length: data.groups }, (_, g) => g + 1) : options.trend;
    if (scores.length !== data.groups) throw wrongScores(scores.length, prepared.groups?.labels ?? []);
    rows.push(testRow(trendTest(fit, scores), `${name}, trend`));
  }
  return tableOf(KM_TABLES.test, rows);
}

function testRow({ statistic, df, pValue }: TestResult, method: string): Record<string, Value> {
  return { statistic, df, p_value: Number.isNaN(pValue) ? null : pValue, method };
}

/** `pairwise`: the test on the rows of two groups at a time. */
export function pairwiseTable(prepared: PreparedKm, options: KmOptions): ResultTable {
  const labels = prepared.groups?.labels ?? [];
  const data = dataOf(prepared);
  const pairs = labels.flatMap((_, a) => labels.slice(a + 1).map((_, offset) => [a, a + 1 + offset] as const));
  const fits = prepared.robust
    ? pairs.map(([a, b]) => logrank(onlyGroups(data, a, b), options.rho, options.gamma))
    : logrankPairs(data, options.rho, options.gamma);
  const results = fits.map(logrankTest);
  const adjustment = options.pairwise ?? 'none';
  const adjusted = adjustP(
    results.map((result) => result.pValue),
    adjustment,
  );
  const method = `${testName(options, prepared)}${adjustment === 'none' ? '' : `, ${adjustment}`}`;
  const rows = pairs.map(([a, b], i) => ({
    group_1: labels[a],
    group_2: labels[b],
    ...testRow(results[i], method),
    p_adjusted: Number.isNaN(adjusted[i]) ? null : adjusted[i],
  }));
  return tableOf(KM_TABLES.pairwise, rows);
}

function onlyGroups(data: LogrankData, a: number, b: number): LogrankData {
  const [first, second] = rowsByCode(
    data.group.map((code) => (code === a ? 0 : code === b ? 1 : -1)),
    2,
  );
  const rows = Int32Array.from([...first, ...second]).sort();
  const numbers = (values: Float64Array | null) => (values === null ? null : gather(values, rows));
  const codes = (values: Int32Array | null) => (values === null ? null : gatherCodes(values, rows));
  return {
    ...data,
    start: numbers(data.start),
    time: gather(data.time, rows),
    event: gatherBytes(data.event, rows),
    group: gatherCodes(data.group, rows).map((code) => (code === a ? 0 : 1)),
    groups: 2,
    strata: codes(data.strata),
    weights: numbers(data.weights),
    cluster: codes(data.cluster),
  };
}

function nothingToTest(): Warning {
  return {
    code: 'no_test',
    message: {
      en: 'Fewer than two groups have expected events, so there is nothing to test.',
      zh: '有期望事件数的组不足两个，无法进行检验。',
    },
  };
}

function wrongScores(given: number, labels: readonly string[]): MethodError {
  return new MethodError(
    KM_ERRORS,
    'trend_scores',
    {
      en: `trend has ${given} scores for ${labels.length} groups (${labels.join(', ')}). Give one score a group, or trend: true for 1, 2, ….`,
      zh: `trend 给出 ${given} 个得分，而分组有 ${labels.length} 个（${labels.join('、')}）。每组应有一个得分；或写 trend: true，即 1、2、…。`,
    },
    'trend',
  );
}
