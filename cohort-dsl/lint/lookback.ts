import type { Duration, Expr } from '../plan/expressions';
import { rowsOfIndex } from '../types/index-clause';
import { durationText } from '../types/literals';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { allRows, bounds, criteriaOf, daysOf } from './look';

/** Index minus a length, as a window writes it. */
function lengthBeforeIndex(program: CheckedProgram, expr: Expr): Duration | null {
  if (expr.kind === 'let') return lengthBeforeIndex(program, program.letValue(expr.id));
  if (expr.kind !== 'shift' || expr.by.count >= 0) return null;
  const base = expr.value.kind === 'let' ? program.letValue(expr.value.id) : expr.value;
  return base.kind === 'entry' && base.field === 'index' ? { ...expr.by, count: -expr.by.count } : null;
}

/** The longest observation before the index that inclusion requires. */
function requiredObservation(program: CheckedProgram): Duration | null {
  let longest: Duration | null = null;
  for (const { kind, condition } of criteriaOf(program)) {
    if (kind !== 'include') continue;
    const parts = condition.kind === 'and' ? condition.args : [condition];
    for (const part of parts) {
      const length = part.kind === 'observed' ? lengthBeforeIndex(program, part.from) : null;
      if (length && (!longest || daysOf(length) > daysOf(longest))) longest = length;
    }
  }
  return longest;
}

/** The furthest look-back, where it goes further than patients must have been observed. */
export const lookback: Lint = (program, warn) => {
  const required = requiredObservation(program);
  const limit = required ? daysOf(required) : 0;
  let furthest: { readonly rows: object; readonly days: number } | null = null;
  const exprs = [...criteriaOf(program).map(({ condition }) => condition), ...program.variables.map(({ value }) => value)];
  for (const expr of exprs) {
    for (const rows of allRows(program, expr)) {
      for (const bound of bounds(rows)) {
        const length = bound.op === '>=' || bound.op === '>' ? lengthBeforeIndex(program, bound.value) : null;
        if (length && daysOf(length) > Math.max(limit + 1, furthest?.days ?? 0)) furthest = { rows, days: daysOf(length) };
      }
    }
  }
  const span = furthest && program.spanOf(furthest.rows);
  if (span) warn('lint-lookback', span, { text: program.text(span), required: required ? durationText(required) : null });
};

/** A washout that asks for no observation of its own. */
export const washoutUnobserved: Lint = (program, warn) => {
  const required = requiredObservation(program);
  for (const filter of rowsOfIndex(program.index).flatMap((rows) => rows.filters)) {
    if (filter.kind !== 'where' || filter.condition.kind !== 'rowTruth' || filter.condition.mode !== 'at most' || filter.condition.n > 0)
      continue;
    const span = program.spanOf(filter.condition);
    for (const { value } of bounds(filter.condition.rows)) {
      if (!span || value.kind !== 'shift' || value.value.kind !== 'rowColumn') continue;
      const length = { ...value.by, count: -value.by.count };
      if (!required || daysOf(required) + 1 < daysOf(length)) warn('lint-washout-unobserved', span, { length: durationText(length) });
    }
  }
};
