import type { Duration } from '../plan/expressions';
import type { Plan } from '../plan/nodes';
import { dayNumber } from './calendar';
import type { Entry } from './context';
import { armsTie, entriesOf } from './entries';
import { contextOf } from './expression';
import { outcomeColumns, outcomeOf, withExit } from './follow-up';
import { longTablesOf, type Member } from './long-tables';
import { mergeEntries } from './merge';
import { type Data, type Patient, patientsOf } from './patient';
import { order, type Row, type Value } from './value';

interface AttritionStep {
  readonly kind: 'database' | 'index' | 'observation' | 'include' | 'exclude' | 'keep' | 'follow_up' | 'merged' | 'result';
  readonly patients: number;
  readonly entries: number | null;
  readonly removedPatients: number | null;
  readonly removedEntries: number | null;
}

export interface Evaluated {
  /** Rows of the table NAME, sorted by patient and index date; columns in the order of the language's page. */
  readonly rows: readonly Row[];
  /** Tables NAME_X by X: recurrent outcomes and series, sorted. */
  readonly longTables: Readonly<Record<string, readonly Row[]>>;
  readonly attrition: readonly AttritionStep[];
  /** By outcome: entries whose follow-up ended at an unlabelled death, and outcomes on the index day that do not count. */
  readonly counts: readonly { readonly outcome: string; readonly endedByDeath: number; readonly onIndexDay: number }[];
  /** Patients left out because two arms of `index at first of` fall on their first day. */
  readonly armsOnOneDay: number;
  /** Of each step of the plan: entries before it for which its condition is missing; 0 for a step without one. */
  readonly unknown: readonly number[];
}

/**
 * Evaluates a plan over tables in memory, slowly and by the letter of the language's page: it judges the SQL.
 * @param data rows by table name (and by name of the cohorts it reads, with index_date and exit_date): integers as bigints, dates as ISO text, missing as null
 * @throws EvaluationError where whole numbers exceed 64 bits
 */
export function evaluatePlan(plan: Plan, data: Data): Evaluated {
  const patients = patientsOf(plan, data);
  const unknown = plan.steps.map(() => 0);
  const { members, attrition } = selected(plan, patients, unknown);
  const counts = plan.outcomes.map(({ name }) => ({ outcome: name, endedByDeath: 0, onIndexDay: 0 }));
  const complete = members.map((member) => completed(member, plan, counts));
  const rows = complete.map(({ row }) => row);
  const key = plan.patient.key;
  rows.sort((a, b) => order(a[key] as string, b[key] as string) || order(a.index_date as string, b.index_date as string));
  const armsOnOneDay = patients.filter((patient) => armsTie(plan, patient)).length;
  return {
    rows,
    longTables: longTablesOf(
      plan,
      complete.map(({ member }) => member),
    ),
    attrition,
    counts,
    armsOnOneDay,
    unknown,
  };
}

/** The entries that pass every step, with what each step left. */
function selected(
  plan: Plan,
  patients: readonly Patient[],
  unknown: number[],
): { readonly members: readonly Member[]; readonly attrition: readonly AttritionStep[] } {
  const attrition: AttritionStep[] = [
    { kind: 'database', patients: patients.length, entries: null, removedPatients: null, removedEntries: null },
  ];
  let members: readonly Member[] = patients.flatMap((patient) => entriesOf(plan, patient).map((entry) => ({ patient, entry })));
  attrition.push({ ...count('index', members), removedPatients: patients.length - countPatients(members), removedEntries: null });

  const step = (kind: AttritionStep['kind'], next: readonly Member[]) => {
    attrition.push({
      ...count(kind, next),
      removedPatients: countPatients(members) - countPatients(next),
      removedEntries: members.length - next.length,
    });
    members = next;
  };
  step(
    'observation',
    members.filter(({ entry }) => entry.period !== null),
  );
  // Entries are merged once their exits are known.
  plan.steps.forEach((planned, place) => {
    if (planned.kind === 'include' || planned.kind === 'exclude')
      unknown[place] = members.filter(({ patient, entry }) => contextOf(plan, patient, entry).truth(planned.condition) === null).length;
    if (planned.kind !== 'merge') step(planned.kind, passing(plan, planned, members));
  });
  const followed = members.map(({ patient, entry }) => ({ patient, entry: withOrigin(withExit(entry, plan, patient), plan, patient) }));
  step(
    'follow_up',
    followed.filter(({ entry }) => isFollowed(entry)),
  );
  for (const planned of plan.steps) {
    if (planned.kind === 'merge') step('merged', mergeOf(members, planned.within));
  }
  step('result', members);
  return { members, attrition };
}

/** The entries that a criterion or `keep` leaves. */
function passing(plan: Plan, step: Exclude<Plan['steps'][number], { kind: 'merge' }>, members: readonly Member[]): readonly Member[] {
  if (step.kind === 'keep') {
    const isBeaten = ({ patient, entry }: Member): boolean =>
      members.some(
        (other) =>
          other.patient === patient && (step.which === 'first' ? other.entry.index < entry.index : other.entry.index > entry.index),
      );
    return members.filter((member) => !isBeaten(member));
  }
  const isMet = ({ patient, entry }: Member): boolean => contextOf(plan, patient, entry).truth(step.condition) === true;
  return members.filter((member) => isMet(member) === (step.kind === 'include'));
}

function isFollowed({ index, exit, origin }: Entry): boolean {
  return exit !== null && exit >= index && origin !== null && origin <= index;
}

function mergeOf(members: readonly Member[], within: Duration): Member[] {
  const patients = [...new Set(members.map(({ patient }) => patient))];
  return patients.flatMap((patient) => {
    const own = members.filter((member) => member.patient === patient).map(({ entry }) => entry);
    return mergeEntries(own, within).map((entry) => ({ patient, entry }));
  });
}

function withOrigin(entry: Entry, plan: Plan, patient: Patient): Entry {
  return plan.origin === null ? entry : { ...entry, origin: contextOf(plan, patient, entry).date(plan.origin) };
}

function countPatients(members: readonly Member[]): number {
  return new Set(members.map(({ patient }) => patient)).size;
}

function count(kind: AttritionStep['kind'], members: readonly Member[]): Pick<AttritionStep, 'kind' | 'patients' | 'entries'> {
  return { kind, patients: countPatients(members), entries: members.length };
}

/** An entry with its outcomes and variables, and its row of the table. */
function completed(
  { patient, entry }: Member,
  plan: Plan,
  counts: { endedByDeath: number; onIndexDay: number }[],
): { readonly member: Member; readonly row: Row } {
  let current = entry;
  const columns: Record<string, Value> = {
    [plan.patient.key]: patient.key,
    index_date: entry.index,
    exit_date: entry.exit,
    exit_reason: entry.exitReason,
  };
  if (plan.index.kind === 'firstOf') columns.index_label = entry.indexLabel;
  if (plan.origin !== null) columns.entry_days = BigInt(dayNumber(entry.index) - dayNumber(entry.origin ?? entry.index));
  plan.outcomes.forEach((outcome, place) => {
    const result = outcomeOf(outcome, current, plan, patient);
    if (result.endedByDeath) counts[place].endedByDeath += 1;
    if (result.onIndexDay) counts[place].onIndexDay += 1;
    Object.assign(columns, outcomeColumns(outcome, result));
    current = { ...current, outcomeDates: [...current.outcomeDates, result.date] };
  });
  for (const variable of plan.variables) {
    const value = contextOf(plan, patient, current).value(variable.value);
    columns[variable.name] = value;
    current = { ...current, variables: [...current.variables, value] };
  }
  return { member: { patient, entry: current }, row: columns };
}
