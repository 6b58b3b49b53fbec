/** Fits a linear mixed model: estimates, their variance, and what Satterthwaite's degrees of freedom are made of. */
import { symmetricEigen } from '../../../../numeric/linalg/eigen';
import type { Steps } from '../../../../numeric/steps';
import { Deviance, type Evaluated, relativeFactor } from './deviance';
import { type Curvature, curvatureAt, type Minimum, minimise, newtonStep } from './minimise';
import { type Block, type MixedData, type System, systemOf } from './system';

/** Variances and covariances of the random effects of one block, on the columns as given. */
export interface Component {
  /** Place in `random` of the data. */
  readonly index: number;
  readonly q: number;
  /** q × q. */
  readonly covariance: Float64Array;
  /** Whether some combination of them does not vary: a variance of zero, or a correlation of one. */
  readonly singular: boolean;
  /** Conditional modes, levels × q. */
  readonly modes: Float64Array;
}

export interface MixedFit {
  readonly data: MixedData;
  /** NaN where earlier columns determine this one. */
  readonly beta: Float64Array;
  /** p × p; zero rows for the columns left out. */
  readonly vcov: Float64Array;
  readonly rank: number;
  readonly sigma: number;
  /** In the order of `random`. */
  readonly components: readonly Component[];
  /** −2 log likelihood, restricted under REML. */
  readonly deviance: number;
  /** Variance parameters, σ among them. */
  readonly parameters: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  /** Largest slope of the deviance by a parameter. */
  readonly gradient: number;
  /** How much lower a Newton step would come. */
  readonly gain: number;
  /** Derivatives of `vcov` by the variance parameters (θ, then log σ), and the variance of those. */
  readonly slopes: readonly Float64Array[];
  readonly parameterVariance: Float64Array;
  /** Parameters whose curvature is not positive, left out of that variance. */
  readonly flat: number;
}

/** What cannot be fitted: the model leaves no residual. */
export class NoResidual extends Error {}

/** A relative standard deviation below this is zero, as lme4's `isSingular` has it. */
const SINGULAR = 1e-4;
/** A share of the sum of squares that is rounding. */
const NOTHING = 1e-18;
const MOST_POLISHING = 8;
const MOST_RESTARTS = 3;
/** How far from such a place the search begins again. */
const ASIDE = 0.2;
/** A gain of so short a step that no digit of the curvature changes. */
const SHORT = 1e-16;
/** A gain of the deviance too small to be of interest. */
const CONVERGED = 1e-7;

/**
 * REML or maximum likelihood, by the profiled deviance. The variance of the variance parameters is 2H⁻¹, H the Hessian of the deviance by (θ, log σ), along
 * its positive curvatures.
 * Throws TooCrossed, and NoResidual where fixed or random effects give the outcome to the last digit.
 * R: `lme4::lmer(formula, data, REML, weights)`; `lmerTest::as_lmerModLmerTest` for the derivatives.
 */
export function* fitMixed(data: MixedData): Steps<MixedFit> {
  yield 0;
  const system = systemOf(data);
  if (!(system.yy > NOTHING * data.y.reduce((sum, value) => sum + value * value, 0))) throw new NoResidual();
  const deviance = new Deviance(system);
  const start = startOf(system);
  const { theta, found, iterations, curvature } = yield* least(deviance, start);
  const sigma2 = found.r2 / deviance.denominator;
  if (!(found.r2 > NOTHING * system.yy) || theta.some((value) => !(Math.abs(value) < 1e7))) throw new NoResidual();
  const { hessian, unscaled } = curvature;
  const { gain } = newtonStep(profiled(hessian, found, sigma2), found.gradient);
  // The last evaluation leaves the modes.
  const last = deviance.at(theta);
  const sigma = Math.sqrt(sigma2);
  const { parameters } = system;
  const { variance, flat } = varianceOf(whole(hessian, last, deviance.denominator, sigma2), parameters + 1);
  const own = onColumns(system, last.unscaled, data.p);
  return {
    data,
    beta: coefficients(system, last.gamma, data.p),
    vcov: own.map((value) => value * sigma2),
    rank: system.rank,
    sigma,
    components: componentsOf(deviance, theta, last, sigma2),
    deviance: found.deviance,
    parameters: parameters + 1,
    iterations,
    evaluations: deviance.evaluations,
    converged: gain <= CONVERGED,
    gradient: found.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    gain,
    slopes: [
      ...unscaled.map((one) => onColumns(system, one, data.p).map((value) => value * sigma2)),
      own.map((value) => 2 * sigma2 * value),
    ],
    parameterVariance: variance,
    flat,
  };
}

