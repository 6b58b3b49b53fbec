/** The tables that always appear, coefficients and fit and zph, and the tests by term. */

import { pchisq } from '../../../numeric/dist/chi-squared';
import type { Steps } from '../../../numeric/steps';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { CoxFit } from '../../../stats/cox/fit';
import type { ZphTest } from '../../../stats/cox/zph';
import { ratioColumns } from '../../declare-table';
import { fitRow, hazardRatioRows, zphRows } from '../../hazard-rows';
import { asFitted, HAZARD_TABLES } from '../../hazard-tables';
import { known } from '../../model-estimates';
import type { AnovaRow } from './kernel/anova';
import type { FirthFit } from './kernel/firth';
import type { FrailtyFit } from './kernel/frailty';
import { profileInterval } from './kernel/profile';
import type { RidgeFit } from './kernel/ridge';
import type { CoxMethodOptions } from './options';
import { COX_TABLES, PROFILE_COLUMNS, SHRUNKEN_COLUMNS, SHRUNKEN_FIT } from './tables';

/** The penalised fits, where one was asked for. */
export interface Penalised {
  readonly firth: FirthFit | null;
  /** Whose coefficients have a second variance, and which has effective degrees of freedom. */
  readonly shrunken: RidgeFit | FrailtyFit | null;
}

/** One row a coefficient on the log scale, with profile limits where they are asked for; nulls for a redundant one. */
export function* coefficientsTable(
  fit: CoxFit,
  { firth, shrunken }: Penalised,
  names: readonly string[],
  options: CoxMethodOptions,
): Steps<ResultTable> {
  const shape = {
    columns: [
      ...COX_TABLES.coefficients.columns,
      ...(options.exponentiate ? ratioColumns('hazard_ratio') : []),
      ...(options.profile ? PROFILE_COLUMNS : []),
      ...(shrunken === null ? [] : SHRUNKEN_COLUMNS),
    ],
  };
  const rows: Record<string, Value>[] = [];
  for (const [j, row] of hazardRatioRows(fit, names, options.conf_level).entries()) {
    if (options.profile) yield j / names.length;
    const profile = options.profile && row.estimate !== undefined ? yield* profileInterval(fit, j, options.conf_level) : null;
    rows.push({
      ...row,
      ...(firth === null ? {} : profiled(firth, j)),
      std_error_2: shrunken === null ? null : Math.sqrt(shrunken.second[j]),
      profile_low: profile?.low ?? null,
      profile_high: profile?.high ?? null,
    });
  }
  return tableOf(shape, rows);
}

/** Of a penalised likelihood the test and limits of the profile. */
function profiled(firth: FirthFit, j: number): Record<string, Value> {
  const [low, high] = [firth.low[j], firth.high[j]];
  return {
    statistic: known(firth.chiSquared[j]),
    p_value: known(pchisq(firth.chiSquared[j], 1, { lower: false })),
    conf_low: known(low),
    conf_high: known(high),
    hazard_ratio_low: known(Math.exp(low)),
    hazard_ratio_high: known(Math.exp(high)),
  };
}

/** The one row of the model as a whole; a penalised likelihood has neither a score test nor criteria. */
export function fitTable(fit: CoxFit, { firth, shrunken }: Penalised, concordanceOverTime: number | null): ResultTable {
  const columns = asFitted(HAZARD_TABLES.fit, fit.robustScore !== null).columns;
  if (shrunken !== null) return tableOf({ columns: [...columns, ...SHRUNKEN_FIT] }, [{ ...fitRow(fit), ...shrunkenCells(shrunken) }]);
  if (concordanceOverTime !== null) {
    return tableOf({ columns }, [{ ...fitRow(fit), concordance: known(concordanceOverTime), std_error_concordance: null }]);
  }
  const row = firth === null ? fitRow(fit) : { ...fitRow(fit), score_p: null, aic: null, bic: null };
  return tableOf({ columns }, [row]);
}

/** The likelihood ratio and the criteria with the effective degrees of freedom; R: `summary(fit)`, `AIC(fit)`. */
function shrunkenCells({ fit, effectiveDf: df }: RidgeFit | FrailtyFit): Record<string, Value> {
  return {
    lr_df: null,
    lr_p: known(pchisq(Math.max(fit.likelihoodRatio.statistic, 0), df, { lower: false })),
    wald_p: null,
    score_p: null,
    aic: -2 * fit.loglik + 2 * df,
    bic: -2 * fit.loglik + df * Math.log(fit.events),
    effective_df: df,
  };
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
