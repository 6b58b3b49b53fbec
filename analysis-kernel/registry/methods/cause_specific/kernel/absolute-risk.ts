/** Risks of each cause in the presence of the others, from a model of each cause's hazard. */
import { quadraticForm } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { CoxFit } from '../../../../stats/cox/fit';
import { type HazardCurve, hazardCurves, lastTimes, type NewRows } from '../../../../stats/cox/hazard';

/** How those free of any event are carried over a time: the product of 1 − Σ dΛ, or exp(−Σ dΛ). */
type FreeOfEvents = 'product_limit' | 'exponential';

export interface AbsoluteRisk {
  readonly estimate: number;
  readonly stdError: number;
}

interface Asked {
  readonly rows: NewRows;
  /** Ascending. */
  readonly times: readonly number[];
  /** Causes whose risks are wanted, as places in the list of fits. */
  readonly wanted: readonly number[];
  readonly free: FreeOfEvents;
}

const UNKNOWN: AbsoluteRisk = { estimate: Number.NaN, stdError: Number.NaN };
const STEP = 64;

/**
 * F_k(t | x) = Σ_{s ≤ t} S(s− | x) dΛ_k(s | x), Λ_k(s | x) = Λ_k0(s) exp(x'β_k), S = Π(1 − Σ_j dΛ_j) or exp(−Σ_j Λ_j).
 *
 * fits: one for every cause, of the same rows. Result: row by row, wanted cause by cause, time by time; NaN beyond the last observed time of the row's
 * stratum, for an unknown stratum, and from where probabilities leave [0, 1], which they do where Σ dΛ exceeds 1 (a row far from the data). The
 * standard error takes the increments of the baseline hazards and the coefficients as independent, each with its variance of the fit (the robust one of
 * the coefficients where there is one), through the derivative of F with respect to dΛ_j(s): [j = k] S(s−) − (F_k(t) − F_k(s))/(1 − Σ dΛ(s)).
 * Benichou & Gail 1990, 10.2307/2532098; Ozenne et al. 2017, 10.32614/RJ-2017-062.
 * R: `riskRegression::predict(CSC(Hist(time, cause) ~ x), newdata, times, cause, product.limit)`.
 */
export function* absoluteRisk(fits: readonly CoxFit[], asked: Asked): Steps<AbsoluteRisk[]> {
  const { rows, times, wanted } = asked;
  const curves = fits.map(hazardCurves);
  const last = lastTimes(fits[0]);
  const schedules = new Map<number, Schedule>();
  const result: AbsoluteRisk[] = [];
  for (let i = 0; i < rows.n; i++) {
    if (i % STEP === 0) yield i / rows.n;
    const stratum = rows.strata === null ? 0 : rows.strata[i];
    const schedule = schedules.get(stratum) ?? scheduleOf(curves.map((own) => own.get(stratum) ?? null));
    schedules.set(stratum, schedule);
    const known = times.filter((t) => t <= (last.get(stratum) ?? -Infinity));
    const own = risksOf(fits, schedule, i, known, asked);
    for (let k = 0; k < wanted.length; k++) {
      times.forEach((_, at) => {
        result.push(at < known.length ? own[k * known.length + at] : UNKNOWN);
      });
    }
  }
  return result;
}

/** The event times of all causes of one stratum, ascending. */
interface Schedule {
  readonly curves: readonly (HazardCurve | null)[];
  readonly time: Float64Array;
  /** Cause of each time, and its place on the curve of this cause. */
  readonly cause: Int32Array;
  readonly at: Int32Array;
}

function scheduleOf(curves: readonly (HazardCurve | null)[]): Schedule {
  const all = curves.flatMap((curve, cause) => (curve === null ? [] : Array.from(curve.time, (time, at) => ({ time, cause, at }))));
  all.sort((a, b) => a.time - b.time);
  return {
    curves,
    time: Float64Array.from(all, ({ time }) => time),
    cause: Int32Array.from(all, ({ cause }) => cause),
    at: Int32Array.from(all, ({ at }) => at),
  };
}

const increment = (values: Float64Array, at: number, from = 0): number => values[from + at] - (at === 0 ? 0 : values[from + at - 1]);

/** Running sums of the derivative A − F(t)·B over the event times, by wanted cause and cause. */
class RiskSums {
  readonly squares: Float64Array;
  readonly crossed: Float64Array;
  readonly means: Float64Array;
  readonly free: Float64Array;
  readonly freeMeans: Float64Array;

