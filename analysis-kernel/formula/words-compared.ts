/** Words that a condition compares a column with: one that no row has is a slip of spelling more often than not. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../frame/number-text';
import { countText, firstText, rowsText } from '../results/format';
import { MethodError } from '../results/method-error';
import { factorOfNumbers } from './call';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import { foldedWord } from './event-spellings';
import type { Expression } from './expression';
import { didYouMean, nearestNames } from './nearest-name';
import type { EvaluatedColumn, Scalar } from './values';

/** What can stand in for a word inside the quotes it has, and is no setting of a cell. */
const PLAIN = /^[^"'`\\:\n]+$/u;
const MOST_LISTED = 12;

/**
 * Refuses a word of `==`, `!=` or `%in%` that no row has: where the column spells it otherwise (case, blanks, width), or where it has several
 * values and none of the words is among them. A column of one other value may really lack the word, as may one of whose `known` levels it is.
 * @param constants one value, or the list behind `%in%`
 * @param places of the constants in the formula
 * @throws MethodError `unknown_level` at the word, with the column's values and the nearest as fixes
 */
export function refuseUnknownWords(
  value: EvaluatedColumn,
  expression: Expression,
  constants: readonly Scalar[],
  places: readonly number[],
  known: readonly string[],
): void {
  if (value.kind === 'basis' || !constants.some((one) => typeof one === 'string')) return;
  const levels = value.kind === 'factor' ? value.levels : factorOfNumbers(value.values).levels;
  const words = constants.map((one) => (typeof one === 'number' ? numberText(one) : String(one)));
  const isMet = words.some((word) => levels.includes(word) || known.includes(word));
  for (const [at, word] of words.entries()) {
    if (levels.includes(word) || known.includes(word)) continue;
    const twins = levels.filter((level) => foldedWord(level) === foldedWord(word) && !words.includes(level));
    if (twins.length > 0 || (!isMet && levels.length > 1)) throw noRowHas(word, expression, levels, twins, places[at]);
  }
}

/**
 * What to say where a word of `==`, `!=` or `%in%` is met and the column has it in other spellings too (case, blanks, width), which the
 * condition tells apart; null where it has none.
 */
export function otherSpellings(value: EvaluatedColumn, expression: Expression, constants: readonly Scalar[]): Localised | null {
  if (value.kind !== 'factor') return null;
  const words = constants.filter((one) => typeof one === 'string');
  const met = words.filter((word) => value.levels.includes(word));
  const others = value.levels.filter((level) => !words.includes(level) && met.some((word) => foldedWord(word) === foldedWord(level)));
  if (others.length === 0) return null;
  const rows = value.codes.reduce((sum, code) => sum + (code >= 0 && others.includes(value.levels[code]) ? 1 : 0), 0);
  const [shown, all] = [others, [...met, ...others]].map((some) => some.map((level) => JSON.stringify(level)));
  const label = deparse(expression);
  const list = `${label} %in% c(${all.join(', ')})`;
  return {
    en: `${label} is compared with ${met.map((word) => JSON.stringify(word)).join(', ')} to the letter; ${rowsText(rows, 'has', 'have')} the same word as ${shown.join(', ')} and ${rows === 1 ? 'counts' : 'count'} as something else. If they mean the same, write ${list}.`,
    zh: `${label} 与 ${met.map((word) => JSON.stringify(word)).join('、')} 逐字比较；另有 ${countText(rows)} 行写作 ${shown.join('、')}，按不同取值处理。若含义相同，请写作 ${list}。`,
  };
}

function noRowHas(word: string, expression: Expression, levels: readonly string[], twins: readonly string[], offset: number): MethodError {
  const near = [...new Set([...twins, ...nearestNames(word, levels)])].slice(0, 3);
  const shown = levels.map((level) => JSON.stringify(level));
  const meant = didYouMean(near.map((level) => JSON.stringify(level)));
  const label = deparse(expression);
  return new MethodError(
    FORMULA_ERRORS,
    'unknown_level',
    {
      en: `No row has the value ${JSON.stringify(word)} in ${label}. Its values: ${firstText(shown, MOST_LISTED, 'en')}.${meant.en}`,
      zh: `${label} 中没有任何行取值为 ${JSON.stringify(word)}。其取值为：${firstText(shown, MOST_LISTED, 'zh')}。${meant.zh}`,
    },
    'formula',
    offset,
    near.filter((level) => PLAIN.test(level)),
  );
}
