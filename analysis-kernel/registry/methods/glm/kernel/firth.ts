/** Firth's penalised likelihood: estimates, tests and intervals that exist where the outcome is separated. */

import { qchisq } from '../../../../numeric/dist/chi-squared';
import { factorLdl, inverseLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import { familyOf, LINK } from './family';
import { type GlmData, logLikelihood, withColumns } from './fit';
import { linearPredictor, weightedProducts } from './gram';
import { weightedLeastSquares } from './least-squares';

export interface FirthFit {
  /** NaN for columns that earlier ones determine. */
  readonly coefficients: Float64Array;
  /** Inverse of the information at the estimates, p × p; 0 for columns left out. */
  readonly variance: Float64Array;
  readonly rank: number;
  /** Penalised: log L + ½ log|I|. */
  readonly loglik: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Of each coefficient: twice the penalised likelihood it adds, and the limits of its profile; NaN for columns left out, and where it did not converge. */
  readonly statistic: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The penalised likelihood at a maximum over the free columns. */
interface Peak extends View {
  readonly iterations: number;
  readonly converged: boolean;
}

const MOST_ITERATIONS = 100;
const LEAST_SHARE = 1e-4;
/** Of any row's linear predictor. */
const LONGEST_STEP = 5;
const TOLERANCE = 1e-10;
/** A step of this length that no longer raises the likelihood is as near as the digits go. */
const STALLED = 1e-8;
/** Of a profile only the likelihood is wanted: a step that promises less than this is not taken. */
const LEAST_GAIN = 1e-13;
const PIVOT = 1e-14;
const MOST_ROUNDS = 60;
/** Standard errors from the estimate beyond which a limit is infinite for every purpose. */
const FARTHEST = 1e3;

/**
 * Maximises l(β) + ½ log|X'W(β)X| of a logistic or log-linear Poisson model by Newton's steps with the modified score
 * Σ x (y − μ + h m), h the hat values, m = ½ − μ (logistic) or ½ (Poisson); each step moves no row's linear predictor by more than 5 and is halved until the likelihood rises.
 * Tests and limits are of the profile: the same likelihood, determinant of all columns included, with one coefficient held.
 * Firth (1993), 10.1093/biomet/80.1.27; Heinze & Schemper (2002), 10.1002/sim.1047; R: `logistf::logistf(formula, data)`.
 */
export function* fitFirth(whole: GlmData, confLevel: number): Steps<FirthFit> {
  const kept = independentColumns(whole);
  const { data, scale } = scaled(withColumns(whole, kept));
  const { p } = data;
  const peak = yield* climb(data, new Float64Array(p), -1);
  const variance = inverseOf(peak.information, p);
  const target = Math.sqrt(qchisq(confLevel, 1));
  const none = () => new Float64Array(whole.p).fill(Number.NaN);
  const fit: FirthFit = {
    coefficients: none(),
    variance: new Float64Array(whole.p * whole.p),
    rank: p,
    loglik: peak.loglik + scale.reduce((sum, value) => sum + Math.log(value), 0),
    iterations: peak.iterations,
    converged: peak.converged,
    statistic: none(),
    low: none(),
    high: none(),
  };
  for (let j = 0; j < p; j++) {
    yield j / p;
    const at = kept[j];
    fit.coefficients[at] = peak.beta[j] / scale[j];
    for (let k = 0; k < p; k++) fit.variance[at * whole.p + kept[k]] = variance[j * p + k] / (scale[j] * scale[k]);
    if (!peak.converged) continue;
    const without = yield* climb(data, moved(peak, variance, p, j, 0), j);
    fit.statistic[at] = Math.max(0, 2 * (peak.loglik - without.loglik));
    fit.low[at] = (yield* limit(data, peak, variance, j, -target)) / scale[j];
    fit.high[at] = (yield* limit(data, peak, variance, j, target)) / scale[j];
  }
  return fit;
}

/** The design with columns of mean square 1, which changes the penalty by a constant, and what each was divided by. */
function scaled(data: GlmData): { readonly data: GlmData; readonly scale: Float64Array } {
  const { n, p } = data;
  const x = data.x.slice();
  const scale = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const column = x.subarray(j * n, (j + 1) * n);
    const root = Math.sqrt(column.reduce((sum, value) => sum + value * value, 0) / n);
    scale[j] = root;
    for (let i = 0; i < n; i++) column[i] /= root;
  }
  return { data: { ...data, x }, scale };
}

function independentColumns({ x, n, p, weights }: GlmData): number[] {
  const redundant = new Uint8Array(p);
  weightedLeastSquares(x, n, p, weights ?? new Float64Array(n).fill(1), new Float64Array(n), redundant);
  return Array.from(redundant.keys()).filter((j) => redundant[j] === 0);
}

function inverseOf(information: Float64Array, p: number): Float64Array {
  const factored = information.slice();
  factorLdl(factored, p, PIVOT);
  return inverseLdl(factored, p);
}

/** The estimates with coefficient j at a value, the others moved with it as the quadratic at the peak says. */
function moved({ beta }: Peak, variance: Float64Array, p: number, j: number, value: number): Float64Array {
  const by = (value - beta[j]) / variance[j * p + j];
  return beta.map((b, k) => (k === j ? value : b + by * variance[k * p + j]));
}

/** The maximum over all columns but `held` (−1 for none), from given coefficients. */
function* climb(data: GlmData, from: Float64Array, held: number): Steps<Peak> {
  const { p } = data;
  let here = look(data, from);
  for (let iteration = 1; ; iteration++) {
    yield null;
    const step = newtonStep(here, p, held);
    const gain = held < 0 ? Number.POSITIVE_INFINITY : step.reduce((sum, one, k) => sum + (k === held ? 0 : (one * here.score[k]) / 2), 0);
    if (gain < LEAST_GAIN) return { ...here, iterations: iteration - 1, converged: true };
    const longest = mostMoved(data, step);
    const share = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    const { beta } = here;
    const towards = (part: number) =>
      look(
        data,
        beta.map((b, k) => b + part * step[k]),
      );
    let next = towards(share);
    for (let part = share; !(next.loglik >= here.loglik - TOLERANCE * Math.abs(here.loglik)) && part > LEAST_SHARE; part /= 2)
      next = towards(part / 2);
    const stalled = longest < STALLED && Math.abs(next.loglik - here.loglik) <= 4 * Number.EPSILON * Math.abs(here.loglik);
    here = next;
    const converged = longest <= TOLERANCE || stalled;
    if (converged || iteration === MOST_ITERATIONS) {
      return { ...here, iterations: iteration, converged };
    }
  }
}

/** How far a step moves the linear predictor that it moves most. */
function mostMoved({ n, p, x }: GlmData, step: Float64Array): number {
  let most = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += x[j * n + i] * step[j];
    most = Math.max(most, Math.abs(sum));
  }
  return most;
}

