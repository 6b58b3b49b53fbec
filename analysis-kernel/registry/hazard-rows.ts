/** Rows of the tables that models of hazards share: coefficients, fit, test of proportional hazards. */
import { pchisq } from '../numeric/dist/chi-squared';
import type { Value } from '../results/result';
import { concordance } from '../stats/cox/concordance';
import type { CoxFit, Test } from '../stats/cox/fit';
import type { ZphTest } from '../stats/cox/zph';
import type { Estimates } from './method';
import { coefficientRows, known } from './model-estimates';

/** What is read of a fit for its coefficients. */
type Fitted = Pick<CoxFit, 'coefficients' | 'variance' | 'modelVariance' | 'robustVariance' | 'infinite'>;
type Row = Readonly<Record<string, Value>>;

/** What the model says of each coefficient, with the variance its intervals use. */
export function hazardEstimates(fit: Fitted, names: readonly string[]): Estimates {
  return { names, beta: fit.coefficients, vcov: fit.variance, df: null };
}

/**
 * One row a coefficient on the log scale, robust where the fit is, with the ratio under this name; a term alone for a redundant one, no error of one that may be infinite.
 * R: `summary(fit)$coefficients`, `confint(fit)`.
 */
export function hazardRatioRows(fit: Fitted, names: readonly string[], confLevel: number, ratio = 'hazard_ratio'): readonly Row[] {
  const p = names.length;
  // Of an estimate without information a limit can be beyond all numbers.
  const exponential = (value: Value) => (typeof value === 'number' && Number.isFinite(Math.exp(value)) ? Math.exp(value) : null);
  return coefficientRows(hazardEstimates(fit, names), confLevel, fit.infinite).map(({ row, error }, j) =>
    Number.isNaN(error) && row.estimate === undefined
      ? row
      : {
          ...row,
          std_error: fit.infinite.includes(j) ? null : Math.sqrt(fit.modelVariance[j * p + j]),
          robust_se: fit.robustVariance === null ? null : known(error),
          [ratio]: exponential(row.estimate),
          [`${ratio}_low`]: exponential(row.conf_low),
          [`${ratio}_high`]: exponential(row.conf_high),
        },
  );
}

/** Sizes, likelihoods, global tests, concordance and criteria; BIC counts events, as R's `BIC(fit)`. */
export function fitRow(fit: CoxFit): Row {
  const c = concordance(fit.data, fit.linearPredictor, fit.workspace.risk);
  const df = fit.likelihoodRatio.df;
  const test = (name: string, { statistic }: Test): Record<string, Value> => ({
    [name]: df === 0 ? null : known(statistic),
    [`${name}_df`]: df,
    [`${name}_p`]: df === 0 ? null : known(pchisq(statistic, df, { lower: false })),
  });
  return {
    n: fit.n,
    events: fit.events,
    loglik_null: fit.loglikNull,
    loglik: fit.loglik,
    ...test('lr', fit.likelihoodRatio),
    ...test('wald', fit.wald),
    ...test('score', fit.score),
    concordance: known(c.estimate),
    std_error_concordance: known(c.stdError),
    aic: -2 * fit.loglik + 2 * df,
    bic: -2 * fit.loglik + df * Math.log(fit.events),
    iterations: fit.iterations,
    ...(fit.robustScore === null ? {} : test('robust_score', fit.robustScore)),
  };
}

/** Tests of proportional hazards by term, GLOBAL last. R: `cox.zph(fit)$table`. */
export function zphRows(tests: readonly ZphTest[], termLabels: readonly string[]): readonly Row[] {
  return tests.map(({ term, statistic, robust, df }) => ({
    term: term === null ? 'GLOBAL' : termLabels[term],
    statistic: known(statistic),
    df,
    p_value: known(pchisq(statistic, df, { lower: false })),
    robust_statistic: robust === null ? null : known(robust),
    robust_p_value: robust === null ? null : known(pchisq(robust, df, { lower: false })),
  }));
}
