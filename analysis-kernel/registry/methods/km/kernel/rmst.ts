/** Restricted mean survival time. */
import { argsort } from '../../../../numeric/sort';
import type { KmCurve, KmData } from '../../../../stats/survival/kaplan-meier';

interface RestrictedMean {
  /** Area under S from where the curve begins to τ. */
  readonly estimate: number;
  readonly stdError: number;
}

/**
 * Restricted mean ∫ S(t) dt up to τ with variance Σ_k [∫_{t_k}^τ S]² d_k / (n_k (n_k − d_k)), terms with n_k = d_k being 0. Beyond the last time the
 * curve is carried on (callers warn or refuse). From a curve that begins at 0 the estimate is the mean time; from another beginning it includes it.
 * R: `summary(survfit(…), rmean = tau)$table[, c("rmean", "se(rmean)")]`; `survRM2::rmst2`.
 */
export function restrictedMean(curve: KmCurve, tau: number): RestrictedMean {
  const { time, survival, nRisk, nEvent, zeroFrom, origin } = curve;
  const areas = areasTo(curve, tau);
  let variance = 0;
  let before = origin;
  let s = 1;
  let estimate = origin;
  for (let j = 0; j < time.length && time[j] <= tau; j++) {
    estimate += s * (time[j] - before);
    before = time[j];
    s = survival[j];
    if (j < zeroFrom && nEvent[j] > 0) variance += (areas[j] * areas[j] * nEvent[j]) / (nRisk[j] * (nRisk[j] - nEvent[j]));
  }
  return { estimate: estimate + s * (tau - before), stdError: Math.sqrt(variance) };
}

/** ∫ S from each time to τ; 0 beyond it. */
function areasTo({ time, survival }: KmCurve, tau: number): Float64Array {
  const areas = new Float64Array(time.length);
  let area = 0;
  let end = tau;
  for (let j = time.length - 1; j >= 0; j--) {
    if (time[j] >= tau) continue;
    area += survival[j] * (end - time[j]);
    end = time[j];
    areas[j] = area;
  }
  return areas;
}

/**
 * Standard error of the restricted mean by the infinitesimal jackknife, for weighted or clustered data: the square root of the sum over clusters of
 * (Σ wᵢ ∫ ∂S/∂wᵢ dt)². With A(t) the Greenwood sum, row i contributes ∫ S·(A − A(s)) while at risk and its last influence times ∫ S afterwards.
 */
export function robustMeanError(data: KmData, curve: KmCurve, tau: number): number {
  const { time, survival, greenwood, nRisk, nEvent, zeroFrom } = curve;
  const { start, event, weights, cluster } = data;
  const areaS = new Float64Array(time.length + 1);
  const areaSA = new Float64Array(time.length + 1);
  for (let j = time.length - 1; j >= 0; j--) {
    const end = Math.min(j + 1 < time.length ? time[j + 1] : tau, tau);
    const width = j >= zeroFrom ? 0 : Math.max(0, end - time[j]);
    areaS[j] = areaS[j + 1] + survival[j] * width;
    areaSA[j] = areaSA[j + 1] + (width === 0 ? 0 : survival[j] * greenwood[j] * width);
  }
  const groups = new Float64Array(cluster === null ? data.time.length : cluster.reduce((most, c) => Math.max(most, c + 1), 0));
  const order = argsort(data.time);
  let j = 0;
  for (const row of order) {
    while (time[j] < data.time[row]) j++;
    const w = weights === null ? 1 : weights[row];
    const from = start === null ? 0 : firstAfter(time, start[row]);
    if (from >= zeroFrom) continue;
    const base = from === 0 ? 0 : greenwood[from - 1];
    const stop = Math.min(j, zeroFrom);
    let influence = areaSA[from] - areaSA[stop] - base * (areaS[from] - areaS[stop]);
    if (stop < zeroFrom) influence += (greenwood[j] - base - (event[row] === 1 ? 1 / (nRisk[j] - nEvent[j]) : 0)) * areaS[j];
    groups[cluster === null ? row : cluster[row]] += w * influence;
  }
  return Math.sqrt(groups.reduce((total, value) => total + value * value, 0));
}

/** First place whose time lies after t. */
function firstAfter(time: Float64Array, t: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] > t) high = middle;
    else low = middle + 1;
  }
  return low;
}