interface View {
  readonly beta: Float64Array;
  readonly loglik: number;
  readonly information: Float64Array;
  readonly score: Float64Array;
}

/** Penalised likelihood, information and modified score at coefficients. */
function look(data: GlmData, beta: Float64Array): View {
  const { n, p, x, y, weights, offset } = data;
  const family = familyOf(data);
  const link = LINK[data.link];
  const eta = new Float64Array(n);
  linearPredictor(eta, { n, p, x, offset }, beta);
  const mu = eta.map(link.inverse);
  const w = mu.map((value, i) => (weights?.[i] ?? 1) * family.variance(value));
  const { gram: information } = weightedProducts(x, n, p, w, y);
  const factored = information.slice();
  const rank = factorLdl(factored, p, PIVOT);
  let penalty = 0;
  for (let j = 0; j < p; j++) penalty += 0.5 * Math.log(factored[j * p + j]);
  const inverse = inverseLdl(factored, p);
  const residual = quadraticForms(x, n, p, inverse);
  for (let i = 0; i < n; i++) {
    const hat = w[i] * residual[i];
    residual[i] = (weights?.[i] ?? 1) * (y[i] - mu[i]) + hat * (data.family === 'binomial' ? 0.5 - mu[i] : 0.5);
  }
  const plain = logLikelihood({ data, mu, deviance: Number.NaN });
  const loglik = rank === p && plain !== null ? plain + penalty : Number.NEGATIVE_INFINITY;
  const score = new Float64Array(p);
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) score[j] += x[j * n + i] * residual[i];
  return { beta, loglik, information, score };
}

/** Rows taken at once, so that their columns stay at hand. */
const BLOCK = 512;

/** x'Ax of each row x of an n × p matrix stored column by column; A is symmetric. */
function quadraticForms(x: Float64Array, n: number, p: number, a: Float64Array): Float64Array {
  const forms = new Float64Array(n);
  const sums = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from);
    for (let j = 0; j < p; j++) {
      const own = j * n + from;
      for (let i = 0; i < count; i++) sums[i] = a[j * p + j] * x[own + i];
      for (let k = 0; k < j; k++) {
        const by = 2 * a[j * p + k];
        const other = k * n + from;
        for (let i = 0; i < count; i++) sums[i] += by * x[other + i];
      }
      for (let i = 0; i < count; i++) forms[from + i] += sums[i] * x[own + i];
    }
  }
  return forms;
}

/** Newton's step over the free columns. */
function newtonStep({ information, score }: View, p: number, held: number): Float64Array {
  const step = score.slice();
  const factored = information.slice();
  if (held >= 0) {
    for (let k = 0; k < p; k++) {
      factored[held * p + k] = 0;
      factored[k * p + held] = 0;
    }
    step[held] = 0;
  }
  factorLdl(factored, p, PIVOT);
  solveLdl(factored, p, step);
  return step;
}

/**
 * Where the signed root of twice the likelihood lost reaches the target: by Newton's steps on the root, whose slope is the held coefficient's
 * score, outward until beyond it, then between what is inside and outside.
 */
function* limit(data: GlmData, peak: Peak, variance: Float64Array, j: number, target: number): Steps<number> {
  const { p } = data;
  const centre = peak.beta[j];
  const error = Math.sqrt(variance[j * p + j]);
  let inside = centre;
  let outside: number | null = null;
  let at = centre + target * error;
  let held: Peak = peak;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    held = yield* climb(data, moved(held, round === 1 ? variance : inverseOf(held.information, p), p, j, at), j);
    const root = Math.sqrt(Math.max(0, 2 * (peak.loglik - held.loglik)));
    const excess = root - Math.abs(target);
    if (Math.abs(excess) < 1e-10) break;
    if (excess > 0) outside = at;
    else inside = at;
    if (outside !== null && Math.abs(outside - inside) < 1e-12 * Math.max(error, Math.abs(at))) break;
    // The root grows by −score/root as the coefficient does.
    const next = at + (excess * root) / held.score[j];
    const farthest = centre + 3 * (at - centre);
    if (outside === null) {
      if (Math.abs(at - centre) > FARTHEST * error) return Math.sign(target) * Number.POSITIVE_INFINITY;
      at = isBetween(next, at, farthest) ? next : farthest;
    } else at = isBetween(next, inside, outside) ? next : (inside + outside) / 2;
  }
  return at;
}

const isBetween = (value: number, a: number, b: number) => value > Math.min(a, b) && value < Math.max(a, b);
