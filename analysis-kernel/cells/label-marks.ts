/**
 * Labels of columns inside results. A run puts a mark where a label stands; what is shown puts in the label as the cohort words it now, so
 * that a label can change without anything being computed again.
 */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { labelMark, withoutMarks } from '../results/label-marks';
import type { CellError } from '../results/result';
import type { CellOutcome, TableMeta } from './outcome';

/** The meta with a mark in the place of each label. */
export function markedLabels(meta: TableMeta | null): TableMeta | null {
  if (meta === null) return null;
  return new Map(
    [...meta].map(([column, own]) => {
      const mark = labelMark(column);
      return [column, own.label === undefined ? own : { ...own, label: { en: mark, zh: mark } }];
    }),
  );
}

/**
 * An outcome with labels in the place of marks.
 * @param labelOf the label of a column; null where it has none now, and its name stands
 */
export function withLabels(outcome: CellOutcome, labelOf: (column: string) => Localised | null): CellOutcome {
  const { warnings, figures, views, sentence, paragraph, labels, rScript, conventions } = outcome;
  return { ...outcome, ...filled({ warnings, figures, views, sentence, paragraph, labels, rScript, conventions }, labelOf, 'en') };
}

/** Any part of a result with labels in the place of marks. */
export function partWithLabels<T>(part: T, labelOf: (column: string) => Localised | null): T {
  return filled(part, labelOf, 'en');
}

/** An error with labels in the place of marks. */
export function errorWithLabels(error: CellError, labelOf: (column: string) => Localised | null): CellError {
  return filled(error, labelOf, 'en');
}

function filled<T>(value: T, labelOf: (column: string) => Localised | null, lang: Language): T {
  if (typeof value === 'string') return withoutMarks(value, labelOf, lang) as T;
  if (Array.isArray(value)) return value.map((part: unknown) => filled(part, labelOf, lang)) as T;
  if (value === null || typeof value !== 'object') return value;
  const parts = Object.entries(value).map(([key, part]) => [key, filled(part, labelOf, key === 'zh' ? 'zh' : lang)]);
  return Object.fromEntries(parts) as T;
}
