/**
 * Event rows as a join. All rows of all patients (or entries, or outer rows) are found at once and grouped afterwards; no
 * subquery runs once a row. A condition that itself speaks of event rows is settled in a second step over the rows found by
 * the first, each of which then is an outer row of its own.
 */
import { childrenOf, filterExpressions } from '../plan/children';
import type { Expr, Filter, RowSource, Rows } from '../plan/expressions';
import { column, endOf, type JoinedRow, type Level, missing, type Printing, part, type RowSet, Scope, typeOf } from './context';
import type { Sql } from './dialects/dialect';
import { day, instant, printExpr } from './expressions';
import { hold, withLets } from './hold';
import { ruleOf } from './same-day';
import { sourceRelation } from './sources';
import { all, as, select } from './tree';
import { conjuncts, everyExpression, isAggregate, isColumn, readsRow } from './walk';

/** What of a filter does not depend on the row, and is more than a column: computed once for the row's owner. */
function ownersPart(expr: Expr, row: number): readonly Expr[] {
  if (readsRow(expr, row)) return childrenOf(expr).exprs.flatMap((operand) => ownersPart(operand, row));
  return isColumn(expr) ? [] : [expr];
}

/**
 * Finds event rows for each row of a level.
 * @param identified the rows must be told apart, which only tables allow (a view's rows have no identity)
 */
export function findRows(printing: Printing, level: Level, rows: Rows, identified = false): RowSet {
  const conditions = rows.filters.flatMap((filter): readonly Filter[] =>
    filter.kind === 'where' ? conjuncts(filter.condition).map((condition) => ({ kind: 'where', condition })) : [filter],
  );
  const later = conditions.filter((filter) => filterExpressions(filter).some((expr) => needsSecondStep(expr, rows.row)));
  const first = conditions.filter((filter) => !later.includes(filter));
  const expressions = conditions.flatMap(filterExpressions);
  const prepared = hold(
    printing,
    withLets(printing, level, expressions),
    expressions.flatMap((expr) => ownersPart(expr, rows.row)),
  );
  const told = identified || needsIdentity(rows.source);
  const source = sourceRelation(printing, prepared, rows.source, told);
  const joined: JoinedRow = { row: rows.row, column: source.column };
  const scope = new Scope(printing, prepared, joined);
  const where = [...source.where, ...first.map((filter) => printFilter(filter, rows.source, scope, source.column))];
  const from = scope.from(...(source.join ? [source.join] : []));
  const found: RowSet = { ...source, source: rows.source, from, where, owner: scope.id };
  return later.length === 0 ? found : secondStep(printing, prepared, rows.row, found, told, later);
}

function needsSecondStep(expr: Expr, row: number): boolean {
  for (const inner of everyExpression(expr)) if (isAggregate(inner) && readsRow(inner, row)) return true;
  return false;
}

/** Where only some items have a rule for their days, the rows of the others stay apart. */
function needsIdentity(source: RowSource): boolean {
  return source.kind === 'table' && source.sameDay !== null && ruleOf(source, source.sameDay) === 'mixed';
}

function secondStep(printing: Printing, level: Level, row: number, found: RowSet, told: boolean, later: readonly Filter[]): RowSet {
  const { dialect } = printing;
  const id = column.rowId(row);
  const name = (own: string): Sql => dialect.quote(column.row(row, own));
  const carried = [
    as('row_number() OVER ()', dialect.quote(id)),
    all('e'),
    ...found.source.columns.map((own) => as(found.column(own.name), name(own.name))),
    as(told ? found.identity : missing(dialect, 'text'), name('~identity')),
    as(found.part ?? '0', name('~part')),
  ];
  const relation = part(printing, select(carried, { from: found.from, where: found.where }), true);
  const scope = new Scope(printing, { ...level, relation, id });
  const own = (column: string): Sql => `e.${name(column)}`;
  const where = later.map((filter) => printFilter(filter, found.source, scope, own));
  return {
    source: found.source,
    from: scope.from(),
    where,
    owner: scope.field(level.id),
    column: own,
    part: found.part === null ? null : own('~part'),
    identity: own('~identity'),
  };
}

function printFilter(filter: Filter, source: RowSource, scope: Scope, own: (name: string) => Sql): Sql {
  const { dates } = scope.dialect;
  switch (filter.kind) {
    case 'where':
      return printExpr(filter.condition, scope);
    case 'bound': {
      const name = filter.on === 'date' ? source.date : endOf(source);
      if (name === null) return 'false';
      const { base } = typeOf(source, name);
      if (filter.as === 'day') return `${dates.day(own(name), base)} ${filter.op} ${day(filter.value, scope)}`;
      return `${dates.instant(own(name), base)} ${filter.op} ${instant(filter.value, scope)}`;
    }
    case 'overlap': {
      const last = endOf(source);
      if (source.date === null || last === null) return 'false';
      const start = dates.day(own(source.date), typeOf(source, source.date).base);
      const end = dates.day(own(last), typeOf(source, last).base);
      const [from, to] = [day(filter.from, scope), day(filter.to, scope)];
      return `${start} <= ${end} AND ${start} <= ${to} AND ${end} >= ${from} AND ${from} <= ${to}`;
    }
  }
}
