/**
 * Marks that stand for the labels of columns in what a run gives, so that a label can change without anything being computed again;
 * and labels joined with what stands under them.
 */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { chineseText } from './chinese-text';

/** Characters of Unicode's private use, which no text of a person holds: a mark's beginning, its end, and what a label in it is joined with. */
const [OPEN, CLOSE, JOINT] = ['\uE000', '\uE001', '\uE002'];
const MARK = /\uE000([^\uE001\uE002]*)(?:\uE002([^\uE001]*))?\uE001/g;
const WHOLE = /^\uE000[^\uE001\uE002]*\uE001$/;

/** Stands for the label of a column. */
export function labelMark(column: string): string {
  return `${OPEN}${column}${CLOSE}`;
}

function joinedText(label: string, value: string, lang: Language): string {
  return value.startsWith(label) && ENDS_WORD.test(value.slice(label.length)) ? value : `${label}${lang === 'zh' ? '：' : ': '}${value}`;
}

/** What follows a label that a value begins with as a word of its own. */
const ENDS_WORD = /^(?:$|[\s\d])/u;

/**
 * `Sex: Female`; a value called as its label (a yes or no that is called as its variable), or that begins with it (`Centre 1`), says so once, also
 * where the label is still a mark.
 */
export function joinedLabel(label: Localised, value: Localised): Localised {
  const one = (lang: Language) =>
    WHOLE.test(label[lang]) ? label[lang].replace(CLOSE, `${JOINT}${value[lang]}${CLOSE}`) : joinedText(label[lang], value[lang], lang);
  return { en: one('en'), zh: one('zh') };
}

/**
 * A text with labels in the place of marks, a Chinese one without blanks between Chinese characters.
 * @param labelOf the label of a column; null where it has none now, and its name stands
 */
export function withoutMarks(text: string, labelOf: (column: string) => Localised | null, lang: Language): string {
  const filled = text.replace(MARK, (_, column: string, value: string | undefined) => {
    const label = labelOf(column)?.[lang] ?? column;
    return value === undefined ? label : joinedText(label, value, lang);
  });
  return lang === 'zh' ? chineseText(filled) : filled;
}
