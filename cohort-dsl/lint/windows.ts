import type { Expr, Rows } from '../plan/expressions';
import { canonicalJson } from '../plan/hash';
import type { CheckedProgram } from '../types/program';
import { writeInstead } from '../types/reporter';
import type { Lint } from './lint';
import { allRows, type Bound, bounds, criteriaOf, datesOfOutcome, everything, offsetOf } from './look';

/** A literal date as days from an epoch, other dates as days from what they are counted from. */
function position(program: CheckedProgram, expr: Expr): { readonly base: string; readonly days: number; readonly exact: boolean } {
  const { base, days } = offsetOf(program, expr);
  const exact = !hasCalendarShift(program, expr);
  if (base.kind === 'literal' && typeof base.value === 'string') {
    return { base: 'calendar', days: days + Date.parse(base.value.length === 10 ? base.value : `${base.value}Z`) / 86_400_000, exact };
  }
  return { base: base.kind === 'entry' ? `entry ${base.field}` : canonicalJson(base), days, exact };
}

function hasCalendarShift(program: CheckedProgram, expr: Expr): boolean {
  if (expr.kind === 'let') return hasCalendarShift(program, program.letValue(expr.id));
  if (expr.kind === 'day') return hasCalendarShift(program, expr.value);
  if (expr.kind !== 'shift') return false;
  return expr.by.unit === 'months' || expr.by.unit === 'years' || hasCalendarShift(program, expr.value);
}

/** Months and years vary by a day or three; only a gap beyond that is certain. */
const slack = 4;

function contradict(program: CheckedProgram, low: Bound, high: Bound): boolean {
  if (low.on !== high.on || !['>', '>=', '='].includes(low.op) || !['<', '<=', '='].includes(high.op)) return false;
  const from = position(program, low.value);
  const to = position(program, high.value);
  if (from.base !== to.base) return false;
  if (!from.exact || !to.exact) return from.days > to.days + slack;
  return from.days > to.days || (from.days === to.days && (low.op === '>' || high.op === '<'));
}

function allPlaces(program: CheckedProgram): readonly Expr[] {
  const { index } = program;
  return [
    ...(index.kind === 'pick' ? [index.pick] : []),
    ...criteriaOf(program).map(({ condition }) => condition),
    ...program.follow.map((reason) => reason.value),
    ...program.outcomes.flatMap(datesOfOutcome),
    ...program.variables.map(({ value }) => value),
  ];
}

function isEmpty(program: CheckedProgram, rows: Rows): boolean {
  const all = bounds(rows);
  return all.length > 1 && all.some((low) => all.some((high) => low !== high && contradict(program, low, high)));
}

/** Windows that no date can satisfy. */
export const emptyWindows: Lint = (program, warn) => {
  const seen = new Set<Rows>();
  for (const place of allPlaces(program)) {
    for (const rows of allRows(program, place)) {
      const span = program.spanOf(rows);
      if (seen.has(rows) || !span || !isEmpty(program, rows)) continue;
      seen.add(rows);
      warn('lint-window-empty', span, { text: program.text(span) });
    }
  }
};

/** `on D` of two datetimes: the very same instant, where the day may have been meant. */
export const sameInstant: Lint = (program, warn) => {
  for (const rows of everything(program).rows) {
    for (const bound of bounds(rows)) {
      const span = bound.op === '=' && bound.as === 'instant' ? program.spanOf(bound) : null;
      if (!span) continue;
      const text = program.text(span);
      const mended = text.replace(/^((?:ending )?on) /, '$1 the day of ');
      warn('lint-instant', span, { text }, mended === text ? [] : [writeInstead(span, mended)]);
    }
  }
};
