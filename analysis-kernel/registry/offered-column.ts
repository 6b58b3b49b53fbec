/** A column that an analysis may take, as pick lists and starting values see it: what is known of it before any cell has run. */
import type { Dictionary, ResultColumn } from '@/cohort-dsl';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ColumnMeta, Level, OutcomePart, ValueType } from '../frame/column';
import { namesPeople } from '../frame/identifier';

/** Types of a database's columns and of what cells make. */
export type OfferedType = Dictionary['tables'][number]['columns'][number]['type'] | ResultColumn['type'] | ValueType;

export interface OfferedColumn {
  readonly name: string;
  readonly type: OfferedType;
  readonly label: Localised | null;
  /** UCUM. */
  readonly unit: string | null;
  readonly use: 'time' | 'event' | 'category' | 'numeric' | 'date' | 'key' | 'other';
  /** The outcome of a cohort it belongs to. */
  readonly outcome: OutcomePart | null;
  /** The kinds of event of an event column that has several. */
  readonly causes: readonly string[] | null;
  /** Levels of a category in their order, where they are known. */
  readonly levels: readonly Level[] | null;
  /** Words for the values of a number, as 0 no and 1 yes, or for the causes of an event. */
  readonly words?: readonly Level[];
}

/** A column by its name, type and meta. */
export function offeredColumn(name: string, type: OfferedType, meta: ColumnMeta): OfferedColumn {
  return {
    name,
    type,
    label: meta.label ?? null,
    unit: meta.unit ?? null,
    use: purposeOf(name, type, meta),
    outcome: meta.outcome ?? null,
    causes: meta.event?.causes ?? null,
    levels: meta.levels ?? null,
    ...wordsOf(meta),
  };
}

function wordsOf({ codes, event }: ColumnMeta): Pick<OfferedColumn, 'words'> {
  const words = codes ?? event?.causeWords;
  return words === undefined ? {} : { words };
}

function purposeOf(name: string, type: OfferedType, meta: ColumnMeta): OfferedColumn['use'] {
  if (meta.event) return 'event';
  if (meta.role === 'key' || (meta.label === undefined && ['integer', 'text'].includes(type) && namesPeople(name))) return 'key';
  if (meta.role === 'exit') return 'other';
  if (meta.outcome?.part === 'time' || meta.role === 'entry') return 'time';
  if (meta.levels || type === 'text' || type === 'boolean' || type === 'category') return 'category';
  if (type === 'date' || type === 'datetime') return 'date';
  return type === 'integer' || type === 'number' || type === 'decimal' ? 'numeric' : 'other';
}

/** Columns that describe a row, as covariates, groups and characteristics do: no key, no date, nothing of an outcome. */
export function describingColumns<C extends Pick<OfferedColumn, 'use' | 'outcome'>>(columns: readonly C[]): readonly C[] {
  return columns.filter(({ use, outcome }) => outcome === null && !['key', 'date', 'time', 'other'].includes(use));
}

/** Whether a column falls into groups: a category, or a number without a unit whose values have words. */
export function isGrouping({ use, unit, words }: OfferedColumn): boolean {
  return use === 'category' || (use === 'numeric' && unit === null && words !== undefined && words.length > 1);
}

/** Units of an age or a duration, which describes a patient or is an outcome of its own kind. */
const TIMES = new Set(['a', 'mo', 'wk', 'd', 'h', 'years', 'months', 'weeks', 'days']);

/** A quantity that was measured. Of other columns nothing tells an outcome from what a patient is described by, as sex or centre. */
export function isMeasured({ use, unit }: OfferedColumn): boolean {
  return use === 'numeric' && unit !== null && !TIMES.has(unit);
}

/** Numbers that describe a row: what was measured first, then other quantities with a unit, then those without. */
export function startingNumbers(columns: readonly OfferedColumn[]): readonly OfferedColumn[] {
  const own = describingColumns(columns).filter((column) => column.use === 'numeric' && !isGrouping(column));
  const rank = (column: OfferedColumn) => (isMeasured(column) ? 0 : column.unit !== null ? 1 : 2);
  return own.toSorted((a, b) => rank(a) - rank(b));
}

export interface OfferedOutcome {
  readonly name: string;
  readonly time: string;
  readonly event: OfferedColumn;
}

/** Outcomes whose time and event are both there. */
export function offeredOutcomes(columns: readonly OfferedColumn[]): readonly OfferedOutcome[] {
  return columns.flatMap((event) => {
    if (event.outcome?.part !== 'event') return [];
    const { name } = event.outcome;
    const time = columns.find(({ outcome }) => outcome?.name === name && outcome.part === 'time');
    return time ? [{ name, time: time.name, event }] : [];
  });
}