  constructor(
    readonly wanted: readonly number[],
    readonly causes: number,
    readonly p: number,
  ) {
    this.squares = new Float64Array(wanted.length * causes);
    this.crossed = new Float64Array(wanted.length * causes);
    this.means = new Float64Array(wanted.length * causes * p);
    this.free = new Float64Array(causes);
    this.freeMeans = new Float64Array(causes * p);
  }

  /** Adds a time of cause j: variance and coefficients' share of the increment, what is lost of S there, S before and the risks after. */
  add(j: number, variance: number, means: Float64Array, left: number, before: number, risks: Float64Array): void {
    const { causes, p } = this;
    const b = left > 0 ? 1 / left : 0;
    this.free[j] += b * b * variance;
    for (let c = 0; c < p; c++) this.freeMeans[j * p + c] += b * means[c];
    for (let k = 0; k < this.wanted.length; k++) {
      const a = (this.wanted[k] === j ? before : 0) + b * risks[k];
      const at = k * causes + j;
      this.squares[at] += a * a * variance;
      this.crossed[at] += a * b * variance;
      for (let c = 0; c < p; c++) this.means[at * p + c] += a * means[c];
    }
  }

  /** Variance of the risk of the k-th wanted cause, which has come to f. */
  variance(k: number, f: number, fits: readonly CoxFit[]): number {
    const { causes, p } = this;
    const contrast = new Float64Array(p);
    let total = 0;
    for (let j = 0; j < causes; j++) {
      const at = k * causes + j;
      total += Math.max(this.squares[at] - 2 * f * this.crossed[at] + f * f * this.free[j], 0);
      for (let c = 0; c < p; c++) contrast[c] = this.means[at * p + c] - f * this.freeMeans[j * p + c];
      total += quadraticForm(fits[j].variance, p, contrast);
    }
    return total;
  }
}

/** The risks of one row at the known times, wanted cause by cause. */
function risksOf(fits: readonly CoxFit[], schedule: Schedule, i: number, times: readonly number[], asked: Asked): AbsoluteRisk[] {
  const { rows, wanted, free } = asked;
  const { curves, time, cause, at } = schedule;
  const p = fits[0].data.p;
  const scale = fits.map((fit, j) => Math.exp(predictorOf(fit, rows, i) - (curves[j]?.logScale ?? 0)));
  const sums = new RiskSums(wanted, fits.length, p);
  const risks = new Float64Array(wanted.length);
  const means = new Float64Array(p);
  const result: AbsoluteRisk[] = new Array(wanted.length * times.length).fill(UNKNOWN);
  let survival = 1;
  let from = 0;
  for (let asking = 0; asking < times.length; asking++) {
    while (from < time.length && time[from] <= times[asking]) {
      let to = from;
      let leaving = 0;
      for (; to < time.length && time[to] === time[from]; to++) {
        const curve = curves[cause[to]];
        if (curve === null) continue;
        const hazard = scale[cause[to]] * increment(curve.hazard, at[to]);
        leaving += hazard;
        const k = wanted.indexOf(cause[to]);
        if (k >= 0) risks[k] += survival * hazard;
      }
      const left = free === 'product_limit' ? 1 - leaving : 1;
      // As far below 0 as rounding goes.
      if (left < -1e-12 || risks.some((risk) => risk > 1 + 1e-12)) return result;
      for (let e = from; e < to; e++) {
        const j = cause[e];
        const curve = curves[j];
        if (curve === null) continue;
        const count = curve.time.length;
        const hazard = increment(curve.hazard, at[e]);
        for (let c = 0; c < p; c++) {
          const x = rows.x[c * rows.n + i] - fits[j].centre[c];
          means[c] = scale[j] * (x * hazard - increment(curve.means, at[e], c * count));
        }
        sums.add(j, scale[j] * scale[j] * increment(curve.variance, at[e]), means, left, survival, risks);
      }
      survival *= free === 'product_limit' ? Math.max(left, 0) : Math.exp(-leaving);
      from = to;
    }
    for (let k = 0; k < wanted.length; k++) {
      const estimate = Math.min(risks[k], 1);
      result[k * times.length + asking] = { estimate, stdError: Math.sqrt(sums.variance(k, risks[k], fits)) };
    }
  }
  return result;
}

/** x'β + offset relative to the centre of the fit. */
function predictorOf({ coefficients, centre, data }: CoxFit, rows: NewRows, i: number): number {
  let predictor = rows.offset === null ? 0 : rows.offset[i];
  for (let j = 0; j < data.p; j++) {
    if (!Number.isNaN(coefficients[j])) predictor += coefficients[j] * (rows.x[j * rows.n + i] - centre[j]);
  }
  return predictor;
}
