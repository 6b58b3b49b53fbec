/** Fitting Fine and Gray's model of the subdistribution hazard. */
import { factorLdl, inverseLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { Test } from '../../../../stats/cox/fit';
import { CONTROL, maximiseLikelihood } from '../../../../stats/cox/newton';
import { crossProduct } from '../../../../stats/cox/sandwich';
import { unboundedColumns } from '../../../../stats/regression/unbounded';
import type { FineGrayData } from './data';
import { type Subdistribution, subdistribution } from './likelihood';
import { scoreShares } from './shares';

export interface FineGrayFit {
  readonly state: Subdistribution;
  /** Log subdistribution hazard ratios; NaN for columns that earlier ones determine. */
  readonly coefficients: Float64Array;
  readonly redundant: readonly number[];
  /** Inverse information, p × p. */
  readonly modelVariance: Float64Array;
  /** The variance of the rows themselves, when asked for. */
  readonly robustVariance: Float64Array | null;
  /** The one that tests and intervals use. */
  readonly variance: Float64Array;
  readonly loglikNull: number;
  readonly loglik: number;
  readonly wald: Test;
  readonly iterations: number;
  readonly converged: boolean;
  /** Columns whose estimate still moved when the likelihood had settled: possibly infinite. */
  readonly infinite: readonly number[];
}

/** `model`: inverse information. `robust`: sandwich with the weights as known. `censoring`: sandwich that allows for their estimation. */
export type FineGrayVariance = 'model' | 'robust' | 'censoring';

/**
 * Fits λ*(t | x) = λ*₀(t) exp(x'β), λ* the hazard of the subdistribution: of the event among those who have not had it, a competing event included.
 * Who had one stays at risk with the weight G(t−)/G(T−), G the estimate of being still observed. Breslow's or Efron's rule for ties.
 * O((n + D) p²) an iteration, D event times. Fine & Gray 1999, 10.1080/01621459.1999.10474144.
 * R: `coxph(Surv(fgstart, fgstop, fgstatus) ~ x, weights = fgwt, finegray(…), cluster = id)`; with Breslow's rule and censorings before events at one
 * time, `cmprsk::crr`.
 */
export function* fitFineGray(data: FineGrayData, kind: FineGrayVariance): Steps<FineGrayFit> {
  const state = subdistribution(data);
  const { p, factor } = state;
  const newton = yield* maximiseLikelihood(state);
  const scaled = inverseLdl(newton.factored, p);
  const modelVariance = scaled.map((value, at) => value * factor[Math.floor(at / p)] * factor[at % p]);
  const redundant = Array.from({ length: p }, (_, j) => j).filter((j) => newton.factored[j * p + j] === 0);
  const coefficients = Float64Array.from(newton.beta, (value, j) => (redundant.includes(j) ? Number.NaN : value * factor[j]));
  const robustVariance = kind === 'model' || p === 0 ? null : sandwich(state, modelVariance, kind === 'censoring');
  const variance = robustVariance ?? modelVariance;
  const moving = Array.from({ length: p }, (_, j) => j).filter(
    (j) => !redundant.includes(j) && moves(newton.score, scaled, newton.beta, j),
  );
  return {
    state,
    coefficients,
    redundant,
    modelVariance,
    robustVariance,
    variance,
    loglikNull: newton.loglikNull,
    loglik: newton.loglik,
    wald: { statistic: waldStatistic(variance, coefficients), df: p - redundant.length },
    iterations: newton.iterations,
    converged: newton.converged,
    infinite: unboundedColumns(moving, data.x, data.n, modelVariance, p),
  };
}

function moves(score: Float64Array, variance: Float64Array, beta: Float64Array, j: number): boolean {
  const p = beta.length;
  let step = 0;
  for (let k = 0; k < p; k++) step += score[k] * variance[k * p + j];
  return !Number.isFinite(step) || (Math.abs(step) > CONTROL.eps && Math.abs(step) > CONTROL.infinite * Math.abs(beta[j]));
}

/** D'D, D the rows' shares of the score times the inverse information, summed within clusters. */
function sandwich(state: Subdistribution, modelVariance: Float64Array, estimated: boolean): Float64Array {
  const { p, given } = state;
  const shares = scoreShares(state, estimated);
  const rows = new Float64Array(given.n * p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      const v = modelVariance[k * p + j];
      if (v !== 0) for (let i = 0; i < given.n; i++) rows[j * given.n + i] += v * shares[k * given.n + i];
    }
  }
  return crossProduct(given, rows, p);
}

function waldStatistic(variance: Float64Array, coefficients: Float64Array): number {
  const beta = coefficients.map((value) => (Number.isNaN(value) ? 0 : value));
  const factored = Float64Array.from(variance);
  factorLdl(factored, beta.length, CONTROL.pivotTolerance);
  const solved = Float64Array.from(beta);
  solveLdl(factored, beta.length, solved);
  return solved.reduce((total, value, j) => total + value * beta[j], 0);
}
