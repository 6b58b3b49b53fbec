/** Runs of intervals: each prolonged by `plus`, joined while the next start lies at most `gap` days after the end so far. */
import type { RowSource } from '../plan/nodes';
import { endOf, type Level, type Query, typeOf, whereClause } from './context';
import type { Sql } from './dialects/dialect';

type Episodes = Extract<RowSource, { kind: 'episodes' }>;

/** A relation of episodes with columns of, identity, start, end, rows, codes, and `by`'s. */
export function episodes(query: Query, level: Level, source: Episodes): Sql {
  const { dialect } = query.printing;
  const found = query.printing.findRows(query, level, source.rows);
  const inner = source.rows.source;
  const { quote, dates } = dialect;
  const bound = (name: string): Sql => dates.day(found.column(name), typeOf(inner, name).base);
  const start = inner.date === null ? 'NULL' : bound(inner.date);
  const last = endOf(inner);
  const end = last === null ? start : bound(last);
  const code = inner.columns.find((own) => own.type.system !== null);
  const by = source.by === null ? '0' : found.column(source.by);
  const intervals = query.add(
    [
      `SELECT ${found.owner} AS of, ${by} AS run_of, ${start} AS first_day, ${end} + ${source.plus} AS last_day, ${code ? found.column(code.name) : 'NULL'} AS code`,
      `${found.from}${whereClause([...found.where, `${start} <= ${end}`])}`,
    ].join('\n'),
  );
  const reached = query.add(
    `SELECT *, max(last_day) OVER (PARTITION BY of, run_of ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far\nFROM ${intervals}`,
  );
  const runs = query.add(
    `SELECT *, sum(CAST(so_far IS NULL OR first_day - so_far > ${source.gap} AS INTEGER)) OVER (PARTITION BY of, run_of ORDER BY first_day, last_day ROWS UNBOUNDED PRECEDING) AS run\nFROM ${reached}`,
  );
  const columns = [
    'of',
    'row_number() OVER () AS identity',
    `min(first_day) AS ${quote('start')}`,
    `max(last_day) AS ${quote('end')}`,
    `count(*) AS ${quote('rows')}`,
    `${dialect.joinedTexts('code', ' + ')} AS ${quote('codes')}`,
    ...(source.by === null ? [] : [`run_of AS ${quote(source.by)}`]),
  ];
  return query.add(`SELECT ${columns.join(', ')}\nFROM ${runs}\nGROUP BY of, run_of, run`, true);
}
