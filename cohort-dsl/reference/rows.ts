import type { Duration, RowColumn, RowSource, Rows, ValueType } from '../plan/expressions';
import { dayNumber, dayOf, instant, shift } from './calendar';
import type { Context } from './context';
import { cohortRows, episodesOf } from './derived-rows';
import type { EventRow } from './event-row';
import { EvaluationError, order, type Row, type Value } from './value';

const date = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** The rows of the patient in the context that pass every filter. */
export function select(rows: Rows, context: Context): EventRow[] {
  return sourceRows(rows.source, context).filter((row) => {
    const inner = context.bind(rows.row, row.values);
    return rows.filters.every((filter) => {
      if (filter.kind === 'where') return inner.truth(filter.condition) === true;
      if (filter.kind === 'overlap') {
        const [from, to] = [inner.date(filter.from), inner.date(filter.to)];
        if (from === null || to === null || row.date === null || row.end === null) return false;
        return (
          dayOf(row.date) <= dayOf(row.end) && dayOf(from) <= dayOf(to) && dayOf(row.date) <= dayOf(to) && dayOf(row.end) >= dayOf(from)
        );
      }
      const own = filter.on === 'date' ? row.date : row.end;
      const bound = inner.date(filter.value);
      if (own === null || bound === null) return false;
      const difference = filter.as === 'day' ? dayNumber(own) - dayNumber(bound) : instant(own) - instant(bound);
      return holds(filter.op, difference);
    });
  });
}

function holds(op: '<' | '<=' | '=' | '>=' | '>', difference: number): boolean {
  switch (op) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '=':
      return difference === 0;
    case '>=':
      return difference >= 0;
    case '>':
      return difference > 0;
  }
}

function sourceRows(source: RowSource, context: Context): EventRow[] {
  switch (source.kind) {
    case 'table':
      return context.patient
        .rows(source.table, source.key)
        .filter((row) => source.items === null || source.items.names.includes(String(row[source.items.column])))
        .map((row) => ({
          values: row,
          date: source.date ? date(row[source.date]) : null,
          end: source.end ? date(row[source.end]) : null,
          origin: row,
          part: 0,
        }));
    case 'word': {
      const day = context.word(source.word);
      const values = { date: day };
      return day === null ? [] : [{ values, date: day, end: null, origin: values, part: 0 }];
    }
    case 'union': {
      const seen = new Set<Row>();
      return source.parts.flatMap(({ rows, map }, part) =>
        select(rows, context).flatMap((row) => {
          if (seen.has(row.origin)) return [];
          seen.add(row.origin);
          const values = Object.fromEntries(source.columns.map((column, place) => [column.name, row.values[map[place]] ?? null]));
          return [{ ...row, values, part }];
        }),
      );
    }
    case 'episodes':
      return episodesOf(source, select(source.rows, context));
    case 'cohort':
      return cohortRows(context.patient.rows(source.cohort, context.plan.patient.key));
    case 'lines':
      throw new EvaluationError('unsupported', source.kind);
  }
}

/** Order of two values of a column: ordered categories by the place of their key, everything else by value. Missing counts as greater in both directions. */
export function compareValues(left: Value, right: Value, type: ValueType, direction: 1 | -1): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  if (type.category?.ordered) {
    const keys = type.category.keys;
    return direction * (keys.indexOf(String(left)) - keys.indexOf(String(right)));
  }
  return direction * order(left, right);
}

/** Order of rows: by day, clock time, part of a union, then by columns in dictionary order. Rows without a date have been left out. */
export function compareRows(a: EventRow, b: EventRow, columns: readonly RowColumn[], direction: 1 | -1): number {
  const byTime = direction * (instant(a.date ?? '') - instant(b.date ?? ''));
  if (byTime !== 0) return byTime;
  if (a.part !== b.part) return a.part - b.part;
  for (const column of columns) {
    const difference = compareValues(a.values[column.name] ?? null, b.values[column.name] ?? null, column.type, direction);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Rows of one item and day become one by the table's rule; rows without a date are left out. */
export function oneADay(rows: readonly EventRow[], source: RowSource): EventRow[] {
  const dated = rows.filter((row) => row.date !== null);
  if (source.kind !== 'table' || source.sameDay === null) return dated;
  const { sameDay, columns } = source;
  const days = new Map<string, EventRow[]>();
  for (const row of dated) {
    const item = sameDay.item === null ? '' : String(row.values[sameDay.item]);
    const name = `${dayOf(row.date ?? '')} ${item}`;
    days.set(name, [...(days.get(name) ?? []), row]);
  }
  return [...days.values()].map((day) => {
    const item = sameDay.item === null ? null : day[0].values[sameDay.item];
    const rule = (sameDay.rules.find((candidate) => candidate.item === item) ?? sameDay.rules.find((candidate) => candidate.item === null))
      ?.rule;
    const last = [...day].sort((a, b) => compareRows(a, b, columns, -1))[0];
    const known = [...day].sort((a, b) => compareRows(a, b, columns, -1)).filter((row) => row.values[sameDay.value] !== null);
    if (rule === undefined || known.length === 0) return last;
    if (rule === 'last') return { ...last, values: { ...last.values, [sameDay.value]: known[0].values[sameDay.value] } };
    if (rule === 'highest' || rule === 'lowest') {
      const sign = rule === 'highest' ? -1 : 1;
      return known.reduce((best, row) =>
        sign * (Number(row.values[sameDay.value]) - Number(best.values[sameDay.value])) < 0 ? row : best,
      );
    }
    const numbers = known.map((row) => Number(row.values[sameDay.value])).sort((a, b) => a - b);
    return { ...last, values: { ...last.values, [sameDay.value]: rule === 'mean' ? mean(numbers) : median(numbers) } };
  });
}

/** The arithmetic mean of one or more numbers. */
export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** The median of one or more sorted numbers; of an even number the mean of the middle two. */
export function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** From the earliest, dates at least `by` after the last one kept. Days or longer compare days; hours and minutes use the clock. */
export function spaced(dates: readonly string[], by: Duration): string[] {
  const clock = by.unit === 'hours' || by.unit === 'minutes';
  const sorted = [...dates].sort((a, b) => instant(a) - instant(b));
  const kept: string[] = [];
  for (const candidate of sorted) {
    const last = kept.at(-1);
    if (last === undefined) {
      kept.push(candidate);
      continue;
    }
    const due = shift(clock ? last : dayOf(last), by);
    if (due !== null && (clock ? instant(candidate) >= instant(due) : dayOf(candidate) >= due)) kept.push(candidate);
  }
  return kept;
}
