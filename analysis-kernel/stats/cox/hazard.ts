/** Baseline hazards of a Cox fit and predictions for new rows. */
import { quadraticForm } from '../../numeric/linalg/cholesky';
import type { CoxFit } from './fit';
import { cumulate, riskSums } from './scans';

export interface BaselineHazard {
  /** Stratum ids in ascending order, and where each one's times begin; one entry more at the end. */
  readonly strata: Int32Array;
  readonly from: Uint32Array;
  /** Distinct ends of intervals, censored ones included, ascending within strata. */
  readonly time: Float64Array;
  readonly cumulativeHazard: Float64Array;
}

/**
 * Cumulative baseline hazard at every distinct time of each stratum: Breslow's estimate, or Efron's when the fit used his rule.
 * reference: `zero` for a row whose columns are all 0, `mean` for one at the means that the fit subtracted (columns of −1, 0, 1
 * stay 0); the offset is at its (weighted) mean in both. R: `basehaz(fit, centered)`.
 */
export function baselineHazard(fit: CoxFit, reference: 'zero' | 'mean'): BaselineHazard {
  const curves = hazardCurves(fit);
  const ids = [...new Set(fit.data.strata ?? [0])].sort((a, b) => a - b);
  const timesById = new Map<number, Set<number>>(ids.map((id) => [id, new Set<number>()]));
  for (let i = 0; i < fit.data.n; i++) timesById.get(fit.data.strata === null ? 0 : fit.data.strata[i])?.add(fit.data.time[i]);
  const time: number[] = [];
  const hazard: number[] = [];
  const from: number[] = [0];
  const shift = meanOffset(fit, true) - (reference === 'zero' ? centreTerm(fit) : 0);
  for (const id of ids) {
    const curve = curves.get(id);
    for (const t of [...(timesById.get(id) ?? [])].sort((a, b) => a - b)) {
      time.push(t);
      hazard.push(curve === undefined ? 0 : valueAt(curve, t, curve.hazard) * Math.exp(shift - curve.logScale));
    }
    from.push(time.length);
  }
  return {
    strata: Int32Array.from(ids),
    from: Uint32Array.from(from),
    time: Float64Array.from(time),
    cumulativeHazard: Float64Array.from(hazard),
  };
}

function meanOffset(fit: CoxFit, weighted: boolean): number {
  const { n, offset, weights } = fit.data;
  if (offset === null) return 0;
  let total = 0;
  let size = 0;
  for (let i = 0; i < n; i++) {
    const w = weighted && weights !== null ? weights.values[i] : 1;
    total += w * offset[i];
    size += w;
  }
  return total / size;
}

/** centre'β: what separates the two references. */
function centreTerm(fit: CoxFit): number {
  let total = 0;
  for (let j = 0; j < fit.data.p; j++) if (!Number.isNaN(fit.coefficients[j])) total += fit.coefficients[j] * fit.centre[j];
  return total;
}

/** Running sums over the event times of one stratum, ascending; for a row whose linear predictor equals the stratum's largest. */
export interface HazardCurve {
  readonly time: Float64Array;
  /** Σ m/D, Σ m/D², and Σ m x̄/D column by column (centred, original scale). */
  readonly hazard: Float64Array;
  readonly variance: Float64Array;
  readonly means: Float64Array;
  /** The largest linear predictor: hazards at the centre are these × e^(−logScale). */
  readonly logScale: number;
}

