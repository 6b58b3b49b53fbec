/** What a column says about events: the one place where 0/1, 1/2, booleans, factors and labelled outcomes are told apart. */

import type { Localised } from '@/cohort-dsl/source/localised';
import type { Column, EventMeaning } from '../frame/column';
import { numberText } from '../frame/number-text';
import { firstText } from '../results/format';
import { leaveOut, MethodError } from '../results/method-error';
import { EVENT_ERRORS } from './error-codes';
import { type EventCoding, type EventStatus, eventValue } from './event-coding';
import { joinedSpellings, placeOfWord } from './event-spellings';
import { eventWord, namedEvent, saysCensored, settingText, whichIsTheEvent } from './event-words';
import { nearestNames } from './nearest-name';
import type { EvaluatedColumn } from './values';

/** Values named in a message. */
const MOST_LISTED = 12;

/**
 * Events of a column for methods with one kind of event.
 *
 * `column`: the plain column when the event is one (its meaning and levels count), else null; `value`: the evaluated expression; `cause`: the option.
 * Boolean and 0/1 as they are; values all in {1, 2} mean censored and event, except where the column carries a cohort's meaning; of a factor that
 * the dictionary orders the first level is censoring and the other one that occurs the event, yes and no say it themselves, as does a word for censored beside
 * one other; beside several it says what is censored; two other words need `event`. More than one kind of event needs `cause` (name or code): the others are censored and noted. So is a column of which every known value is read as the event.
 * A missing value is missing, also of a text column with `cause`: nobody said that it means censored. Throws MethodError: `event_needs_cause`, `event_values`
 * (lists them), `unknown_cause`, `cause_without_causes`. R: the status argument of `survival::Surv`.
 */
export function readEvent(
  column: Column | null,
  value: EvaluatedColumn,
  label: string,
  cause: string | number | null,
  offset: number,
  event: string | number | boolean | null = null,
): EventStatus {
  if (value.kind === 'basis') throw unreadable(label, [], offset);
  if (value.kind === 'factor' && (column?.meta.levels ?? null) === null) {
    const { value: spelt, joined } = joinedSpellings(value);
    const status = joined.length > 0 ? readEvent(column, spelt, label, cause, offset, event) : null;
    if (status !== null) return { ...status, notes: [...status.notes, ...joined.map((one) => ({ kind: 'spellings' as const, ...one }))] };
  }
  const meaning = column?.meta.event ?? null;
  if (event !== null && cause !== null) throw eventAndCause();
  if (event !== null && (meaning?.causes ?? null) === null) return namedEvent(value, label, event);
  if (event !== null && typeof event !== 'boolean') return readEvent(column, value, label, event, offset);
  const status =
    meaning !== null && value.kind === 'numeric'
      ? cohortStatus(meaning, value.values, label, cause, offset)
      : value.kind === 'factor'
        ? factorStatus(value, label, cause, offset, column?.meta.ordered === true ? (column.meta.levels ?? []).map(({ key }) => key) : [])
        : numberStatus(value.values, label, cause, offset);
  if (meaning === null) return column === null || cause !== null ? status : withAllEvents(status, label);
  if (meaning.deathsUnlabelled === 0) return status;
  return { ...status, notes: [...status.notes, { kind: 'death-is-competing', outcome: meaning.outcome, n: meaning.deathsUnlabelled }] };
}

/** The note that no row is censored, where the values alone say which is the event. */
function withAllEvents(status: EventStatus, label: string): EventStatus {
  const known = status.valid.reduce((n, valid) => n + valid, 0);
  const events = status.event.reduce((n, happened, row) => n + happened * status.valid[row], 0);
  if (known === 0 || events < known) return status;
  return { ...status, notes: [...status.notes, { kind: 'all-events', label, value: eventValue(status.coding) }] };
}

function cohortStatus(
  meaning: EventMeaning,
  values: Float64Array,
  label: string,
  cause: string | number | null,
  offset: number,
): EventStatus {
  const causes = meaning.causes;
  if (causes === null) {
    if (cause !== null) throw noCauses(label, offset);
    return plain(values, 0, { kind: 'zero-one' }, label, offset);
  }
  if (cause === null) throw needsCause(label, causes, offset);
  const code = typeof cause === 'number' ? cause : causes.indexOf(cause) + 1;
  if (code < 1 || code > causes.length) throw unknownCause(cause, label, causes);
  const others = causes.filter((_, index) => index !== code - 1);
  const valid = Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0 : 1));
  const n = values.reduce((count, x) => (x > 0 && x !== code ? count + 1 : count), 0);
  return {
    event: Uint8Array.from(values, (x) => (x === code ? 1 : 0)),
    valid,
    coding: { kind: 'cause', cause: causes[code - 1], others },
    notes: n === 0 ? [] : [{ kind: 'other-causes-censored', cause: causes[code - 1], others, n }],
  };
}

