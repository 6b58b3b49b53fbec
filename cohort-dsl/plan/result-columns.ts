/** The columns of a cohort's result table, as its plan gives them. */

import { columnOfRole, type Dictionary, patientTable } from '../schema/dictionary';
import type { Language, Localised } from '../source/localised';
import type { Duration, Expr, ValueType } from './expressions';
import { boundReasons, type Plan, type Reason } from './nodes';

interface ResultLevel {
  readonly key: string;
  readonly label: Localised | null;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: ValueType['base'];
  readonly label: Localised | null;
  /** UCUM; null for a bare number and for what is no number. */
  readonly unit: string | null;
  /** Levels of a category in dictionary order; null where it has none, or none known. */
  readonly levels: readonly ResultLevel[] | null;
  readonly ordered: boolean;
  /** Words for values that are no category: codes of an integer column, as 0 no and 1 yes, and reasons of exits; null where there are none. */
  readonly codes: readonly ResultLevel[] | null;
  readonly role: 'key' | 'date' | 'centre' | 'exit' | 'entry' | null;
  /** The outcome the column belongs to, and what it says of it: time to it or to the end of follow-up, whether it came, which cause, when. */
  readonly outcome: { readonly name: string; readonly part: 'time' | 'event' | 'cause' | 'date' | 'exit' } | null;
  /** What an `X_event` column means: its outcome, and its causes coded 1, 2, …; null causes for 0/1. */
  readonly event: {
    readonly outcome: string;
    readonly causes: readonly string[] | null;
    /** Words for causes that the program did not name itself; left out where it named all. */
    readonly causeWords?: readonly ResultLevel[];
    readonly namesDeath: boolean;
  } | null;
}

function column(name: string, type: ValueType['base'], rest: Partial<ResultColumn> = {}): ResultColumn {
  return {
    name,
    type,
    label: null,
    unit: null,
    levels: null,
    ordered: false,
    codes: null,
    role: null,
    outcome: null,
    event: null,
    ...rest,
  };
}

function labelled(text: string | null, en: string, zh: string): Localised {
  return { en: `${text ?? ''}${en}`, zh: `${text ?? ''}${zh}` };
}

type Words = (lang: Language) => (expr: Expr, plan: Plan) => string;

/**
 * Columns of table NAME, in order: key, index and exit, which index and the days to it where asked, each outcome's, the variables.
 * @param words for a date that was given no label
 */
export function resultColumns(plan: Plan, dictionary: Dictionary, words: Words): readonly ResultColumn[] {
  const fixed = [
    column(plan.patient.key, plan.patient.keyType, { role: 'key', label: columnOfRole(patientTable(dictionary), 'key')?.label ?? null }),
    column('index_date', 'date', { role: 'date', label: { en: 'Index date', zh: '入组日期' } }),
    column('exit_date', 'date', { role: 'date', label: { en: 'Exit date', zh: '出组日期' } }),
    column('exit_reason', 'text', {
      role: 'exit',
      label: { en: 'Exit reason', zh: '出组原因' },
      codes: reasonsOf(plan.follow, plan, words),
    }),
  ];
  return [
    ...fixed,
    ...indexColumns(plan),
    ...plan.outcomes.flatMap((outcome, i) => outcomeColumns(outcome, plan.labels.outcomes[i], plan, words)),
    ...variableColumns(plan, dictionary),
  ];
}

function indexColumns({ index, origin }: Plan): readonly ResultColumn[] {
  const columns: ResultColumn[] = [];
  if (index.kind === 'firstOf') {
    const levels = index.arms.map(({ label }) => ({ key: label, label: null }));
    columns.push(column('index_label', 'text', { levels, label: { en: 'Index event', zh: '入组事件' } }));
  }
  if (origin !== null) {
    const label = { en: 'Days from the time origin to index', zh: '从时间起点到入组的天数' };
    columns.push(column('entry_days', 'integer', { role: 'entry', unit: 'd', label }));
  }
  return columns;
}

/** Reasons that rows may hold: those of every program and its own. */
function reasonsOf(reasons: readonly Reason[], plan: Plan, words: Words): readonly ResultLevel[] {
  const known = new Map<string, ResultLevel>(Object.values(boundReasons).map((label) => [label.en, { key: label.en, label }]));
  for (const level of levelsOfReasons(reasons, plan, words)) if (!known.has(level.key)) known.set(level.key, level);
  return [...known.values()];
}

/** Each reason or cause in words. One that the program words for itself stands as it is written. */
function levelsOfReasons(reasons: readonly Reason[], plan: Plan, words: Words): readonly ResultLevel[] {
  return reasons.map(({ value, label: key }) => {
    const label = words('en')(value, plan) === key ? { en: key, zh: words('zh')(value, plan) } : null;
    return { key, label };
  });
}

