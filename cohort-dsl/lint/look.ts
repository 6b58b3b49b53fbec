/** Looking at checked programs: rows within expressions, lets followed, and where dates lie from the index. */
import { childrenOf, childrenOfRows, type Visitor, walkExpr, walkRows } from '../plan/children';
import type { Duration, Expr, Filter, Rows } from '../plan/expressions';
import { canonicalJson } from '../plan/hash';
import { rowsOfIndex } from '../types/index-clause';
import type { CheckedOutcome } from '../types/outcome-clause';
import type { CheckedProgram } from '../types/program';

/** What one lint after another asks of a program, by the program. */
const known = new WeakMap<CheckedProgram, Known>();

interface Known {
  readonly within: Map<Expr, Within>;
  readonly meanings: Map<object, string>;
  criteria: readonly Criterion[] | null;
  everything: ReturnType<typeof gathered> | null;
}

function knownOf(program: CheckedProgram): Known {
  const found = known.get(program) ?? { within: new Map(), meanings: new Map(), criteria: null, everything: null };
  known.set(program, found);
  return found;
}

interface Within {
  readonly exprs: readonly Expr[];
  /** Rows of which one of the expressions directly asks something. */
  readonly rows: readonly Rows[];
}

/** Every expression within, lets included, each let once. */
export function exprsWithin(program: CheckedProgram, expr: Expr): readonly Expr[] {
  return within(program, expr).exprs;
}

/** All rows within, nested ones too. */
export function allRows(program: CheckedProgram, expr: Expr): readonly Rows[] {
  return within(program, expr).rows;
}

function within(program: CheckedProgram, expr: Expr): Within {
  const known = knownOf(program).within;
  const found = known.get(expr) ?? walked(program, [expr], []);
  known.set(expr, found);
  return found;
}

/** Every expression of rows' conditions and windows, and of the rows they are made of. */
export function exprsOfRows(program: CheckedProgram, rows: Rows): readonly Expr[] {
  return walked(program, [], [rows]).exprs;
}

function walked(program: CheckedProgram, exprs: readonly Expr[], rows: readonly Rows[]): Within {
  const found: Expr[] = [];
  const asked: Rows[] = [];
  const lets = new Set<number>();
  const visit = (expr: Expr): void => {
    found.push(expr);
    if (expr.kind === 'let' && !lets.has(expr.id)) {
      lets.add(expr.id);
      visit(program.letValue(expr.id));
    }
    if (expr.kind === 'variable') return;
    const children = childrenOf(expr);
    asked.push(...children.rows);
    children.exprs.forEach(visit);
    children.rows.forEach(visitRows);
  };
  const visitRows = (inner: Rows): void => {
    const children = childrenOfRows(inner);
    children.exprs.forEach(visit);
    children.rows.forEach(visitRows);
  };
  exprs.forEach(visit);
  rows.forEach(visitRows);
  return { exprs: found, rows: asked };
}

/** Rows of which an expression directly asks something, lets included, each let once; rows within conditions of rows are left to those. */
export function rowsWithin(program: CheckedProgram, expr: Expr): readonly Rows[] {
  const found: Rows[] = [];
  const lets = new Set<number>();
  const visit = (inner: Expr): void => {
    if (isIndex(program, inner)) return;
    if (inner.kind === 'let' && !lets.has(inner.id)) {
      lets.add(inner.id);
      visit(program.letValue(inner.id));
    }
    const children = childrenOf(inner);
    children.exprs.forEach(visit);
    found.push(...children.rows);
  };
  visit(expr);
  return found;
}

/** Whether an expression is the very one that the index is: it cannot lie after it. */
function isIndex({ index }: CheckedProgram, expr: Expr): boolean {
  return index.kind === 'date' && expr.kind === 'let' && index.value.kind === 'let' && index.value.id === expr.id;
}

/** Every expression and all event rows of a program, in every clause and at every depth; each let once. */
export function everything(program: CheckedProgram): { readonly exprs: readonly Expr[]; readonly rows: readonly Rows[] } {
  const own = knownOf(program);
  own.everything ??= gathered(program);
  return own.everything;
}

function gathered(program: CheckedProgram): { readonly exprs: readonly Expr[]; readonly rows: readonly Rows[] } {
  const exprs: Expr[] = [];
  const rows: Rows[] = [];
  const lets = new Set<number>();
  const visitor: Visitor = {
    expr: (inner) => {
      exprs.push(inner);
      if (inner.kind !== 'let' || lets.has(inner.id)) return;
      lets.add(inner.id);
      walkExpr(program.letValue(inner.id), visitor);
    },
    rows: (inner) => void rows.push(inner),
  };
  const { index, outcomes, series } = program;
  const dates = index.kind === 'date' ? [index.value] : index.kind === 'every' ? [index.from, index.to] : [];
  const own = [...rowsOfIndex(index), ...outcomes.flatMap(eventsOfOutcome), ...series.map((one) => one.rows)];
  for (const inner of own) walkRows(inner, visitor);
  for (const expr of [
    ...dates,
    ...criteriaOf(program).map(({ condition }) => condition),
    ...program.follow.map(({ value }) => value),
    ...(program.origin ? [program.origin] : []),
    ...outcomes.flatMap(datesOfOutcome),
    ...outcomes.flatMap(({ until }) => until ?? []).map(({ value }) => value),
    ...program.variables.map(({ value }) => value),
  ])
    walkExpr(expr, visitor);
  return { exprs, rows };
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
function sideOfIndex(program: CheckedProgram, expr: Expr): 'before' | 'on' | 'after' | 'unknown' {
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
export function meaning(program: CheckedProgram, part: object): string {
  const { meanings } = knownOf(program);
  const said = meanings.get(part) ?? newMeaning(program, part);
  meanings.set(part, said);
  return said;
}

function newMeaning(program: CheckedProgram, part: object): string {
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
  const own = knownOf(program);
  own.criteria ??= program.steps.flatMap(({ clause, condition }) => {
    if (clause.kind === 'keep' || clause.kind === 'merge' || condition === null) return [];
    const { span } = clause.condition;
    return [{ kind: clause.kind, condition, span, text: program.text(span) }];
  });
  return own.criteria;
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
