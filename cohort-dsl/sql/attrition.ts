/** How many patients and entries each step leaves. */
import type { Plan, Step } from '../plan/nodes';
import type { Localised } from '../source/localised';
import type { Span } from '../source/span';
import { column } from './context';
import type { Dialect, Sql } from './dialects/dialect';
import { severalEntries } from './index-clause';

export type AttritionKind = 'database' | 'index' | 'observation' | 'include' | 'exclude' | 'keep' | 'follow_up' | 'merged' | 'result';

/** One row of the attrition table, as far as the plan alone tells. */
export interface AttritionOutline {
  readonly kind: AttritionKind;
  /** Place among the plan's steps; null for the fixed rows. */
  readonly step: number | null;
  /** The clause it counts; null where no clause of the program says it. */
  readonly place: Span | null;
}

/** Texts of the attrition table: the fixed rows by kind, the program's own in the order of the plan's steps. */
export interface AttritionLabels {
  readonly fixed: Readonly<Record<'database' | 'index' | 'observation' | 'follow_up' | 'merged' | 'result', string>>;
  /** One for each step of the plan: its label, or its explained text. */
  readonly steps: readonly string[];
}

const fixedTexts: Readonly<Record<keyof AttritionLabels['fixed'], Localised>> = {
  database: { en: 'Patients in the database', zh: '数据库患者' },
  index: { en: 'With an index date', zh: '有入组日期' },
  observation: { en: 'Under observation at index', zh: '入组时处于观察期' },
  follow_up: { en: 'With follow-up from index', zh: '入组后有随访' },
  merged: { en: 'Entries merged', zh: '合并入组记录' },
  result: { en: 'Cohort', zh: '队列' },
};

/** The rows of the attrition table in their order: the index, observation, the criteria as written, follow-up, and what is merged at the end. */
export function attritionOutline(plan: Plan): readonly AttritionOutline[] {
  const fixed = (kind: AttritionKind, place: Span | null = null): AttritionOutline => ({ kind, step: null, place });
  const steps = plan.steps.map((step, at) => ({ step, at, place: plan.places.steps[at] ?? null }));
  return [
    fixed('database'),
    fixed('index', plan.places.index),
    fixed('observation'),
    ...steps.flatMap(({ step, at, place }) => (step.kind === 'merge' ? [] : [{ kind: step.kind, step: at, place }])),
    fixed('follow_up', plan.places.follow),
    ...steps.flatMap(({ step, at, place }) => (step.kind === 'merge' ? [{ kind: 'merged' as const, step: at, place }] : [])),
    fixed('result'),
  ];
}

/**
 * Texts of the attrition table.
 * @param steps the program's labels or explained texts; by default its labels, and the clause's kind where there is none
 */
export function attritionLabels(plan: Plan, lang: 'en' | 'zh' = 'en', steps: readonly string[] | null = null): AttritionLabels {
  const { database, index, observation, follow_up, merged, result } = fixedTexts;
  return {
    fixed: {
      database: database[lang],
      index: index[lang],
      observation: observation[lang],
      follow_up: follow_up[lang],
      merged: merged[lang],
      result: result[lang],
    },
    steps: steps ?? plan.steps.map((step, place) => plan.labels.steps[place] ?? stepName(step)),
  };
}

/** The text of one row. */
export function attritionLabel({ kind, step }: Pick<AttritionOutline, 'kind' | 'step'>, labels: AttritionLabels): string {
  if (kind === 'include' || kind === 'exclude' || kind === 'keep') return labels.steps[step ?? -1] ?? kind;
  return labels.fixed[kind];
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

/**
 * The query of the attrition table.
 * @param relations quoted relation of the entries that each row of the outline leaves; null for the database
 */
export function attritionQuery(plan: Plan, dialect: Dialect, labels: AttritionLabels, relations: readonly (Sql | null)[]): Sql {
  const several = severalEntries(plan);
  const key = dialect.quote(column.key);
  const counts = attritionOutline(plan).map((row, place) => {
    const relation = relations[place];
    const text = [`${place + 1} AS step`, `${dialect.text(row.kind)} AS kind`, `${dialect.text(attritionLabel(row, labels))} AS label`];
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
