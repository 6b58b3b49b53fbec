/** A checked program as a plan: canonical, frozen, without anything that only a program has. */

import { walkExpr, walkRows } from '../plan/children';
import type { Expr, RowColumn, Rows } from '../plan/expressions';
import type { IndexPlan, Observation, OutcomePlan, Plan, PlanLabels, Reason, Step } from '../plan/nodes';
import { coverages, earliestKnown, readsOf } from '../plan/reads';
import { columnOfRole, type Dictionary, patientTable } from '../schema/dictionary';
import type { Span } from '../source/span';
import type { CheckedIndex } from '../types/index-clause';
import type { CheckedReason } from '../types/outcome-clause';
import type { CheckedProgram, CheckedStep } from '../types/program';
import { deepFreeze } from './freeze';
import { lowerOutcome } from './outcomes';
import { Renumbering } from './renumber';

/** Puts an expression into words, for reasons without a label; without it their source text is taken. */
export type Explain = (expr: Expr, plan: Pick<Plan, 'codes' | 'lets'>) => string;

/**
 * The plan of a checked program.
 * @param checked what the checker made of the program; it has no errors
 * @param explain words for reasons and causes that were given no label
 */
export function lower(checked: CheckedProgram, explain: Explain | null = null): Plan {
  const { dictionary } = checked;
  const numbers = new Renumbering({ letValue: (position) => checked.letValue(position), codes: checked.codes.map((codes) => codes.set) });
  const reason = (one: CheckedReason): Reason => {
    const value = numbers.expr(one.value);
    return { value, label: one.label ?? explain?.(value, numbers) ?? one.text };
  };
  const index = lowerIndex(checked.index, numbers);
  const steps = checked.steps.map((step) => lowerStep(step, numbers));
  const follow = checked.follow.map(reason);
  const origin = checked.origin && numbers.expr(checked.origin);
  const letValue = (id: number): Expr => numbers.lets[id].value;
  const outcomes = checked.outcomes.map((outcome) => lowerOutcome(outcome, dictionary, numbers, reason, letValue));
  const variables = checked.variables.map(({ clause, value }) => ({ name: clause.name.text, value: numbers.expr(value) }));
  const patient = patientTable(dictionary);
  const birth = columnOfRole(patient, 'birth');
  const death = columnOfRole(patient, 'death');
  const longTables = checked.series.map(({ clause, rows, date, columns }) => ({
    name: clause.name.text,
    kind: 'series' as const,
    rows: numbers.rows(rows),
    date,
    columns,
  }));
  const core = { index, steps, follow, origin, outcomes, variables, longTables, lets: numbers.lets };
  return deepFreeze({
    format: 1,
    database: dictionary.database,
    release: dictionary.release,
    patient: { table: patient.name, key: patient.key, keyType: dictionary.keyType },
    birth: birth && { column: birth.name },
    death: death && { column: death.name },
    observation: observationOf(dictionary, outcomes, letValue),
    eventTables: eventTablesOf(dictionary),
    codes: numbers.codes,
    lets: numbers.lets,
    index,
    indexColumns: indexColumnsOf(core),
    steps,
    follow,
    origin,
    outcomes,
    variables,
    longTables,
    labels: labelsOf(checked, numbers),
    places: {
      index: spanOf(checked.indexSpan),
      steps: checked.steps.map(({ clause }) => spanOf(clause.span)),
      follow: checked.followSpan && spanOf(checked.followSpan),
    },
  } satisfies Plan);
}

function lowerStep({ clause, condition, within }: CheckedStep, numbers: Renumbering): Step {
  if (clause.kind === 'keep') return { kind: 'keep', which: clause.which };
  if (clause.kind === 'merge') {
    if (!within) throw new Error('a merge without its length was checked');
    return { kind: 'merge', within, inPeriod: true };
  }
  if (!condition) throw new Error('a criterion without its condition was checked');
  return { kind: clause.kind, condition: numbers.expr(condition) };
}

function lowerIndex(index: CheckedIndex, numbers: Renumbering): IndexPlan {
  switch (index.kind) {
    case 'pick':
      return { kind: 'pick', pick: numbers.pick(index.pick, 'index') };
    case 'date':
      return { kind: 'date', value: numbers.expr(index.value, 'index') };
    case 'each':
      return { kind: 'each', rows: numbers.rows(index.rows, 'index'), spaced: index.spaced };
    case 'firstOf':
      return { kind: 'firstOf', arms: index.arms.map(({ rows, label }) => ({ rows: numbers.rows(rows, 'index'), label })) };
    case 'every':
      return { kind: 'every', every: index.every, from: numbers.expr(index.from, 'index'), to: numbers.expr(index.to, 'index') };
  }
}

