/** Negative binomial regression: coefficients and the shape θ in turn, as R's `glm.nb`. */
import { digamma, trigamma } from '../../../../numeric/special/digamma';
import type { Steps } from '../../../../numeric/steps';
import { LINK } from './family';
import { fitGlm, type GlmData, type GlmFit, logLikelihood, sizeOf } from './fit';

export interface NegbinFit {
  readonly fit: GlmFit;
  /** Infinite where the counts vary no more than a Poisson model's: the fit is then the Poisson one. */
  readonly theta: number;
  /** From the information of θ alone at the fitted means. NaN where θ is infinite. */
  readonly thetaError: number;
}

const EPSILON = 1e-8;
const MOST_ITERATIONS = 25;
const THETA_EPSILON = Number.EPSILON ** 0.25;
/** The variance exceeds the mean by less than this share of it: no data tell such a θ from an infinite one. */
const LEAST_EXCESS = 1e-5;

/**
 * Fits a Poisson model, then θ at its means, then coefficients at that θ, until neither θ nor the likelihood changes.
 * `data.family` is negbin; its θ is not read. Venables & Ripley (2002), §7.4; R: `MASS::glm.nb(formula, data, weights, link)`.
 */
export function* fitNegbin(data: GlmData): Steps<NegbinFit> {
  const poisson = yield* fitGlm({ ...data, family: 'poisson', theta: null });
  const infinite: NegbinFit = { fit: poisson, theta: Number.POSITIVE_INFINITY, thetaError: Number.NaN };
  const counts = tally(data);
  const link = LINK[data.link];
  const scale = Math.sqrt(2 * Math.max(1, sizeOf(data) - poisson.rank));
  let shape = shapeOf(data, counts, poisson.mu);
  if (shape === null) return infinite;
  let fit: GlmFit = { ...poisson, data: { ...data, theta: shape.theta } };
  let loglik = logLikelihood(fit) ?? Number.NaN;
  let change = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= MOST_ITERATIONS && change > EPSILON; round++) {
    const { theta } = shape;
    const before = loglik;
    const { mu } = fit;
    fit = yield* fitGlm({ ...data, theta }, mu.map(link.of));
    shape = shapeOf(data, counts, mu);
    if (shape === null) return infinite;
    loglik = logLikelihood({ ...fit, data: { ...data, theta: shape.theta } }) ?? Number.NaN;
    change = Math.abs(before - loglik) / scale + Math.abs(theta - shape.theta);
  }
  return {
    fit: { ...fit, data: { ...data, theta: shape.theta }, converged: fit.converged && change <= EPSILON },
    theta: shape.theta,
    thetaError: shape.error,
  };
}

/** Weight of each distinct count. */
function tally({ n, y, weights }: GlmData): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) counts.set(y[i], (counts.get(y[i]) ?? 0) + (weights?.[i] ?? 1));
  return counts;
}

/** θ of the greatest likelihood at fixed means, by Newton's steps; null where it grows without end. R: `MASS::theta.ml`. */
function shapeOf(
  { n, y, weights }: GlmData,
  counts: ReadonlyMap<number, number>,
  mu: Float64Array,
): { readonly theta: number; readonly error: number } | null {
  const prior = (i: number) => weights?.[i] ?? 1;
  let [size, spread, total, excess] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    size += prior(i);
    total += prior(i) * mu[i];
    spread += prior(i) * (y[i] / mu[i] - 1) ** 2;
    excess += prior(i) * ((y[i] - mu[i]) ** 2 - y[i]);
  }
  if (excess <= 0) return null;
  const most = total / size / LEAST_EXCESS;
  let theta = size / spread;
  let information = Number.NaN;
  let step = 1;
  for (let round = 1; round < MOST_ITERATIONS && Math.abs(step) > THETA_EPSILON; round++) {
    theta = Math.abs(theta);
    let score = 0;
    information = 0;
    for (const [count, weight] of counts) {
      if (count === 0) continue;
      score += weight * (digamma(theta + count) - digamma(theta));
      information += weight * (trigamma(theta) - trigamma(theta + count));
    }
    for (let i = 0; i < n; i++) {
      const both = mu[i] + theta;
      score += prior(i) * (1 - (y[i] + theta) / both - Math.log1p(mu[i] / theta));
      information += prior(i) * (2 / both - 1 / theta - (y[i] + theta) / (both * both));
    }
    step = score / information;
    theta += step;
    if (!(Math.abs(theta) < most)) return null;
  }
  return theta > 0 ? { theta, error: Math.sqrt(1 / information) } : null;
}
