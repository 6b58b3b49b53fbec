/** Values of event rows: grouped once for all rows of the level, joined by its id. */
import type { Expr } from '../plan/expressions';
import { column, missing, part, type RowSet, Scope, typeOf } from './context';
import { covered } from './covered';
import type { Sql } from './dialects/dialect';
import { day } from './expressions';
import { hold } from './hold';
import { pickedRow } from './picks';
import { findRows } from './rows';
import { as, from, type Joined, type Stage, select } from './tree';
import type { Aggregate } from './walk';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Joins what an aggregate needs to the scope and returns its value. */
export function printAggregate(expr: Aggregate, scope: Scope): Sql {
  switch (expr.kind) {
    case 'rowTruth':
      return rowTruth(expr, scope);
    case 'rowNumber':
      return rowNumber(expr, scope);
    case 'covered': {
      const relation = covered(scope.printing, scope.level, expr);
      scope.join(relation);
      return `coalesce(${relation.as}.value, 0)`;
    }
    case 'pick': {
      const relation = pickedRow(scope.printing, scope.level, expr, [{ name: 'value', column: expr.column }]);
      scope.join(relation);
      return `${relation.as}.value`;
    }
    case 'inCohort':
      return inCohort(expr, scope);
    case 'observed':
      return observed(expr, scope);
  }
}

/** A grouped relation (id, value) joined to the scope; its value is missing where there are no rows. */
function grouped(scope: Scope, found: RowSet, value: Sql, conditions: readonly Sql[] = []): Sql {
  const relation = part(
    scope.printing,
    select([as(found.owner, 'id'), as(value, 'value')], { from: found.from, where: [...found.where, ...conditions], groupBy: ['1'] }),
  );
  scope.join(relation);
  return `${relation.as}.value`;
}

/** The date of a row as a day, and the condition that it is known. */
function dateOf(found: RowSet, scope: Scope): { readonly day: Sql; readonly instant: Sql; readonly known: Sql } {
  const { dates } = scope.dialect;
  if (found.source.date === null)
    return { day: missing(scope.dialect, 'date'), instant: missing(scope.dialect, 'datetime'), known: 'false' };
  const { base } = typeOf(found.source, found.source.date);
  const sql = found.column(found.source.date);
  return { day: dates.day(sql, base), instant: dates.instant(sql, base), known: `${sql} IS NOT NULL` };
}

function rowTruth(expr: Of<'rowTruth'>, scope: Scope): Sql {
  const { dialect } = scope;
  const found = findRows(scope.printing, scope.level, expr.rows);
  const compare = { 'at least': '>=', 'at most': '<=', exactly: '=' }[expr.mode];
  if (!expr.spaced) {
    if (!expr.distinctDays) return `(coalesce(${grouped(scope, found, 'count(*)')}, 0) ${compare} ${expr.n})`;
    const date = dateOf(found, scope);
    return `(coalesce(${grouped(scope, found, `count(DISTINCT ${date.day})`, [date.known])}, 0) ${compare} ${expr.n})`;
  }
  const date = dateOf(found, scope);
  const clock = expr.spaced.unit === 'hours' || expr.spaced.unit === 'minutes';
  const [own, base] = clock ? ([date.instant, 'datetime'] as const) : ([date.day, 'date'] as const);
  if (expr.mode === 'at least' && expr.n === 2) {
    // Two are kept exactly when the latest lies far enough from the earliest.
    const far = `max(${own}) >= ${dialect.dates.advance(`min(${own})`, expr.spaced, base)}`;
    return `coalesce(${grouped(scope, found, far, [date.known])}, false)`;
  }
  return `(coalesce(${grouped(scope, found, dialect.spacedCount(own, expr.spaced, base), [date.known])}, 0) ${compare} ${expr.n})`;
}

function rowNumber(expr: Of<'rowNumber'>, scope: Scope): Sql {
  const { dialect } = scope;
  const found = findRows(scope.printing, scope.level, expr.rows);
  if (expr.fn === 'count') return `coalesce(${grouped(scope, found, 'count(*)')}, 0)`;
  const name = expr.column ?? '';
  const type = typeOf(expr.rows.source, name);
  const own = found.column(name);
  const double = dialect.cast(own, 'number');
  switch (expr.fn) {
    case 'count distinct':
      return `coalesce(${grouped(scope, found, `count(DISTINCT ${expr.as === 'code' ? dialect.normaliseCode(own) : own})`)}, 0)`;
    case 'mean':
      return grouped(scope, found, dialect.finite(`avg(${double})`));
    case 'median':
      return grouped(scope, found, dialect.median(own, null));
    case 'sd':
      return grouped(scope, found, dialect.finite(dialect.deviation(own)));
    case 'sum':
      return grouped(scope, found, type.base === 'integer' ? dialect.integerSum(own, expr.text) : dialect.finite(`sum(${double})`));
    case 'min':
    case 'max': {
      if (!type.category?.ordered) return grouped(scope, found, `${expr.fn}(${own})`);
      const key = { sql: dialect.rank(own, type.category.keys), descending: expr.fn === 'max' };
      return grouped(scope, found, dialect.firstBy(own, [key]));
    }
  }
}

function inCohort(expr: Of<'inCohort'>, scope: Scope): Sql {
  const { dialect, plan } = scope;
  const key = dialect.quote(plan.patient.key);
  const members = select([as(key, key)], { from: from({ kind: 'table', name: expr.cohort }) });
  const relation = part(
    scope.printing,
    select([as(`e.${dialect.quote(scope.level.id)}`, 'id')], {
      from: from(scope.level.relation, 'e'),
      where: [{ value: `e.${dialect.quote(column.key)}`, among: members }],
    }),
  );
  scope.join(relation);
  return `(${relation.as}.id IS NOT NULL)`;
}

function observed(expr: Of<'observed'>, scope: Scope): Sql {
  const isIndex = (side: Expr): boolean => side.kind === 'entry' && side.field === 'index';
  if (isIndex(expr.to) || isIndex(expr.from)) {
    // The entry's period holds the index, so the other day alone decides.
    const other = day(isIndex(expr.to) ? expr.from : expr.to, scope);
    return `(${scope.field(column.observedFrom)} <= ${other} AND ${scope.field(column.observedTo)} >= ${other})`;
  }
  const level = hold(scope.printing, scope.level, [expr.from, expr.to]);
  const inner = new Scope(scope.printing, level);
  const [start, end] = [day(expr.from, inner), day(expr.to, inner)];
  const { quote, least, greatest } = scope.dialect;
  const periods: Joined = {
    kind: 'left',
    relation: periodsOf(scope),
    as: 'p',
    on: `p.key = e.${quote(column.key)}\n  AND p.first_day <= ${least([start, end])} AND p.last_day >= ${greatest([start, end])}`,
  };
  const relation = part(
    scope.printing,
    select([as(inner.id, 'id'), as('count(p.first_day)', 'periods')], {
      from: inner.from(periods),
      where: [`${start} IS NOT NULL`, `${end} IS NOT NULL`],
      groupBy: ['1'],
    }),
  );
  scope.join(relation);
  return `(${relation.as}.periods > 0)`;
}

/** The stage of the observation periods, which is always the first. */
function periodsOf({ printing }: Scope): Stage {
  return printing.stages[0];
}
