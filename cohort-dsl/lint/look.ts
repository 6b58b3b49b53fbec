/** Looking at checked programs: rows within expressions, lets followed, and where dates lie from the index. */
import { childrenOf, childrenOfRows } from '../plan/children';
import { canonicalJson } from '../plan/hash';
import type { Duration, Expr, Filter, Rows } from '../plan/nodes';
import type { CheckedOutcome } from '../types/outcome-clause';
import type { CheckedProgram } from '../types/program';

/** Every expression within, lets included. */
export function* exprsWithin(program: CheckedProgram, expr: Expr): Generator<Expr> {
  yield expr;
  if (expr.kind === 'let') yield* exprsWithin(program, program.letValue(expr.id));
  if (expr.kind === 'variable') return;
  const { exprs, rows } = childrenOf(expr);
  for (const inner of exprs) yield* exprsWithin(program, inner);
  for (const inner of rows) yield* exprsOfRows(program, inner);
}

/** Every expression of rows' conditions and windows, and of the rows they are made of. */
export function* exprsOfRows(program: CheckedProgram, rows: Rows): Generator<Expr> {
  const children = childrenOfRows(rows);
  for (const inner of children.exprs) yield* exprsWithin(program, inner);
  for (const inner of children.rows) yield* exprsOfRows(program, inner);
}

/** Rows of which an expression directly asks something, lets included; rows within conditions of rows are left to those. */
export function* rowsWithin(program: CheckedProgram, expr: Expr): Generator<Rows> {
  if (expr.kind === 'let') yield* rowsWithin(program, program.letValue(expr.id));
  const { exprs, rows } = childrenOf(expr);
  for (const inner of exprs) yield* rowsWithin(program, inner);
  yield* rows;
}

/** All rows within, nested ones too. */
export function* allRows(program: CheckedProgram, expr: Expr): Generator<Rows> {
  for (const inner of exprsWithin(program, expr)) yield* childrenOf(inner).rows;
}

export type Bound = Extract<Filter, { kind: 'bound' }>;

/** The windows of rows that are bounds on one date. */
export function bounds(rows: Rows): readonly Bound[] {
  return rows.filters.filter((filter) => filter.kind === 'bound');
}

/** A duration in days, months and years by their mean length. */
export function daysOf(duration: Duration): number {
  const lengths = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 30.4375, years: 365.25 } as const;
  return duration.count * lengths[duration.unit];
}

/** A date as days from something else: what, and how far. */
export function offsetOf(program: CheckedProgram, expr: Expr): { readonly base: Expr; readonly days: number } {
  if (expr.kind === 'shift') {
    const inner = offsetOf(program, expr.value);
    return { base: inner.base, days: inner.days + daysOf(expr.by) };
  }
  if (expr.kind === 'day') return offsetOf(program, expr.value);
  if (expr.kind === 'let') return offsetOf(program, program.letValue(expr.id));
  return { base: expr, days: 0 };
}

/** Where a date lies: not after the index, after it, or unknown. */
export function sideOfIndex(program: CheckedProgram, expr: Expr): 'before' | 'on' | 'after' | 'unknown' {
  const { base, days } = offsetOf(program, expr);
  switch (base.kind) {
    case 'entry':
      if (base.field === 'exit') return 'after';
      if (base.field !== 'index') return 'unknown';
      return days < 0 ? 'before' : days > 0 ? 'after' : 'on';
    case 'patientDate':
      return base.which === 'death' ? 'after' : days <= 0 ? 'before' : 'unknown';
    case 'observation':
      return base.which === 'end' ? 'after' : days <= 0 ? 'on' : 'unknown';
    case 'indexColumn':
      return days <= 0 ? 'on' : 'unknown';
    case 'pick':
      return days <= 0 && endsByIndex(program, base.rows) ? 'on' : 'unknown';
    default:
      return 'unknown';
  }
}

/** Whether all rows are dated on or before the index; unknown dates (a calendar date, say) get the benefit of the doubt. */
export function endsByIndex(program: CheckedProgram, rows: Rows): boolean {
  const { source } = rows;
  if (source.kind === 'word') {
    if (source.word === 'birth' || source.word === 'observationStart') return true;
  }
  return rows.filters.some((filter) => {
    if (filter.kind === 'overlap') return sideOfIndex(program, filter.to) !== 'after';
    if (filter.kind === 'bound') return ['<', '<=', '='].includes(filter.op) && sideOfIndex(program, filter.value) !== 'after';
    return false;
  });
}

/** A part of the program as text in which the numbers of its rows and code lists do not count: what it means. */
export function meaning(program: CheckedProgram, part: unknown): string {
  const seen = new Map<string, number>();
  return canonicalJson(part)
    .replace(/"row":(\d+)/g, (_, row: string) => {
      if (!seen.has(row)) seen.set(row, seen.size);
      return `"row":#${seen.get(row)}`;
    })
    .replace(/"codes":(\d+)/g, (_, codes: string) => `"codes":${JSON.stringify(program.codes[Number(codes)].set)}`);
}

/** What rows are, whatever their windows: their source and conditions. */
export interface RowKind {
  readonly source: string;
  readonly conditions: readonly string[];
}

/** The kind of rows: what they are, without when. */
export function kindOfRows(program: CheckedProgram, rows: Rows): RowKind {
  const conditions = rows.filters.filter((filter) => filter.kind === 'where').map((filter) => meaning(program, filter));
  return { source: meaning(program, rows.source), conditions };
}

/** Whether all rows of the second kind are of the first. */
export function includesKind(wide: RowKind, narrow: RowKind): boolean {
  return wide.source === narrow.source && wide.conditions.every((condition) => narrow.conditions.includes(condition));
}

/** The condition of a step that has one. */
export interface Criterion {
  readonly kind: 'include' | 'exclude';
  readonly condition: Expr;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** The criteria of a program in written order. */
export function criteriaOf(program: CheckedProgram): readonly Criterion[] {
  return program.steps.flatMap(({ clause, condition }) => {
    if (clause.kind === 'keep' || clause.kind === 'merge' || condition === null) return [];
    const { span } = clause.condition;
    return [{ kind: clause.kind, condition, span, text: program.text(span) }];
  });
}

/** The dates an outcome is read from; none for a recurrent one, which is read from rows. */
export function datesOfOutcome(outcome: CheckedOutcome): readonly Expr[] {
  if (outcome.kind === 'date') return [outcome.value];
  return outcome.kind === 'causes' ? outcome.causes.map((cause) => cause.value) : [];
}

/** The rows of a recurrent outcome. */
export function eventsOfOutcome(outcome: CheckedOutcome): readonly Rows[] {
  return outcome.kind === 'each' ? [outcome.rows] : [];
}
