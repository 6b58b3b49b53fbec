/** The tables that always appear of the model: coefficients, fit; and the comparison of distributions. */
import { pchisq } from '../../../numeric/dist/chi-squared';
import { qnorm } from '../../../numeric/dist/normal';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { ratioColumns } from '../../declare-table';
import type { Estimates } from '../../method';
import { coefficientRows, known } from '../../model-estimates';
import type { Work } from '../../pool';
import { estimatesOf, fitted, type ParametricFit, splineOf, type Variances } from './fits';
import { effectOf } from './measure';
import type { DistributionName, ParametricOptions } from './options';
import { type PreparedParametric, unfit } from './prepare';
import { PARAMETRIC_TABLES } from './tables';
import { unboundedNames } from './unbounded';
import { leftOut } from './warnings';

/** R: `summary(survreg(…))$table`, with limits. */
export function coefficientsTable(
  fit: ParametricFit,
  prepared: PreparedParametric,
  { model, robust }: Variances,
  options: ParametricOptions,
): ResultTable {
  const estimates = estimatesOf(fit, prepared, robust ?? model);
  const plain = estimatesOf(fit, prepared, model);
  const { ratio, scaled } = effectOf(options, prepared.design.strata !== null);
  const covariates = new Set(prepared.design.names);
  const p = estimates.names.length;
  const z = qnorm((1 + options.conf_level) / 2);
  const unbounded = unboundedNames(fit, prepared, model).map((name) => estimates.names.indexOf(name));
  const rows = coefficientRows(estimates, options.conf_level, unbounded).map(({ row, error }, j): Record<string, Value> => {
    const part = covariates.has(estimates.names[j]) ? 'covariate' : 'distribution';
    if (row.estimate === undefined) return { ...row, part };
    return {
      ...row,
      part,
      std_error: unbounded.includes(j) ? null : known(Math.sqrt(plain.vcov[j * p + j])),
      robust_se: robust === null ? null : known(error),
      ...(part === 'covariate' && options.exponentiate ? { ...ratioCells(ratio, estimates.beta[j], error, z) } : {}),
      ...(part === 'covariate' && options.exponentiate && !unbounded.includes(j) ? scaledCells(scaled, estimates, j, z) : {}),
    };
  });
  const added = options.exponentiate ? [ratio, scaled].flatMap((name) => (name === null ? [] : ratioColumns(name))) : [];
  return tableOf({ columns: [...PARAMETRIC_TABLES.coefficients.columns, ...added] }, rows);
}

function ratioCells(name: string | null, log: number, error: number, z: number): Record<string, Value> {
  if (name === null) return {};
  return {
    [name]: known(Math.exp(log)),
    [`${name}_low`]: known(Math.exp(log - z * error)),
    [`${name}_high`]: known(Math.exp(log + z * error)),
  };
}

/** exp(−β/σ), its error by the delta method in β and log σ. */
function scaledCells(name: string | null, { names, beta, vcov }: Estimates, j: number, z: number): Record<string, Value> {
  if (name === null) return {};
  const p = names.length;
  const scale = names.indexOf('Log(scale)');
  const rate = scale < 0 ? 1 : Math.exp(-beta[scale]);
  const [own, other] = [-rate, beta[j] * rate];
  const variance =
    own * own * vcov[j * p + j] + (scale < 0 ? 0 : 2 * own * other * vcov[j * p + scale] + other * other * vcov[scale * p + scale]);
  return ratioCells(name, -beta[j] * rate, Math.sqrt(variance), z);
}

const criteria = (loglik: number, parameters: number, n: number) => ({
  aic: -2 * loglik + 2 * parameters,
  bic: -2 * loglik + parameters * Math.log(n),
});

/** R: `logLik`, `AIC`, `BIC` of the fit and its likelihood-ratio test; of sampling weights there is no likelihood. */
export function fitTable(fit: ParametricFit, none: ParametricFit | null, { likely, n, events }: PreparedParametric): ResultTable {
  const { loglik, iterations } = fit.maximum;
  const { size } = fit.model;
  const df = none === null ? null : size - none.model.size;
  const loglikNull = likely && none?.maximum.converged ? none.maximum.loglik : null;
  const tested = loglikNull !== null && df !== null && df > 0 && fit.maximum.converged;
  const statistic = tested ? Math.max(2 * (loglik - loglikNull), 0) : null;
  return tableOf(PARAMETRIC_TABLES.fit, [
    {
      n,
      events,
      loglik_null: loglikNull,
      loglik: likely ? loglik : null,
      lr: statistic,
      lr_df: tested ? df : null,
      lr_p: statistic === null || df === null ? null : pchisq(statistic, df, { lower: false }),
      parameters: size,
      ...(likely ? criteria(loglik, size, n) : {}),
      iterations,
    },
  ]);
}

/** The fits of the distributions compared, the one asked for among them; warns of those that cannot be. */
export async function comparedFits(
  fit: ParametricFit,
  prepared: PreparedParametric,
  options: ParametricOptions,
  work: Work,
  warnings: Warning[],
): Promise<readonly ParametricFit[]> {
  const names = [...new Set([options.distribution, ...(options.compare ?? [])])];
  const fits: ParametricFit[] = [];
  const left: { name: DistributionName; why: Parameters<typeof leftOut>[0][number]['why'] }[] = [];
  for (const name of names) {
    const spline = name === 'royston_parmar' ? splineOf(prepared, options) : null;
    const why = unfit(name, prepared) ?? (typeof spline === 'string' ? 'knots' : null);
    const found =
      name === fit.distribution ? fit : why !== null || typeof spline === 'string' ? null : await fitted(name, prepared.data, spline, work);
    if (found?.maximum.converged) fits.push(found);
    else left.push({ name, why: why ?? 'maximum' });
  }
  if (left.length > 0) warnings.push(leftOut(left));
  return fits.sort((a, b) => aicOf(a) - aicOf(b));
}

const aicOf = ({ maximum, model }: ParametricFit) => -2 * maximum.loglik + 2 * model.size;

/** One row a distribution, the smallest AIC first. */
export function comparisonTable(fits: readonly ParametricFit[], { n }: PreparedParametric): ResultTable {
  const least = fits.length === 0 ? 0 : aicOf(fits[0]);
  return tableOf(
    PARAMETRIC_TABLES.comparison,
    fits.map(({ distribution, maximum: { loglik }, model: { size } }) => {
      const { aic, bic } = criteria(loglik, size, n);
      return { distribution, parameters: size, loglik, aic, delta_aic: aic - least, bic };
    }),
  );
}
