/** Days covered by intervals: first and last day included, each day once, cut to a window where one is given. */
import type { Expr } from '../plan/nodes';
import { endOf, type Level, type Query, Scope, typeOf, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { day } from './expressions';
import { hold } from './hold';
import { findRows } from './rows';

/** A relation (id, value) with the days covered for each row of the level that has any. */
export function covered(query: Query, level: Level, expr: Extract<Expr, { kind: 'covered' }>): Sql {
  const { dates } = query.printing.dialect;
  const cut = expr.cut;
  const owners = cut ? hold(query, level, [cut.from, cut.to]) : level;
  const scope = new Scope(query, owners);
  const found = findRows(query, owners, expr.rows);
  const { source } = found;
  if (source.date === null) return query.add(`SELECT ${scope.id} AS id, 0 AS value\n${scope.from()}\nWHERE false`);
  const start = dates.day(found.column(source.date), typeOf(source, source.date).base);
  const last = endOf(source);
  const end = last === null ? 'NULL' : dates.day(found.column(last), typeOf(source, last).base);
  const from = cut ? `greatest(${start}, ${day(cut.from, scope)})` : start;
  const to = cut ? `least(${end}, ${day(cut.to, scope)})` : end;
  const windowed = cut ? [`${day(cut.from, scope)} IS NOT NULL`, `${day(cut.to, scope)} IS NOT NULL`] : [];
  const intervals = query.add(
    `SELECT ${found.owner} AS id, ${from} AS first_day, ${to} AS last_day\n${found.from}${whereClause([...found.where, ...windowed, `${start} <= ${end}`, `${from} <= ${to}`])}`,
  );
  const reached = query.add(
    `SELECT *, max(last_day) OVER (PARTITION BY id ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far\nFROM ${intervals}`,
  );
  const fresh = `greatest(0, last_day - greatest(first_day, coalesce(so_far + 1, first_day)) + 1)`;
  return query.add(`SELECT id, CAST(sum(${fresh}) AS BIGINT) AS value\nFROM ${reached}\nGROUP BY id`);
}
