import type { LongTable, Plan } from '../plan/nodes';
import { dayNumber } from './calendar';
import type { Entry } from './context';
import { contextOf } from './expression';
import { countingDates } from './follow-up';
import type { Patient } from './patient';
import { select } from './rows';
import { order, type Row, type Value } from './value';

export interface Member {
  readonly patient: Patient;
  readonly entry: Entry;
}

/** Tables `NAME_X` by X: every counted event of recurrent outcomes, every dated row of series. */
export function longTablesOf(plan: Plan, members: readonly Member[]): Readonly<Record<string, readonly Row[]>> {
  const tables: Record<string, readonly Row[]> = {};
  for (const outcome of plan.outcomes) {
    if (outcome.kind !== 'each') continue;
    tables[outcome.name] = members.flatMap(({ patient, entry }) =>
      countingDates(outcome, entry, plan, patient).map((date, place) => ({
        ...dated(plan, { patient, entry }, date),
        number: BigInt(place + 1),
      })),
    );
  }
  for (const table of plan.longTables) tables[table.name] = members.flatMap((member) => series(plan, table, member));
  return tables;
}

/** `date` as it stands, date or datetime; days count days. */
function dated(plan: Plan, { patient, entry }: Member, date: string): Row {
  const days = BigInt(dayNumber(date) - dayNumber(entry.origin ?? entry.index));
  return { [plan.patient.key]: patient.key, index_date: entry.index, date, days };
}

function series(plan: Plan, table: LongTable, member: Member): Row[] {
  const { columns } = table;
  const { source } = table.rows;
  // In a union a date of one part stands beside datetimes of another: it is its 00:00.
  const shown = (column: string, value: Value): Value => {
    const clock = source.columns.find(({ name }) => name === column)?.type.base === 'datetime';
    return clock && typeof value === 'string' && value.length === 10 ? `${value}T00:00:00` : value;
  };
  const rows = select(table.rows, contextOf(plan, member.patient, member.entry)).flatMap((row): Row[] => {
    if (row.date === null) return [];
    const values = Object.fromEntries(columns.map((column) => [column, shown(column, row.values[column] ?? null)]));
    return [{ ...dated(plan, member, String(shown(table.date, row.date))), ...values }];
  });
  return rows.sort((a, b) => firstDifference(a, b, ['date', ...columns]));
}

function firstDifference(a: Row, b: Row, columns: readonly string[]): number {
  for (const column of columns) {
    const difference = missingLast(a[column], b[column]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function missingLast(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return order(left, right);
}
