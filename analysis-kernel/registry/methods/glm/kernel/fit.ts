/** The fit of a generalised linear model: iteratively reweighted least squares with the control constants of R's `glm.fit`. */

import { drain, type Steps, shareOf } from '../../../../numeric/steps';
import type { FamilyName, LinkName } from '../options';
import { familyOf, LINK } from './family';
import { linearPredictor, type Products } from './gram';
import { solveProducts, weightedLeastSquares } from './least-squares';
import { firstPredictors, readLogistic } from './logistic';

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
  /** Of the negative binomial family; null in the others. */
  readonly theta: number | null;
  readonly link: LinkName;
}

export interface GlmFit {
  readonly data: GlmData;
  /** NaN for columns that earlier ones determine. */
  readonly coefficients: Float64Array;
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  /** Weights of the last least squares. R: `fit$weights`. */
  readonly working: Float64Array;
  /** (X'WX)⁻¹, p × p; 0 for columns left out. R: `summary(fit)$cov.unscaled`. */
  readonly unscaled: Float64Array;
  readonly rank: number;
  readonly deviance: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Whether the last step was cut short because it led beyond what the link allows: the estimates are not the maximum. R: `fit$boundary`. */
  readonly boundary: boolean;
  /** The change each coefficient made in the last iteration. */
  readonly lastStep: Float64Array;
}

const EPSILON = 1e-8;
const MOST_ITERATIONS = 25;

/** The fit left the values its family or link allows, from the first step on. */
export class NoStart extends Error {}

/** The linear predictor, mean and deviance at coefficients, in place. */
interface Place {
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  deviance: number;
  /** Whether all means and linear predictors are possible, and the deviance finite. */
  allowed: boolean;
  /** Weights of the next least squares and its products, where they are known: those of a logistic model. */
  working: Float64Array;
  products: Products | null;
}

/** Puts the model at coefficients: η = offset + Xβ. */
function put(place: Place, data: GlmData, beta: Float64Array): void {
  if (putLogistic(place, data, beta)) return;
  linearPredictor(place.eta, data, beta);
  settle(place, data);
}

/** The same of a logistic model, in one reading of its design; at the linear predictor where no coefficients are given. False where that road is closed. */
function putLogistic(place: Place, data: GlmData, beta: Float64Array | null): boolean {
  const reading = isLogistic(data) ? readLogistic(data, beta, place) : null;
  place.products = reading?.products ?? null;
  if (reading === null) return false;
  place.deviance = -2 * reading.loglik;
  place.allowed = Number.isFinite(place.deviance);
  return true;
}

/** Means and deviance at the linear predictor. */
function settle(place: Place, data: GlmData): void {
  const { n, y, weights } = data;
  const family = familyOf(data);
  const link = LINK[data.link];
  const { eta, mu } = place;
  let deviance = 0;
  let allowed = true;
  for (let i = 0; i < n; i++) {
    mu[i] = link.inverse(eta[i]);
    if (!family.valid(mu[i]) || !link.valid(eta[i])) allowed = false;
    deviance += (weights === null ? 1 : weights[i]) * family.deviance(y[i], mu[i]);
  }
  place.deviance = deviance;
  place.allowed = allowed && Number.isFinite(deviance);
}

/**
 * Weights of the next least squares, and what it is to explain: the whole linear predictor without its offset, or from known coefficients only its change,
 * which keeps more digits. Loops stand outside the generator, which engines compile less well.
 */
function weigh({ eta, mu }: Place, data: GlmData, whole: boolean, working: Float64Array, wanted: Float64Array): void {
  const { n, y, weights, offset } = data;
  const family = familyOf(data);
  const link = LINK[data.link];
  for (let i = 0; i < n; i++) {
    const slope = link.slope(eta[i], mu[i]);
    working[i] = (slope * slope) / family.variance(mu[i]);
    wanted[i] = (y[i] - mu[i]) / slope;
  }
  if (weights !== null) for (let i = 0; i < n; i++) working[i] *= weights[i];
  if (whole) for (let i = 0; i < n; i++) wanted[i] += eta[i] - (offset === null ? 0 : offset[i]);
}