/** The curves of each stratum that has events, by its id. */
export function hazardCurves(fit: CoxFit): Map<number, HazardCurve> {
  const ws = fit.workspace;
  const { risk, p, sums, factor } = ws;
  const hazard = new Float64Array(risk.groups);
  const variance = new Float64Array(risk.groups);
  cumulate(ws, sums.h, { total: hazard, lost: null });
  cumulate(ws, sums.a, { total: variance, lost: null });
  const means = new Float64Array(risk.groups * p);
  const all = new Float64Array(risk.groups);
  const own = new Float64Array(risk.groups);
  for (let j = 0; j < p; j++) {
    riskSums(ws, j, all, own);
    const running = means.subarray(j * risk.groups, (j + 1) * risk.groups);
    cumulate(
      ws,
      all.map((value, g) => (sums.a[g] * value - sums.b[g] * own[g]) / factor[j]),
      { total: running, lost: null },
    );
  }
  const curves = new Map<number, HazardCurve>();
  for (let s = 0; s < risk.stratumId.length; s++) {
    const from = risk.stratumGroup[s];
    const to = risk.stratumGroup[s + 1];
    const ascending = (values: Float64Array) => values.slice(from, to).reverse();
    const stratumMeans = new Float64Array((to - from) * p);
    for (let j = 0; j < p; j++) stratumMeans.set(ascending(means.subarray(j * risk.groups, (j + 1) * risk.groups)), j * (to - from));
    curves.set(risk.stratumId[s], {
      time: ascending(risk.time),
      hazard: ascending(hazard),
      variance: ascending(variance),
      means: stratumMeans,
      logScale: ws.shift[s],
    });
  }
  return curves;
}

