/** How `diagnostic` reads a marker: measured, ordered, or positive and negative. */
import { yesWord } from '../../../formula/event-words';
import { numbersOf } from '../../../frame/access';
import type { Column } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { numberText } from '../../../frame/number-text';
import { firstText, listText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import { isDated } from '../../own-variables';
import { DIAGNOSTIC_ERRORS } from './errors';

export interface Marker {
  readonly name: string;
  /** One a row, NaN where missing; of a result 1 is positive and 0 negative. */
  readonly values: Float64Array;
  /** Of a positive or negative result. */
  readonly isResult: boolean;
  /** Which value of a result is positive; null of what is measured. */
  readonly positive: string | null;
}

/** A mistake in what the method was given, at the option at fault. */
export const refuse = (
  code: keyof typeof DIAGNOSTIC_ERRORS,
  path: string,
  en: string,
  zh: string,
  fixes: readonly string[] = [],
): MethodError => new MethodError(DIAGNOSTIC_ERRORS, code, { en, zh }, path, null, fixes);

type Value = string | number | boolean;

/**
 * The values of a marker. Booleans, 0/1, 1/2, yes/no and what has the value `positive` are results; categories that the dictionary orders count 1, 2, …;
 * other numbers are measured. Throws MethodError `marker_values`, `marker_words`.
 */
export function readMarker(column: Column, positive: Value | undefined, path: string): Marker {
  const { name } = column;
  if (isDated(column)) {
    throw refuse(
      'marker_values',
      path,
      `${name} holds dates or keys, and a marker is a number or a result. Compute a number from it first, as a time in days.`,
      `${name} 是日期或主键；标志物应为数值或检测结果。请先换算为数值，如天数。`,
    );
  }
  if (column.kind === 'text' && column.type === 'text') return ofWords(column, positive, path);
  const values = numbersOf(column) ?? new Float64Array(column.valid.length).fill(Number.NaN);
  const isBoolean = column.kind === 'numeric' && column.type === 'boolean';
  const distinct = isBoolean ? [0, 1] : fewValues(values);
  const wanted = positive === undefined ? null : isBoolean ? Number(String(positive).toLowerCase() === 'true') : Number(positive);
  const own = distinct === null || wanted === null || !distinct.includes(wanted) ? null : wanted;
  const code = own ?? codeOf(distinct, isBoolean);
  if (code === null) return { name, values, isResult: false, positive: null };
  return {
    name,
    values: values.map((value) => (Number.isNaN(value) ? value : value === code ? 1 : 0)),
    isResult: true,
    positive: isBoolean ? (code === 1 ? 'TRUE' : 'FALSE') : numberText(code),
  };
}

/** The positive of a boolean, of 0/1 and of 1/2. */
function codeOf(distinct: readonly number[] | null, isBoolean: boolean): number | null {
  if (isBoolean) return 1;
  if (distinct === null || distinct.length < 2) return null;
  if (distinct.every((value) => value === 0 || value === 1)) return 1;
  return distinct.every((value) => value === 1 || value === 2) ? 2 : null;
}

/** The distinct values, ascending, where there are no more than two. */
function fewValues(values: Float64Array): readonly number[] | null {
  const found = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    found.add(value);
    if (found.size > 2) return null;
  }
  return [...found].sort((a, b) => a - b);
}

function ofWords(column: Column, positive: Value | undefined, path: string): Marker {
  const { name } = column;
  const { codes, levels } = factorOf(column);
  const wanted = positive === undefined ? undefined : levels.find((level) => level.toLowerCase() === String(positive).toLowerCase());
  const word = wanted ?? yesWord(levels);
  if (word !== null) {
    const place = levels.indexOf(word);
    return {
      name,
      values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code === place ? 1 : 0)),
      isResult: true,
      positive: word,
    };
  }
  if (column.meta.ordered === true) {
    const places = new Map((column.meta.levels ?? []).map(({ key }, at) => [key, at + 1]));
    const ranks = levels.map((level, at) => places.get(level) ?? places.size + at + 1);
    return { name, values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : ranks[code])), isResult: false, positive: null };
  }
  const ways = levels.slice(0, 2).map((level) => `positive: ${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(level) ? level : JSON.stringify(level)}`);
  throw refuse(
    'marker_words',
    path,
    `${name} holds words (${firstText(levels, 12, 'en')}), and words do not say which is the positive result. Say it: ${listText(ways, 'en').replace(', ', ', or ')}. If they are grades, put them in order in the dictionary, or give them numbers.`,
    `${name} 的取值是文字（${firstText(levels, 12, 'zh')}），仅凭文字无法判断哪个为阳性。请指明：${ways.join('，或 ')}。若为等级，请在数据字典中给出顺序，或改用数值。`,
    ways,
  );
}
