/** The fit of a generalised linear model: iteratively reweighted least squares with the control constants of R's `glm.fit`. */

import { householderQr, leastSquares, type Qr } from '../../../numeric/linalg/qr';
import { type Steps, shareOf } from '../../../numeric/steps';
import { FAMILY, LINK } from './family';
import type { FamilyName, LinkName } from './options';

export interface GlmData {
  readonly n: number;
  readonly p: number;
  /** n × p, column by column. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Prior weights; with `counted`, how many equal rows each stands for. */
  readonly weights: Float64Array | null;
  readonly counted: boolean;
  readonly offset: Float64Array | null;
  readonly intercept: boolean;
  readonly family: FamilyName;
  readonly link: LinkName;
}

export interface GlmFit {
  readonly data: GlmData;
  /** NaN for columns that earlier ones determine. */
  readonly coefficients: Float64Array;
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  /** Weights of the last least squares, the square of R's `fit$weights`' root. */
  readonly working: Float64Array;
  readonly qr: Qr;
  readonly rank: number;
  readonly deviance: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** The change each coefficient made in the last iteration. */
  readonly lastStep: Float64Array;
}

const EPSILON = 1e-8;
const MOST_ITERATIONS = 25;
const PIVOT_TOLERANCE = 1e-11;

/** The fit left the values its family or link allows, from the first step on. */
export class NoStart extends Error {}

/**
 * Fits by IRLS: z = η − offset + (y − μ)/μ'(η), weights w μ'(η)²/V(μ), until the deviance changes by less than 1e-8 of itself, 25 iterations
 * at most; a step to an infinite deviance or beyond the family's values is halved. Stops before each iteration.
 * @throws NoStart where no step leads to values the family allows
 * McCullagh & Nelder (1989), ch. 2; R: `glm(formula, family, data, weights, offset)`.
 */
export function* fitGlm(data: GlmData): Steps<GlmFit> {
  const { n, p, x, y, weights, counted, offset } = data;
  const family = FAMILY[data.family];
  const link = LINK[data.link];
  const prior = (i: number) => weights?.[i] ?? 1;
  const eta = new Float64Array(n);
  const mu = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    eta[i] = link.of(family.start(y[i], counted ? 1 : prior(i)));
    mu[i] = link.inverse(eta[i]);
    if (!family.valid(mu[i]) || !link.valid(eta[i]) || !Number.isFinite(eta[i])) throw new NoStart();
  }
  const devianceOf = () => {
    let total = 0;
    for (let i = 0; i < n; i++) total += prior(i) * family.deviance(y[i], mu[i]);
    return total;
  };
  const place = (beta: Float64Array) => {
    for (let i = 0; i < n; i++) eta[i] = offset?.[i] ?? 0;
    for (let j = 0; j < p; j++) {
      if (Number.isNaN(beta[j])) continue;
      for (let i = 0; i < n; i++) eta[i] += x[j * n + i] * beta[j];
    }
    for (let i = 0; i < n; i++) mu[i] = link.inverse(eta[i]);
  };
  const allowed = () => mu.every(family.valid) && eta.every(link.valid);
  let before = devianceOf();
  let previous: Float64Array | null = null;
  let beta: Float64Array = new Float64Array(p);
  const z = new Float64Array(n);
  const working = new Float64Array(n);
  const weighted = new Float64Array(n * p);
  let qr = householderQr(weighted, n, 0);
  let nearness: number | null = null;
  for (let iteration = 1; ; iteration++) {
    yield nearness;
    for (let i = 0; i < n; i++) {
      const slope = link.slope(eta[i]);
      working[i] = (prior(i) * slope * slope) / family.variance(mu[i]);
      z[i] = Math.sqrt(working[i]) * (eta[i] - (offset?.[i] ?? 0) + (y[i] - mu[i]) / slope);
    }
    for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) weighted[j * n + i] = Math.sqrt(working[i]) * x[j * n + i];
    qr = householderQr(weighted, n, p, PIVOT_TOLERANCE);
    beta = leastSquares(qr, z);
    place(beta);
    let deviance = devianceOf();
    for (let halving = 0; !Number.isFinite(deviance) || !allowed(); halving++) {
      if (previous === null || halving > MOST_ITERATIONS) throw new NoStart();
      for (let j = 0; j < p; j++) beta[j] = (beta[j] + previous[j]) / 2;
      place(beta);
      deviance = devianceOf();
    }
    const converged = Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < EPSILON;
    if (converged || iteration === MOST_ITERATIONS) {
      const lastStep = beta.map((value, j) => value - (previous?.[j] ?? 0));
      return { data, coefficients: beta, eta, mu, working, qr, rank: qr.rank, deviance, iterations: iteration, converged, lastStep };
    }
    nearness = shareOf(Math.abs(deviance - before) / (Math.abs(deviance) + 0.1), EPSILON);
    before = deviance;
    previous = beta;
  }
}

/**
 * Deviance of the model without covariates: the intercept and the offset alone, or the offset where there is no intercept.
 * R: `null.deviance`.
 */
export function nullDeviance(data: GlmData): number {
  const { n, y, weights, offset } = data;
  const family = FAMILY[data.family];
  if (data.intercept && offset !== null) {
    const steps = fitGlm({ ...data, p: 1, x: new Float64Array(n).fill(1) });
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value.deviance;
    }
  }
  const link = LINK[data.link];
  let [sum, size, total] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    sum += (weights?.[i] ?? 1) * y[i];
    size += weights?.[i] ?? 1;
  }
  for (let i = 0; i < n; i++) {
    const mu = data.intercept ? sum / size : link.inverse(offset?.[i] ?? 0);
    total += (weights?.[i] ?? 1) * family.deviance(y[i], mu);
  }
  return total;
}
