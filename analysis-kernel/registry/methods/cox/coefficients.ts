/** The tables that always appear, coefficients and fit and zph, and the tests by term. */

import { pchisq } from '../../../numeric/dist/chi-squared';
import type { Steps } from '../../../numeric/steps';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { CoxFit } from '../../../stats/cox/fit';
import type { ZphTest } from '../../../stats/cox/zph';
import { ratioColumns } from '../../declare-table';
import { fitRow, hazardRatioRows, zphRows } from '../../hazard-rows';
import { asFitted } from '../../hazard-tables';
import { known } from '../../model-estimates';
import type { AnovaRow } from './kernel/anova';
import { profileInterval } from './kernel/profile';
import type { CoxMethodOptions } from './options';
import { COX_TABLES, PROFILE_COLUMNS } from './tables';

/** One row a coefficient on the log scale, with profile limits where they are asked for; nulls for a redundant one. */
export function* coefficientsTable(fit: CoxFit, names: readonly string[], options: CoxMethodOptions): Steps<ResultTable> {
  const shape = {
    columns: [
      ...COX_TABLES.coefficients.columns,
      ...(options.exponentiate ? ratioColumns('hazard_ratio') : []),
      ...(options.profile ? PROFILE_COLUMNS : []),
    ],
  };
  const rows: Record<string, Value>[] = [];
  for (const [j, row] of hazardRatioRows(fit, names, options.conf_level).entries()) {
    if (options.profile) yield j / names.length;
    const profile = options.profile && row.estimate !== undefined ? profileInterval(fit, j, options.conf_level) : null;
    rows.push({ ...row, profile_low: profile?.low ?? null, profile_high: profile?.high ?? null });
  }
  return tableOf(shape, rows);
}

/** The one row of the model as a whole. */
export function fitTable(fit: CoxFit): ResultTable {
  return tableOf(asFitted(COX_TABLES.fit, fit.robustScore !== null), [fitRow(fit)]);
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
  return tableOf(asFitted(COX_TABLES.zph, robustly), zphRows(tests, termLabels));
}
