/** The tables that always appear: coefficients, fit, zph. */
import { pchisq } from '../../../numeric/dist/chi-squared';
import type { Steps } from '../../../numeric/steps';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { Estimates, TableDeclaration } from '../../method';
import { coefficientRows, known } from '../../model-estimates';
import type { AnovaRow } from './kernel/anova';
import { concordance } from './kernel/concordance';
import type { CoxFit, Test } from './kernel/fit';
import { profileInterval } from './kernel/profile';
import type { ZphTest } from './kernel/zph';
import type { CoxMethodOptions } from './options';
import { COX_TABLES, PROFILE_COLUMNS, RATIO_COLUMNS } from './tables';

/** What the model says of each coefficient, with the variance its intervals use. */
export function estimatesOf(fit: CoxFit, names: readonly string[]): Estimates {
  return { names, beta: fit.coefficients, vcov: fit.variance, df: null };
}

/** One row a coefficient on the log scale, robust where the fit is; nulls for a redundant one. R: `summary(fit)$coefficients`, `confint(fit)`. */
export function* coefficientsTable(fit: CoxFit, names: readonly string[], options: CoxMethodOptions): Steps<ResultTable> {
  const p = fit.data.p;
  const declared = COX_TABLES.coefficients;
  const shape = {
    columns: [...declared.columns, ...(options.exponentiate ? RATIO_COLUMNS : []), ...(options.profile ? PROFILE_COLUMNS : [])],
  };
  const rows: Record<string, Value>[] = [];
  for (const [j, { row, error }] of coefficientRows(estimatesOf(fit, names), options.conf_level).entries()) {
    if (options.profile) yield j / p;
    const profile = options.profile ? profileInterval(fit, j, options.conf_level) : null;
    const exponential = (value: Value) => (typeof value === 'number' ? Math.exp(value) : null);
    rows.push(
      Number.isNaN(error) && row.estimate === undefined
        ? row
        : {
            ...row,
            std_error: Math.sqrt(fit.modelVariance[j * p + j]),
            robust_se: fit.robustVariance === null ? null : error,
            profile_low: profile?.low ?? null,
            profile_high: profile?.high ?? null,
            hazard_ratio: exponential(row.estimate),
            hazard_ratio_low: exponential(row.conf_low),
            hazard_ratio_high: exponential(row.conf_high),
          },
    );
  }
  return tableOf(shape, rows);
}

/** The one row of sizes, likelihoods, global tests, concordance and criteria; BIC counts events, as R's `BIC(fit)`. */
export function fitTable(fit: CoxFit): ResultTable {
  const c = concordance(fit.data, fit.linearPredictor);
  const df = fit.likelihoodRatio.df;
  const test = (name: string, { statistic }: Test): Record<string, Value> => ({
    [name]: df === 0 ? null : known(statistic),
    [`${name}_df`]: df,
    [`${name}_p`]: df === 0 ? null : known(pchisq(statistic, df, { lower: false })),
  });
  return tableOf(asFitted(COX_TABLES.fit, fit.robustScore !== null), [
    {
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
    },
  ]);
}

/** The columns of a table, with those that a robust variance adds. */
function asFitted({ columns, added }: Pick<TableDeclaration, 'columns' | 'added'>, robustly: boolean): Pick<TableDeclaration, 'columns'> {
  return { columns: robustly ? [...columns, ...(added ?? [])] : columns };
}

/** Analysis of deviance by term, the empty model first. R: `anova(fit)`. */
export function anovaTable(rows: readonly AnovaRow[], termLabels: readonly string[]): ResultTable {
  return tableOf(
    COX_TABLES.anova,
    rows.map(({ term, loglik, statistic, df }) => ({
      term: term === null ? 'NULL' : termLabels[term],
      loglik,
      statistic: known(statistic),
      df: term === null ? null : df,
      p_value: term === null || df === 0 ? null : known(pchisq(Math.max(statistic, 0), df, { lower: false })),
    })),
  );
}

/** Tests of proportional hazards by term, GLOBAL last. R: `cox.zph(fit)$table`. */
export function zphTable(tests: readonly ZphTest[], termLabels: readonly string[]): ResultTable {
  const robustly = tests.some(({ robust }) => robust !== null);
  return tableOf(
    asFitted(COX_TABLES.zph, robustly),
    tests.map(({ term, statistic, robust, df }) => ({
      term: term === null ? 'GLOBAL' : termLabels[term],
      statistic: known(statistic),
      df,
      p_value: known(pchisq(statistic, df, { lower: false })),
      robust_statistic: robust === null ? null : known(robust),
      robust_p_value: robust === null ? null : known(pchisq(robust, df, { lower: false })),
    })),
  );
}
