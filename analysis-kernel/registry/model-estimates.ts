/** Coefficients of a model as every regression gives them: the estimates that are pooled and compared, their table, view and forest plot. */

import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import { pnorm, qnorm } from '../numeric/dist/normal';
import { pt, qt } from '../numeric/dist/student-t';
import type { Value } from '../results/result';
import type { ViewOf } from '../views/kinds';
import type { Estimates, TableDeclaration } from './method';

/** What a coefficient stands for; a ratio is the exponential of it. */
export interface Measure {
  readonly kind: 'ratio' | 'difference';
  readonly name: Localised;
  /** What lies below and above no effect. */
  readonly lower: Localised;
  readonly higher: Localised;
}

/** NaN is what could not be estimated. */
export function known(value: number): Value {
  return Number.isNaN(value) ? null : value;
}

const NO_TEST = { statistic: null, p_value: null, conf_low: null, conf_high: null };

/**
 * A row a coefficient: estimate, statistic, two-sided p value and limits, by t where the estimates have degrees of freedom, else by the normal
 * distribution; a term alone for one that earlier columns determine, and an estimate alone for one without end. The standard error is the caller's column to name.
 */
export function coefficientRows(
  { names, beta, vcov, df }: Estimates,
  confLevel: number,
  unbounded: readonly number[] = [],
): readonly { readonly row: Readonly<Record<string, Value>>; readonly error: number }[] {
  const p = names.length;
  const quantile = df === null ? qnorm((1 + confLevel) / 2) : qt((1 + confLevel) / 2, df);
  return names.map((term, j) => {
    const estimate = beta[j];
    if (Number.isNaN(estimate)) return { row: { term }, error: Number.NaN };
    if (unbounded.includes(j)) return { row: { term, estimate, ...NO_TEST }, error: Number.NaN };
    const error = Math.sqrt(vcov[j * p + j]);
    const statistic = estimate / error;
    const tail = df === null ? pnorm(Math.abs(statistic), { lower: false }) : pt(Math.abs(statistic), df, { lower: false });
    const row = {
      term,
      estimate,
      statistic: known(statistic),
      p_value: known(2 * tail),
      conf_low: known(estimate - quantile * error),
      conf_high: known(estimate + quantile * error),
    };
    return { row, error };
  });
}

/** What the coefficients of a model are of: `Hazard ratios of Relapse`, `Differences in Weight`. */
export function effectsTitle({ name }: Measure, outcome: Localised): Localised {
  const several = name.en.replace(/( of means)?$/, 's$1');
  return { en: `${several} ${name.en === 'Difference' ? 'in' : 'of'} ${outcome.en}`, zh: `${outcome.zh} 的${name.zh}` };
}

/** The forest plot of a table of coefficients; none where there is nothing to compare. */
export function forestOf(names: readonly string[], measure: Measure, confLevel: number, title: Localised): Figure[] {
  if (names.every((name) => name === '(Intercept)')) return [];
  return [{ kind: 'forest', name: 'forest', title, table: 'coefficients', confLevel, measure }];
}

/** The table of coefficients as a paper prints it, with what the fit was below; of several models each model's under its name. */
export function coefficientsView(
  table: TableDeclaration,
  measure: Measure,
  title: Localised,
  confLevel: number,
  notes: readonly Localised[],
  models?: ViewOf<'coefficients'>['models'],
): ViewOf<'coefficients'> {
  const { kind, name } = measure;
  return {
    kind: 'coefficients',
    table: table.name,
    title,
    folded: false,
    notes: [...notes],
    confLevel,
    measure: { kind, name },
    ...(models === undefined ? {} : { models }),
  };
}
