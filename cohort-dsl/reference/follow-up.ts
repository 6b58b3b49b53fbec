import type { OutcomePlan, Plan, Reason } from '../plan/nodes';
import { dayNumber, dayOf } from './calendar';
import type { Entry } from './context';
import { contextOf } from './expression';
import type { Patient } from './patient';
import { select, spaced } from './rows';
import type { Value } from './value';

interface Exit {
  readonly day: string;
  readonly reason: string;
}

interface OutcomeExit extends Exit {
  /** One of the outcome's own labels decides it. */
  readonly own: boolean;
}

/** The earlier of end of observation and death; death where both fall on one day. */
function bound(entry: Entry, patient: Patient): Exit {
  const end = entry.period?.end;
  if (end === undefined) throw new Error('an entry outside observation has no follow-up');
  return patient.death !== null && patient.death <= end
    ? { day: patient.death, reason: 'death' }
    : { day: end, reason: 'end of observation' };
}

/** The earliest of the labelled dates, the one written first on one day; null where all are missing. */
function earliest(reasons: readonly Reason[], entry: Entry, plan: Plan, patient: Patient): Exit | null {
  const context = contextOf(plan, patient, entry);
  let best: Exit | null = null;
  for (const { value, label } of reasons) {
    const date = context.date(value);
    if (date !== null && (best === null || dayOf(date) < best.day)) best = { day: dayOf(date), reason: label };
  }
  return best;
}

/** The entry with its exit: the earliest of the written dates and the bound, which decides only where it is earlier than all of them. */
export function withExit(entry: Entry, plan: Plan, patient: Patient): Entry {
  const limit = bound(entry, patient);
  const written = earliest(plan.follow, entry, plan, patient);
  const exit = written !== null && written.day <= limit.day ? written : limit;
  return { ...entry, exit: exit.day, exitReason: exit.reason };
}

export interface OutcomeResult {
  readonly date: string | null;
  readonly days: number;
  /** 0 censored, 1 … by cause. */
  readonly event: number;
  readonly cause: string | null;
  readonly exitReason: string;
  /** An outcome that falls on the index day and does not count. */
  readonly onIndexDay: boolean;
  /** The follow-up of this outcome ended on the day of death, which neither it nor a label of its own names. */
  readonly endedByDeath: boolean;
}

/** One outcome of an entry whose exit is known. */
export function outcomeOf(outcome: OutcomePlan, entry: Entry, plan: Plan, patient: Patient): OutcomeResult {
  if (entry.origin === null) throw new Error('an outcome needs a time origin');
  const origin = entry.origin;
  const exit = exitOf(outcome, entry, plan, patient);
  const candidates = datesOf(outcome, entry, plan, patient);
  const counting = candidates.filter((candidate) => counts(candidate, entry, exit));
  const event = counting.reduce<(typeof counting)[number] | null>(
    (best, candidate) => (best === null || candidate.day < best.day ? candidate : best),
    null,
  );
  return {
    date: event?.day ?? null,
    days: dayNumber(event?.day ?? exit.day) - dayNumber(origin),
    event: event ? event.code : 0,
    cause: event && outcome.kind === 'causes' ? event.label : null,
    exitReason: exit.reason,
    onIndexDay: candidates.some(({ day, onIndexDay }) => day === entry.index && !onIndexDay),
    endedByDeath: event === null && !outcome.namesDeath && exit.day === patient.death && !exit.own,
  };
}

/** The exit of one outcome: its own or the cohort's, and not beyond the coverage of what it is read from; never before index. */
function exitOf(outcome: OutcomePlan, entry: Entry, plan: Plan, patient: Patient): OutcomeExit {
  if (entry.exit === null) throw new Error('an outcome needs an exit');
  let exit: OutcomeExit = { day: entry.exit, reason: entry.exitReason ?? '', own: false };
  const own = outcome.until ? earliest(outcome.until, entry, plan, patient) : null;
  if (own !== null && own.day <= exit.day) exit = { ...own, own: true };
  if (outcome.through !== null && outcome.through < exit.day) exit = { day: outcome.through, reason: 'end of observation', own: false };
  return exit.day < entry.index ? { ...exit, day: entry.index } : exit;
}

function counts({ day, onIndexDay }: Candidate, entry: Entry, exit: Exit): boolean {
  return (day > entry.index || (day === entry.index && onIndexDay)) && day <= exit.day;
}

/** Days of a recurrent outcome's events that count, the earliest first. */
export function countingDates(outcome: OutcomePlan, entry: Entry, plan: Plan, patient: Patient): string[] {
  const exit = exitOf(outcome, entry, plan, patient);
  return datesOf(outcome, entry, plan, patient)
    .filter((candidate) => counts(candidate, entry, exit))
    .map(({ day }) => day)
    .sort();
}

interface Candidate {
  readonly day: string;
  readonly code: number;
  readonly label: string;
  readonly onIndexDay: boolean;
}

function datesOf(outcome: OutcomePlan, entry: Entry, plan: Plan, patient: Patient): Candidate[] {
  const context = contextOf(plan, patient, entry);
  switch (outcome.kind) {
    case 'date': {
      const date = context.date(outcome.value);
      return date === null ? [] : [{ day: dayOf(date), code: 1, label: '', onIndexDay: outcome.onIndexDay }];
    }
    case 'causes':
      return outcome.causes.flatMap(({ value, label, onIndexDay }, place) => {
        const date = context.date(value);
        return date === null ? [] : [{ day: dayOf(date), code: place + 1, label, onIndexDay }];
      });
    case 'each': {
      const dates = select(outcome.rows, context).flatMap((row) => (row.date === null ? [] : [row.date]));
      const kept = outcome.spaced ? spaced(dates, outcome.spaced) : dates;
      return kept.map((date) => ({ day: dayOf(date), code: 1, label: '', onIndexDay: outcome.onIndexDay }));
    }
  }
}

/** The columns an outcome gives to the result. */
export function outcomeColumns(outcome: OutcomePlan, result: OutcomeResult): Record<string, Value> {
  return {
    [`${outcome.name}_date`]: result.date,
    [`${outcome.name}_days`]: BigInt(result.days),
    [`${outcome.name}_event`]: BigInt(result.event),
    ...(outcome.kind === 'causes' ? { [`${outcome.name}_cause`]: result.cause } : {}),
    ...(outcome.until ? { [`${outcome.name}_exit_reason`]: result.exitReason } : {}),
  };
}
