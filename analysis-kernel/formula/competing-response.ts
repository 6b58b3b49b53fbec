/** The left side of a formula with several kinds of event: `Surv(time, cause)`. */
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { MethodError } from '../results/method-error';
import { deparse } from './deparse';
import type { Evaluator } from './evaluate';
import type { Expression } from './expression';
import { nearestNames } from './nearest-name';
import type { Formula } from './parse-formula';
import { checkTimes, numbersFor, refuseDate, survParts } from './survival-response';
import type { EvaluatedColumn } from './values';

export interface CompetingResponse {
  /** NaN where missing. */
  readonly time: Float64Array;
  /** 0 censored, 1…k the causes. */
  readonly cause: Int32Array;
  readonly valid: Uint8Array;
  readonly causes: readonly string[];
  /** Rows whose cause is missing and that count as censored. */
  readonly missingCensored: number;
  readonly timeLabel: string;
  readonly causeLabel: string;
  readonly expressions: readonly Expression[];
}

/**
 * Evaluates `Surv(time, cause)` on all rows.
 *
 * Causes: a cohort's labelled outcome by its labels; whole numbers 0…k with 0 for censored; a text, where `censored` names the level for censoring, or
 * else missing is censored when there are missing values, or else the first level is. Throws `formula_response` for (start, stop] rows,
 * `unknown_cause` for an unknown `censored`, `event_values` for what is none of these.
 */
export function competingResponse(formula: Formula, frame: Frame, evaluator: Evaluator, censored: string | null): CompetingResponse {
  const parts = survParts(formula);
  if (parts.start !== null || parts.event === null) throw rightCensoredOnly(formula);
  refuseDate(parts.time, frame);
  const time = numbersFor(parts.time, evaluator, frame.length);
  const label = deparse(parts.event);
  const column = parts.event.kind === 'name' ? findColumn(frame, parts.event.name) : null;
  const value = evaluator.column(parts.event);
  const meaning = column?.meta.event ?? null;
  const read =
    value.kind === 'factor'
      ? readTexts(value, label, censored, parts.event.offset)
      : value.kind === 'numeric'
        ? readCodes(value.values, label, meaning === null ? null : (meaning.causes ?? [meaning.outcome]), parts.event.offset)
        : null;
  if (read === null) throw unreadable(label, [], parts.event.offset);
  const valid = Uint8Array.from(read.valid, (known, row) => (known === 1 && !Number.isNaN(time[row]) ? 1 : 0));
  checkTimes(null, time, valid, parts);
  return { ...read, time, valid, timeLabel: deparse(parts.time), causeLabel: label, expressions: [parts.time, parts.event] };
}

type Read = Pick<CompetingResponse, 'cause' | 'valid' | 'causes' | 'missingCensored'>;

function readTexts(value: Extract<EvaluatedColumn, { kind: 'factor' }>, label: string, censored: string | null, offset: number): Read {
  const { codes, levels, logical } = value;
  const missing = codes.reduce((n, code) => (code < 0 ? n + 1 : n), 0);
  let none = censored === null ? (logical || missing === 0 ? 0 : -1) : levels.indexOf(censored);
  if (censored !== null && none < 0) throw unknownCensored(censored, label, levels);
  if (levels.length < 2 && none === 0 && censored === null && !logical) none = -1;
  const causes = levels.filter((_, index) => index !== none);
  if (causes.length === 0) throw unreadable(label, levels, offset);
  const missingIsCensored = none < 0;
  const place = levels.map((_, index) => (index === none ? 0 : 1 + causes.indexOf(levels[index])));
  return {
    cause: codes.map((code) => (code < 0 ? 0 : place[code])),
    valid: Uint8Array.from(codes, (code) => (code < 0 && !missingIsCensored ? 0 : 1)),
    causes,
    missingCensored: missingIsCensored ? missing : 0,
  };
}

function readCodes(values: Float64Array, label: string, names: readonly string[] | null, offset: number): Read {
  const distinct = [...new Set(values)].filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const most = names === null ? 20 : names.length;
  if (!distinct.every((x) => Number.isInteger(x) && x >= 0 && x <= most)) throw unreadable(label, distinct.map(numberText), offset);
  const used = distinct.filter((x) => x > 0);
  if (used.length === 0 && names === null) throw unreadable(label, distinct.map(numberText), offset);
  const causes = names ?? used.map(numberText);
  const place = new Map(names === null ? used.map((x, index) => [x, index + 1]) : names.map((_, index) => [index + 1, index + 1]));
  return {
    cause: Int32Array.from(values, (x) => place.get(x) ?? 0),
    valid: Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0 : 1)),
    causes,
    missingCensored: 0,
  };
}

function rightCensoredOnly(formula: Formula): MethodError {
  return new MethodError(
    'formula_response',
    {
      en: 'competing takes Surv(time, cause): one row a person, followed from 0.',
      zh: 'competing 需要 Surv(time, cause)：每人一行，从 0 开始随访。',
    },
    'formula',
    formula.left?.offset ?? 0,
  );
}

function unknownCensored(censored: string, label: string, levels: readonly string[]): MethodError {
  const near = nearestNames(censored, levels);
  return new MethodError(
    'unknown_cause',
    {
      en: `${label} has no value ${censored} that could mean censored. Its values: ${levels.slice(0, 12).join(', ')}.`,
      zh: `${label} 中没有可表示删失的取值 ${censored}。其取值为：${levels.slice(0, 12).join('、')}。`,
    },
    'censored',
    null,
    near.length > 0 ? near : levels.slice(0, 3),
  );
}

function unreadable(label: string, values: readonly string[], offset: number): MethodError {
  const list = values.slice(0, 12).join(', ');
  return new MethodError(
    'event_values',
    {
      en: `${label} cannot be read as causes: its values are ${list}. Expected 0 for censored and 1, 2, … for the causes, or texts of which one means censored (censored: TEXT).`,
      zh: `无法把 ${label} 识别为事件原因：其取值为 ${list}。应以 0 表示删失、1、2……表示原因，或为文本并指明删失取值（censored: 文本）。`,
    },
    'formula',
    offset,
  );
}
