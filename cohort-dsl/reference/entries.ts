import type { IndexPlan, Plan } from '../plan/nodes';
import { dayNumber, dayOf, shift } from './calendar';
import type { Entry } from './context';
import type { EventRow } from './event-row';
import { contextOf } from './expression';
import type { Patient } from './patient';
import { pickRow } from './row-expression';
import { compareRows, oneADay, select, spaced } from './rows';

/** The entries of a patient: index day, index row and the observation period that holds the day (null where none does). */
export function entriesOf(plan: Plan, patient: Patient): Entry[] {
  return starts(plan.index, plan, patient).map(({ day, row, label }) => ({
    index: day,
    indexEnd: row?.end ? dayOf(row.end) : null,
    indexLabel: label,
    indexRow: row?.values ?? {},
    period: patient.periods.find(({ start, end }) => start <= day && day <= end) ?? null,
    origin: day,
    exit: null,
    exitReason: null,
    outcomeDates: [],
    variables: [],
  }));
}

interface Start {
  readonly day: string;
  readonly row: EventRow | null;
  readonly label: string | null;
}

function starts(index: IndexPlan, plan: Plan, patient: Patient): Start[] {
  const context = contextOf(plan, patient, null);
  switch (index.kind) {
    case 'pick': {
      const row = pickRow(index.pick, context);
      return row?.date ? [{ day: dayOf(row.date), row, label: null }] : [];
    }
    case 'date': {
      const day = context.date(index.value);
      return day === null ? [] : [{ day: dayOf(day), row: null, label: null }];
    }
    case 'each': {
      const { source } = index.rows;
      const rows = oneADay(select(index.rows, context), source).sort((a, b) => compareRows(a, b, source.columns, 1));
      const days = new Map<string, EventRow>();
      for (const row of rows) {
        const day = dayOf(row.date ?? '');
        if (!days.has(day)) days.set(day, row);
      }
      const kept = index.spaced ? new Set(spaced([...days.keys()], index.spaced)) : null;
      return [...days].filter(([day]) => kept === null || kept.has(day)).map(([day, row]) => ({ day, row, label: null }));
    }
    case 'firstOf': {
      const earliest = earliestArms(index, plan, patient);
      return earliest.length === 1 ? earliest : [];
    }
    case 'every': {
      const [from, to] = [context.date(index.from), context.date(index.to)];
      if (from === null || to === null) return [];
      const days: Start[] = [];
      for (let place = 0; ; place += 1) {
        const day = shift(dayOf(from), { ...index.every, count: index.every.count * place });
        if (day === null || day > dayOf(to)) return days;
        days.push({ day, row: null, label: null });
      }
    }
  }
}

/** The arms whose first row falls on the earliest day: more than one where they tie. */
function earliestArms(index: Extract<IndexPlan, { kind: 'firstOf' }>, plan: Plan, patient: Patient): Start[] {
  const context = contextOf(plan, patient, null);
  const firsts = index.arms.flatMap(({ rows, label }): Start[] => {
    const row = oneADay(select(rows, context), rows.source).sort((a, b) => compareRows(a, b, rows.source.columns, 1))[0];
    return row?.date ? [{ day: dayOf(row.date), row, label }] : [];
  });
  const first = Math.min(...firsts.map(({ day }) => dayNumber(day)));
  return firsts.filter(({ day }) => dayNumber(day) === first);
}

/** Whether several arms of `index at first of` fall on the earliest day: the patient is left out. */
export function armsTie(plan: Plan, patient: Patient): boolean {
  return plan.index.kind === 'firstOf' && earliestArms(plan.index, plan, patient).length > 1;
}
