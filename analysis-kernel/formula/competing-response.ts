/** The left side of a formula with several kinds of event: `Surv(time, cause)` or `Surv(start, stop, cause)`. */

import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { firstText } from '../results/format';
import { MethodError } from '../results/method-error';
import { deparse } from './deparse';
import { CAUSE_ERRORS, FORMULA_ERRORS } from './error-codes';
import type { Evaluator } from './evaluate';
import { joinedSpellings, placeOfWord, type Spellings } from './event-spellings';
import { saysCensored, settingText } from './event-words';
import type { Expression } from './expression';
import { nearestNames } from './nearest-name';
import type { Formula } from './parse-formula';
import { checkTimes, numbersFor, refuseDate, survParts } from './survival-response';
import type { EvaluatedColumn } from './values';

export interface CompetingResponse {
  /** Entry times; null without left truncation. NaN where missing. */
  readonly start: Float64Array | null;
  /** NaN where missing. */
  readonly time: Float64Array;
  /** 0 censored, 1…k the causes. */
  readonly cause: Int32Array;
  readonly valid: Uint8Array;
  readonly causes: readonly string[];
  /** Rows whose cause is missing and that count as censored. */
  readonly missingCensored: number;
  /** Words that are neither causes nor said to be censored, and count as censored. */
  readonly othersCensored: readonly string[];
  /** Words that the column spells in several ways. */
  readonly spellings: readonly Spellings[];
  /** The lowest code of a column of numbers that has no 0, and of which nobody said what it means; null elsewhere. */
  readonly lowestCode: number | null;
  readonly startLabel: string | null;
  readonly timeLabel: string;
  readonly causeLabel: string;
  /** Where the cause stands in the formula. */
  readonly causeOffset: number;
  readonly expressions: readonly Expression[];
}

/** What the options say of causes in words. */
export interface CauseWords {
  readonly causes: readonly string[] | null;
  /** Words for censored; `none`: nobody is. Null where the options are silent. */
  readonly censored: readonly string[] | null;
  /** Whether rows may enter after 0. */
  readonly delayed: boolean;
}

/**
 * Evaluates `Surv(time, cause)`, and `Surv(start, stop, cause)` where rows may enter late, on all rows.
 *
 * Causes: a cohort's labelled outcome by its labels; whole numbers 0…k with 0 for censored; words, where `causes` or `censored` say which is which
 * (with `causes` alone all other words are censored), or else missing is censored when there are missing values. Throws `formula_response` for
 * (start, stop] rows where none may enter late, `unknown_cause` for a word that is not there, `event_words` where words could mean either, `no_events` where all are censored,
 * `event_values` for what is none of these.
 */
export function competingResponse(formula: Formula, frame: Frame, evaluator: Evaluator, said: CauseWords): CompetingResponse {
  const parts = survParts(formula);
  if ((parts.start !== null && !said.delayed) || parts.event === null) throw notCauses(formula, said.delayed);
  if (parts.start === null) refuseDate(parts.time, frame);
  const time = numbersFor(parts.time, evaluator, frame.length);
  const start = parts.start === null ? null : numbersFor(parts.start, evaluator, frame.length);
  const label = deparse(parts.event);
  const column = parts.event.kind === 'name' ? findColumn(frame, parts.event.name) : null;
  const value = evaluator.column(parts.event);
  const meaning = column?.meta.event ?? null;
  const read =
    value.kind === 'factor'
      ? readTexts(value, label, said, parts.event.offset, (column?.meta.levels ?? null) !== null)
      : value.kind === 'numeric'
        ? readCodes(value.values, label, meaning === null ? null : (meaning.causes ?? [meaning.outcome]), parts.event.offset)
        : null;
  if (read === null) throw unreadable(label, [], parts.event.offset);
  const entered = (row: number) => start === null || !Number.isNaN(start[row]);
  const valid = Uint8Array.from(read.valid, (known, row) => (known === 1 && !Number.isNaN(time[row]) && entered(row) ? 1 : 0));
  checkTimes(start, time, valid, parts);
  return {
    ...read,
    start,
    time,
    valid,
    startLabel: parts.start === null ? null : deparse(parts.start),
    timeLabel: deparse(parts.time),
    causeLabel: label,
    causeOffset: parts.event.offset,
    expressions: [parts.start, parts.time, parts.event].filter((part) => part !== null),
  };
}

type Words = Extract<EvaluatedColumn, { kind: 'factor' }>;
type Read = Pick<CompetingResponse, 'cause' | 'valid' | 'causes' | 'missingCensored' | 'othersCensored' | 'spellings' | 'lowestCode'>;

function readTexts(written: Words, label: string, given: CauseWords, offset: number, declared: boolean): Read {
  const { value, joined } = declared ? { value: written, joined: [] } : joinedSpellings(written);
  const { codes, levels, logical } = value;
  const spelt = (word: string) => levels[placeOfWord(levels, word)] ?? word;
  const said: CauseWords = {
    ...given,
    causes: given.causes && [...new Set(given.causes.map(spelt))],
    censored: given.censored && [...new Set(given.censored.map(spelt))],
  };
  const missing = codes.reduce((n, code) => (code < 0 ? n + 1 : n), 0);
  const none = said.censored?.length === 1 && said.censored[0] === 'none' && !levels.includes('none');
  const censored = none ? [] : (said.censored ?? null);
  for (const word of said.causes ?? []) if (!levels.includes(word)) throw unknownWord(word, label, levels, 'causes');
  for (const word of censored ?? []) if (!levels.includes(word)) throw unknownWord(word, label, levels, 'censored');
  const silent = said.causes === null && censored === null;
  if (silent && !logical && missing === 0) throw whichIsCensored(label, levels, offset);
  const away = censored ?? (silent && logical ? [levels[0]] : []);
  // A word that says censored is no event unless it is named as one.
  const causes = said.causes ?? levels.filter((level) => !away.includes(level) && (none || logical || !saysCensored(level)));
  if (causes.length === 0) throw noEvents(label, offset);
  const others = levels.filter((level) => !causes.includes(level) && !away.includes(level));
  if (others.length > 0 && none) throw unknownWord(others[0], label, causes, 'causes');
  const missingIsCensored = silent && !logical;
  const place = levels.map((level) => 1 + causes.indexOf(level));
  return {
    cause: codes.map((code) => (code < 0 ? 0 : place[code])),
    valid: Uint8Array.from(codes, (code) => (code < 0 && !missingIsCensored ? 0 : 1)),
    causes,
    missingCensored: missingIsCensored ? missing : 0,
    othersCensored: others,
    spellings: joined,
    lowestCode: null,
  };
}