/** The model fitted most, which has a road of its own. */
const isLogistic = ({ family, link }: GlmData) => family === 'binomial' && link === 'logit';

/**
 * Fits by IRLS: z = η − offset + (y − μ)/μ'(η), weights w μ'(η)²/V(μ), until the deviance changes by less than 1e-8 of itself, 25 iterations
 * at most. A step to values the family or link does not allow, or to a larger deviance (Marschner's rule), is halved. Where the family's own start leads
 * nowhere the fit begins again from the mean of all rows. Stops before each iteration.
 * @param from linear predictor to begin at; without it the family's own start
 * @throws NoStart where no step leads to values the family allows
 * McCullagh & Nelder (1989), ch. 2; Marschner (2011), R Journal 3/2; R: `glm(formula, family, data, weights, offset)`.
 */
export function* fitGlm(data: GlmData, from: Float64Array | null = null): Steps<GlmFit> {
  const place = from === null ? ownStart(data) : startAt(data, from);
  try {
    return yield* iterate(data, place, null);
  } catch (error) {
    if (!(error instanceof NoStart)) throw error;
    const beta = meanStart(data);
    put(place, data, beta);
    if (!place.allowed) throw error;
    return yield* iterate(data, place, beta);
  }
}

function emptyPlace({ n }: GlmData): Place {
  const rows = () => new Float64Array(n);
  return { eta: rows(), mu: rows(), working: rows(), products: null, deviance: Number.NaN, allowed: false };
}

function ownStart(data: GlmData): Place {
  const { y, weights, counted } = data;
  if (isLogistic(data)) return startAt(data, firstPredictors(y, counted ? null : weights));
  const family = familyOf(data);
  const link = LINK[data.link];
  return startAt(
    data,
    y.map((value, i) => link.of(family.start(value, counted ? 1 : (weights?.[i] ?? 1)))),
  );
}

function startAt(data: GlmData, eta: Float64Array): Place {
  const place = { ...emptyPlace(data), eta: Float64Array.from(eta) };
  if (!putLogistic(place, data, null)) settle(place, data);
  if (!eta.every(Number.isFinite)) place.allowed = false;
  return place;
}

/** Coefficients nearest to one mean for all rows. */
function meanStart(data: GlmData): Float64Array {
  const { n, p, x, y, weights, offset } = data;
  let [sum, size] = [0, 0];
  for (let i = 0; i < n; i++) {
    sum += (weights?.[i] ?? 1) * y[i];
    size += weights?.[i] ?? 1;
  }
  const eta = LINK[data.link].of(sum / size);
  const wanted = Float64Array.from({ length: n }, (_, i) => eta - (offset?.[i] ?? 0));
  return weightedLeastSquares(x, n, p, new Float64Array(n).fill(1), wanted, new Uint8Array(p)).solution;
}

