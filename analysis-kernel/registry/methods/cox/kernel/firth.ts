/** Firth's penalised partial likelihood: finite coefficients where the likelihood has no maximum, and intervals of its profile. */

import { qchisq } from '../../../../numeric/dist/chi-squared';
import { factorLdl, inverseLdl, quadraticForm } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { CoxData } from '../../../../stats/cox/data';
import { type CoxFit, fitCox } from '../../../../stats/cox/fit';
import { accumulateHazard, evaluate } from '../../../../stats/cox/pass';
import type { Workspace } from '../../../../stats/cox/workspace';
import { limitOf } from './profile';
import { thirdMoments } from './third-moments';

export interface FirthFit {
  /** At the penalised estimates: its state, variance (inverse information there), likelihoods (penalised, at 0 and at the estimates) and tests. */
  readonly fit: CoxFit;
  /** One a coefficient, NaN for a redundant one. */
  readonly chiSquared: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const ITERATIONS = 400;
/** Largest step of a scaled coefficient. */
const LONGEST = 2;
const HALVINGS = 40;
/** A score below this share of a standard error's worth is none. */
const SETTLED = 1e-9;
/** Of a profile only the function is wanted, to which a score of this share adds its square. */
const SETTLED_HELD = 1e-7;
/** Limits are sought so many standard deviations of a column's inverse away. */
const FARTHEST = 40;

/**
 * Maximises ℓ(β) + ½ log |I(β)|, I the information of the partial likelihood; the score gains ½ tr(I⁻¹ ∂I/∂β), whose derivatives are sums of third central
 * moments of the columns over the risk sets (`thirdMoments`). Tests and limits of one coefficient are of the profile: the others maximise the same function,
 * the penalty with the whole information, as in logistf. Efron's rule keeps its steps in likelihood and information.
 * Columns that earlier ones determine are left out. Stops before each iteration.
 * Firth (1993), 10.1093/biomet/80.1.27; Heinze & Schemper (2001), 10.1111/j.0006-341X.2001.00114.x; R: `coxphf::coxphf(formula, data, pl = TRUE)`.
 */
export function* fitFirth(data: CoxData, level: number): Steps<FirthFit> {
  const plain = fitCox(data, { robust: false });
  const kept = Array.from({ length: data.p }, (_, j) => j).filter((j) => !plain.redundant.includes(j));
  const model = penalised(plain.workspace, kept);
  const none = new Float64Array(data.p);
  const loglikNull = model.at(none).value;
  const best = yield* maximise(model, none, kept);
  const p = data.p;
  const chiSquared = new Float64Array(p).fill(Number.NaN);
  const [low, high] = [Float64Array.from(chiSquared), Float64Array.from(chiSquared)];
  const drop = Math.sqrt(qchisq(level, 1));
  const ws = plain.workspace;
  for (const [at, j] of kept.entries()) {
    const others = kept.filter((one) => one !== j);
    let nearest = best;
    // The root of what is lost is nearly a line in the coefficient.
    const excess = function* (b: number): Steps<number> {
      nearest = yield* maximise(model, along(nearest, j, b / ws.factor[j]), others, SETTLED_HELD);
      return Math.sqrt(Math.max(2 * (best.value - nearest.value), 0)) - drop;
    };
    yield at / kept.length;
    chiSquared[j] = ((yield* excess(0)) + drop) ** 2;
    const estimate = best.beta[j] * ws.factor[j];
    const error = Math.sqrt(best.inverse[j * p + j]) * ws.factor[j];
    const bound = FARTHEST * ws.factor[j] + FARTHEST * error;
    for (const side of [-1, 1] as const) {
      nearest = best;
      const limit = yield* limitOf(excess, estimate, side * error * drop, drop, bound);
      (side < 0 ? low : high)[j] = limit;
    }
  }
  return { fit: fitAt(plain, model, best, loglikNull, kept), chiSquared, low, high };
}

interface Point {
  readonly beta: Float64Array;
  readonly value: number;
  readonly score: Float64Array;
  /** p × p, inverse of the information of the kept columns. */
  readonly inverse: Float64Array;
  readonly information: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

interface Penalised {
  /** ℓ and half the log determinant, NaN where the information is not of full rank. */
  readonly at: (beta: Float64Array) => Omit<Point, 'iterations' | 'converged'>;
}

/** The function at coefficients of the scaled columns; its value is that of the columns as they are. */
function penalised(ws: Workspace, kept: readonly number[]): Penalised {
  const { p, factor } = ws;
  const rescaled = kept.reduce((sum, j) => sum + Math.log(factor[j]), 0);
  return {
    at: (beta) => {
      const loglik = evaluate(ws, beta);
      const information = new Float64Array(p * p);
      for (const i of kept) for (const j of kept) information[i * p + j] = ws.information[i >= j ? i * p + j : j * p + i];
      const factored = Float64Array.from(information);
      const rank = factorLdl(factored, p, Number.EPSILON ** 1.5);
      const whole = rank === kept.length && Number.isFinite(loglik);
      const inverse = inverseLdl(factored, p);
      const half = whole ? kept.reduce((sum, j) => sum + Math.log(factored[j * p + j]), 0) / 2 : Number.NaN;
      const score = new Float64Array(p);
      if (whole) {
        const traces = thirdMoments(ws, inverse);
        for (const j of kept) score[j] = ws.score[j] + traces[j] / 2;
      }
      return { beta: Float64Array.from(beta), value: loglik + half - rescaled, score, inverse, information };
    },
  };
}

/**
 * Climbs in some of the coefficients, the others held: quasi-Newton steps (BFGS), which begin with the information, as the penalty bends the function more
 * than the information says. A step is halved until the function grows or, where rounding hides that, the score falls.
 */
function* maximise({ at }: Penalised, from: Float64Array, free: readonly number[], settled = SETTLED): Steps<Point> {
  let now = at(from);
  const curvature = inverseOf(now, free);
  const sizeOf = ({ score, inverse }: Pick<Point, 'score' | 'inverse'>) =>
    Math.max(0, ...free.map((j) => Math.abs(score[j]) * Math.sqrt(inverse[j * from.length + j])));
  for (let iteration = 1; iteration <= ITERATIONS; iteration++) {
    const size = sizeOf(now);
    if (size < settled) return { ...now, iterations: iteration - 1, converged: true };
    yield null;
    const step = stepOf(now.score, curvature, free);
    const slope = free.reduce((sum, j) => sum + step[j] * now.score[j], 0);
    const rounding = Number.EPSILON * 100 * Math.abs(now.value);
    let share = 1;
    let next = moved(at, now, step, share);
    const isBetter = () =>
      next.value >= now.value + 1e-4 * share * slope || (next.value >= now.value - rounding && sizeOf(next) < size / 2);
    for (let k = 0; k < HALVINGS && !isBetter(); k++) {
      share /= 2;
      next = moved(at, now, step, share);
    }
    if (!isBetter()) return { ...now, iterations: iteration, converged: size < Math.sqrt(SETTLED) };
    bend(curvature, now, next, free);
    now = next;
  }
  return { ...now, iterations: ITERATIONS, converged: false };
}

/** The coefficients of a point with one at a value, the others moved with it as the information there says. */
function along({ beta, inverse }: Point, j: number, value: number): Float64Array {
  const p = beta.length;
  const by = (value - beta[j]) / inverse[j * p + j];
  return beta.map((one, k) => (k === j ? value : one + by * inverse[k * p + j]));
}

function moved(at: Penalised['at'], { beta }: Pick<Point, 'beta'>, step: Float64Array, share: number) {
  return at(beta.map((one, j) => one + share * step[j]));
}

/** The inverse of the information of the free coefficients, the rest 0. */
function inverseOf({ information, beta }: Pick<Point, 'information' | 'beta'>, free: readonly number[]): Float64Array {
  const p = beta.length;
  const own = new Float64Array(p * p);
  for (const i of free) for (const j of free) own[i * p + j] = information[i * p + j];
  factorLdl(own, p, Number.EPSILON ** 1.5);
  return inverseLdl(own, p);
}

function stepOf(score: Float64Array, curvature: Float64Array, free: readonly number[]): Float64Array {
  const p = score.length;
  const step = new Float64Array(p);
  for (const i of free) for (const j of free) step[i] += curvature[i * p + j] * score[j];
  const longest = step.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return longest > LONGEST ? step.map((one) => (one * LONGEST) / longest) : step;
}

/** The update of Broyden, Fletcher, Goldfarb and Shanno of an inverse curvature, by what the score lost along the last step. */
function bend(
  curvature: Float64Array,
  before: Pick<Point, 'beta' | 'score'>,
  after: Pick<Point, 'beta' | 'score'>,
  free: readonly number[],
): void {
  const p = before.beta.length;
  const s = after.beta.map((one, j) => one - before.beta[j]);
  const y = before.score.map((one, j) => one - after.score[j]);
  const sy = free.reduce((sum, j) => sum + s[j] * y[j], 0);
  if (!(sy > 0)) return;
  const hy = new Float64Array(p);
  for (const i of free) for (const j of free) hy[i] += curvature[i * p + j] * y[j];
  const yhy = free.reduce((sum, j) => sum + y[j] * hy[j], 0);
  for (const i of free) for (const j of free) curvature[i * p + j] += ((1 + yhy / sy) * s[i] * s[j] - hy[i] * s[j] - s[i] * hy[j]) / sy;
}

/** The fit as of the penalised estimates; leaves the workspace there. */
function fitAt(plain: CoxFit, model: Penalised, best: Point, loglikNull: number, kept: readonly number[]): CoxFit {
  const { workspace: ws, data } = plain;
  const { p, factor, centre } = ws;
  model.at(best.beta);
  accumulateHazard(ws);
  const coefficients = new Float64Array(p).fill(Number.NaN);
  for (const j of kept) coefficients[j] = best.beta[j] * factor[j];
  const variance = best.inverse.map((one, at) => one * factor[Math.floor(at / p)] * factor[at % p]);
  const linearPredictor = data.offset === null ? new Float64Array(data.n) : Float64Array.from(data.offset);
  for (const j of kept) for (let i = 0; i < data.n; i++) linearPredictor[i] += coefficients[j] * (data.x[j * data.n + i] - centre[j]);
  const df = kept.length;
  return {
    ...plain,
    coefficients,
    infinite: [],
    modelVariance: variance,
    robustVariance: null,
    variance,
    loglikNull,
    loglik: best.value,
    likelihoodRatio: { statistic: 2 * (best.value - loglikNull), df },
    wald: { statistic: quadraticForm(best.information, p, best.beta), df },
    score: { statistic: Number.NaN, df },
    robustScore: null,
    iterations: best.iterations,
    converged: best.converged,
    linearPredictor,
  };
}