function readCodes(values: Float64Array, label: string, names: readonly string[] | null, offset: number): Read {
  const distinct = [...new Set(values)].filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const most = names === null ? 20 : names.length;
  if (!distinct.every((x) => Number.isInteger(x) && x >= 0 && x <= most)) throw unreadable(label, distinct.map(numberText), offset);
  const used = distinct.filter((x) => x > 0);
  if (used.length === 0 && names === null) throw noEvents(label, offset);
  const causes = names ?? used.map(numberText);
  const place = new Map(names === null ? used.map((x, index) => [x, index + 1]) : names.map((_, index) => [index + 1, index + 1]));
  return {
    cause: Int32Array.from(values, (x) => place.get(x) ?? 0),
    valid: Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0 : 1)),
    causes,
    missingCensored: 0,
    othersCensored: [],
    spellings: [],
    lowestCode: names === null && distinct[0] > 0 ? distinct[0] : null,
  };
}

function notCauses(formula: Formula, delayed: boolean): MethodError {
  const forms = delayed ? 'Surv(time, cause) or Surv(start, stop, cause)' : 'Surv(time, cause)';
  const text = delayed
    ? {
        en: `This method takes ${forms}, with a column of causes.`,
        zh: '该方法需要 Surv(time, cause) 或 Surv(start, stop, cause)，并给出事件原因列。',
      }
    : {
        en: `This method takes ${forms}: one row a person, followed from 0.`,
        zh: '该方法需要 Surv(time, cause)：每人一行，从 0 开始随访。',
      };
  return new MethodError(FORMULA_ERRORS, 'formula_response', text, 'formula', formula.left?.offset ?? 0);
}

function unknownWord(word: string, label: string, levels: readonly string[], path: 'causes' | 'censored'): MethodError {
  const near = nearestNames(word, levels);
  return new MethodError(
    CAUSE_ERRORS,
    'unknown_cause',
    {
      en: `${label} and the option ${path} do not agree on ${word}. The values: ${levels.slice(0, 12).join(', ')}.`,
      zh: `${label} 与选项 ${path} 关于 ${word} 不一致。取值为：${levels.slice(0, 12).join('、')}。`,
    },
    path,
    null,
    near.length > 0 ? near : levels.slice(0, 3),
  );
}

function whichIsCensored(label: string, levels: readonly string[], offset: number): MethodError {
  const shown = levels.slice(0, 12);
  const said = levels.filter(saysCensored);
  // Where a word is `none`, it is the word that is meant.
  const word = levels.includes('none') ? 'none' : (said[0] ?? levels[0]);
  const nobody =
    word === 'none' ? { en: '.', zh: '。' } : { en: '; or say that nobody is: censored: none.', zh: '；若无人删失，请写 censored: none。' };
  const first = settingText(word);
  return new MethodError(
    CAUSE_ERRORS,
    'event_words',
    {
      en: `${label} holds words (${shown.join(', ')}), and words do not say whether one of them means censored. Name it: censored: ${first}${nobody.en}`,
      zh: `${label} 的取值是文字（${shown.join('、')}），仅凭文字无法判断其中是否有一个表示删失。请指明：censored: ${first}${nobody.zh}`,
    },
    'formula',
    offset,
    [
      // What several words say is said of all of them.
      ...(said.length > 1 && word !== 'none' ? [`censored: [${said.map(settingText).join(', ')}]`] : []),
      ...(said.length > 0 ? [...new Set([word, ...said])] : ['none', ...levels.slice(0, 3)]).map(
        (level) => `censored: ${settingText(level)}`,
      ),
    ],
  );
}

function noEvents(label: string, offset: number): MethodError {
  return new MethodError(
    CAUSE_ERRORS,
    'no_events',
    {
      en: `No row has an event (${label}): all are censored. Check the coding of ${label}.`,
      zh: `没有任何行发生事件（${label}）：全部为删失。请检查 ${label} 的编码。`,
    },
    'formula',
    offset,
  );
}

function unreadable(label: string, values: readonly string[], offset: number): MethodError {
  const list = (lang: 'en' | 'zh') => firstText(values, 12, lang);
  return new MethodError(
    CAUSE_ERRORS,
    'event_values',
    {
      en: `${label} cannot be read as causes: its values are ${list('en')}. Expected 0 for censored and 1, 2, … for the causes, or texts of which one means censored (censored: TEXT).`,
      zh: `无法把 ${label} 识别为事件原因：其取值为 ${list('zh')}。应以 0 表示删失、1、2……表示原因，或为文本并指明删失取值（censored: 文本）。`,
    },
    'formula',
    offset,
  );
}
