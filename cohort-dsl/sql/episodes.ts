/** Runs of intervals: each prolonged by `plus`, joined while the next start lies at most `gap` after the end so far. */
import type { RowSource } from '../plan/nodes';
import { endOf, type Level, missing, type Printing, part, typeOf } from './context';
import type { Sql } from './dialects/dialect';
import { all, as, from, kept, type Part, select } from './tree';

type Episodes = Extract<RowSource, { kind: 'episodes' }>;

/** A relation of episodes with columns of, identity, start, end, rows, codes, and `by`'s. */
export function episodes(printing: Printing, level: Level, source: Episodes): Part {
  const { dialect } = printing;
  const found = printing.findRows(printing, level, source.rows);
  const inner = source.rows.source;
  const { quote, dates } = dialect;
  const bound = (name: string): Sql => dates.day(found.column(name), typeOf(inner, name).base);
  const start = inner.date === null ? missing(dialect, 'date') : bound(inner.date);
  const last = endOf(inner);
  const end = last === null ? start : bound(last);
  const code = inner.columns.find((own) => own.type.system !== null);
  const by = source.by === null ? '0' : found.column(source.by);
  const intervals = part(
    printing,
    select(
      [
        as(found.owner, 'of'),
        as(by, 'run_of'),
        as(start, 'first_day'),
        as(dates.advance(end, { count: source.plus, unit: 'days' }, 'date'), 'last_day'),
        as(code ? found.column(code.name) : missing(dialect, 'text'), 'code'),
      ],
      { from: found.from, where: [...found.where, `${start} <= ${end}`] },
    ),
  );
  const order = 'PARTITION BY of, run_of ORDER BY first_day, last_day';
  const soFar = `max(last_day) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const reached = part(printing, select([all(), as(soFar, 'so_far')], { from: from(intervals) }));
  const apart = `so_far IS NULL OR first_day > ${dates.advance('so_far', { count: source.gap, unit: 'days' }, 'date')}`;
  const runs = part(
    printing,
    select([all(), as(`sum(CAST(${apart} AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING)`, 'run')], { from: from(reached) }),
  );
  return part(
    printing,
    select(
      [
        ...kept('of'),
        as('row_number() OVER ()', 'identity'),
        as('min(first_day)', quote('start')),
        as('max(last_day)', quote('end')),
        as('count(*)', quote('rows')),
        as(dialect.joinedTexts('code', ' + '), quote('codes')),
        ...(source.by === null ? [] : [as('run_of', quote(source.by))]),
      ],
      { from: from(runs), groupBy: ['of', 'run_of', 'run'] },
    ),
    true,
  );
}
