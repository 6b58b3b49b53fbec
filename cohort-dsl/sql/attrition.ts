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

const fixedTexts: Readonly<Record<'en' | 'zh', AttritionLabels['fixed']>> = {
  en: {
    database: 'Patients in the database',
    index: 'With an index date',
    observation: 'Under observation at index',
    follow_up: 'With follow-up from index',
    merged: 'Entries merged',
    result: 'Cohort',
  },
  zh: {
    database: '数据库患者',
    index: '有入组日期',
    observation: '入组时处于观察期',
    follow_up: '入组后有随访',
    merged: '合并入组记录',
    result: '队列',
  },
};

/**
 * Texts of the attrition table.
 * @param steps the program's labels or explained texts; by default its labels, and the clause's kind where there is none
 */
export function attritionLabels(plan: Plan, lang: 'en' | 'zh' = 'en', steps: readonly string[] | null = null): AttritionLabels {
  return { fixed: fixedTexts[lang], steps: steps ?? plan.steps.map((step, place) => plan.labels.steps[place] ?? stepName(step)) };
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
