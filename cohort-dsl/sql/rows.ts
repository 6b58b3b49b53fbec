/**
 * Event rows as a join. All rows of all patients (or entries, or outer rows) are found at once and grouped afterwards; no
 * subquery runs once a row. A condition that itself speaks of event rows is settled in a second step over the rows found by
 * the first, each of which then is an outer row of its own.
 */
import type { Expr, Filter, RowSource, Rows } from '../plan/nodes';
import { column, endOf, type JoinedRow, type Level, type Query, type RowSet, Scope, typeOf, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { day, instant, printExpr } from './expressions';
import { hold, withLets } from './hold';
import { sourceRelation } from './sources';
import { conjuncts, everyExpression, filterExpressions, isAggregate, isColumn, operands, readsRow } from './walk';

/** What of a filter does not depend on the row, and is more than a column: computed once for the row's owner. */
function ownersPart(expr: Expr, row: number): readonly Expr[] {
  if (readsRow(expr, row)) return operands(expr).flatMap((operand) => ownersPart(operand, row));
  return isColumn(expr) ? [] : [expr];
}

/**
 * Finds event rows for each row of a level.
 * @param identified the rows must be told apart, which only tables allow (a view's rows have no identity)
 */
export function findRows(query: Query, level: Level, rows: Rows, identified = false): RowSet {
  const conditions = rows.filters.flatMap((filter): readonly Filter[] =>
    filter.kind === 'where' ? conjuncts(filter.condition).map((condition) => ({ kind: 'where', condition })) : [filter],
  );
  const later = conditions.filter((filter) => filterExpressions(filter).some((expr) => needsSecondStep(expr, rows.row)));
  const first = conditions.filter((filter) => !later.includes(filter));
  const expressions = conditions.flatMap(filterExpressions);
  const prepared = hold(
    query,
    withLets(query, level, expressions),
    expressions.flatMap((expr) => ownersPart(expr, rows.row)),
  );
  const source = sourceRelation(query, prepared, rows.source);
  const joined: JoinedRow = { row: rows.row, column: source.column };
  const scope = new Scope(query, prepared, joined);
  const where = [...source.where, ...first.map((filter) => printFilter(filter, rows.source, scope, source.column))];
  const from = `${scope.from()}${source.join ? `\n${source.join}` : ''}`;
  const found: RowSet = { ...source, source: rows.source, from, where, owner: scope.id };
  return later.length === 0
    ? found
    : secondStep(query, prepared, rows.row, { ...found, identity: identified || hasDayRule(rows.source) ? found.identity : 'NULL' }, later);
}

function needsSecondStep(expr: Expr, row: number): boolean {
  for (const inner of everyExpression(expr)) if (isAggregate(inner) && readsRow(inner, row)) return true;
  return false;
}

function hasDayRule(source: RowSource): boolean {
  return source.kind === 'table' && source.sameDay !== null;
}

function secondStep(query: Query, level: Level, row: number, found: RowSet, later: readonly Filter[]): RowSet {
  const { dialect } = query.printing;
  const id = column.rowId(row);
  const name = (own: string): Sql => dialect.quote(column.row(row, own));
  const carried = [
    `row_number() OVER () AS ${dialect.quote(id)}`,
    'e.*',
    ...found.source.columns.map((own) => `${found.column(own.name)} AS ${name(own.name)}`),
    `${found.identity} AS ${name('~identity')}`,
    `${found.part ?? 0} AS ${name('~part')}`,
  ];
  const relation = query.add(`SELECT ${carried.join(', ')}\n${found.from}${whereClause(found.where)}`, true);
  const scope = new Scope(query, { ...level, relation, id });
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
