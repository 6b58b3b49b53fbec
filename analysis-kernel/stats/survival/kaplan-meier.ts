/** Kaplan–Meier curves: kernel and fit of one group. */
import { argsort, inOrder } from '../../numeric/sort';

export interface KmData {
  /** Entry times of (start, stop] rows; null without left truncation. */
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** Positive weights; null for 1. */
  readonly weights: Float64Array | null;
  /** Robust (infinitesimal jackknife) instead of Greenwood's variance. */
  readonly robust: boolean;
  /** Rows that belong together under the robust variance, coded from 0; null: each row by itself. */
  readonly cluster: Int32Array | null;
  /** Where the curve begins with S = 1: 0, the first time when times are negative, or the landmark. */
  readonly origin: number;
}

export interface KmCurve {
  /** Distinct times at which a row ends, ascending; what follows is by time. */
  readonly time: Float64Array;
  readonly nRisk: Float64Array;
  readonly nEvent: Float64Array;
  readonly nCensor: Float64Array;
  readonly survival: Float64Array;
  /** Standard error of S; NaN where it cannot be estimated. */
  readonly stdError: Float64Array;
  /** Standard error of log S; where S is 0 NaN, 0 when robust. */
  readonly stdErrorLog: Float64Array;
  /** Σ d / (n (n − d)) up to each time: the variance of log S by Greenwood; infinite from where S is 0. */
  readonly greenwood: Float64Array;
  /** First place at which everyone at risk died, or the number of times. */
  readonly zeroFrom: number;
  readonly origin: number;
}

/**
 * Product-limit estimate S(t) = Π (1 − d/n) of one group.
 *
 * At risk at t are rows with start < t ≤ time; deaths come before censorings at equal times. Times must be free of near-ties (`repairTies`), all values
 * known. Counts are sums of weights. `stdError` is S·√Σ d/(n(n−d)) (Greenwood), NaN where S is 0; robust it is the infinitesimal jackknife
 * √Σ_c (Σ_{i∈c} wᵢ ∂S/∂wᵢ)², 0 where S is 0. Linear time after sorting.
 * Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452. R: `survival::survfit(Surv(time, event) ~ 1, weights =, cluster =, robust =)`.
 */
export function kaplanMeier(data: KmData): KmCurve {
  const steps = countSteps(data);
  const { time, nRisk, nEvent, dies } = steps;
  const n = time.length;
  const survival = new Float64Array(n);
  const greenwood = new Float64Array(n);
  let s = 1;
  let sum = 0;
  let zeroFrom = n;
  for (let j = 0; j < n; j++) {
    if (zeroFrom === n && nEvent[j] > 0) {
      if (dies[j] === 1) zeroFrom = j;
      else {
        const left = nRisk[j] - nEvent[j];
        s *= left / nRisk[j];
        sum += nEvent[j] / (nRisk[j] * left);
      }
    }
    survival[j] = j >= zeroFrom ? 0 : s;
    greenwood[j] = j >= zeroFrom ? Number.POSITIVE_INFINITY : sum;
  }
  const variance = data.robust ? jackknife(data, steps, zeroFrom) : greenwood;
  const stdErrorLog = new Float64Array(n);
  const stdError = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    stdErrorLog[j] = j < zeroFrom ? Math.sqrt(variance[j]) : data.robust ? 0 : Number.NaN;
    stdError[j] = survival[j] * stdErrorLog[j];
  }
  return { time, nRisk, nEvent, nCensor: steps.nCensor, survival, stdError, stdErrorLog, greenwood, zeroFrom, origin: data.origin };
}

interface Steps {
  readonly time: Float64Array;
  readonly nRisk: Float64Array;
  readonly nEvent: Float64Array;
  readonly nCensor: Float64Array;
  /** 1 where everyone at risk dies. */
  readonly dies: Uint8Array;
  /** Rows by time. */
  readonly order: Uint32Array;
  /** Place in `order` where each time begins, and the end. */
  readonly begins: Int32Array;
  /** Rows by start; empty without. */
  readonly byStart: Uint32Array;
}

