/** The G(ρ, γ) family of tests for survival curves. */

import type { TestResult } from '@/analysis-kernel/stats/survival/test-result';
import { rowsByCode } from '../../../../frame/gather';
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { factorLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { argsort, inOrder } from '../../../../numeric/sort';

export interface LogrankData {
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** Group of each row, from 0. */
  readonly group: Int32Array;
  readonly groups: number;
  /** Stratum of each row, from 0; null for one. */
  readonly strata: Int32Array | null;
  /** Positive weights; null for 1. */
  readonly weights: Float64Array | null;
  /** Probability weights or clusters: variance from the rows' (clusters') own contributions instead of the hypergeometric. */
  readonly robust: boolean;
  readonly cluster: Int32Array | null;
}

interface LogrankFit {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** groups × groups, row by row. */
  readonly variance: Float64Array;
}

/**
 * Weighted observed and expected events by group, and the variance of observed − expected, summed over strata.
 *
 * The weight at t is S(t−)^ρ (1 − S(t−))^γ with S the pooled Kaplan–Meier of the stratum: ρ = γ = 0 is the log-rank test, ρ = 1 Peto's modification of
 * Wilcoxon's. Tied deaths enter by the hypergeometric variance, d(n−d)/(n−1). Frequency weights count as replication.
 * Harrington & Fleming 1982, doi:10.1093/biomet/69.3.553. R: `survival::survdiff(…, rho =)` (γ = 0).
 */
export function logrank(data: LogrankData, rho: number, gamma: number): LogrankFit {
  const fit = emptyFit(data.groups);
  const contributions = data.robust ? new Map<number, Float64Array>() : null;
  for (const { rows, table } of riskTables(data)) {
    const weights = tableWeights(table, null, rho, gamma);
    addTable(table, null, weights, fit, contributions === null);
    if (contributions !== null) addContributions(data, rows, table, weights, contributions);
  }
  if (contributions !== null) {
    for (const u of contributions.values()) {
      for (let a = 0; a < data.groups; a++) for (let b = 0; b < data.groups; b++) fit.variance[a * data.groups + b] += u[a] * u[b];
    }
  }
  return fit;
}

/**
 * The same on each pair of groups alone, in the order (0, 1), (0, 2), …: what `logrank` gives on the rows of the pair. Not for robust variances, which
 * need the rows themselves.
 */
export function logrankPairs(data: LogrankData, rho: number, gamma: number): LogrankFit[] {
  const tables = riskTables(data);
  const fits: LogrankFit[] = [];
  for (let a = 0; a < data.groups; a++) {
    for (let b = a + 1; b < data.groups; b++) {
      const fit = emptyFit(2);
      const pair = [a, b];
      for (const { table } of tables) addTable(table, pair, tableWeights(table, pair, rho, gamma), fit, true);
      fits.push(fit);
    }
  }
  return fits;
}

function emptyFit(groups: number): LogrankFit {
  return { observed: new Float64Array(groups), expected: new Float64Array(groups), variance: new Float64Array(groups * groups) };
}

/** χ² = (O−E)ᵀ V⁻ (O−E) over the groups with expected events, on one less degree of freedom. R: the `chisq` of `survdiff`. */
export function logrankTest({ observed, expected, variance }: LogrankFit): TestResult {
  const groups = expected.length;
  const kept = [...expected.keys()].filter((g) => expected[g] > 0);
  const df = Math.max(0, kept.length - 1);
  if (df === 0) return { statistic: 0, df, pValue: Number.NaN };
  const free = kept.slice(1);
  const matrix = new Float64Array(df * df);
  free.forEach((a, i) => {
    free.forEach((b, j) => {
      matrix[i * df + j] = variance[a * groups + b];
    });
  });
  const difference = Float64Array.from(free, (g) => observed[g] - expected[g]);
  const solution = Float64Array.from(difference);
  factorLdl(matrix, df, 1.8189894035458565e-12);
  solveLdl(matrix, df, solution);
  const statistic = difference.reduce((total, value, i) => total + value * solution[i], 0);
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}

/** Test for trend over groups with scores: (Σ s(O−E))² / sᵀVs on 1 degree of freedom. Tarone 1975, doi:10.1093/biomet/62.3.679. */
export function trendTest({ observed, expected, variance }: LogrankFit, scores: ArrayLike<number>): TestResult {
  const groups = expected.length;
  let numerator = 0;
  let denominator = 0;
  for (let a = 0; a < groups; a++) {
    numerator += scores[a] * (observed[a] - expected[a]);
    for (let b = 0; b < groups; b++) denominator += scores[a] * scores[b] * variance[a * groups + b];
  }
  if (!(denominator > 0)) return { statistic: 0, df: 0, pValue: Number.NaN };
  const statistic = (numerator * numerator) / denominator;
  return { statistic, df: 1, pValue: pchisq(statistic, 1, { lower: false }) };
}

/** Deaths and numbers at risk by group at each death time of a stratum; entry j, g at j · groups + g. */
interface RiskTable {
  readonly groups: number;
  readonly time: Float64Array;
  readonly deaths: Float64Array;
  readonly atRisk: Float64Array;
}

function riskTables(data: LogrankData): { rows: Uint32Array; table: RiskTable }[] {
  return byStratum(data).map((rows) => ({ rows, table: riskTable(data, rows) }));
}

function byStratum({ strata, time }: LogrankData): Uint32Array[] {
  if (strata === null) {
    const rows = new Uint32Array(time.length);
    for (let i = 0; i < rows.length; i++) rows[i] = i;
    return [rows];
  }
  const count = strata.reduce((most, code) => Math.max(most, code + 1), 0);
  return rowsByCode(strata, count).map((rows) => new Uint32Array(rows));
}

function riskTable({ start, time, event, group, groups, weights }: LogrankData, rows: Uint32Array): RiskTable {
  const order = argsort(time, rows);
  const times = inOrder(time, order);
  const dies = new Uint8Array(order.length);
  const code = new Int32Array(order.length);
  gatherEvents(event, order, dies);
  gatherGroups(group, order, code);
  const weight = weights === null ? null : inOrder(weights, order);
  const n = countDeathTimes(times, dies);
  const byStart = start === null ? null : argsort(start, rows);
  const table = { groups, time: new Float64Array(n), deaths: new Float64Array(n * groups), atRisk: new Float64Array(n * groups) };
  const now = new Float64Array(groups);
  let next = byStart === null ? -1 : byStart.length - 1;
  let j = n;
  let k = order.length - 1;
  while (k >= 0) {
    const t = times[k];
    let died = false;
    for (; k >= 0 && times[k] === t; k--) {
      const w = weight === null ? 1 : weight[k];
      now[code[k]] += w;
      if (dies[k] !== 1) continue;
      if (!died) table.time[--j] = t;
      died = true;
      table.deaths[j * groups + code[k]] += w;
    }
    while (byStart !== null && start !== null && next >= 0 && start[byStart[next]] >= t) {
      now[group[byStart[next]]] -= weights === null ? 1 : weights[byStart[next]];
      next--;
    }
    if (died) for (let g = 0; g < groups; g++) table.atRisk[j * groups + g] = Math.max(0, now[g]);
  }
  return table;
}

function gatherEvents(from: Uint8Array, order: Uint32Array, into: Uint8Array): void {
  for (let k = 0; k < order.length; k++) into[k] = from[order[k]];
}

function gatherGroups(from: Int32Array, order: Uint32Array, into: Int32Array): void {
  for (let k = 0; k < order.length; k++) into[k] = from[order[k]];
}

/** Different times, ascending, at which somebody dies. */
function countDeathTimes(times: Float64Array, dies: Uint8Array): number {
  let last = Number.NaN;
  let n = 0;
  for (let k = 0; k < times.length; k++) {
    if (dies[k] !== 1 || times[k] === last) continue;
    last = times[k];
    n++;
  }
  return n;
}

/** The weight of each death time, from the pooled curve of all groups or of a pair. */
function tableWeights(
  { groups, time, deaths, atRisk }: RiskTable,
  pair: readonly number[] | null,
  rho: number,
  gamma: number,
): Float64Array {
  const weights = new Float64Array(time.length).fill(1);
  if (rho === 0 && gamma === 0) return weights;
  let s = 1;
  for (let j = 0; j < time.length; j++) {
    weights[j] = s ** rho * (1 - s) ** gamma;
    let d = 0;
    let n = 0;
    for (let g = 0; g < groups; g++) {
      if (pair !== null && !pair.includes(g)) continue;
      d += deaths[j * groups + g];
      n += atRisk[j * groups + g];
    }
    if (n > 0) s *= (n - d) / n;
  }
  return weights;
}

function addTable(table: RiskTable, pair: readonly number[] | null, weights: Float64Array, fit: LogrankFit, withVariance: boolean): void {
  const { time, deaths, atRisk } = table;
  const size = fit.observed.length;
  const risk = new Float64Array(size);
  for (let j = 0; j < time.length; j++) {
    let n = 0;
    let d = 0;
    for (let a = 0; a < size; a++) {
      const at = j * table.groups + (pair === null ? a : pair[a]);
      risk[a] = atRisk[at];
      n += atRisk[at];
      d += deaths[at];
      fit.observed[a] += weights[j] * deaths[at];
    }
    if (d === 0) continue;
    const spread = n > 1 ? (weights[j] * weights[j] * d * (n - d)) / (n * (n - 1)) : 0;
    for (let a = 0; a < size; a++) {
      if (risk[a] === 0) continue;
      fit.expected[a] += (weights[j] * d * risk[a]) / n;
      if (!withVariance) continue;
      fit.variance[a * size + a] += spread * risk[a];
      for (let b = 0; b < size; b++) fit.variance[a * size + b] -= (spread * risk[a] * risk[b]) / n;
    }
  }
}

/** Adds each row's w·{[death](x − x̄) − Σ h (x − x̄)} over the death times it was at risk, with x the group's indicator. */
function addContributions(
  data: LogrankData,
  rows: Uint32Array,
  table: RiskTable,
  tieWeights: Float64Array,
  contributions: Map<number, Float64Array>,
): void {
  const { start, time, event, group, groups, weights, cluster } = data;
  const n = table.time.length;
  const share = new Float64Array(n * groups);
  const hazard = new Float64Array(n + 1);
  const hazardShare = new Float64Array((n + 1) * groups);
  for (let j = 0; j < n; j++) {
    let atRisk = 0;
    let deaths = 0;
    for (let g = 0; g < groups; g++) {
      atRisk += table.atRisk[j * groups + g];
      deaths += table.deaths[j * groups + g];
    }
    const h = (tieWeights[j] * deaths) / atRisk;
    hazard[j + 1] = hazard[j] + h;
    for (let g = 0; g < groups; g++) {
      share[j * groups + g] = table.atRisk[j * groups + g] / atRisk;
      hazardShare[(j + 1) * groups + g] = hazardShare[j * groups + g] + h * share[j * groups + g];
    }
  }
  for (const row of rows) {
    const to = countUpTo(table.time, time[row]);
    const from = start === null ? 0 : countUpTo(table.time, start[row]);
    const w = weights === null ? 1 : weights[row];
    const key = cluster === null ? row : cluster[row];
    let u = contributions.get(key);
    if (u === undefined) {
      u = new Float64Array(groups);
      contributions.set(key, u);
    }
    for (let g = 0; g < groups; g++) {
      const own = group[row] === g ? 1 : 0;
      u[g] -= w * (own * (hazard[to] - hazard[from]) - (hazardShare[to * groups + g] - hazardShare[from * groups + g]));
      if (event[row] === 1) u[g] += w * tieWeights[to - 1] * (own - share[(to - 1) * groups + g]);
    }
  }
}

/** How many of the ascending times are at most t. */
function countUpTo(times: Float64Array, t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
