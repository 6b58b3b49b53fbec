/** Gray's test of equal cumulative incidence. */

import type { TestResult } from '@/analysis-kernel/stats/survival/test-result';
import { rowsByCode } from '../../../../frame/gather';
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { factorLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { argsort } from '../../../../numeric/sort';

interface GrayData {
  readonly time: Float64Array;
  /** 0 censored, 1…k the causes. */
  readonly cause: Int32Array;
  /** Group of each row, from 0. */
  readonly group: Int32Array;
  readonly groups: number;
  /** Stratum of each row, from 0; null for one. */
  readonly strata: Int32Array | null;
}

/**
 * Gray's K-sample test for one cause, scores and variances summed over strata; χ² on the number of groups less one.
 *
 * At each time the score of group k is d_k − d·R_k/ΣR with R = n(1 − F(t−))/S(t−), the risk set of the subdistribution. The variance treats the score as a
 * sum over groups r of integrals with respect to the martingales of the cause and of the other causes; tied events enter with the factors
 * 1 − (d − 1)/(ΣhS − 1), h = n/S, and 1 − (d − 1)/(n − 1). Gray 1988, doi:10.1214/aos/1176350951. R: `cmprsk::cuminc(…)$Tests`.
 */
export function grayTest(data: GrayData, cause: number): TestResult {
  const { groups, strata, time } = data;
  const score = new Float64Array(groups);
  const variance = new Float64Array(groups * groups);
  const lists =
    strata === null
      ? [Int32Array.from(time.keys())]
      : rowsByCode(
          strata,
          strata.reduce((most, code) => Math.max(most, code + 1), 0),
        );
  for (const rows of lists) addStratum(eventSteps(data, rows, cause), groups, score, variance);
  return chiSquared(score, variance, groups);
}

/** What is known of each group at an event time. */
interface Step {
  /** Numbers at risk. */
  readonly n: Float64Array;
  readonly own: Float64Array;
  readonly other: Float64Array;
  /** Survival before and after, incidence before. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly incidence: Float64Array;
}

function eventSteps({ time, cause, group, groups }: GrayData, rows: Int32Array, wanted: number): Step[] {
  const order = argsort(time, new Uint32Array(rows));
  const n = new Float64Array(groups);
  for (const row of rows) n[group[row]]++;
  const s = new Float64Array(groups).fill(1);
  const f = new Float64Array(groups);
  const steps: Step[] = [];
  for (let k = 0; k < order.length; ) {
    const t = time[order[k]];
    const own = new Float64Array(groups);
    const other = new Float64Array(groups);
    const leaving = new Float64Array(groups);
    for (; k < order.length && time[order[k]] === t; k++) {
      const row = order[k];
      leaving[group[row]]++;
      if (cause[row] === wanted) own[group[row]]++;
      else if (cause[row] !== 0) other[group[row]]++;
    }
    if (own.some((d) => d > 0) || other.some((d) => d > 0)) {
      const before = Float64Array.from(s);
      const incidence = Float64Array.from(f);
      for (let g = 0; g < groups; g++) {
        if (n[g] === 0) continue;
        f[g] += (s[g] * own[g]) / n[g];
        s[g] *= (n[g] - own[g] - other[g]) / n[g];
      }
      steps.push({ n: Float64Array.from(n), own, other, before, after: Float64Array.from(s), incidence });
    }
    for (let g = 0; g < groups; g++) n[g] -= leaving[g];
  }
  return steps;
}

function addStratum(steps: readonly Step[], groups: number, score: Float64Array, variance: Float64Array): void {
  const weights: Float64Array[] = [];
  const reach: Float64Array[] = [];
  const pooled = new Float64Array(steps.length);
  const total = new Float64Array(groups * groups);
  let f = 0;
  steps.forEach((step, j) => {
    const { n, own, before, incidence } = step;
    const h = before.map((s, g) => (n[g] > 0 ? n[g] / s : 0));
    const all = sumOf(h);
    const events = sumOf(own);
    const risk = h.map((value, g) => value * (1 - incidence[g]));
    const atRisk = sumOf(risk);
    const a = new Float64Array(groups * groups);
    for (let i = 0; i < groups; i++) {
      if (n[i] === 0) continue;
      score[i] += own[i] - (events * risk[i]) / atRisk;
      for (let r = 0; r < groups; r++) a[i * groups + r] = h[r] * ((i === r ? 1 : 0) - h[i] / all);
    }
    for (let c = 0; c < a.length; c++) total[c] += (a[c] * events) / (all * (1 - f));
    f += events / all;
    weights.push(a);
    reach.push(Float64Array.from(total));
    pooled[j] = f;
  });
  steps.forEach((step, j) => {
    for (let r = 0; r < groups; r++) {
      if (step.n[r] === 0) continue;
      const part = (i: number) => total[i * groups + r] - reach[j][i * groups + r];
      const ratio = step.after[r] > 0 ? (1 - pooled[j]) / step.after[r] : null;
      const [ownSpread, otherSpread] = spreads(step, r);
      const slope = ratio === null ? 1 : 1 - ratio;
      for (let i = 0; i < groups; i++) {
        for (let k = 0; k < groups; k++) {
          const own = (weights[j][i * groups + r] + slope * part(i)) * (weights[j][k * groups + r] + slope * part(k)) * ownSpread;
          const other = ratio === null ? 0 : ratio * part(i) * ratio * part(k) * otherSpread;
          variance[i * groups + k] += own + other;
        }
      }
    }
  });
}

/** Variances of the increments of the two martingales of a group, with ties. */
function spreads({ n, own, other, before }: Step, r: number): [number, number] {
  const events = sumOf(own);
  const all = before.reduce((sum, s, g) => (n[g] > 0 ? sum + n[g] / s : sum), 0);
  const ownTies = events > 1 ? 1 - (events - 1) / (all * before[r] - 1) : 1;
  const otherTies = other[r] > 1 ? 1 - (other[r] - 1) / (n[r] - 1) : 1;
  return [(ownTies * before[r] * events) / (all * n[r]), (otherTies * before[r] ** 2 * other[r]) / n[r] ** 2];
}

function sumOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** zᵀ V⁻ z over all groups but the last. */
function chiSquared(score: Float64Array, variance: Float64Array, groups: number): TestResult {
  const df = groups - 1;
  const matrix = new Float64Array(df * df);
  for (let i = 0; i < df; i++) for (let k = 0; k < df; k++) matrix[i * df + k] = variance[i * groups + k];
  const rank = factorLdl(matrix, df, 1.8189894035458565e-12);
  if (rank < df) return { statistic: Number.NaN, df, pValue: Number.NaN };
  const solution = score.slice(0, df);
  solveLdl(matrix, df, solution);
  let statistic = 0;
  for (let i = 0; i < df; i++) statistic += score[i] * solution[i];
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}
