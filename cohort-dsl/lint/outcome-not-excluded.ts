import type { Expr, Rows } from '../plan/expressions';
import { rowsOfIndex } from '../types/index-clause';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { criteriaOf, includesKind, kindOfRows, rowsWithin } from './look';

/** Rows that patients of the cohort do not have: by an exclusion, an inclusion of none, or a washout. */
function* excludedRows(program: CheckedProgram): Generator<Rows> {
  for (const { kind, condition } of criteriaOf(program)) {
    const parts = condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'quantifier' ? condition.args : [condition];
    for (const part of parts) yield* excludedBy(kind, part);
  }
  for (const rows of rowsOfIndex(program.index)) {
    for (const filter of rows.filters) if (filter.kind === 'where') yield* excludedBy('include', filter.condition);
  }
}

function* excludedBy(kind: 'include' | 'exclude', condition: Expr): Generator<Rows> {
  if (condition.kind === 'not') yield* excludedBy(kind === 'include' ? 'exclude' : 'include', condition.value);
  if (condition.kind !== 'rowTruth') return;
  const none = condition.mode === 'at most' && condition.n === 0;
  const some = condition.mode === 'at least' && condition.n === 1;
  if (kind === 'exclude' ? some : none) yield condition.rows;
}

/** An outcome read from rows that patients may already have had before the index. */
export const outcomeNotExcluded: Lint = (program, warn) => {
  const excluded = [...excludedRows(program), ...rowsOfIndex(program.index)].map((rows) => kindOfRows(program, rows));
  for (const outcome of program.outcomes) {
    // Recurrent events may well have begun before.
    if (outcome.kind === 'each') continue;
    const values = outcome.kind === 'date' ? [outcome.value] : outcome.causes.map((cause) => cause.value);
    const rows = values.flatMap((value) => [...rowsWithin(program, value)]).filter(({ source }) => source.kind !== 'word');
    if (rows.some((one) => !excluded.some((kind) => includesKind(kind, kindOfRows(program, one))))) {
      warn('lint-outcome-not-excluded', outcome.clause.name.span, {
        outcome: outcome.clause.name.text,
        label: outcome.clause.label?.value ?? null,
      });
    }
  }
};