/**
 * Where observation comes from. Without an observation table its end is the earliest coverage of the tables the outcomes read, or each
 * patient's last dated row where one of them declares none; without outcomes it is the database's own coverage.
 */
function observationOf(dictionary: Dictionary, outcomes: readonly OutcomePlan[], letValue: (id: number) => Expr): Observation {
  const table = dictionary.tables.find((candidate) => candidate.role === 'observation');
  const start = table && columnOfRole(table, 'date');
  const end = table && columnOfRole(table, 'end');
  if (table && start && end) {
    const through = table.coverage?.through ?? dictionary.coverage?.through ?? null;
    return { kind: 'table', table: table.name, key: table.key, start: start.name, end: end.name, through };
  }
  const dates = coverages(dictionary, readsOf(outcomes.flatMap(datesOf), letValue, outcomes.flatMap(eventsOf)));
  const through = outcomes.length === 0 ? (dictionary.coverage?.through ?? null) : dates.includes(null) ? null : earliestKnown(dates);
  return { kind: 'rows', through };
}

function eventTablesOf(dictionary: Dictionary): Plan['eventTables'] {
  return dictionary.tables.flatMap((table) => {
    const date = columnOfRole(table, 'date');
    if (table.role !== 'event' || !date) return [];
    return [{ table: table.name, key: table.key, date: date.name, end: columnOfRole(table, 'end')?.name ?? null }];
  });
}

function datesOf(outcome: OutcomePlan): readonly Expr[] {
  if (outcome.kind === 'date') return [outcome.value];
  return outcome.kind === 'causes' ? outcome.causes.map((cause) => cause.value) : [];
}

function eventsOf(outcome: OutcomePlan): readonly Rows[] {
  return outcome.kind === 'each' ? [outcome.rows] : [];
}

type Core = Pick<Plan, 'index' | 'steps' | 'follow' | 'origin' | 'outcomes' | 'variables' | 'longTables' | 'lets'>;

/** Columns of the index row that expressions use, in the order of its table. */
function indexColumnsOf(plan: Core): readonly RowColumn[] {
  const rows = indexRows(plan.index);
  if (!rows) return [];
  const used = new Set<string>();
  const visitor = {
    expr: (expr: Expr) => {
      if (expr.kind === 'indexColumn') used.add(expr.column);
    },
  };
  const conditions = plan.steps.flatMap((step) => (step.kind === 'include' || step.kind === 'exclude' ? [step.condition] : []));
  const reasons = [...plan.follow, ...plan.outcomes.flatMap((outcome) => outcome.until ?? [])];
  const values = [...plan.lets, ...reasons, ...plan.variables].map(({ value }) => value);
  const exprs = [...conditions, ...values, ...(plan.origin ? [plan.origin] : []), ...plan.outcomes.flatMap(datesOf)];
  for (const expr of exprs) walkExpr(expr, visitor);
  for (const inner of [...plan.outcomes.flatMap(eventsOf), ...plan.longTables.map((table) => table.rows)]) walkRows(inner, visitor);
  return rows.source.columns.filter((column) => used.has(column.name));
}

function indexRows(index: IndexPlan): Rows | null {
  switch (index.kind) {
    case 'pick':
      return index.pick.rows;
    case 'each':
      return index.rows;
    case 'firstOf':
      return index.arms[0].rows;
    case 'date':
    case 'every':
      return null;
  }
}

function labelsOf(checked: CheckedProgram, numbers: Renumbering): PlanLabels {
  return {
    cohort: checked.program.cohort?.label?.value ?? null,
    steps: checked.steps.map(({ clause }) => (clause.kind === 'keep' || clause.kind === 'merge' ? null : (clause.label?.value ?? null))),
    outcomes: checked.outcomes.map((outcome) => outcome.clause.label?.value ?? null),
    variables: checked.variables.map(({ clause }) => clause.label?.value ?? null),
    codes: numbers.written.map((positions) => {
      const lists = positions.map((position) => checked.codes[position]);
      const { name, label, written } = lists.find((list) => list.name !== null) ?? lists[0];
      return { name, label, written };
    }),
  };
}

/** The bare range, whatever else the tree keeps with it. */
function spanOf({ start, end }: Span): Span {
  return { start, end };
}
