/** The smallest deviance, by its exact gradient. */
import { symmetricEigen } from '../../../../numeric/linalg/eigen';
import type { Steps } from '../../../../numeric/steps';
import type { Deviance, Evaluated } from './deviance';

export interface Minimum {
  readonly theta: Float64Array;
  readonly found: Evaluated;
  readonly iterations: number;
}

const MOST_ITERATIONS = 300;
const MOST_HALVINGS = 50;
/** Length of a first step: not one, which from a standard deviation of one lands on zero, where the deviance has no slope. */
const FIRST = 0.3;
/** Relative change of the deviance that is rounding. */
const SETTLED = 1e-12;

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const moved = (from: Float64Array, by: number, along: Float64Array) => from.map((value, k) => value + by * along[k]);

/**
 * BFGS from `start`. The deviance is even in each column of Λ, so that θ needs no bounds: a diagonal that turned negative is its column with the other sign,
 * and where a variance is zero at the minimum the slope is zero too. Ends where a step is expected to change the deviance by rounding only.
 * The line search is that of Lewis and Overton (2013): sufficient decrease, and a slope that has lost a tenth of its steepness.
 */
export function* minimise(deviance: Deviance, start: Float64Array): Steps<Minimum> {
  const k = start.length;
  let theta = start;
  let found = deviance.at(theta);
  let inverse = identity(k, FIRST / Math.max(1, Math.sqrt(dot(found.gradient, found.gradient))));
  let isFresh = true;
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    yield Math.min(0.9, 1 - 1 / (1 + iteration / 8));
    let along = found.gradient.map((_, i) => -dot(inverse.subarray(i * k, (i + 1) * k), found.gradient));
    if (!(dot(along, found.gradient) < 0)) {
      inverse = identity(k, FIRST / Math.max(1, Math.sqrt(dot(found.gradient, found.gradient))));
      along = found.gradient.map((value, i) => -value * inverse[i * k + i]);
    }
    // What a step could gain is rounding: what is left is for Newton's steps, which need no deviances.
    if (-dot(along, found.gradient) <= SETTLED * (1 + Math.abs(found.deviance))) return { theta, found, iterations: iteration };
    const step = yield* search(deviance, theta, found, along);
    if (step === null) return { theta, found, iterations: iteration };
    const s = step.theta.map((value, i) => value - theta[i]);
    const y = step.found.gradient.map((value, i) => value - found.gradient[i]);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) {
      if (isFresh) inverse = identity(k, curvature / dot(y, y));
      isFresh = false;
      inverse = updated(inverse, s, y, curvature);
    }
    theta = step.theta;
    found = step.found;
  }
  return { theta, found, iterations: MOST_ITERATIONS };
}

function* search(
  deviance: Deviance,
  theta: Float64Array,
  from: Evaluated,
  along: Float64Array,
): Steps<Pick<Minimum, 'theta' | 'found'> | null> {
  const slope = dot(along, from.gradient);
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, 1];
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const next = moved(theta, step, along);
    const found = deviance.at(next);
    if (!(found.deviance <= from.deviance + 1e-4 * step * slope)) high = step;
    else if (dot(found.gradient, along) < 0.9 * slope) low = step;
    else return { theta: next, found };
    step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
    if (high - low < 1e-14) return null;
    yield null;
  }
  return null;
}

function identity(k: number, scale: number): Float64Array {
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) matrix[i * k + i] = scale;
  return matrix;
}

function updated(inverse: Float64Array, s: Float64Array, y: Float64Array, curvature: number): Float64Array {
  const k = s.length;
  const hy = s.map((_, i) => dot(inverse.subarray(i * k, (i + 1) * k), y));
  const scale = (1 + dot(y, hy) / curvature) / curvature;
  return inverse.map((value, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return value + scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
  });
}

/** Derivatives by θ, at a θ: of the gradient under a given σ², k × k; of (QᵀV⁻¹Q)⁻¹, one rank × rank matrix a parameter; of the sum of squares. */
export interface Curvature {
  readonly hessian: Float64Array;
  readonly unscaled: readonly Float64Array[];
}

const STEP = 2e-3;

/** Central differences of fourth order of exact gradients. */
export function* curvatureAt(deviance: Deviance, theta: Float64Array, sigma2: number): Steps<Curvature> {
  const k = theta.length;
  const hessian = new Float64Array(k * k);
  const unscaled: Float64Array[] = [];
  const gradient = ({ determinants, squares }: Evaluated) => determinants.map((value, i) => value + squares[i] / sigma2);
  for (let j = 0; j < k; j++) {
    yield 0.9 + (0.1 * j) / k;
    const step = STEP * Math.max(Math.abs(theta[j]), 0.1);
    const at = (by: number) => deviance.at(theta.map((value, i) => (i === j ? value + by * step : value)));
    const [a, b, c, d] = [-2, -1, 1, 2].map(at);
    const difference = (one: Float64Array, two: Float64Array, three: Float64Array, four: Float64Array) =>
      one.map((value, i) => (value - 8 * two[i] + 8 * three[i] - four[i]) / (12 * step));
    hessian.set(difference(gradient(a), gradient(b), gradient(c), gradient(d)), j * k);
    unscaled.push(difference(a.unscaled, b.unscaled, c.unscaled, d.unscaled));
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) hessian[i * k + j] = hessian[j * k + i] = (hessian[i * k + j] + hessian[j * k + i]) / 2;
  }
  return { hessian, unscaled };
}

/** The Newton step of a gradient under a Hessian, along its clearly positive curvatures; with how much it would lower the deviance. */
export function newtonStep(hessian: Float64Array, gradient: Float64Array): { readonly step: Float64Array; readonly gain: number } {
  const k = gradient.length;
  const { values, vectors } = symmetricEigen(hessian, k);
  const step = new Float64Array(k);
  let gain = 0;
  for (let e = 0; e < k; e++) {
    if (!(values[e] > 1e-8 * Math.max(values[0], 0))) continue;
    let along = 0;
    for (let i = 0; i < k; i++) along += vectors[i * k + e] * gradient[i];
    gain += along ** 2 / values[e] / 2;
    for (let i = 0; i < k; i++) step[i] -= (vectors[i * k + e] * along) / values[e];
  }
  return { step, gain };
}
