/** The left side of a survival formula: `Surv(time, event)` or `Surv(start, stop, event)`. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { sizeFault } from '../numeric/size';
import { rowsText } from '../results/format';
import { MethodError } from '../results/method-error';
import { sizeText } from '../results/size-text';
import { asNumbers } from './call';
import { deparse, quoteName } from './deparse';
import { FORMULA_ERRORS, INTERVAL_ERRORS, TIME_ERRORS } from './error-codes';
import type { Evaluator } from './evaluate';
import type { EventCoding, EventProblem, EventStatus } from './event-coding';
import { readEvent } from './event-status';
import type { Argument, Expression } from './expression';
import type { Formula } from './parse-formula';

const CHECKED_TIMES = { ...TIME_ERRORS, ...INTERVAL_ERRORS };

export interface SurvivalResponse {
  /** Entry times; null without left truncation. NaN where missing. */
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  /** 1 event, 0 censored; meaningless where missing. */
  readonly event: Uint8Array;
  /** 1 where time (and start) and event are known. */
  readonly valid: Uint8Array;
  readonly coding: EventCoding;
  readonly notes: readonly EventProblem[];
  readonly startLabel: string | null;
  readonly timeLabel: string;
  readonly eventLabel: string | null;
  /** Where the event, or without one the time, stands in the formula. */
  readonly eventOffset: number;
  /** Columns the three parts read. */
  readonly expressions: readonly Expression[];
}

interface SurvivalOptions {
  /** The option `cause`: a cause's name or its code; null when not given. */
  readonly cause: string | number | null;
  /** The option `event`: the value that is the event. */
  readonly event?: string | number | boolean | null | undefined;
}

/**
 * Evaluates the response of a survival formula on all rows of a frame.
 *
 * Rows with start ≥ stop throw `interval_empty`; negative times `time_negative` (R's Surv warns and drops; here the data are mended first);
 * the event column follows `readEvent`. A missing left side, or one that is not `Surv(…)`, throws `formula_response`.
 * R: `Surv(time, event)`, `Surv(start, stop, event)`.
 */
export function survivalResponse(formula: Formula, frame: Frame, evaluator: Evaluator, options: SurvivalOptions): SurvivalResponse {
  const parts = survParts(formula);
  if (parts.start === null) refuseDate(parts.time, frame);
  const time = numbersFor(parts.time, evaluator, frame.length);
  const start = parts.start === null ? null : numbersFor(parts.start, evaluator, frame.length);
  const status = parts.event === null ? allEvents(formula, parts, frame) : statusOf(parts.event, frame, evaluator, options);
  const valid = new Uint8Array(frame.length);
  for (let row = 0; row < frame.length; row++) {
    const known = !Number.isNaN(time[row]) && (start === null || !Number.isNaN(start[row])) && status.valid[row] === 1;
    valid[row] = known ? 1 : 0;
  }
  checkTimes(start, time, valid, parts);
  return {
    start,
    time,
    event: status.event,
    valid,
    coding: status.coding,
    notes: status.notes,
    startLabel: parts.start === null ? null : deparse(parts.start),
    timeLabel: deparse(parts.time),
    eventLabel: parts.event === null ? null : deparse(parts.event),
    eventOffset: (parts.event ?? parts.time).offset,
    expressions: [parts.start, parts.time, parts.event].filter((part) => part !== null),
  };
}

interface SurvParts {
  readonly start: Expression | null;
  readonly time: Expression;
  readonly event: Expression | null;
}

/** The arguments of `Surv()` by what they mean. */
export function survParts(formula: Formula): SurvParts {
  const left = formula.left;
  if (left === null || left.kind !== 'call' || left.name !== 'Surv') throw notSurv(left);
  const named = (name: string) => left.args.find((argument) => argument.name === name) ?? null;
  const unknown = left.args.find((argument) => argument.name !== null && !['time', 'time2', 'event'].includes(argument.name));
  if (unknown !== undefined) throw wrongArguments(left.offset);
  const places = left.args.filter((argument) => argument.name === null);
  const take = (name: string): Argument | null => named(name) ?? places.shift() ?? null;
  const first = take('time');
  const namedEvent = named('event');
  const second = named('time2') ?? (namedEvent === null || places.length > 0 ? (places.shift() ?? null) : null);
  const third = namedEvent ?? places.shift() ?? null;
  if (first === null || places.length > 0) throw wrongArguments(left.offset);
  if (named('time2') !== null && third === null) throw wrongArguments(left.offset);
  if (second === null) return { start: null, time: first.value, event: third?.value ?? null };
  if (third === null) return { start: null, time: first.value, event: second.value };
  return { start: first.value, time: second.value, event: third.value };
}

function notSurv(left: Expression | null): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_response',
    {
      en: `The left side of the formula is ${left === null ? 'empty' : deparse(left)}; a survival method needs Surv(time, event) or Surv(start, stop, event) there.`,
      zh: `公式左边${left === null ? '为空' : `是 ${deparse(left)}`}；生存分析应写 Surv(time, event) 或 Surv(start, stop, event)。`,
    },
    'formula',
    left?.offset ?? 0,
  );
}