function factorStatus(
  value: Extract<EvaluatedColumn, { kind: 'factor' }>,
  label: string,
  cause: string | number | null,
  offset: number,
  declared: readonly string[],
): EventStatus {
  const { codes, levels, logical } = value;
  const valid = Uint8Array.from(codes, (code) => (code < 0 ? 0 : 1));
  // An order that the dictionary states is a statement: its first level means censored.
  const isCensored = (level: string) => (declared.length > 1 ? level === declared[0] : saysCensored(level));
  if (logical) {
    if (cause !== null) throw noCauses(label, offset);
    return { event: Uint8Array.from(codes, (code) => (code === 1 ? 1 : 0)), valid, coding: { kind: 'boolean' }, notes: [] };
  }
  if (cause === null) {
    const word = eventWord(levels, declared.length > 1);
    const kinds = levels.filter((level) => !isCensored(level));
    const saysWhich = declared.length > 1 || kinds.length < levels.length;
    if (word === null && declared.length < 2 && levels.length > 0 && levels.length < 3) throw whichIsTheEvent(label, value, offset);
    if (word === null && kinds.length > 1) throw saysWhich ? needsCause(label, kinds, offset) : noneSaysCensored(label, levels, offset);
    const named = word ?? kinds[0] ?? declared[1] ?? label;
    const place = levels.indexOf(named);
    return {
      event: Uint8Array.from(codes, (code) => (code >= 0 && code === place ? 1 : 0)),
      valid,
      coding: { kind: 'factor', event: named },
      notes: [],
    };
  }
  const wanted = placeOfWord(levels, String(cause));
  if (wanted < 0) throw unknownCause(cause, label, levels);
  const others = levels.filter((level, index) => index !== wanted && !isCensored(level));
  const isOther = levels.map((level) => others.includes(level));
  const n = codes.reduce((count, code) => (code >= 0 && isOther[code] ? count + 1 : count), 0);
  return {
    event: Uint8Array.from(codes, (code) => (code === wanted ? 1 : 0)),
    valid,
    coding: { kind: 'cause', cause: levels[wanted], others },
    notes: n === 0 ? [] : [{ kind: 'other-causes-censored', cause: levels[wanted], others, n }],
  };
}

function numberStatus(values: Float64Array, label: string, cause: string | number | null, offset: number): EventStatus {
  const distinct = [...new Set(values)].filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  if (cause !== null) return codedCause(values, distinct, label, cause, offset);
  if (distinct.every((x) => x === 0 || x === 1)) return plain(values, 0, { kind: 'zero-one' }, label, offset);
  if (distinct.every((x) => x === 1 || x === 2)) return plain(values, 1, { kind: 'one-two' }, label, offset);
  if (distinct.every((x) => Number.isInteger(x) && x >= 0 && x <= 20) && distinct[0] === 0) {
    throw needsCause(label, distinct.slice(1).map(numberText), offset, '0');
  }
  throw unreadable(label, distinct.map(numberText), offset);
}

function codedCause(values: Float64Array, distinct: readonly number[], label: string, cause: string | number, offset: number): EventStatus {
  const code = Number(cause);
  const codes = distinct.filter((x) => x !== 0).map(numberText);
  if (!distinct.every((x) => Number.isInteger(x) && x >= 0)) throw unreadable(label, distinct.map(numberText), offset);
  if (!distinct.includes(code) || code === 0) throw unknownCause(cause, label, codes);
  const others = codes.filter((text) => text !== numberText(code));
  const n = values.reduce((count, x) => (x > 0 && x !== code ? count + 1 : count), 0);
  return {
    event: Uint8Array.from(values, (x) => (x === code ? 1 : 0)),
    valid: Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0 : 1)),
    coding: { kind: 'cause', cause: numberText(code), others },
    notes: n === 0 ? [] : [{ kind: 'other-causes-censored', cause: numberText(code), others, n }],
  };
}

function plain(values: Float64Array, censored: number, coding: EventCoding, label: string, offset: number): EventStatus {
  const event = new Uint8Array(values.length);
  const valid = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const x = values[row];
    if (Number.isNaN(x)) continue;
    if (x !== censored && x !== censored + 1)
      throw unreadable(label, [...new Set(values)].filter((v) => !Number.isNaN(v)).map(numberText), offset);
    valid[row] = 1;
    event[row] = x === censored + 1 ? 1 : 0;
  }
  return { event, valid, coding, notes: [] };
}

