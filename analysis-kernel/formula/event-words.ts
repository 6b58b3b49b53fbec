/** Event columns that say in words what happened: which word is the event is asked, never taken from the order of the words. */

import { numberText } from '../frame/number-text';
import { firstText } from '../results/format';
import { MethodError } from '../results/method-error';
import { EVENT_ERRORS } from './error-codes';
import type { EventCoding, EventProblem, EventStatus } from './event-coding';
import { foldedWord } from './event-spellings';
import { nearestNames } from './nearest-name';
import type { EvaluatedColumn } from './values';

type Words = Extract<EvaluatedColumn, { kind: 'factor' }>;

/** Words that say by themselves whether it happened. */
const YES = ['yes', 'y', 'true', '是'];
const NO = ['no', 'n', 'false', '否'];

/** Words that say by themselves that nothing happened, or that the follow-up ended before it could. */
const CENSORED = [
  ...NO,
  ...[
    'censored',
    'censor',
    'censoring',
    'cens',
    'none',
    'no event',
    'event-free',
    'event free',
    'alive',
    'living',
    'survived',
    'withdrawn',
  ],
  ...['lost', 'ltfu', 'lost to fu', 'lost to follow up', 'dropout', 'drop-out', 'dropped out'],
  ...['lost to follow-up', 'lost to followup', 'end of follow-up', 'end of followup', 'end of study', 'end of observation'],
  ...['删失', '截尾', '右删失', '无', '无事件', '未发生', '失访', '存活', '生存', '退出', '退出研究', '随访结束', '研究结束', '观察结束'],
];

/** The code that a word is written behind: `0 censored`, `0: alive`. */
const NUMBERED = /^\s*\d+\s*[-–=:.)]?\s*(?=\p{L})/u;

/** Whether a level of an event column says by itself that it means censored. */
export function saysCensored(level: string): boolean {
  return CENSORED.includes(foldedWord(level).replace(NUMBERED, '').trim());
}

/**
 * The level that means yes, where every level means yes or no: of a column of nothing but no the word it would have for yes. Null where one
 * means neither.
 */
export function yesWord(levels: readonly string[]): string | null {
  const plain = levels.map(foldedWord);
  if (levels.length === 0 || levels.length > 2 || !plain.every((level) => YES.includes(level) || NO.includes(level))) return null;
  const yes = levels.filter((_, at) => YES.includes(plain[at]));
  if (yes.length > 1 || (yes.length === 0 && levels.length > 1)) return null;
  return yes[0] ?? YES[NO.indexOf(plain[0])];
}

/**
 * The word that is the event where the words themselves say so: yes beside no, and of two words the one that is left where the other says
 * censored (`alive`, `dead`), unless somebody stated an order for them, which then says it. Null where none of this says it.
 */
export function eventWord(levels: readonly string[], isOrdered: boolean): string | null {
  const events = levels.filter((level) => !saysCensored(level));
  return yesWord(levels) ?? (!isOrdered && levels.length === 2 && events.length === 1 ? events[0] : null);
}

/**
 * The option `event`: that value is the event, every other known value is censored. Those that are events themselves are noted: all but the words
 * that say censored and the number 0 or, without such a value, all where there are several.
 * @throws MethodError `unknown_event` where no row has the value
 */
export function namedEvent(value: EvaluatedColumn, label: string, event: string | number | boolean): EventStatus {
  if (value.kind === 'basis') throw unknownEvent(event, label, []);
  const rows = value.kind === 'factor' ? value.codes.length : value.values.length;
  const textAt = (row: number): string | null => {
    if (value.kind === 'factor') return value.codes[row] < 0 ? null : value.levels[value.codes[row]];
    return Number.isNaN(value.values[row]) ? null : numberText(value.values[row]);
  };
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const text = textAt(row);
    if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const wanted = [...counts.keys()].find((text) => text === String(event)) ?? sameWord(counts, event);
  if (wanted === null) throw unknownEvent(event, label, [...counts.keys()].sort());
  const others = [...counts.keys()].filter((text) => text !== wanted).sort();
  const events = others.filter((text) => !saysCensored(text) && !(value.kind === 'numeric' && text === '0'));
  const n = events.reduce((sum, text) => sum + (counts.get(text) ?? 0), 0);
  const isNoted = events.length > (events.length < others.length ? 0 : 1);
  const coding: EventCoding = { kind: 'factor', event: wanted };
  const notes: EventProblem[] = isNoted ? [{ kind: 'other-causes-censored', cause: wanted, others: events, n }] : [];
  return {
    event: Uint8Array.from({ length: rows }, (_, row) => (textAt(row) === wanted ? 1 : 0)),
    valid: Uint8Array.from({ length: rows }, (_, row) => (textAt(row) === null ? 0 : 1)),
    coding,
    notes,
  };
}

/** A truth value as the column writes it: `event: true` is TRUE or 1. */
function sameWord(counts: ReadonlyMap<string, number>, event: string | number | boolean): string | null {
  const wanted = foldedWord(String(event));
  const found = [...counts.keys()].filter((text) => foldedWord(text) === wanted);
  if (found.length === 1) return found[0];
  const number = event === true ? '1' : event === false ? '0' : null;
  return number !== null && counts.has(number) ? number : null;
}

/** A value as it stands in the settings: in quotes where YAML would read it otherwise. */
export function settingText(value: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ()/+-]*$/u.test(value) && value === value.trim() ? value : JSON.stringify(value);
}

/** The refusal of two words neither of which is known to be the event. */
export function whichIsTheEvent(label: string, { levels }: Words, offset: number): MethodError {
  // A word that says censored is hardly the event.
  const ordered = [...levels.filter((level) => !saysCensored(level)), ...levels.filter(saysCensored)];
  const [first, second = null] = ordered.map(settingText);
  const ways = { en: second === null ? '' : `, or event: ${second}`, zh: second === null ? '' : `，或 event: ${second}` };
  return new MethodError(
    EVENT_ERRORS,
    'event_words',
    {
      en: `${label} holds words (${levels.join(', ')}), and words do not say which is the event. Say it: event: ${first}${ways.en}. A condition does too, as in ${label} == ${JSON.stringify(ordered[0])}.`,
      zh: `${label} 的取值是文字（${levels.join('、')}），仅凭文字无法判断哪个是事件。请指明：event: ${first}${ways.zh}。也可写成条件，如 ${label} == ${JSON.stringify(ordered[0])}。`,
    },
    'formula',
    offset,
    ordered.slice(0, 2).map((level) => `event: ${settingText(level)}`),
  );
}

function unknownEvent(event: string | number | boolean, label: string, values: readonly string[]): MethodError {
  const near = nearestNames(String(event), values);
  const list = (lang: 'en' | 'zh') => firstText(values, 12, lang);
  return new MethodError(
    EVENT_ERRORS,
    'unknown_event',
    { en: `${label} has no value ${event}. Its values: ${list('en')}.`, zh: `${label} 没有取值 ${event}。其取值为：${list('zh')}。` },
    'event',
    null,
    near.length > 0 ? near : values.slice(0, 3),
  );
}
