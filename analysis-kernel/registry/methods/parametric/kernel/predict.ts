/** What a fitted model says of a profile, with delta-method intervals. */
import { quadraticForm } from '../../../../numeric/linalg/cholesky';
import { bracketedRoot } from '../../../../numeric/root';
import type { Model, Point, Profile } from './model';
import { integrationPoints } from './quadrature';

export interface Estimate {
  readonly estimate: number;
  readonly stdError: number;
  readonly low: number;
  readonly high: number;
}

/** A fitted model: parameters and their variance. */
export interface Known {
  readonly model: Model;
  readonly theta: Float64Array;
  /** size × size, the variance the intervals use. */
  readonly variance: Float64Array;
  /** Times where the hazard is not smooth. */
  readonly breaks: readonly number[];
}

const NONE: Estimate = { estimate: Number.NaN, stdError: Number.NaN, low: Number.NaN, high: Number.NaN };

const errorOf = ({ variance, model }: Known, slope: Float64Array) => Math.sqrt(quadraticForm(variance, model.size, slope));

/** Symmetric on the scale of g, whose derivative at the estimate is `slope`. */
function onScale(estimate: number, stdError: number, z: number, g: number, slope: number, back: (value: number) => number): Estimate {
  const reach = z * stdError * Math.abs(slope);
  const ends = [back(g - reach), back(g + reach)];
  return { estimate, stdError, low: Math.min(...ends), high: Math.max(...ends) };
}

/** A probability known by its logarithm: limits on the scale log(−log S). */
function probability(logValue: number, logError: number, z: number): Estimate {
  const estimate = Math.exp(logValue);
  if (!(logValue < 0)) return { estimate, stdError: estimate * logError, low: estimate, high: estimate };
  return onScale(estimate, estimate * logError, z, Math.log(-logValue), 1 / (logValue * estimate), (g) => Math.exp(-Math.exp(g)));
}

/** A positive number known by its logarithm: limits on the log scale. */
function positive(logValue: number, logError: number, z: number): Estimate {
  const estimate = Math.exp(logValue);
  return { estimate, stdError: estimate * logError, low: Math.exp(logValue - z * logError), high: Math.exp(logValue + z * logError) };
}

/** S(t). At 0 it is 1. */
export function survivalAt(known: Known, profile: Profile, time: number, z: number): Estimate {
  if (time === 0) return { estimate: 1, stdError: 0, low: 1, high: 1 };
  const { logSurvival, survivalSlope } = known.model.at(known.theta, profile, time);
  return probability(logSurvival, errorOf(known, survivalSlope), z);
}

/** h(t), a rate per unit of time; of time 0 none. */
export function hazardAt(known: Known, profile: Profile, time: number, z: number): Estimate {
  if (time === 0) return NONE;
  const { logHazard, hazardSlope } = known.model.at(known.theta, profile, time);
  return positive(logHazard, errorOf(known, hazardSlope), z);
}

/** x'β with its offset: symmetric limits. */
export function linearPredictor(known: Known, { x, offset }: Profile, z: number): Estimate {
  const slope = new Float64Array(known.model.size);
  let estimate = offset;
  for (let j = 0; j < x.length; j++) {
    slope[known.model.covariatesAt + j] = x[j];
    estimate += x[j] * known.theta[known.model.covariatesAt + j];
  }
  const stdError = errorOf(known, slope);
  return { estimate, stdError, low: estimate - z * stdError, high: estimate + z * stdError };
}

/** Logarithms of the shortest and longest time a quantile is looked for at. */
const SPAN = 600;

/**
 * The time by which a share p has the event: S(t) = 1 − p, its error by the implicit function theorem, limits on the log scale. NaN where the curve
 * never falls so far.
 */
export function quantileOf(known: Known, profile: Profile, p: number, z: number): Estimate {
  return timeOf((time) => known.model.at(known.theta, profile, time), p, known, z);
}

