/** How many patients and entries each step leaves. */
import type { Plan, Step } from '../plan/nodes';
import { column } from './context';
import type { Dialect, Sql } from './dialects/dialect';
import { severalEntries } from './index-clause';

export type AttritionKind = 'database' | 'index' | 'observation' | 'include' | 'exclude' | 'keep' | 'follow_up' | 'merged' | 'result';

/** Texts of the attrition table: the fixed steps by kind, the program's own in their order. */
export interface AttritionLabels {
  readonly fixed: Readonly<Record<'database' | 'index' | 'observation' | 'follow_up' | 'merged' | 'result', string>>;
  /** One for each step of the plan: its label, or its explained text. */
  readonly steps: readonly string[];
}

export interface AttritionStep {
  readonly kind: AttritionKind;
  readonly label: string;
  /** Quoted relation of the entries that are left; null for the database. */
  readonly relation: Sql | null;
}

/** English texts of the fixed steps; a clause without a label is named by its kind where no explained text is at hand. */
export function defaultLabels(plan: Plan): AttritionLabels {
  return {
    fixed: {
      database: 'Patients in the database',
      index: 'With an index date',
      observation: 'Under observation at index',
      follow_up: 'With follow-up from index',
      merged: 'Entries merged',
      result: 'Cohort',
    },
    steps: plan.steps.map((step, place) => plan.labels.steps[place] ?? stepName(step)),
  };
}

function stepName(step: Step): string {
  switch (step.kind) {
    case 'include':
    case 'exclude':
      return step.kind;
    case 'keep':
      return `keep ${step.which} entry`;
    case 'merge':
      return `merge entries within ${step.within.count} ${step.within.unit}`;
  }
}

/** The query of the attrition table. */
export function attritionQuery(plan: Plan, dialect: Dialect, steps: readonly AttritionStep[]): Sql {
  const several = severalEntries(plan);
  const key = dialect.quote(column.key);
  const counts = steps.map(({ kind, label, relation }, place) => {
    const text = [`${place + 1} AS step`, `${dialect.text(kind)} AS kind`, `${dialect.text(label)} AS label`];
    if (relation === null) {
      return `SELECT ${[...text, 'count(*) AS patients', `${dialect.cast('NULL', 'integer')} AS entries`].join(', ')}\nFROM ${dialect.quote(plan.patient.table)}`;
    }
    return `SELECT ${[...text, `${several ? `count(DISTINCT ${key})` : 'count(*)'} AS patients`, 'count(*) AS entries'].join(', ')}\nFROM ${relation}`;
  });
  return `SELECT ${dialect.cast('step', 'integer')} AS step, kind, label, patients, entries,
  lag(patients) OVER (ORDER BY step) - patients AS removed_patients,
  lag(entries) OVER (ORDER BY step) - entries AS removed_entries
FROM (
${counts.join('\nUNION ALL\n')}
)
ORDER BY step`;
}
