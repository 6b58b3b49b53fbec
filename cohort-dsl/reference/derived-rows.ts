import type { CodeTest, RowSource } from '../plan/nodes';
import { dateOfDay, dayNumber, dayOf } from './calendar';
import type { EventRow } from './event-row';
import { byCodePoint, normaliseCode, order, type Row, type Value } from './value';

type Episodes = Extract<RowSource, { kind: 'episodes' }>;

interface Interval {
  readonly from: number;
  readonly to: number;
  readonly by: Value;
  readonly code: Value;
}

/**
 * Runs of intervals: each interval prolonged by `plus` days, joined to the run so far while its start lies at most `gap` days after the
 * run's end. Rows without a known interval are left out. `codes` holds the run's codes, each once, in order.
 */
export function episodesOf(source: Episodes, rows: readonly EventRow[]): EventRow[] {
  const inner = source.rows.source;
  const code = 'columns' in inner ? inner.columns.find((column) => column.type.system !== null) : undefined;
  const intervals = rows.flatMap((row): Interval[] => {
    if (row.date === null || row.end === null || dayOf(row.end) < dayOf(row.date)) return [];
    const by = source.by === null ? null : (row.values[source.by] ?? null);
    return [{ from: dayNumber(row.date), to: dayNumber(row.end) + source.plus, by, code: code ? (row.values[code.name] ?? null) : null }];
  });
  const byValues = [...new Set(intervals.map(({ by }) => by))];
  return byValues.flatMap((by) =>
    runs(
      intervals.filter((interval) => interval.by === by),
      source.gap,
    ).map((run) => rowOf(run, source)),
  );
}

function runs(intervals: readonly Interval[], gap: number): Interval[][] {
  const found: Interval[][] = [];
  for (const interval of [...intervals].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const open = found.at(-1);
    const end = open ? Math.max(...open.map(({ to }) => to)) : null;
    if (open && end !== null && interval.from - end <= gap) open.push(interval);
    else found.push([interval]);
  }
  return found;
}

function rowOf(run: readonly Interval[], source: Episodes): EventRow {
  const start = dateOfDay(run[0].from);
  const end = dateOfDay(Math.max(...run.map(({ to }) => to)));
  const codes = [...new Set(run.flatMap(({ code }) => (typeof code === 'string' ? [code] : [])))].sort(byCodePoint);
  const values: Row = {
    start,
    end,
    rows: BigInt(run.length),
    codes: codes.length === 0 ? null : codes.join(' + '),
    ...(source.by === null ? {} : { [source.by]: run[0].by }),
  };
  return { values, date: start, end, origin: values, part: 0 };
}

/** Entries of a cohort that was run before: date is the index date, end the exit date. */
export function cohortRows(entries: readonly Row[]): EventRow[] {
  return entries.map((entry) => {
    const date = typeof entry.index_date === 'string' ? entry.index_date : null;
    const end = typeof entry.exit_date === 'string' ? entry.exit_date : null;
    return { values: { date, end }, date, end, origin: entry, part: 0 };
  });
}

/** Whether a code is in a list: some positive test holds and no `not` test does. */
export function inTests(code: string, tests: readonly CodeTest[]): boolean {
  const own = normaliseCode(code);
  const hitting = tests.filter((test) => hits(test, own));
  return hitting.length > 0 && hitting.every(({ not }) => !not);
}

function hits(test: CodeTest, code: string): boolean {
  switch (test.kind) {
    case 'exact':
      return code === test.code;
    case 'prefix':
      return code.startsWith(test.code);
    case 'range': {
      const head = code.slice(0, test.from.length);
      return order(head, test.from) >= 0 && order(head, test.to) <= 0;
    }
  }
}
