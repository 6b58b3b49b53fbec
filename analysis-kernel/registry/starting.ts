/** What a new analysis begins with: options that run as they stand on the columns there are. */
import { formulaOf, type LeftRole, plainTerm } from '../formula/formula-roles';
import { type Method, responseOf, type Written } from './method';
import { describingColumns, isMeasured, type OfferedColumn, offeredOutcomes } from './offered-column';

const COVARIATES = 3;

/**
 * The options a new cell of this method is filled with, besides `method` and `data`: what the method says, else what follows from its
 * options: an outcome and covariates for a formula, or the variables to describe. A key without a value is one the writer has to fill.
 */
export function startingOptions(method: Method, columns: readonly OfferedColumn[]): Written {
  if (method.starting) return method.starting(columns);
  const formula = method.options.find(({ form }) => form.control === 'formula');
  if (formula?.form.control === 'formula') {
    const left = startingLeft(responseOf(method, {}), columns);
    const models = formula.form.roles.includes('covariates');
    return left === null ? {} : { [formula.key]: startingFormula(left, columns, models ? COVARIATES : 0) };
  }
  const list = method.options.find(({ form, advanced }) => form.control === 'columns' && !advanced);
  const names = describingColumns(columns).map(({ name }) => name);
  return list === undefined || names.length === 0 ? {} : { [list.key]: names };
}

/** A formula of the first columns that describe a row. */
export function startingFormula(left: LeftRole, columns: readonly OfferedColumn[], covariates: number): string {
  const own = left.kind === 'column' ? left.name : null;
  const terms = describingColumns(columns).filter(({ name }) => name !== own);
  return formulaOf({ left, terms: terms.slice(0, covariates).map(({ name }) => plainTerm(name)), strata: [], cluster: null });
}

/** What a method of this response may take on the left, or null where nothing says of a column that it is an outcome: it is left to be picked. */
export function startingLeft(response: ReturnType<typeof responseOf>, columns: readonly OfferedColumn[]): LeftRole | null {
  if (response === 'none') return { kind: 'none' };
  if (response === 'survival') {
    const outcomes = offeredOutcomes(columns);
    // An outcome with causes needs one to be chosen: a plain one goes first.
    const outcome = outcomes.find(({ event }) => event.causes === null) ?? outcomes[0];
    return outcome === undefined ? null : { kind: 'survival', start: null, time: outcome.time, event: outcome.event.name };
  }
  const measured = response === 'numeric' ? describingColumns(columns).find(isMeasured) : undefined;
  return measured === undefined ? null : { kind: 'column', name: measured.name };
}

const FIRST_TIMES = [1, 3, 5];

/** Times known to be in days are shown in years, with the curves after some of them. */
export function startingTimes(time: string, columns: readonly OfferedColumn[]): Written {
  return columns.find(({ name }) => name === time)?.unit === 'd' ? { time_unit: 'years', times: FIRST_TIMES } : {};
}
