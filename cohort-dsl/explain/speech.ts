import type { CodeSet, Duration } from '../plan/expressions';
import type { Let, PlanLabels } from '../plan/nodes';
import type { Column, Dictionary, Item, Table } from '../schema/dictionary';
import type { Language } from '../source/localised';

/** What putting an expression into words needs: the language, the dictionary's labels, the plan's code lists and lets. */
export interface Speech {
  readonly lang: Language;
  readonly dictionary: Dictionary;
  readonly codes: readonly CodeSet[];
  readonly lets: readonly Let[];
  /** Names of the plan's code lists, outcomes and variables, where they are known. */
  readonly labels: Pick<PlanLabels, 'codes'> | null;
  readonly outcomes: readonly string[];
  readonly variables: readonly string[];
}

/** The text in the speech's language. */
export function say({ lang }: Speech, en: string, zh: string): string {
  return lang === 'zh' ? zh : en;
}

const UNITS: Readonly<Record<Duration['unit'], readonly [string, string]>> = {
  minutes: ['minute', '分钟'],
  hours: ['hour', '小时'],
  days: ['day', '天'],
  weeks: ['week', '周'],
  months: ['month', '个月'],
  years: ['year', '年'],
};

/** `1 month`, `180 days`; `1 个月`, `180 天`. */
export function durationText(speech: Speech, { count, unit }: Duration): string {
  const [en, zh] = UNITS[unit];
  const size = Math.abs(count);
  return say(speech, `${size} ${en}${size === 1 ? '' : 's'}`, `${size} ${zh}`);
}

/** The word of a unit alone: `completed years`. */
export function unitText(speech: Speech, unit: Duration['unit']): string {
  const [en, zh] = UNITS[unit];
  return say(speech, `${en}s`, zh.replace('个', ''));
}

/** `a, b or c`; `a、b 或 c`. */
export function listText(speech: Speech, texts: readonly string[], word: 'and' | 'or'): string {
  if (texts.length < 2) return texts[0] ?? '';
  const head = texts.slice(0, -1).join(say(speech, ', ', '、'));
  return say(speech, `${head} ${word} ${texts[texts.length - 1]}`, `${head}${word === 'and' ? '且' : '或'}${texts[texts.length - 1]}`);
}

/** A text in the quotes of the language. */
export function quote(speech: Speech, text: string): string {
  return say(speech, `“${text}”`, `“${text}”`);
}

/** A table of the dictionary by name; null for rows that no table holds. */
export function tableOf({ dictionary }: Speech, name: string): Table | null {
  return dictionary.tables.find((table) => table.name === name) ?? null;
}

/** Lower-case first letter, where the word is not an abbreviation: labels stand inside sentences. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

/** Label of a column, or its name where no dictionary column is known. */
export function columnText({ lang }: Speech, column: Column | Item | null, name: string): string {
  const label = column?.label[lang] ?? name;
  return label === name ? name : inSentence(label);
}

/** Label of a category's key, with the key itself where they differ. */
export function keyText({ lang }: Speech, column: Column | null, key: string): string {
  return column?.values?.find((value) => value.key === key)?.label[lang] ?? key;
}
