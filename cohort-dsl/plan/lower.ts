/** A checked program as a plan: canonical, frozen, without anything that only a program has. */
import { columnOfRole, type Dictionary, patientTable } from '../schema/dictionary';
import type { CheckedIndex } from '../types/index-clause';
import type { CheckedReason } from '../types/outcome-clause';
import type { CheckedProgram } from '../types/program';
import { walkExpr, walkRows } from './children';
import { deepFreeze } from './freeze';
import type { Expr, IndexPlan, Observation, Plan, PlanLabels, Reason, RowColumn, Rows } from './nodes';
import { lowerOutcome } from './outcomes';
import { coverages, earliestKnown, readsOf } from './reads';
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
  const steps = checked.steps.map(({ clause, condition }): Plan['steps'][number] =>
    clause.kind === 'keep' || condition === null
      ? { kind: 'keep', which: clause.kind === 'keep' ? clause.which : 'first' }
      : { kind: clause.kind, condition: numbers.expr(condition) },
  );
  const follow = checked.follow.map(reason);
  const letValue = (id: number): Expr => numbers.lets[id].value;
  const outcomes = checked.outcomes.map((outcome) => lowerOutcome(outcome, dictionary, numbers, reason, letValue));
  const variables = checked.variables.map(({ clause, value }) => ({ name: clause.name.text, value: numbers.expr(value) }));
  const patient = patientTable(dictionary);
  const birth = columnOfRole(patient, 'birth');
  const death = columnOfRole(patient, 'death');
  const outcomeExprs = outcomes.flatMap((outcome) =>
    outcome.kind === 'date' ? [outcome.value] : outcome.kind === 'causes' ? outcome.causes.map((cause) => cause.value) : [],
  );
  const core = { index, steps, follow, outcomes, variables, lets: numbers.lets };
  return deepFreeze({
    format: 1,
    database: dictionary.database,
    release: dictionary.release,
    patient: { table: patient.name, key: patient.key, keyType: dictionary.keyType },
    birth: birth && { column: birth.name },
    death: death && { column: death.name },
    observation: observationOf(dictionary, outcomeExprs, letValue),
    eventTables: eventTablesOf(dictionary),
    codes: numbers.codes,
    lets: numbers.lets,
    index,
    indexColumns: indexColumnsOf(core),
    steps,
    follow,
    origin: null,
    outcomes,
    variables,
    longTables: [],
    labels: labelsOf(checked, numbers),
  } satisfies Plan);
}

function lowerIndex(index: CheckedIndex, numbers: Renumbering): IndexPlan {
  switch (index.kind) {
    case 'pick':
      return { kind: 'pick', pick: numbers.pick(index.pick, 'index') };
    case 'date':
      return { kind: 'date', value: numbers.expr(index.value, 'index') };
    case 'each':
      return { kind: 'each', rows: numbers.rows(index.rows, 'index'), spaced: index.spaced };
  }
}

/**
 * Where observation comes from. Without an observation table its end is the earliest coverage of the tables the outcomes read, or each
 * patient's last dated row where one of them declares none; without outcomes it is the database's own coverage.
 */
function observationOf(dictionary: Dictionary, outcomes: readonly Expr[], letValue: (id: number) => Expr): Observation {
  const table = dictionary.tables.find((candidate) => candidate.role === 'observation');
  const start = table && columnOfRole(table, 'date');
  const end = table && columnOfRole(table, 'end');
  if (table && start && end) {
    const through = table.coverage?.through ?? dictionary.coverage?.through ?? null;
    return { kind: 'table', table: table.name, key: table.key, start: start.name, end: end.name, through };
  }
  const dates = coverages(dictionary, readsOf(outcomes, letValue));
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

/** Columns of the index row that expressions use, in the order of its table. */
function indexColumnsOf(plan: Pick<Plan, 'index' | 'steps' | 'follow' | 'outcomes' | 'variables' | 'lets'>): readonly RowColumn[] {
  const rows = indexRows(plan.index);
  if (!rows) return [];
  const used = new Set<string>();
  const visitor = {
    expr: (expr: Expr) => {
      if (expr.kind === 'indexColumn') used.add(expr.column);
    },
  };
  for (const one of plan.lets) walkExpr(one.value, visitor);
  for (const step of plan.steps) if (step.kind === 'include' || step.kind === 'exclude') walkExpr(step.condition, visitor);
  for (const reason of plan.follow) walkExpr(reason.value, visitor);
  for (const outcome of plan.outcomes) {
    for (const reason of outcome.until ?? []) walkExpr(reason.value, visitor);
    if (outcome.kind === 'date') walkExpr(outcome.value, visitor);
    else if (outcome.kind === 'causes') for (const cause of outcome.causes) walkExpr(cause.value, visitor);
    else walkRows(outcome.rows, visitor);
  }
  for (const variable of plan.variables) walkExpr(variable.value, visitor);
  return rows.source.columns.filter((column) => used.has(column.name));
}

function indexRows(index: IndexPlan): Rows | null {
  if (index.kind === 'pick') return index.pick.rows;
  return index.kind === 'each' ? index.rows : null;
}

function labelsOf(checked: CheckedProgram, numbers: Renumbering): PlanLabels {
  return {
    cohort: checked.program.cohort?.label?.value ?? null,
    steps: checked.steps.map(({ clause }) => (clause.kind === 'keep' ? null : (clause.label?.value ?? null))),
    outcomes: checked.outcomes.map((outcome) => outcome.clause.label?.value ?? null),
    variables: checked.variables.map(({ clause }) => clause.label?.value ?? null),
    codes: numbers.written.map((positions) => {
      const lists = positions.map((position) => checked.codes[position]);
      const { name, label, written } = lists.find((list) => list.name !== null) ?? lists[0];
      return { name, label, written };
    }),
  };
}
