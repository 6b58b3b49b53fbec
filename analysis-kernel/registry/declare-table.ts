/** Words for declaring result tables, and the columns most of them share. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ValueType } from '../frame/column';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from './method';

/** A column with its meaning in both languages. */
export const column = (name: string, type: ValueType, en: string, zh: string): ColumnDeclaration => ({
  name,
  type,
  description: { en, zh },
});

/** A table, folded where it is the data of a figure or is said in another table's notes. */
export const table = (
  name: string,
  title: Localised,
  description: Localised,
  appears: Localised,
  columns: readonly ColumnDeclaration[],
  disclosure: Disclosure,
  shown: 'open' | 'folded' | 'folded facts' = 'open',
): TableDeclaration => ({
  name,
  title,
  description,
  appears,
  columns,
  disclosure,
  folded: shown !== 'open',
  layout: shown === 'folded facts' ? 'facts' : 'table',
});

export const always: Localised = { en: 'always', zh: '始终' };

/** Appears with the option of this key. */
export const asked = (key: string): Localised => ({ en: `with \`${key}\``, zh: `指定 \`${key}\` 时` });

export const STD_ERROR = column('std_error', 'number', 'Standard error', '标准误');
export const LOW = column('conf_low', 'number', 'Lower confidence limit', '置信下限');
export const HIGH = column('conf_high', 'number', 'Upper confidence limit', '置信上限');
export const P_VALUE = column('p_value', 'number', 'p value', 'P 值');
