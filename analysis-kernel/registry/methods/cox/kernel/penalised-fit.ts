/** What penalised likelihoods share: the fit as others read it, and effective degrees of freedom. */
import { factorLdl, inverseLdl } from '../../../../numeric/linalg/cholesky';
import type { CoxFit } from '../../../../stats/cox/fit';
import { CONTROL } from '../../../../stats/cox/newton';
import type { Workspace } from '../../../../stats/cox/workspace';

interface Found {
  /** Of the columns as they are, NaN where redundant. */
  readonly coefficients: Float64Array;
  readonly redundant: readonly number[];
  /** Columns whose estimate may be infinite. */
  readonly infinite?: readonly number[];
  /** p × p, of the coefficients. */
  readonly variance: Float64Array;
  readonly loglikNull: number;
  /** Without the penalty. */
  readonly loglik: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** The fit as of penalised estimates, at which the workspace stands; it has neither a Wald nor a score test. */
export function penalisedFit(workspace: Workspace, found: Found): CoxFit {
  const { data, centre, deaths } = workspace;
  const { coefficients, redundant, infinite = [], variance, loglikNull, loglik, iterations, converged } = found;
  const linearPredictor = data.offset === null ? new Float64Array(data.n) : Float64Array.from(data.offset);
  for (let j = 0; j < data.p; j++) {
    const b = coefficients[j];
    if (!Number.isNaN(b)) for (let i = 0; i < data.n; i++) linearPredictor[i] += b * (data.x[j * data.n + i] - centre[j]);
  }
  const df = data.p - redundant.length;
  const none = { statistic: Number.NaN, df };
  return {
    data,
    workspace,
    coefficients,
    redundant,
    infinite,
    modelVariance: variance,
    robustVariance: null,
    variance,
    loglikNull,
    loglik,
    likelihoodRatio: { statistic: 2 * (loglik - loglikNull), df },
    wald: none,
    score: none,
    robustScore: null,
    iterations,
    converged,
    n: data.weights?.kind === 'frequency' ? data.weights.values.reduce((sum, one) => sum + one, 0) : data.n,
    events: deaths.reduce((sum, one) => sum + one, 0),
    centre,
    linearPredictor,
  };
}

/** tr(A B⁻¹) of the blocks of some columns of p × p matrices; columns that others determine drop out. */
export function traceOf(a: Float64Array, b: Float64Array, p: number, columns: readonly number[]): number {
  const q = columns.length;
  const block = Float64Array.from({ length: q * q }, (_, at) => b[columns[Math.floor(at / q)] * p + columns[at % q]]);
  factorLdl(block, q, CONTROL.pivotTolerance);
  const inverse = inverseLdl(block, q);
  let trace = 0;
  columns.forEach((i, k) => {
    columns.forEach((j, l) => {
      trace += a[i * p + j] * inverse[l * q + k];
    });
  });
  return trace;
}
