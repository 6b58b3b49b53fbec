/** Ridge penalties: coefficients drawn towards 0. */
import { factorLdl, inverseLdl } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { CoxData } from '../../../../stats/cox/data';
import type { CoxFit } from '../../../../stats/cox/fit';
import { CONTROL, maximiseLikelihood } from '../../../../stats/cox/newton';
import { accumulateHazard, evaluate } from '../../../../stats/cox/pass';
import { createWorkspace } from '../../../../stats/cox/workspace';
import { penalisedFit, traceOf } from './penalised-fit';

export interface RidgeFit {
  /** At the penalised estimates: `variance` is H⁻¹, H the information with the penalty's; `loglik` is the likelihood without the penalty. */
  readonly fit: CoxFit;
  /** Diagonal of H⁻¹ I H⁻¹, the variance of the estimates about their own mean. */
  readonly second: Float64Array;
  /** The sum over terms, the penalised columns being one, of tr(V₂ V⁻¹), V and V₂ the term's blocks of H⁻¹ and H⁻¹ I H⁻¹; R: `sum(fit$df)`. */
  readonly effectiveDf: number;
}

const RIDGE_CONTROL = { ...CONTROL, eps: 1e-11, maxIterations: 60 };

/**
 * Maximises ℓ(β) − ½ Σ λⱼ βⱼ².
 * @param lambda one a column, 0 where it is not penalised. Stops before each iteration.
 * Gray (1992), 10.1080/01621459.1992.10476248; R: `coxph(Surv(time, status) ~ ridge(x, theta =))`, where λ is θ times the variance of x.
 */
export function* fitRidge(data: CoxData, lambda: Float64Array): Steps<RidgeFit> {
  const ws = createWorkspace(data);
  const { p, factor } = ws;
  /** Of the scaled columns. */
  const own = lambda.map((one, j) => one * factor[j] * factor[j]);
  const penalty = (beta: Float64Array) => beta.reduce((sum, b, j) => sum + (own[j] * b * b) / 2, 0);
  const newton = yield* maximiseLikelihood(
    {
      p,
      score: ws.score,
      information: ws.information,
      evaluate: (beta) => {
        const loglik = evaluate(ws, beta);
        for (let j = 0; j < p; j++) {
          ws.score[j] -= own[j] * beta[j];
          ws.information[j * p + j] += own[j];
        }
        return loglik - penalty(beta);
      },
    },
    RIDGE_CONTROL,
  );
  const loglik = evaluate(ws, newton.beta);
  accumulateHazard(ws);
  const whole = Float64Array.from(ws.information);
  for (let j = 0; j < p; j++) whole[j * p + j] += own[j];
  factorLdl(whole, p, RIDGE_CONTROL.pivotTolerance);
  const inverse = inverseLdl(whole, p);
  const redundant = Array.from({ length: p }, (_, j) => j).filter((j) => whole[j * p + j] === 0);
  const coefficients = newton.beta.map((b, j) => (redundant.includes(j) ? Number.NaN : b * factor[j]));
  const variance = inverse.map((one, at) => one * factor[Math.floor(at / p)] * factor[at % p]);
  // H⁻¹ I H⁻¹ = H⁻¹ − H⁻¹ Λ H⁻¹.
  const about = Float64Array.from({ length: p * p }, (_, at) => {
    const [i, j] = [Math.floor(at / p), at % p];
    const taken = own.reduce((sum, one, k) => sum + one * inverse[i * p + k] * inverse[k * p + j], 0);
    return (inverse[at] - taken) * factor[i] * factor[j];
  });
  const second = Float64Array.from({ length: p }, (_, j) => about[j * p + j]);
  const effectiveDf = termsOf(data, lambda).reduce((sum, columns) => sum + traceOf(about, variance, p, columns), 0);
  return {
    fit: penalisedFit(ws, { ...newton, loglik, coefficients, redundant, variance }),
    second,
    effectiveDf,
  };
}

/** The columns of each term; all that are penalised together. */
function termsOf({ p, assign }: Pick<CoxData, 'p' | 'assign'>, lambda: Float64Array): readonly (readonly number[])[] {
  const all = Array.from({ length: p }, (_, j) => j);
  const free = [...new Set(all.filter((j) => lambda[j] === 0).map((j) => assign[j]))];
  return [all.filter((j) => lambda[j] > 0), ...free.map((term) => all.filter((j) => lambda[j] === 0 && assign[j] === term))];
}
