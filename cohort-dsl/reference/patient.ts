import type { Plan } from '../plan/nodes';
import { dateOfDay, dayNumber, dayOf } from './calendar';
import { order, type Row, type Value } from './value';

export interface Period {
  readonly start: string;
  readonly end: string;
}

/** One patient: the row of the patient table, the rows of every other table, and the merged observation periods. */
export interface Patient {
  readonly key: Exclude<Value, null>;
  readonly row: Row;
  /** Rows of a table whose key column holds the patient's key. */
  readonly rows: (table: string, key: string) => readonly Row[];
  readonly birth: string | null;
  readonly death: string | null;
  readonly periods: readonly Period[];
}

/** Tables of a database by name, rows in any order. */
export type Data = Readonly<Record<string, readonly Row[]>>;

const date = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** All patients of the data, by key. */
export function patientsOf(plan: Plan, data: Data): Patient[] {
  const patients = (data[plan.patient.table] ?? []).flatMap((row) => {
    const key = row[plan.patient.key];
    return key === null || key === undefined ? [] : [patientOf(plan, data, key, row)];
  });
  return patients.sort((a, b) => order(a.key, b.key));
}

function patientOf(plan: Plan, data: Data, key: Exclude<Value, null>, row: Row): Patient {
  const rows = (table: string, column: string) => (data[table] ?? []).filter((candidate) => candidate[column] === key);
  const death = plan.death ? date(row[plan.death.column]) : null;
  const birth = plan.birth ? date(row[plan.birth.column]) : null;
  const deathDay = death === null ? null : dayOf(death);
  return { key, row, rows, birth: birth === null ? null : dayOf(birth), death: deathDay, periods: periodsOf(plan, rows, deathDay) };
}

function periodsOf(plan: Plan, rows: Patient['rows'], death: string | null): Period[] {
  const days = plan.eventTables.flatMap(({ table, key, date: column }) =>
    rows(table, key).flatMap((row) => {
      const day = date(row[column]);
      return day === null ? [] : [dayOf(day)];
    }),
  );
  days.sort();
  const last = days.at(-1) ?? null;
  const { observation } = plan;
  if (observation.kind === 'rows') {
    const known = death === null ? days : [...days, death].sort();
    if (known.length === 0) return [];
    const end = observation.through ?? known[known.length - 1];
    return end < known[0] ? [] : [{ start: known[0], end }];
  }
  const periods = rows(observation.table, observation.key).flatMap((row) => {
    const start = date(row[observation.start]);
    const end = date(row[observation.end]) ?? observation.through ?? last;
    return start === null || end === null || dayOf(end) < dayOf(start) ? [] : [{ start: dayOf(start), end: dayOf(end) }];
  });
  return merge(periods);
}

/** Periods that overlap or follow one another without an unobserved day become one. */
function merge(periods: readonly Period[]): Period[] {
  const sorted = [...periods].sort((a, b) => order(a.start, b.start));
  const merged: Period[] = [];
  for (const period of sorted) {
    const open = merged.at(-1);
    const next = open ? dateOfDay(dayNumber(open.end) + 1) : null;
    if (open && (next === null || period.start <= next))
      merged[merged.length - 1] = { start: open.start, end: order(open.end, period.end) > 0 ? open.end : period.end };
    else merged.push(period);
  }
  return merged;
}
