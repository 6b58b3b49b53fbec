import type { Expr } from '../plan/expressions';
import type { Span } from '../syntax/ast';
import type { Lint } from './lint';
import { criteriaOf, exprsWithin } from './look';

/** Calendar dates and calendar functions where dates are not those of the calendar. */
export const calendar: Lint = (program, warn) => {
  const kind = program.dictionary.calendar;
  if (kind === 'real') return;
  const { index } = program;
  const places: (readonly [Expr, Span])[] = [
    ...(index.kind === 'date'
      ? [[index.value, program.indexSpan] as const]
      : index.kind === 'pick'
        ? [[index.pick, program.indexSpan] as const]
        : []),
    ...criteriaOf(program).map(({ condition, span }) => [condition, span] as const),
    ...program.follow.map((reason) => [reason.value, reason.span] as const),
    ...program.variables.map(({ clause, value }) => [value, clause.value.span] as const),
  ];
  for (const [whole, place] of places) {
    const found = exprsWithin(program, whole).find((expr) => expr.kind === 'datePart' || isDateLiteral(expr));
    if (!found) continue;
    const span = program.spanOf(found) ?? place;
    warn('lint-calendar', span, { text: program.text(span), calendar: kind });
  }
};

function isDateLiteral(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value !== null && (expr.type.base === 'date' || expr.type.base === 'datetime');
}
