/** Runs of intervals: each prolonged by `plus`, joined while the next start lies at most `gap` after the end so far. */
import type { Duration, RowSource } from '../plan/expressions';
import { endOf, type Level, missing, type Printing, part, typeOf } from './context';
import type { Dialect, Sql } from './dialects/dialect';
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
  const by = source.by === null ? '0' : found.column(source.by.column);
  const intervals = part(
    printing,
    select(
      [
        as(found.owner, 'of'),
        as(source.by?.as === 'code' ? dialect.normaliseCode(by) : by, 'run_of'),
        as(by, 'by_shown'),
        as(start, 'first_day'),
        as(prolonged(dialect, end, source.plus), 'last_day'),
        as(code ? found.column(code.name) : missing(dialect, 'text'), 'code'),
      ],
      { from: found.from, where: [...found.where, `${start} <= ${end}`] },
    ),
  );
  const order = 'PARTITION BY of, run_of ORDER BY first_day, last_day';
  const soFar = `max(last_day) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const reached = part(printing, select([all(), as(soFar, 'so_far')], { from: from(intervals) }));
  const apart = `so_far IS NULL OR first_day > ${dates.advance('so_far', source.gap, 'date')}`;
  const runs = part(
    printing,
    select([all(), as(`sum(CAST(${apart} AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING)`, 'run')], { from: from(reached) }),
  );
  // Of the spellings of one code the first is listed.
  const spelling = `min(code) OVER (PARTITION BY of, run_of, run, ${dialect.normaliseCode('code')})`;
  const spelled = code ? part(printing, select([all(), as(spelling, 'spelling')], { from: from(runs) })) : runs;
  return part(
    printing,
    select(
      [
        ...kept('of'),
        as('row_number() OVER ()', 'identity'),
        as('min(first_day)', quote('start')),
        as('max(last_day)', quote('end')),
        as('count(*)', quote('rows')),
        as(dialect.joinedTexts(code ? 'spelling' : 'code', ' + '), quote('codes')),
        ...(source.by === null ? [] : [as('min(by_shown)', quote(source.by.column))]),
      ],
      { from: from(spelled), groupBy: ['of', 'run_of', 'run'] },
    ),
    true,
  );
}

/** An interval's last day moved by `plus`, at most to the last day there is. */
function prolonged({ dates }: Dialect, end: Sql, plus: Duration): Sql {
  if (plus.count === 0) return end;
  return `CASE WHEN ${end} IS NOT NULL THEN coalesce(${dates.shift(end, plus, 'date')}, ${dates.literal('9999-12-31')}) END`;
}
