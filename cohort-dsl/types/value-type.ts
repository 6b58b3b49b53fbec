/** Value types: how they are made, compared and put into words. */

import type { ValueType } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import type { Localised } from '../source/localised';

function plain(base: ValueType['base']): ValueType {
  return { base, unit: null, category: null, system: null };
}

export const booleanType = plain('boolean');
export const integerType = plain('integer');
export const numberType = plain('number');
export const textType = plain('text');
export const dateType = plain('date');
export const datetimeType = plain('datetime');

/** A number with a unit (UCUM), or a bare one. */
export function numberOf(unit: string | null): ValueType {
  return { base: 'number', unit, category: null, system: null };
}

/** A category by its keys. */
export function categoryOf(keys: readonly string[], ordered: boolean): ValueType {
  return { base: 'text', unit: null, category: { keys, ordered }, system: null };
}

/** A code of a system. */
export function codeOf(system: string): ValueType {
  return { base: 'text', unit: null, category: null, system };
}

/** The kinds of value that the rules tell apart. */
export type Family = 'boolean' | 'number' | 'text' | 'category' | 'code' | 'date';

/** The kind of a value, by which it can be compared. */
export function familyOf(type: ValueType): Family {
  switch (type.base) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'date':
    case 'datetime':
      return 'date';
    case 'text':
      return type.category ? 'category' : type.system !== null ? 'code' : 'text';
  }
}

const words: Readonly<Record<Family, Localised>> = {
  boolean: { en: 'yes or no', zh: '是或否' },
  number: { en: 'a number', zh: '数值' },
  text: { en: 'a text', zh: '文本' },
  category: { en: 'a category', zh: '分类' },
  code: { en: 'a code', zh: '编码' },
  date: { en: 'a date', zh: '日期' },
};

/** What a value is, in words: `a number in mg/dL`, `an ICD10 code`. */
export function describeType(type: ValueType): Localised {
  const family = familyOf(type);
  if (family === 'number') {
    if (type.unit !== null) {
      const unit = usualSpelling(type.unit);
      return { en: `a number in ${unit}`, zh: `单位为 ${unit} 的数值` };
    }
    return type.base === 'integer' ? { en: 'a whole number', zh: '整数' } : words.number;
  }
  if (family === 'code' && type.system !== null) return { en: `a code of ${type.system}`, zh: `${type.system} 编码` };
  if (type.base === 'datetime') return { en: 'a date with time', zh: '日期时间' };
  return words[family];
}

/** Whether two categories have the same keys in the same order. */
export function sameCategory(a: ValueType, b: ValueType): boolean {
  if (!a.category || !b.category) return false;
  return a.category.keys.length === b.category.keys.length && a.category.keys.every((key, i) => key === b.category?.keys[i]);
}