function countSteps({ start, time, event, weights }: KmData): Steps {
  const order = argsort(time);
  const rows = order.length;
  const sorted = inOrder(time, order);
  const dead = deathsInOrder(event, order);
  const begins = new Int32Array(rows + 1);
  const n = findBeginnings(sorted, begins);
  begins[n] = rows;
  const byStart = start === null ? new Uint32Array(0) : argsort(start);
  const times = new Float64Array(n);
  const nRisk = new Float64Array(n);
  const nEvent = new Float64Array(n);
  const nCensor = new Float64Array(n);
  const dies = new Uint8Array(n);
  let ahead = 0;
  let aheadRows = 0;
  let late = 0;
  let lateRows = 0;
  let next = byStart.length - 1;
  for (let j = n - 1; j >= 0; j--) {
    times[j] = sorted[begins[j]];
    let deaths = 0;
    for (let k = begins[j]; k < begins[j + 1]; k++) {
      const w = weights === null ? 1 : weights[order[k]];
      ahead += w;
      aheadRows++;
      nEvent[j] += w * dead[k];
      nCensor[j] += w * (1 - dead[k]);
      deaths += dead[k];
    }
    while (start !== null && start[byStart[next]] >= times[j]) {
      late += weights === null ? 1 : weights[byStart[next]];
      lateRows++;
      next--;
    }
    nRisk[j] = ahead - late;
    dies[j] = deaths > 0 && deaths === aheadRows - lateRows ? 1 : 0;
    if (dies[j] === 1) nRisk[j] = nEvent[j];
  }
  return { time: times, nRisk, nEvent, nCensor, dies, order, begins, byStart };
}

/** 1 where the row at a place has the event, else 0. */
function deathsInOrder(event: Uint8Array, order: Uint32Array): Uint8Array {
  const dead = new Uint8Array(order.length);
  for (let k = 0; k < order.length; k++) dead[k] = event[order[k]] === 1 ? 1 : 0;
  return dead;
}

/** The places at which ascending times change; returns their number. */
function findBeginnings(sorted: Float64Array, begins: Int32Array): number {
  let last = Number.NaN;
  let n = 0;
  for (let k = 0; k < sorted.length; k++) {
    if (sorted[k] === last) continue;
    last = sorted[k];
    begins[n++] = k;
  }
  return n;
}

/**
 * Variance of log S at each time: the sum over clusters of squared weighted influences. With A(t) = Σ d/(n(n−d)), a row at risk since s has the
 * influence A(t) − A(s), one that ended at u the influence A(u) − A(s) − [death]/(n−d at u). A cluster's total is W·A(t) + B, so the
 * sums ΣW², ΣWB and ΣB² over clusters, kept up as rows enter and leave, give every time in one pass.
 */
function jackknife(data: KmData, { time, nRisk, nEvent, order, begins, byStart }: Steps, zeroFrom: number): Float64Array {
  const { start, event, weights, cluster } = data;
  const groups = cluster === null ? order.length : cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const w = new Float64Array(groups);
  const b = new Float64Array(groups);
  let ww = 0;
  let wb = 0;
  let bb = 0;
  const change = (group: number, dw: number, db: number): void => {
    const w0 = w[group];
    const b0 = b[group];
    const w1 = w0 + dw;
    const b1 = b0 + db;
    ww += w1 * w1 - w0 * w0;
    wb += w1 * b1 - w0 * b0;
    bb += b1 * b1 - b0 * b0;
    w[group] = w1;
    b[group] = b1;
  };
  const groupOf = (row: number) => (cluster === null ? row : cluster[row]);
  const weightOf = (row: number) => (weights === null ? 1 : weights[row]);
  if (start === null) for (const row of order) change(groupOf(row), weightOf(row), 0);
  const variance = new Float64Array(time.length);
  let a = 0;
  let next = 0;
  for (let j = 0; j < zeroFrom; j++) {
    while (start !== null && start[byStart[next]] < time[j]) {
      const row = byStart[next++];
      change(groupOf(row), weightOf(row), -weightOf(row) * a);
    }
    const left = nRisk[j] - nEvent[j];
    if (nEvent[j] > 0) a += nEvent[j] / (nRisk[j] * left);
    for (let k = begins[j]; k < begins[j + 1]; k++) {
      const row = order[k];
      const weight = weightOf(row);
      const influence = a - (event[row] === 1 ? 1 / left : 0);
      change(groupOf(row), -weight, weight * influence);
    }
    // Between events nothing changes, and no rounding may suggest that it did: limits are equal over a flat stretch.
    variance[j] = nEvent[j] === 0 ? (variance[j - 1] ?? 0) : Math.max(0, a * a * ww + 2 * a * wb + bb);
  }
  return variance;
}