function timeOf(pointAt: (time: number) => Point, p: number, known: Known, z: number): Estimate {
  const level = Math.log1p(-p);
  const at = (logTime: number) => pointAt(Math.exp(logTime));
  const above = (logTime: number) => at(logTime).logSurvival - level;
  let [low, high] = [-1, 1];
  while (!(above(low) > 0) && low > -SPAN) low *= 2;
  while (!(above(high) < 0) && high < SPAN) high *= 2;
  const logTime = bracketedRoot((value) => Math.max(above(value), -1e300), Math.max(low, -SPAN), Math.min(high, SPAN));
  if (Number.isNaN(logTime)) return NONE;
  const { logHazard, survivalSlope } = at(logTime);
  return positive(logTime, errorOf(known, survivalSlope) / Math.exp(logHazard + logTime), z);
}

/** Mean time lived up to τ, ∫₀^τ S; limits on the logit of its share of τ. */
export function restrictedMean(known: Known, profile: Profile, tau: number, z: number): Estimate {
  const slope = new Float64Array(known.model.size);
  let estimate = 0;
  for (const { at, weight } of integrationPoints(tau, known.breaks)) {
    if (!(at > 0) || weight === 0) continue;
    const { logSurvival, survivalSlope } = known.model.at(known.theta, profile, at);
    const share = weight * Math.exp(logSurvival);
    if (share === 0) continue;
    estimate += share;
    for (let j = 0; j < slope.length; j++) slope[j] += share * survivalSlope[j];
  }
  const stdError = errorOf(known, slope);
  const rest = tau - estimate;
  if (!(rest > 0)) return { estimate: tau, stdError, low: tau, high: tau };
  const back = (g: number) => tau / (1 + Math.exp(-g));
  return onScale(estimate, stdError, z, Math.log(estimate / rest), tau / (estimate * rest), back);
}

/** A profile that stands for so many rows. */
export interface Weighted {
  readonly profile: Profile;
  readonly weight: number;
}

/** Logarithms of the mean survival of profiles and of the hazard of those who live on, Σ w S h / Σ w S, with their derivatives. */
function meanPoint({ model, theta }: Known, profiles: readonly Weighted[], time: number) {
  const { size } = model;
  let [total, alive, dying] = [0, 0, 0];
  const aliveSlope = new Float64Array(size);
  const dyingSlope = new Float64Array(size);
  for (const { profile, weight } of profiles) {
    const point = model.at(theta, profile, time);
    const s = weight * Math.exp(point.logSurvival);
    const f = s * Math.exp(point.logHazard);
    total += weight;
    if (s === 0) continue;
    alive += s;
    dying += f;
    for (let j = 0; j < size; j++) {
      aliveSlope[j] += s * point.survivalSlope[j];
      dyingSlope[j] += f * (point.survivalSlope[j] + point.hazardSlope[j]);
    }
  }
  const survivalSlope = aliveSlope.map((value) => value / alive);
  return {
    logSurvival: Math.log(alive / total),
    logHazard: Math.log(dying / alive),
    survivalSlope,
    hazardSlope: dyingSlope.map((value, j) => value / dying - survivalSlope[j]),
  };
}

/** The mean survival of profiles at a time, and the hazard of those who live on. */
export function meanCurveAt(
  known: Known,
  profiles: readonly Weighted[],
  time: number,
  z: number,
): { readonly survival: Estimate; readonly hazard: Estimate } {
  if (time === 0) return { survival: survivalAt(known, profiles[0].profile, 0, z), hazard: NONE };
  const { logSurvival, logHazard, survivalSlope, hazardSlope } = meanPoint(known, profiles, time);
  if (logSurvival === -Infinity) return { survival: { estimate: 0, stdError: 0, low: 0, high: 0 }, hazard: NONE };
  return {
    survival: probability(logSurvival, errorOf(known, survivalSlope), z),
    hazard: positive(logHazard, errorOf(known, hazardSlope), z),
  };
}

/** The time by which a share p of the profiles' mean has the event. */
export function meanQuantile(known: Known, profiles: readonly Weighted[], p: number, z: number): Estimate {
  return timeOf((time) => meanPoint(known, profiles, time), p, known, z);
}