function fail(
  code: keyof typeof EVENT_ERRORS,
  text: Localised,
  offset: number,
  fixes: readonly string[] = [],
  path = 'formula',
): MethodError {
  return new MethodError(EVENT_ERRORS, code, text, path, offset, fixes);
}

function needsCause(label: string, causes: readonly string[], offset: number, censored: string | null = null): MethodError {
  const censoring = censored === null ? '' : ` besides ${censored} for censored`;
  const fixes = causes.slice(0, 2).map((cause) => `cause: ${/^\d+$/.test(cause) ? cause : settingText(cause)}`);
  if (causes.length === 1) {
    return fail(
      'event_needs_cause',
      {
        en: `${label} has the event ${causes[0]}${censoring}, not 1. Say that it is the event: ${fixes[0]}.`,
        zh: `${label} 的事件取值为 ${causes[0]}${censored === null ? '' : `（${censored} 表示删失）`}，而不是 1。请指明它是事件：${fixes[0]}。`,
      },
      offset,
      fixes,
    );
  }
  return fail(
    'event_needs_cause',
    {
      en: `${label} has several kinds of event (${firstText(causes, MOST_LISTED, 'en')})${censoring}. Either name the one to analyse, with the others censored: ${fixes[0]}; or use method: competing, which treats them as competing events.`,
      zh: `${label} 含有多种事件（${firstText(causes, MOST_LISTED, 'zh')}）${censored === null ? '' : `，${censored} 表示删失`}。可以指定要分析的一种（其余视为删失）：${fixes[0]}；或改用 method: competing，把它们作为竞争事件处理。`,
    },
    offset,
    [...fixes, 'method: competing'],
  );
}

function noneSaysCensored(label: string, levels: readonly string[], offset: number): MethodError {
  const fixes = levels.slice(0, 2).map((level) => `event: ${settingText(level)}`);
  return fail(
    'event_needs_cause',
    {
      en: `${label} holds words (${firstText(levels, MOST_LISTED, 'en')}), and none of them says that it means censored. Which does? Name the event, with all others censored: ${fixes[0]}; or use method: competing, with censored: WORD for the word that means censored.`,
      zh: `${label} 的取值是文字（${firstText(levels, MOST_LISTED, 'zh')}），没有一个明确表示删失。哪一个表示删失？请指明事件（其余均视为删失）：${fixes[0]}；或改用 method: competing，并以 censored: 取值 指明删失的取值。`,
    },
    offset,
    fixes,
  );
}

function eventAndCause(): MethodError {
  return new MethodError(
    EVENT_ERRORS,
    'event_and_cause',
    { en: 'event and cause both name the event; keep one of them.', zh: 'event 与 cause 都用于指明事件，请只保留一个。' },
    'event',
    null,
    [leaveOut('cause'), leaveOut('event')],
  );
}

function unknownCause(cause: string | number, label: string, causes: readonly string[]): MethodError {
  const near = nearestNames(String(cause), causes);
  return new MethodError(
    EVENT_ERRORS,
    'unknown_cause',
    {
      en: `${label} has no cause ${cause}. Its causes: ${firstText(causes, MOST_LISTED, 'en')}.`,
      zh: `${label} 没有原因 ${cause}。可选的原因：${firstText(causes, MOST_LISTED, 'zh')}。`,
    },
    'cause',
    null,
    near.length > 0 ? near : causes.slice(0, 3),
  );
}

function noCauses(label: string, offset: number): MethodError {
  return fail(
    'cause_without_causes',
    { en: `${label} has one kind of event, so cause does not apply. Leave it out.`, zh: `${label} 只有一种事件，不需要 cause，请删去。` },
    offset,
    [leaveOut('cause')],
    'cause',
  );
}

function unreadable(label: string, values: readonly string[], offset: number): MethodError {
  return fail(
    'event_values',
    {
      en: `${label} cannot be read as an event: its values are ${firstText(values, MOST_LISTED, 'en')}. Expected TRUE/FALSE, 0/1, 1/2 (1 censored, 2 event), or words with event: WORD. A condition does too, as in ${label} == ${values[values.length - 1] ?? 1}.`,
      zh: `无法把 ${label} 识别为事件：其取值为 ${firstText(values, MOST_LISTED, 'zh')}。应为 TRUE/FALSE、0/1、1/2（1 为删失，2 为事件），或文字并写 event: 取值。也可写成条件，如 ${label} == ${values[values.length - 1] ?? 1}。`,
    },
    offset,
  );
}
