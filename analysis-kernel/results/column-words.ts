/** Headings and words of a data table, from what is known of its columns. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ColumnMeta } from '../frame/column';
import { headingUnitText } from './format';

export interface ColumnWords {
  readonly header?: Localised;
  /** By value as text. */
  readonly words?: Readonly<Record<string, Localised>>;
}

/** The label of each column with its unit, and words for the values of those that have them; nothing where nothing is known. */
export function columnWords(meta: ReadonlyMap<string, ColumnMeta>): Record<string, ColumnWords> {
  const columns = [...meta].map(([column, { label, unit, levels, codes }]) => {
    const header = label && {
      en: unit === undefined ? label.en : `${label.en}, ${headingUnitText(unit, 'en')}`,
      zh: unit === undefined ? label.zh : `${label.zh}（${headingUnitText(unit, 'zh')}）`,
    };
    const said = (levels ?? codes ?? []).flatMap(({ key, label: level }) => (level === null ? [] : [[key, level] as const]));
    return [column, { ...(header ? { header } : {}), ...(said.length > 0 ? { words: Object.fromEntries(said) } : {}) }] as const;
  });
  return Object.fromEntries(columns);
}
