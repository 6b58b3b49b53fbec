/** Days covered by intervals: first and last day included, each day once, cut to a window where one is given. */
import type { Expr } from '../plan/expressions';
import { endOf, type Level, missing, type Printing, part, Scope, typeOf } from './context';
import { day } from './expressions';
import { hold } from './hold';
import { findRows } from './rows';
import { all, as, from, kept, type Part, select } from './tree';

/** A relation (id, value) with the days covered for each row of the level that has any. */
export function covered(printing: Printing, level: Level, expr: Extract<Expr, { kind: 'covered' }>): Part {
  const { dates, least, greatest, cast } = printing.dialect;
  const cut = expr.cut;
  const owners = cut ? hold(printing, level, [cut.from, cut.to]) : level;
  const scope = new Scope(printing, owners);
  const found = findRows(printing, owners, expr.rows);
  const { source } = found;
  if (source.date === null) {
    return part(printing, select([as(scope.id, 'id'), as('0', 'value')], { from: scope.from(), where: ['false'] }));
  }
  const start = dates.day(found.column(source.date), typeOf(source, source.date).base);
  const last = endOf(source);
  const end = last === null ? missing(printing.dialect, 'date') : dates.day(found.column(last), typeOf(source, last).base);
  const first = cut ? greatest([start, day(cut.from, scope)]) : start;
  const to = cut ? least([end, day(cut.to, scope)]) : end;
  const windowed = cut ? [`${day(cut.from, scope)} IS NOT NULL`, `${day(cut.to, scope)} IS NOT NULL`] : [];
  const intervals = part(
    printing,
    select([as(found.owner, 'id'), as(first, 'first_day'), as(to, 'last_day')], {
      from: found.from,
      where: [...found.where, ...windowed, `${start} <= ${end}`, `${first} <= ${to}`],
    }),
  );
  const soFar = 'max(last_day) OVER (PARTITION BY id ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)';
  const reached = part(printing, select([all(), as(soFar, 'so_far')], { from: from(intervals) }));
  const next = dates.advance('so_far', { count: 1, unit: 'days' }, 'date');
  const fresh = greatest(['0', `${dates.days(greatest(['first_day', next]), 'last_day')} + 1`]);
  return part(printing, select([...kept('id'), as(cast(`sum(${fresh})`, 'integer'), 'value')], { from: from(reached), groupBy: ['id'] }));
}
