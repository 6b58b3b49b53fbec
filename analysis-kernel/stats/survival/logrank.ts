/** The G(ρ, γ) family of tests for survival curves. */
import { pchisq } from '../../numeric/dist/chi-squared';
import { factorLdl, solveLdl } from '../../numeric/linalg/cholesky';
import { argsort } from '../../numeric/sort';

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

export interface LogrankFit {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** groups × groups, row by row. */
  readonly variance: Float64Array;
}

export interface TestResult {
  readonly statistic: number;
  readonly df: number;
  /** NaN without degrees of freedom. */
  readonly pValue: number;
}

/**
 * Weighted observed and expected events by group, and the variance of observed − expected, summed over strata.
 *
 * The weight at t is S(t−)^ρ (1 − S(t−))^γ with S the pooled Kaplan–Meier of the stratum: ρ = γ = 0 is the log-rank test, ρ = 1 Peto's modification of
 * Wilcoxon's. Tied deaths enter by the hypergeometric variance, d(n−d)/(n−1). Frequency weights count as replication.
 * Harrington & Fleming 1982, doi:10.1093/biomet/69.3.553. R: `survival::survdiff(…, rho =)` (γ = 0).
 */
export function logrank(data: LogrankData, rho: number, gamma: number): LogrankFit {
  const { groups } = data;
  const observed = new Float64Array(groups);
  const expected = new Float64Array(groups);
  const variance = new Float64Array(groups * groups);
  const contributions = data.robust ? new Map<number, Float64Array>() : null;
  for (const rows of byStratum(data)) scanStratum(data, rows, rho, gamma, { observed, expected, variance, contributions });
  if (contributions !== null) {
    for (const u of contributions.values()) {
      for (let a = 0; a < groups; a++) for (let b = 0; b < groups; b++) variance[a * groups + b] += u[a] * u[b];
    }
  }
  return { observed, expected, variance };
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

function byStratum({ strata, time }: LogrankData): Uint32Array[] {
  const all = Uint32Array.from(time, (_, row) => row);
  if (strata === null) return [all];
  const lists: number[][] = [];
  for (const row of all) {
    lists[strata[row]] ??= [];
    lists[strata[row]].push(row);
  }
  return lists.filter((list) => list !== undefined).map((list) => Uint32Array.from(list));
}

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly variance: Float64Array;
  readonly contributions: Map<number, Float64Array> | null;
}

interface Tie {
  readonly time: number;
  readonly weight: number;
  readonly deaths: number;
  readonly atRisk: number;
  /** Weighted number at risk in each group. */
  readonly byGroup: Float64Array;
}

function scanStratum(data: LogrankData, rows: Uint32Array, rho: number, gamma: number, sums: Sums): void {
  const ties = deathTimes(data, rows, rho, gamma);
  const { groups } = data;
  for (const { weight, deaths, atRisk, byGroup } of ties) {
    for (let a = 0; a < groups; a++) {
      if (byGroup[a] === 0) continue;
      sums.expected[a] += (weight * deaths * byGroup[a]) / atRisk;
      if (sums.contributions !== null || atRisk <= 1) continue;
      const spread = (weight * weight * deaths * (atRisk - deaths) * byGroup[a]) / (atRisk * (atRisk - 1));
      sums.variance[a * groups + a] += spread;
      for (let b = 0; b < groups; b++) sums.variance[a * groups + b] -= (spread * byGroup[b]) / atRisk;
    }
  }
  const place = new Map(ties.map((tie, index) => [tie.time, index]));
  for (const row of rows) {
    if (data.event[row] !== 1) continue;
    const w = data.weights === null ? 1 : data.weights[row];
    sums.observed[data.group[row]] += w * ties[place.get(data.time[row]) ?? 0].weight;
  }
  if (sums.contributions !== null) addContributions(data, rows, ties, sums.contributions);
}

/** The times of death of a stratum with the weight of each and who is at risk. */
function deathTimes(data: LogrankData, rows: Uint32Array, rho: number, gamma: number): Tie[] {
  const { start, time, event, group, groups, weights } = data;
  const order = argsort(time, rows);
  const byStart = start === null ? null : argsort(start, rows);
  const atRisk = new Float64Array(groups);
  const ties: Tie[] = [];
  let next = byStart === null ? -1 : byStart.length - 1;
  let k = order.length - 1;
  while (k >= 0) {
    const t = time[order[k]];
    let deaths = 0;
    for (; k >= 0 && time[order[k]] === t; k--) {
      const w = weights === null ? 1 : weights[order[k]];
      atRisk[group[order[k]]] += w;
      if (event[order[k]] === 1) deaths += w;
    }
    while (byStart !== null && start !== null && next >= 0 && start[byStart[next]] >= t) {
      atRisk[group[byStart[next]]] -= weights === null ? 1 : weights[byStart[next]];
      next--;
    }
    if (deaths === 0) continue;
    const byGroup = Float64Array.from(atRisk, (value) => Math.max(0, value));
    ties.push({ time: t, weight: 1, deaths, atRisk: byGroup.reduce((total, value) => total + value, 0), byGroup });
  }
  ties.reverse();
  if (rho === 0 && gamma === 0) return ties;
  let s = 1;
  return ties.map((tie) => {
    const weight = s ** rho * (1 - s) ** gamma;
    s *= (tie.atRisk - tie.deaths) / tie.atRisk;
    return { ...tie, weight };
  });
}

/** Adds each row's w·{[death](x − x̄) − Σ h (x − x̄)} over the death times it was at risk, with x the group's indicator. */
function addContributions(data: LogrankData, rows: Uint32Array, ties: readonly Tie[], contributions: Map<number, Float64Array>): void {
  const { start, time, event, group, groups, weights, cluster } = data;
  const hazard = new Float64Array(ties.length + 1);
  const hazardMean = Array.from({ length: groups }, () => new Float64Array(ties.length + 1));
  ties.forEach(({ weight, deaths, atRisk, byGroup }, j) => {
    const h = (weight * deaths) / atRisk;
    hazard[j + 1] = hazard[j] + h;
    for (let a = 0; a < groups; a++) hazardMean[a][j + 1] = hazardMean[a][j] + (h * byGroup[a]) / atRisk;
  });
  const times = Float64Array.from(ties, (tie) => tie.time);
  for (const row of rows) {
    const to = countUpTo(times, time[row]);
    const from = start === null ? 0 : countUpTo(times, start[row]);
    const w = weights === null ? 1 : weights[row];
    const key = cluster === null ? row : cluster[row];
    let u = contributions.get(key);
    if (u === undefined) {
      u = new Float64Array(groups);
      contributions.set(key, u);
    }
    const death = event[row] === 1 ? ties[to - 1] : null;
    for (let a = 0; a < groups; a++) {
      const own = group[row] === a ? 1 : 0;
      u[a] -= w * (own * (hazard[to] - hazard[from]) - (hazardMean[a][to] - hazardMean[a][from]));
      if (death !== null) u[a] += w * death.weight * (own - death.byGroup[a] / death.atRisk);
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
