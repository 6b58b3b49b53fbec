import type { Expr } from '../plan/expressions';
import type { Span } from '../syntax/ast';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { criteriaOf, endsByIndex, exprsWithin, rowsWithin } from './look';

/** A part of an expression that may lie after the index: rows without an end at the index, death, the end of observation. */
function futurePart(program: CheckedProgram, expr: Expr, fallback: Span): Span | null {
  for (const rows of rowsWithin(program, expr)) {
    if (!endsByIndex(program, rows)) return program.spanOf(rows) ?? fallback;
  }
  for (const inner of exprsWithin(program, expr)) {
    if (inner.kind === 'observed' && endsAfterIndex(program, inner.to)) return program.spanOf(inner) ?? fallback;
    // Any entry counts, one after the index too.
    if (inner.kind === 'inCohort') return program.spanOf(inner) ?? fallback;
  }
  return directFuture(program, expr) ? fallback : null;
}

function endsAfterIndex(program: CheckedProgram, expr: Expr): boolean {
  if (expr.kind === 'shift') return expr.by.count > 0 && endsAtIndex(program, expr.value);
  return directFuture(program, expr);
}

function endsAtIndex(program: CheckedProgram, expr: Expr): boolean {
  if (expr.kind === 'let') return endsAtIndex(program, program.letValue(expr.id));
  return expr.kind === 'entry' && expr.field === 'index';
}

/** Death, exit or the end of observation outside of windows, where they are compared or counted. */
function directFuture(program: CheckedProgram, expr: Expr): boolean {
  switch (expr.kind) {
    case 'patientDate':
      return expr.which === 'death';
    case 'observation':
      return expr.which === 'end';
    case 'let':
      return directFuture(program, program.letValue(expr.id));
    case 'compare':
      return directFuture(program, expr.left) || directFuture(program, expr.right);
    case 'and':
    case 'or':
    case 'quantifier':
    case 'call':
      return expr.args.some((arg) => directFuture(program, arg));
    case 'not':
    case 'isMissing':
    case 'shift':
    case 'day':
      return directFuture(program, expr.value);
    case 'elapsed':
      return directFuture(program, expr.from) || directFuture(program, expr.to);
    default:
      return false;
  }
}

/** Data after the index used in a criterion: immortal time. */
export const futureCriterion: Lint = (program, warn) => {
  for (const { condition, span } of criteriaOf(program)) {
    const part = futurePart(program, condition, span);
    if (part) warn('lint-future-criterion', part, { text: program.text(part) });
  }
};

/** A variable measured after the index; those that speak of exit, outcomes or death are about follow-up and mean to. */
export const futureVariable: Lint = (program, warn) => {
  for (const { clause, value } of program.variables) {
    const inner = exprsWithin(program, value);
    const aboutFollowUp = inner.some((expr) => expr.kind === 'outcomeDate' || (expr.kind === 'entry' && expr.field === 'exit'));
    if (aboutFollowUp || directFuture(program, value)) continue;
    const part = futurePart(program, value, clause.value.span);
    if (part) warn('lint-future-variable', part, { name: clause.name.text, text: program.text(part) });
  }
};