function indexAt(curve: HazardCurve, t: number): number {
  let low = 0;
  let high = curve.time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve.time[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function valueAt(curve: HazardCurve, t: number, values: Float64Array): number {
  const at = indexAt(curve, t);
  return at < 0 ? 0 : values[at];
}

/** Share of a hazard, or of a column's reference, below which an infinite coefficient does not move it. */
const MOVED = 1e-3;

/** A contrast without the columns whose coefficient may be infinite. */
function withoutInfinite(contrast: Float64Array, { infinite }: Pick<CoxFit, 'infinite'>): Float64Array {
  return infinite.length === 0 ? contrast : contrast.map((one, j) => (infinite.includes(j) ? 0 : one));
}

/** New rows, columns as in the fit; stratum ids as in the fit. */
export interface NewRows {
  readonly n: number;
  readonly x: Float64Array;
  readonly strata: Int32Array | null;
  readonly offset: Float64Array | null;
}

export interface Prediction {
  readonly estimate: number;
  readonly stdError: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Linear predictor of new rows relative to the fit's reference: the means of the row's own stratum in stratified fits, else the
 * centre that the fit subtracted; the mean offset of the fit is subtracted from the row's.
 * z: normal quantile of the interval; no error or limits where the contrast rests on a coefficient that may be infinite. R: `predict(fit, newdata, type = "lp", se.fit = TRUE)`.
 */
export function predictLinear(fit: CoxFit, rows: NewRows, z: number): Prediction[] {
  const { p } = fit.data;
  const reference = referenceMeans(fit);
  const offsetCentre = meanOffset(fit, fit.data.weights?.kind === 'frequency');
  const contrast = new Float64Array(p);
  return Array.from({ length: rows.n }, (_, i) => {
    const centre = reference(rows.strata === null ? 0 : rows.strata[i]);
    let estimate = (rows.offset === null ? 0 : rows.offset[i]) - offsetCentre;
    for (let j = 0; j < p; j++) {
      contrast[j] = rows.x[j * rows.n + i] - centre[j];
      if (!Number.isNaN(fit.coefficients[j])) estimate += contrast[j] * fit.coefficients[j];
    }
    const rests = fit.infinite.some((j) => Math.abs(contrast[j]) > MOVED * Math.abs(centre[j]));
    const stdError = rests ? Number.NaN : Math.sqrt(Math.max(quadraticForm(fit.variance, p, withoutInfinite(contrast, fit)), 0));
    return { estimate, stdError, low: estimate - z * stdError, high: estimate + z * stdError };
  });
}

/**
 * Relative risk exp(lp) of new rows; the interval is exp(lp ± z se) and the standard error that of the delta method, risk × se.
 * (R's `predict(type = "risk")` reports se × √risk instead.)
 */
export function predictRisk(fit: CoxFit, rows: NewRows, z: number): Prediction[] {
  return predictLinear(fit, rows, z).map(({ estimate, stdError, low, high }) => ({
    estimate: Math.exp(estimate),
    stdError: Math.exp(estimate) * stdError,
    low: Math.exp(low),
    high: Math.exp(high),
  }));
}

/** Weighted means of the columns within each stratum; the centre of the fit when it has no strata. */
function referenceMeans(fit: CoxFit): (stratum: number) => Float64Array {
  const { n, p, x, strata, weights } = fit.data;
  if (strata === null) return () => fit.centre;
  const totals = new Map<number, Float64Array>();
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights.values[i];
    let sums = totals.get(strata[i]);
    if (sums === undefined) {
      sums = new Float64Array(p + 1);
      totals.set(strata[i], sums);
    }
    for (let j = 0; j < p; j++) sums[j] += w * x[j * n + i];
    sums[p] += w;
  }
  for (const sums of totals.values()) for (let j = 0; j < p; j++) sums[j] /= sums[p];
  const unknown = new Float64Array(p).fill(Number.NaN);
  return (stratum) => totals.get(stratum) ?? unknown;
}

/**
 * Survival probability of new rows at given times: exp(−Λ₀(t) exp(x'β + offset)), with the variance of both the baseline hazard and
 * the coefficients; the interval is formed for log S, and there is none where the hazard rests on a coefficient that may be infinite.
 * times: any order, shared by all rows. Result: row by row, time by time; NaN beyond the last observed time of the row's stratum
 * and for an unknown stratum. R: `summary(survfit(fit, newdata), times = times)`.
 */
export function predictSurvival(fit: CoxFit, rows: NewRows, times: readonly number[], z: number): Prediction[] {
  const { p } = fit.data;
  const curves = hazardCurves(fit);
  const last = lastTimes(fit);
  const result: Prediction[] = [];
  const contrast = new Float64Array(p);
  for (let i = 0; i < rows.n; i++) {
    const stratum = rows.strata === null ? 0 : rows.strata[i];
    const curve = curves.get(stratum);
    const horizon = last.get(stratum) ?? -Infinity;
    let lp = rows.offset === null ? 0 : rows.offset[i];
    for (let j = 0; j < p; j++) {
      if (!Number.isNaN(fit.coefficients[j])) lp += fit.coefficients[j] * (rows.x[j * rows.n + i] - fit.centre[j]);
    }
    for (const t of times) {
      if (t > horizon) {
        result.push({ estimate: Number.NaN, stdError: Number.NaN, low: Number.NaN, high: Number.NaN });
        continue;
      }
      const at = curve === undefined ? -1 : indexAt(curve, t);
      if (curve === undefined || at < 0) {
        result.push({ estimate: 1, stdError: 0, low: 1, high: 1 });
        continue;
      }
      const scale = Math.exp(lp - curve.logScale);
      const count = curve.time.length;
      for (let j = 0; j < p; j++) {
        contrast[j] = (rows.x[j * rows.n + i] - fit.centre[j]) * curve.hazard[at] - curve.means[j * count + at];
      }
      const cumulative = curve.hazard[at] * scale;
      const rests = fit.infinite.some((j) => Math.abs(contrast[j]) > MOVED * curve.hazard[at]);
      const form = quadraticForm(fit.variance, p, withoutInfinite(contrast, fit));
      const se = rests ? Number.NaN : scale * Math.sqrt(Math.max(curve.variance[at] + form, 0));
      const estimate = Math.exp(-cumulative);
      result.push({
        estimate,
        stdError: estimate * se,
        low: Math.exp(-cumulative - z * se),
        high: Math.min(Math.exp(-cumulative + z * se), 1),
      });
    }
  }
  return result;
}

/** The last observed time of each stratum, by its id; 0 where there are no strata. */
export function lastTimes({ data }: Pick<CoxFit, 'data'>): Map<number, number> {
  const last = new Map<number, number>();
  for (let i = 0; i < data.n; i++) {
    const stratum = data.strata === null ? 0 : data.strata[i];
    last.set(stratum, Math.max(last.get(stratum) ?? -Infinity, data.time[i]));
  }
  return last;
}
