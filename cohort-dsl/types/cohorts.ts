/** Other cohorts: their entries as rows, and whether a patient is in one. */
import type { Name } from '../syntax/ast-expressions';
import type { Check } from './check';

import type { RowColumnView, RowView } from './row-view';
import { dateType } from './value-type';

/** The cohort's name where it may be read; a cohort that reads itself, or one nobody has, is reported. */
export function cohortCalled(check: Check, name: Name): string | null {
  if (name.text === check.cohortName) {
    check.reporter.error('type-cohort-self', name.span, { name: name.text });
    return null;
  }
  if (check.cohorts === 'any' || check.cohorts.includes(name.text)) return name.text;
  const known = check.cohorts.filter((one) => one !== check.cohortName);
  check.reporter.error('type-unknown-cohort', name.span, { name: name.text }, check.reporter.nearNames(name.span, name.text, known));
  return null;
}

/** The entries of a cohort: date is the index date, end the exit date. */
export function cohortView(row: number, cohort: string): RowView {
  const columns: readonly RowColumnView[] = ['date', 'end'].map((name) => ({ name, type: dateType, molarMass: null, mixedUnits: false }));
  return {
    row,
    name: `cohort ${cohort}`,
    columns,
    roles: { date: 'date', end: 'end' },
    comparator: null,
    source: { kind: 'cohort', cohort, date: 'date', end: 'end', columns: columns.map(({ name, type }) => ({ name, type })) },
  };
}