/** Λ = I on columns of about unit size. */
function startOf({ blocks, parameters }: System): Float64Array {
  const theta = new Float64Array(parameters);
  for (const { q, parameter } of blocks) {
    let at = parameter;
    for (let b = 0; b < q; b++) {
      theta[at] = 1;
      at += q - b;
    }
  }
  return theta;
}

/** The minimum: from a place without slope that is none, as a variance of zero between two signs of its root, it goes on downhill. */
function* least(deviance: Deviance, start: Float64Array): Steps<Settled> {
  let best = yield* settled(deviance, yield* minimise(deviance, start));
  for (let turn = 0; turn < MOST_RESTARTS; turn++) {
    const { theta, found, curvature } = best;
    if (!(found.r2 > 0)) return best;
    const down = downhill(profiled(curvature.hessian, found, found.r2 / deviance.denominator), theta.length);
    if (down === null) return best;
    const again = yield* minimise(
      deviance,
      theta.map((value, k) => value + ASIDE * down[k]),
    );
    const other = yield* settled(deviance, { ...again, iterations: best.iterations + again.iterations });
    if (!(other.found.deviance < best.found.deviance)) return best;
    best = other;
  }
  return best;
}

/** A direction of clearly negative curvature; null where there is none. */
function downhill(hessian: Float64Array, k: number): Float64Array | null {
  const { values, vectors } = symmetricEigen(hessian, k);
  if (!(values[k - 1] < -1e-6 * Math.max(1, Math.abs(values[0])))) return null;
  return Float64Array.from({ length: k }, (_, i) => vectors[i * k + k - 1]);
}

/** Where the deviance is least, and its curvature there. */
interface Settled extends Minimum {
  readonly curvature: Curvature;
}

/** Newton steps to the last digits, then zero where the deviance says no more than zero, and the signs that diagonals have. */
function* settled(deviance: Deviance, minimum: Minimum): Steps<Settled> {
  const { iterations } = minimum;
  let { theta, found } = minimum;
  const under = ({ r2 }: Evaluated) => r2 / deviance.denominator;
  let curvature = yield* curvatureAt(deviance, theta, under(found));
  for (let turn = 0; turn < MOST_POLISHING && found.r2 > 0; turn++) {
    const { step, gain } = newtonStep(profiled(curvature.hessian, found, under(found)), found.gradient);
    const next = theta.map((value, k) => value + step[k]);
    const there = deviance.at(next);
    if (!(there.deviance <= found.deviance + 1e-11 * Math.abs(found.deviance))) break;
    theta = next;
    found = there;
    // So short a step leaves the curvature as it was.
    if (gain < SHORT) break;
    curvature = yield* curvatureAt(deviance, theta, under(found));
  }
  const rounded = rectified(deviance.system, theta);
  const isAsGood = deviance.at(rounded).deviance <= found.deviance + 1e-9;
  const signed = isAsGood ? rounded : signsOf(deviance.system, theta);
  if (signed.every((value, k) => value === theta[k])) return { theta, found, iterations, curvature };
  found = deviance.at(signed);
  return { theta: signed, found, iterations, curvature: yield* curvatureAt(deviance, signed, under(found)) };
}

/** The Hessian of the profiled deviance from that under σ². */
function profiled(hessian: Float64Array, { squares, r2 }: Evaluated, sigma2: number): Float64Array {
  const k = squares.length;
  return hessian.map((value, at) => value - (squares[Math.floor(at / k)] * squares[at % k]) / (r2 * sigma2));
}

/** The Hessian of the deviance by (θ, log σ), σ not profiled out. */
function whole(hessian: Float64Array, { squares }: Evaluated, denominator: number, sigma2: number): Float64Array {
  const k = squares.length;
  const all = new Float64Array((k + 1) ** 2);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) all[i * (k + 1) + j] = hessian[i * k + j];
    all[i * (k + 1) + k] = all[k * (k + 1) + i] = (-2 * squares[i]) / sigma2;
  }
  all[k * (k + 1) + k] = 4 * denominator;
  return all;
}

