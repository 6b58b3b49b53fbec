/** How many patients and entries each step leaves. */
import type { Plan, Step } from '../plan/nodes';
import type { Span } from '../source/span';
import { column } from './context';
import type { Dialect } from './dialects/dialect';
import { severalEntries } from './index-clause';
import { as, from, kept, type Query, type Relation, select } from './tree';

type AttritionKind = 'database' | 'index' | 'observation' | 'include' | 'exclude' | 'keep' | 'follow_up' | 'merged' | 'result';

/** Texts of the attrition table: the fixed steps by kind, the program's own in their order. */
export interface AttritionLabels {
  readonly fixed: Readonly<Record<'database' | 'index' | 'observation' | 'follow_up' | 'merged' | 'result', string>>;
  /** One for each step of the plan: its label, or its explained text. */
  readonly steps: readonly string[];
}

export interface AttritionStep {
  readonly kind: AttritionKind;
  readonly label: string;
  /** The entries that are left; null for the database. */
  readonly relation: Relation | null;
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

/** One row of the attrition table, as far as the plan alone tells. */
export interface AttritionOutline {
  readonly kind: AttritionKind;
  /** Place among the plan's steps; null for the fixed rows. */
  readonly step: number | null;
  /** The clause it counts; null where no clause of the program says it. */
  readonly place: Span | null;
}

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

/** The text of one row. */
export function attritionLabel({ kind, step }: Pick<AttritionOutline, 'kind' | 'step'>, labels: AttritionLabels): string {
  if (kind === 'include' || kind === 'exclude' || kind === 'keep') return labels.steps[step ?? -1] ?? kind;
  return labels.fixed[kind];
}

/** The query of the attrition table. */
export function attritionQuery(plan: Plan, dialect: Dialect, steps: readonly AttritionStep[]): Query {
  const several = severalEntries(plan);
  const key = dialect.quote(column.key);
  const queries = steps.map(({ kind, label, relation }, place) => {
    const text = [as(String(place + 1), 'step'), as(dialect.text(kind), 'kind'), as(dialect.text(label), 'label')];
    const all = as('count(*)', 'entries');
    if (relation === null) {
      const none = as(dialect.cast('NULL', 'integer'), 'entries');
      return select([...text, as('count(*)', 'patients'), none], { from: from({ kind: 'table', name: plan.patient.table }) });
    }
    return select([...text, as(several ? `count(DISTINCT ${key})` : 'count(*)', 'patients'), all], { from: from(relation) });
  });
  const removed = (of: string) => as(`lag(${of}) OVER (ORDER BY step) - ${of}`, `removed_${of}`);
  return select(
    [as(dialect.cast('step', 'integer'), 'step'), ...kept('kind', 'label', 'patients', 'entries'), removed('patients'), removed('entries')],
    { from: from({ kind: 'nested', query: { kind: 'union', queries } }), orderBy: ['step'] },
  );
}
