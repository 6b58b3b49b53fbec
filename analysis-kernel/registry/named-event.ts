/** Columns of events named by an option instead of a formula: whether it happened, with a key for the value that says so. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { deparse } from '../formula/deparse';
import { Evaluator } from '../formula/evaluate';
import { type EventStatus, eventValue } from '../formula/event-coding';
import { readEvent } from '../formula/event-status';
import type { Expression } from '../formula/expression';
import type { EvaluatedColumn } from '../formula/values';
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { joinedLabel } from '../results/label-marks';
import { MethodError } from '../results/method-error';
import { caseRefusal, type OtherRows } from './case-words';
import { NAMED_EVENT_ERRORS } from './error-codes';
import { levelSaid, saidOf } from './labels';
import { namedColumn } from './own-variables';

export type EventValue = string | number | boolean;

/** The keys of the method that name column and value, and what rows without the event are, where it is being a case. */
export interface EventKeys {
  readonly column: string;
  readonly value: string;
  readonly others?: OtherRows;
}

/**
 * The events of all rows by the rules of `readEvent`; `value` is what the column holds where it happened, or one of a cohort's causes.
 * Throws MethodError `unknown_column`, `event_values`, `event_words`, `event_needs_cause`, `unknown_event` at the option of `keys` at fault.
 */
export function namedEvents(frame: Frame, name: string, value: EventValue | undefined, keys: EventKeys): EventStatus {
  namedColumn(frame, name, keys.column);
  return eventsOf(frame, { kind: 'name', name, offset: 0 }, value, keys);
}

/** The same of an expression, as the left side of a formula; its errors at the place in the formula too. */
export function eventsOf(frame: Frame, expression: Expression, value: EventValue | undefined, keys: EventKeys): EventStatus {
  const column = expression.kind === 'name' ? findColumn(frame, expression.name) : null;
  const given = new Evaluator(frame, new Map(), false).column(expression);
  try {
    return readEvent(column, given, deparse(expression), null, expression.offset, value ?? null);
  } catch (error) {
    throw error instanceof MethodError ? inKeys(error, keys, deparse(expression), given) : error;
  }
}

/** What the event is called: the column's label, and of several values which. */
export function namedEventSaid({ coding }: EventStatus, name: string, labels: Readonly<Record<string, Localised>>): Localised {
  const label = saidOf(name, labels);
  return coding.kind === 'factor' || coding.kind === 'cause' ? joinedLabel(label, levelSaid(name, eventValue(coding), labels)) : label;
}

/** What is said of `event` and `cause` beside a formula, said of the method's own keys. */
function inKeys(error: MethodError, keys: EventKeys, label: string, given: EvaluatedColumn): MethodError {
  const own = (text: string) => text.replaceAll(/(?<!\ban? )\b(?:event|cause): /gu, `${keys.value}: `);
  const ofCase = keys.others === undefined ? null : caseRefusal(error.code, label, valuesOf(given), keys.value, keys.others);
  const text: Localised = ofCase ?? { en: own(error.text.en), zh: own(error.text.zh) };
  const isValue = error.code === 'unknown_event' || error.code === 'unknown_cause';
  const code = isValue ? 'unknown_event' : (error.code as keyof typeof NAMED_EVENT_ERRORS);
  const fixes = error.fixes.map(own).filter((fix) => !fix.startsWith('method: '));
  const offset = keys.column === 'formula' && !isValue ? error.offset : null;
  return new MethodError(NAMED_EVENT_ERRORS, code, text, isValue ? keys.value : keys.column, offset, fixes);
}

function valuesOf(given: EvaluatedColumn): readonly string[] {
  if (given.kind === 'basis') return [];
  if (given.kind === 'factor') return given.levels;
  return [...new Set(given.values)]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
    .map(numberText);
}
