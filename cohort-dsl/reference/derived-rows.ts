import type { CodeTest, Duration, RowSource } from '../plan/expressions';
import { dayOf, shift } from './calendar';
import type { EventRow } from './event-row';
import { byCodePoint, normaliseCode, order, type Row, type Value } from './value';

type Episodes = Extract<RowSource, { kind: 'episodes' }>;

interface Interval {
  readonly from: string;
  readonly to: string;
  readonly by: Value;
  /** What joins intervals: `by`, a code in its normal form. */
  readonly runOf: Value;
  readonly code: Value;
}

/**
 * Runs of intervals: each interval prolonged by `plus`, joined to the run so far while its start lies at most `gap` after the run's end.
 * Rows of a table without an end are one day; else rows without a known interval are left out. `codes` holds the run's codes, each once,
 * in order.
 */
export function episodesOf(source: Episodes, rows: readonly EventRow[]): EventRow[] {
  const inner = source.rows.source;
  const code = 'columns' in inner ? inner.columns.find((column) => column.type.system !== null) : undefined;
  const intervals = rows.flatMap((row): Interval[] => {
    const last = 'end' in inner && inner.end !== null ? row.end : row.date;
    if (row.date === null || last === null || dayOf(last) < dayOf(row.date)) return [];
    const by = source.by === null ? null : (row.values[source.by.column] ?? null);
    const runOf = source.by?.as === 'code' && typeof by === 'string' ? normaliseCode(by) : by;
    const to = shift(dayOf(last), source.plus) ?? '9999-12-31';
    return [{ from: dayOf(row.date), to, by, runOf, code: code ? (row.values[code.name] ?? null) : null }];
  });
  const each = [...new Set(intervals.map(({ runOf }) => runOf))];
  return each.flatMap((runOf) =>
    runs(
      intervals.filter((interval) => interval.runOf === runOf),
      source.gap,
    ).map((run) => rowOf(run, source)),
  );
}

function runs(intervals: readonly Interval[], gap: Duration): Interval[][] {
  const found: Interval[][] = [];
  for (const interval of [...intervals].sort((a, b) => byCodePoint(a.from, b.from) || byCodePoint(a.to, b.to))) {
    const open = found.at(-1);
    const due = open && shift(latest(open), gap);
    // A pause that reaches beyond year 9999 joins everything.
    if (open && (due === null || due === undefined || interval.from <= due)) open.push(interval);
    else found.push([interval]);
  }
  return found;
}

function rowOf(run: readonly Interval[], source: Episodes): EventRow {
  const start = run[0].from;
  const end = latest(run);
  const codes = spellings(run.flatMap(({ code }) => (typeof code === 'string' ? [code] : [])));
  const values: Row = {
    start,
    end,
    rows: BigInt(run.length),
    codes: codes.length === 0 ? null : codes.join(' + '),
    ...(source.by === null ? {} : { [source.by.column]: firstOf(run.map(({ by }) => by)) }),
  };
  return { values, date: start, end, origin: values, part: 0 };
}

function latest(run: readonly Interval[]): string {
  return [...run].map(({ to }) => to).sort(byCodePoint)[run.length - 1];
}

/** Each code once, in the first of its spellings. */
function spellings(codes: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const code of [...codes].sort(byCodePoint)) if (!first.has(normaliseCode(code))) first.set(normaliseCode(code), code);
  return [...first.values()];
}

function firstOf(values: readonly Value[]): Value {
  return values.reduce((a, b) => (a === null || b === null || order(a, b) <= 0 ? a : b));
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