function* iterate(data: GlmData, place: Place, known: Float64Array | null): Steps<GlmFit> {
  const { n, p, x } = data;
  if (!place.allowed) throw new NoStart();
  const { eta, mu } = place;
  let working: Float64Array = new Float64Array(n);
  const wanted = new Float64Array(n);
  const redundant = new Uint8Array(p);
  let previous = known;
  let nearness: number | null = null;
  for (let iteration = 1; ; iteration++) {
    yield nearness;
    const before = place.deviance;
    const ready = place.products === null ? null : solveProducts(place.products, p, redundant);
    if (ready === null) weigh(place, data, previous === null, working, wanted);
    else [working, place.working] = [place.working, working];
    const { solution, inverse } = ready ?? weightedLeastSquares(x, n, p, working, wanted, redundant);
    const beta = previous === null ? solution : solution.map((value, j) => value + (previous?.[j] ?? 0));
    put(place, data, beta);
    let boundary = false;
    const rises = () => previous !== null && (place.deviance - before) / (Math.abs(place.deviance) + 0.1) >= EPSILON;
    for (let halving = 0; !place.allowed || rises(); halving++) {
      if (halving > MOST_ITERATIONS) {
        if (place.allowed) break;
        throw new NoStart();
      }
      if (previous === null) throw new NoStart();
      if (!place.allowed) boundary = true;
      for (let j = 0; j < p; j++) beta[j] = (beta[j] + previous[j]) / 2;
      put(place, data, beta);
    }
    const change = Math.abs(place.deviance - before) / (Math.abs(place.deviance) + 0.1);
    if (change < EPSILON || iteration === MOST_ITERATIONS) {
      const lastStep = beta.map((value, j) => value - (previous?.[j] ?? 0));
      return {
        data,
        coefficients: beta.map((value, j) => (redundant[j] === 1 ? Number.NaN : value)),
        eta,
        mu,
        working,
        unscaled: inverse,
        rank: p - redundant.reduce((sum, one) => sum + one, 0),
        deviance: place.deviance,
        iterations: iteration,
        converged: change < EPSILON && !boundary,
        boundary,
        lastStep,
      };
    }
    nearness = shareOf(change, EPSILON);
    previous = beta;
  }
}

/** A fit made elsewhere, put at its coefficients. */
export function fitAt(
  data: GlmData,
  {
    coefficients,
    variance,
    rank,
    iterations,
    converged,
  }: Pick<GlmFit, 'coefficients' | 'rank' | 'iterations' | 'converged'> & { readonly variance: Float64Array },
): GlmFit {
  const { n, p, weights } = data;
  const place = emptyPlace(data);
  put(
    place,
    data,
    coefficients.map((value) => (Number.isNaN(value) ? 0 : value)),
  );
  const family = familyOf(data);
  const link = LINK[data.link];
  const working = Float64Array.from({ length: n }, (_, i) => {
    const slope = link.slope(place.eta[i], place.mu[i]);
    return ((weights?.[i] ?? 1) * slope * slope) / family.variance(place.mu[i]);
  });
  const { eta, mu, deviance } = place;
  return {
    data,
    coefficients,
    eta,
    mu,
    working,
    unscaled: variance,
    rank,
    deviance,
    iterations,
    converged,
    boundary: false,
    lastStep: new Float64Array(p),
  };
}

/** The data with these columns alone. */
export function withColumns(data: GlmData, columns: readonly number[]): GlmData {
  const x = new Float64Array(data.n * columns.length);
  columns.forEach((from, to) => {
    x.set(data.x.subarray(from * data.n, (from + 1) * data.n), to * data.n);
  });
  return { ...data, p: columns.length, x };
}

/**
 * Deviance of the model without covariates: the intercept and the offset alone, or the offset where there is no intercept.
 * R: `null.deviance`.
 */
export function nullDeviance(data: GlmData): number {
  const { n, y, weights, offset } = data;
  if (data.intercept && offset !== null) return drain(fitGlm({ ...data, p: 1, x: new Float64Array(n).fill(1) })).deviance;
  const family = familyOf(data);
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

/** Rows, or the rows they stand for. */
export function sizeOf({ n, weights, counted }: GlmData): number {
  return counted && weights !== null ? weights.reduce((sum, weight) => sum + weight, 0) : n;
}

/** The log likelihood at the estimates; null where the family has none. R: `logLik(fit)`. */
export function logLikelihood({ data, mu, deviance }: Pick<GlmFit, 'data' | 'mu' | 'deviance'>): number | null {
  const { loglik } = familyOf(data);
  if (loglik === null) return null;
  const whole = { size: sizeOf(data), deviance };
  let total = 0;
  for (let i = 0; i < data.n; i++) total += (data.weights?.[i] ?? 1) * loglik(data.y[i], mu[i], whole);
  return total;
}