function wrongArguments(offset: number): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_response',
    {
      en: 'Surv() takes a time and an event, or start, stop and event: Surv(time, event), Surv(start, stop, event).',
      zh: 'Surv() 的参数为时间与事件，或起始、终止与事件：Surv(time, event)、Surv(start, stop, event)。',
    },
    'formula',
    offset,
  );
}

/** Refuses a date as the length of a follow-up. */
export function refuseDate(time: Expression, frame: Frame): void {
  const column = time.kind === 'name' ? findColumn(frame, time.name) : null;
  if (column === null || column.kind !== 'numeric' || (column.type !== 'date' && column.type !== 'datetime')) return;
  const { name } = column;
  throw new MethodError(
    TIME_ERRORS,
    'time_is_date',
    {
      en: `${name} is a date, and Surv() needs the time from the beginning of follow-up. Give a difference, as in Surv(${name} - first_day, …), or a column of days.`,
      zh: `${name} 是日期，而 Surv() 需要自随访开始起的时间。请写成日期之差，如 Surv(${name} - first_day, …)，或使用以天计的列。`,
    },
    'formula',
    time.offset,
  );
}

/** An expression that must be numeric, as times are. */
export function numbersFor(expression: Expression, evaluator: Evaluator, length: number): Float64Array {
  const numbers = asNumbers(evaluator.column(expression), length);
  if (numbers !== null) return numbers;
  const text = deparse(expression);
  throw new MethodError(
    TIME_ERRORS,
    'time_not_numeric',
    { en: `Surv() needs times in numbers; ${text} is text.`, zh: `Surv() 的时间应为数值；${text} 是文本。` },
    'formula',
    expression.offset,
  );
}

/** Without an event column every row is one, as in R; that is noted, with the event of the time's outcome where the data have it. */
function allEvents({ text }: Formula, { time }: SurvParts, { length, columns }: Frame): EventStatus {
  const outcome = columns.find(({ name }) => time.kind === 'name' && name === time.name)?.meta.outcome;
  const own = columns.find(({ meta }) => outcome?.part === 'time' && meta.outcome?.part === 'event' && meta.outcome.name === outcome.name);
  const event = own === undefined ? null : quoteName(own.name);
  const instead = event === null ? null : `Surv(${deparse(time)}, ${event}) ${text.slice(text.indexOf('~'))}`;
  return {
    event: new Uint8Array(length).fill(1),
    valid: new Uint8Array(length).fill(1),
    coding: { kind: 'all' },
    notes: [{ kind: 'no-event', time: deparse(time), event: own?.name ?? null, instead }],
  };
}

function statusOf(expression: Expression, frame: Frame, evaluator: Evaluator, options: SurvivalOptions) {
  const column = expression.kind === 'name' ? findColumn(frame, expression.name) : null;
  const evaluated = evaluator.column(expression);
  return readEvent(column, evaluated, deparse(expression), options.cause, expression.offset, options.event ?? null);
}

/** Refuses infinite and negative times and intervals without length. */
export function checkTimes(start: Float64Array | null, time: Float64Array, valid: Uint8Array, parts: SurvParts): void {
  let empty = 0;
  let negative = 0;
  let infinite = 0;
  for (let row = 0; row < time.length; row++) {
    if (valid[row] === 0) continue;
    if (!Number.isFinite(time[row]) || (start !== null && !Number.isFinite(start[row]))) infinite++;
    else if (start === null && time[row] < 0) negative++;
    else if (start !== null && start[row] >= time[row]) empty++;
  }
  const fail = (code: keyof typeof CHECKED_TIMES, text: Localised) =>
    new MethodError(CHECKED_TIMES, code, text, 'formula', parts.time.offset);
  const time1 = deparse(parts.time);
  if (infinite > 0) {
    throw fail('time_infinite', {
      en: `${rowsText(infinite, 'has', 'have')} an infinite time in ${time1}. Times must be finite; leave these rows out with where.`,
      zh: `${infinite} 行的 ${time1} 为无穷大。时间应为有限值；请用 where 排除这些行。`,
    });
  }
  const fault = sizeFault(valid.every((one) => one === 1) ? time : time.filter((_, row) => valid[row] === 1));
  if (fault !== null) throw fail('time_infinite', sizeText(time1, fault));
  if (negative > 0) {
    throw fail('time_negative', {
      en: `${rowsText(negative, 'has', 'have')} a negative time in ${time1}. Follow-up starts at 0: leave these rows out with where: ${time1} >= 0, or mend the dates.`,
      zh: `${negative} 行的 ${time1} 为负。随访从 0 开始：请用 where: ${time1} >= 0 排除，或更正日期。`,
    });
  }
  if (empty > 0) {
    const from = parts.start === null ? '' : deparse(parts.start);
    throw fail('interval_empty', {
      en: `${rowsText(empty, 'has', 'have')} ${from} at or after ${time1}; an interval must have a length. Leave these rows out with where: ${from} < ${time1}.`,
      zh: `${empty} 行的 ${from} 不早于 ${time1}；区间长度应大于 0。请用 where: ${from} < ${time1} 排除这些行。`,
    });
  }
}
