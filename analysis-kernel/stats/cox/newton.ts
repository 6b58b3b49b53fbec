/** Newton–Raphson for the Cox model, with the control constants and stopping rule of R's `coxph`. */
import { factorLdl, solveLdl } from '../../numeric/linalg/cholesky';
import { type Steps, shareOf } from '../../numeric/steps';
import { evaluateExact } from './exact';
import { evaluate } from './pass';
import type { Workspace } from './workspace';

export interface Control {
  /** Relative change of the log likelihood that counts as converged. */
  readonly eps: number;
  readonly maxIterations: number;
  /** Relative pivot below which a column counts as redundant. */
  readonly pivotTolerance: number;
  /** A last step beyond this share of a coefficient (and beyond eps) marks it as possibly infinite. */
  readonly infinite: number;
}

/** eps 1e-9, 20 iterations, ε^¾ and √eps: `survival::coxph.control()`. */
export const CONTROL: Control = {
  eps: 1e-9,
  maxIterations: 20,
  pivotTolerance: Number.EPSILON ** 0.75,
  infinite: Math.sqrt(1e-9),
};

export interface NewtonResult {
  /** Coefficients of the scaled columns; 0 for redundant ones. */
  readonly beta: Float64Array;
  readonly loglikNull: number;
  readonly loglik: number;
  /** Score test of all coefficients at 0. */
  readonly scoreTest: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly rank: number;
  /** The factored information at `beta`. */
  readonly factored: Float64Array;
  /** Score at `beta`. */
  readonly score: Float64Array;
}

/**
 * Maximises the log partial likelihood from coefficients 0. Leaves the workspace as of the last evaluation, which is at `beta`.
 * A step that lowers the likelihood (or is not finite) is halved, then taken back ever closer to the last good point, which is also
 * the answer when the iterations end on such a step. Stops before each iteration.
 */
export function maximise(ws: Workspace, control: Control = CONTROL): Steps<NewtonResult> {
  const pass = ws.data.ties === 'exact' ? evaluateExact : evaluate;
  return maximiseLikelihood({ p: ws.p, score: ws.score, information: ws.information, evaluate: (beta) => pass(ws, beta) }, control);
}

/** A likelihood that is evaluated at coefficients, at once or in steps, and leaves its score and the lower triangle of its information where they are read. */
export interface Likelihood {
  readonly p: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
  readonly evaluate: (beta: Float64Array) => number | Steps<number>;
}

function* evaluated(likelihood: Likelihood, beta: Float64Array): Steps<number> {
  const found = likelihood.evaluate(beta);
  return typeof found === 'number' ? found : yield* found;
}

/** The same of any likelihood. */
export function* maximiseLikelihood(ws: Likelihood, control: Control = CONTROL): Steps<NewtonResult> {
  const { p } = ws;
  const beta = new Float64Array(p);
  const next = new Float64Array(p);
  const step = new Float64Array(p);
  const factored = new Float64Array(p * p);
  let best = yield* evaluated(ws, beta);
  const loglikNull = best;
  let rank = factor(ws, factored, control);
  step.set(ws.score);
  solveLdl(factored, p, step);
  let scoreTest = 0;
  for (let j = 0; j < p; j++) scoreTest += ws.score[j] * step[j];
  const result = (loglik: number, iterations: number, converged: boolean): NewtonResult => ({
    beta: Float64Array.from(next),
    loglikNull,
    loglik,
    scoreTest,
    iterations,
    converged,
    rank: Math.abs(rank),
    factored,
    score: Float64Array.from(ws.score),
  });
  if (p === 0) return result(best, 0, true);
  for (let j = 0; j < p; j++) next[j] = step[j];
  let halvings = 0;
  let current = best;
  let lost = false;
  /** How far the change of the likelihood has come down to where it counts as none, on its logarithm. */
  let nearness: number | null = null;
  for (let iteration = 1; iteration <= control.maxIterations; iteration++) {
    yield nearness;
    current = yield* evaluated(ws, next);
    const usable = Number.isFinite(current) && ws.information.every(Number.isFinite);
    rank = factor(ws, factored, control);
    if (usable && halvings === 0 && Math.abs(1 - best / current) <= control.eps) return result(current, iteration, true);
    if (usable && halvings === 0 && current === best) return result(current, iteration, true);
    lost = !usable || current < best;
    if (iteration === control.maxIterations) break;
    if (lost) {
      halvings++;
      for (let j = 0; j < p; j++) next[j] = (next[j] + halvings * beta[j]) / (halvings + 1);
      continue;
    }
    halvings = 0;
    nearness = shareOf(Math.abs(1 - best / current), control.eps);
    best = current;
    step.set(ws.score);
    solveLdl(factored, p, step);
    for (let j = 0; j < p; j++) {
      beta[j] = next[j];
      next[j] += step[j];
    }
  }
  if (lost) {
    next.set(beta);
    current = yield* evaluated(ws, next);
    rank = factor(ws, factored, control);
  }
  return result(current, control.maxIterations, false);
}

function factor(ws: Likelihood, factored: Float64Array, control: Control): number {
  factored.set(ws.information);
  return factorLdl(factored, ws.p, control.pivotTolerance);
}
