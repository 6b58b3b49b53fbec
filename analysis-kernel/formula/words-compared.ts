/** Words that a condition compares a column with: one that no row has is a slip of spelling more often than not. */
import { numberText } from '../frame/number-text';
import { firstText } from '../results/format';
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