function varianceOf(hessian: Float64Array, k: number): { readonly variance: Float64Array; readonly flat: number } {
  const { values, vectors } = symmetricEigen(hessian, k);
  const variance = new Float64Array(k * k);
  let flat = 0;
  for (let e = 0; e < k; e++) {
    if (!(values[e] > 1e-8 * values[0])) {
      flat++;
      continue;
    }
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) variance[i * k + j] += (2 * vectors[i * k + e] * vectors[j * k + e]) / values[e];
  }
  return { variance, flat };
}

/** Signs that give each column of Λ a diagonal that is not negative. */
function signsOf({ blocks }: System, theta: Float64Array): Float64Array {
  const signed = theta.slice();
  for (const { q, parameter } of blocks) {
    let at = parameter;
    for (let b = 0; b < q; b++) {
      if (signed[at] < 0) for (let a = b; a < q; a++) signed[at + a - b] = -signed[at + a - b];
      at += q - b;
    }
  }
  return signed;
}

/** The same with zeros for a diagonal that is next to nothing, and for what is next to nothing below it. */
function rectified(system: System, theta: Float64Array): Float64Array {
  const rounded = signsOf(system, theta);
  for (const { q, parameter } of system.blocks) {
    let at = parameter;
    for (let b = 0; b < q; b++) {
      if (rounded[at] < SINGULAR) for (let a = b; a < q; a++) if (Math.abs(rounded[at + a - b]) < SINGULAR) rounded[at + a - b] = 0;
      at += q - b;
    }
  }
  return rounded;
}

/** β = ols + R⁻¹γ, at the columns' own places. */
function coefficients({ r, rank, ols, kept }: System, gamma: Float64Array, p: number): Float64Array {
  const solved = gamma.slice();
  for (let i = rank - 1; i >= 0; i--) {
    for (let j = i + 1; j < rank; j++) solved[i] -= r[i * rank + j] * solved[j];
    solved[i] /= r[i * rank + i];
  }
  const beta = new Float64Array(p).fill(Number.NaN);
  kept.forEach((column, j) => {
    beta[column] = ols[j] + solved[j];
  });
  return beta;
}

/** R⁻¹CR⁻ᵀ at the columns' own places, p × p. */
function onColumns({ r, rank, kept }: System, c: Float64Array, p: number): Float64Array {
  const solve = (matrix: Float64Array) => {
    for (let i = rank - 1; i >= 0; i--) {
      for (let column = 0; column < rank; column++) {
        let value = matrix[i * rank + column];
        for (let j = i + 1; j < rank; j++) value -= r[i * rank + j] * matrix[j * rank + column];
        matrix[i * rank + column] = value / r[i * rank + i];
      }
    }
  };
  const once = c.slice();
  solve(once);
  const turned = once.map((_, at) => once[(at % rank) * rank + Math.floor(at / rank)]);
  solve(turned);
  const whole = new Float64Array(p * p);
  for (let i = 0; i < rank; i++) for (let j = 0; j < rank; j++) whole[kept[i] * p + kept[j]] = turned[i * rank + j];
  return whole;
}

function componentsOf(deviance: Deviance, theta: Float64Array, found: Evaluated, sigma2: number): Component[] {
  const { blocks } = deviance.system;
  const components = blocks.map(
    (block): Component => ({
      index: block.index,
      q: block.q,
      covariance: covarianceOf(block, theta, sigma2),
      singular: isSingular(block, theta),
      modes: deviance.modes(block, theta, found.gamma),
    }),
  );
  return components.sort((a, b) => a.index - b.index);
}

/** σ²TΛΛᵀTᵀ. */
function covarianceOf(block: Block, theta: Float64Array, sigma2: number): Float64Array {
  const { q, back } = block;
  const lambda = relativeFactor(block, theta);
  const root = new Float64Array(q * q);
  for (let a = 0; a < q; a++)
    for (let b = 0; b < q; b++) for (let c = 0; c < q; c++) root[a * q + b] += back[a * q + c] * lambda[c * q + b];
  const covariance = new Float64Array(q * q);
  for (let a = 0; a < q; a++)
    for (let b = 0; b < q; b++) for (let c = 0; c < q; c++) covariance[a * q + b] += sigma2 * root[a * q + c] * root[b * q + c];
  return covariance;
}

function isSingular(block: Block, theta: Float64Array): boolean {
  const lambda = relativeFactor(block, theta);
  for (let a = 0; a < block.q; a++) if (lambda[a * block.q + a] < SINGULAR) return true;
  return false;
}