function outcomeColumns(outcome: Plan['outcomes'][number], label: string | null, plan: Plan, words: Words): readonly ResultColumn[] {
  const { name } = outcome;
  const text = label ?? name;
  const causes = outcome.kind === 'causes' ? outcome.causes.map((cause) => cause.label) : null;
  const levels = outcome.kind === 'causes' ? levelsOfReasons(outcome.causes, plan, words) : [];
  const worded = levels.filter((level) => level.label !== null);
  const columns = [
    column(`${name}_date`, 'date', { role: 'date', outcome: { name, part: 'date' }, label: labelled(text, ', date', '：日期') }),
    column(`${name}_days`, 'integer', {
      unit: 'd',
      outcome: { name, part: 'time' },
      label: labelled(text, ', days of follow-up', '：随访天数'),
    }),
    column(`${name}_event`, 'integer', {
      label: labelled(text, '', ''),
      outcome: { name, part: 'event' },
      event: { outcome: name, causes, ...(worded.length > 0 ? { causeWords: worded } : {}), namesDeath: outcome.namesDeath },
    }),
  ];
  if (causes) {
    columns.push(column(`${name}_cause`, 'text', { levels, outcome: { name, part: 'cause' }, label: labelled(text, ', cause', '：原因') }));
  }
  if (outcome.until) {
    const label = labelled(text, ', exit reason', '：出组原因');
    const codes = reasonsOf([...plan.follow, ...outcome.until], plan, words);
    columns.push(column(`${name}_exit_reason`, 'text', { role: 'exit', outcome: { name, part: 'exit' }, label, codes }));
  }
  return columns;
}

function variableColumns(plan: Plan, dictionary: Dictionary): readonly ResultColumn[] {
  return plan.variables.map(({ name, value }, i) => {
    const label = plan.labels.variables[i];
    const { type } = value;
    const source = sourceOf(value, plan, dictionary);
    return column(name, type.base, {
      label: label === null ? (source?.label ?? null) : { en: label, zh: label },
      unit: type.unit ?? countedUnit(value),
      levels: type.category && type.category.keys.length > 0 ? levelsOf(type.category.keys, dictionary) : null,
      ordered: type.category?.ordered ?? false,
      codes: type.base === 'integer' ? (source?.values ?? null) : null,
      role: source?.centre ? 'centre' : null,
    });
  });
}

/** UCUM's units of time. */
const UNITS_OF_TIME: Readonly<Record<Duration['unit'], string>> = {
  minutes: 'min',
  hours: 'h',
  days: 'd',
  weeks: 'wk',
  months: 'mo',
  years: 'a',
};

/** What an age or the time between two days is counted in: the language compares such counts with bare numbers, but a table says what they are. */
function countedUnit(value: Expr): string | null {
  if (value.kind === 'age') return UNITS_OF_TIME.years;
  return value.kind === 'elapsed' ? UNITS_OF_TIME[value.unit] : null;
}

interface SourceFacts {
  readonly label: Localised;
  readonly centre: boolean;
  readonly values: readonly ResultLevel[] | null;
}

/** What the dictionary says of a variable that is one column: of the patient, of the index row, or an item's value. */
function sourceOf(value: Expr, plan: Plan, dictionary: Dictionary): SourceFacts | null {
  if (value.kind === 'patientColumn') return columnIn(dictionary, plan.patient.table, value.column);
  if (value.kind === 'indexColumn') {
    const rows = plan.index.kind === 'pick' ? plan.index.pick.rows : plan.index.kind === 'each' ? plan.index.rows : null;
    return rows?.source.kind === 'table' ? columnIn(dictionary, rows.source.table, value.column) : null;
  }
  if (value.kind !== 'pick' || value.rows.source.kind !== 'table') return null;
  const { source } = value.rows;
  const table = dictionary.tables.find((one) => one.name === source.table);
  const item = source.items?.names.length === 1 ? table?.items.find((one) => one.name === source.items?.names[0]) : undefined;
  const isValue = table?.columns.find((one) => one.role === 'value')?.name === value.column;
  return item && isValue ? { label: item.label, centre: false, values: null } : null;
}

function columnIn(dictionary: Dictionary, table: string, name: string): SourceFacts | null {
  const found = dictionary.tables.find((one) => one.name === table)?.columns.find((one) => one.name === name);
  return found ? { label: found.label, centre: found.role === 'centre', values: found.values } : null;
}

/** The labels of the dictionary's category with exactly these keys. */
function levelsOf(keys: readonly string[], dictionary: Dictionary): readonly ResultLevel[] {
  for (const table of dictionary.tables) {
    for (const { values } of table.columns) {
      if (values && values.length === keys.length && values.every((value, i) => value.key === keys[i])) return values;
    }
  }
  return keys.map((key) => ({ key, label: null }));
}
