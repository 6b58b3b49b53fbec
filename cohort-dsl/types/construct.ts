/** How the forms of words are declared, and the rules for missing values that several share. */
import type { Localised } from '../source/localised';
import type { Blueprint } from './blueprint';

export const oneValue = 'one value a patient' as const;

export const passes: Localised = { en: 'A missing argument gives missing.', zh: '参数缺失则结果缺失。' };
export const never: Localised = { en: 'Never missing.', zh: '从不缺失。' };
export const noRows: Localised = { en: 'Missing values are skipped; no rows give missing.', zh: '忽略缺失值；没有记录则结果缺失。' };
export const kleene: Localised = { en: 'Missing unless the known parts decide.', zh: '除非已知部分足以判定，否则缺失。' };
export const rowsOnly: Localised = { en: 'Rows whose condition or date is missing are not kept.', zh: '条件或日期缺失的记录不保留。' };

/** A form of words, its texts in English and Chinese. */
export function construct(
  name: string,
  kind: Blueprint['kind'],
  signature: string,
  grain: Blueprint['grain'],
  missing: Localised,
  doc: readonly [string, string],
  example: string,
): Blueprint {
  return { name, kind, signature, grain, missing, doc: { en: doc[0], zh: doc[1] }, example };
}

export const many = 'many rows a patient' as const;
export const oneRow = 'one row a patient' as const;
