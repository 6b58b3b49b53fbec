/** Literals: numbers, texts, dates, durations and quantities. */

import type { Duration, Expr as PlanExpr } from '../plan/expressions';
import { readUnit } from '../schema/units';
import type { DateExpr, DurationExpr, NumberExpr, QuantityExpr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { writeInstead } from './reporter';
import { unitsMeant } from './unit-in-source';
import { booleanType, dateType, datetimeType, integerType, numberOf, numberType, textType } from './value-type';

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

/** A whole number of the plan; its digits survive beyond 2^53. */
function integerLiteral(value: bigint): PlanExpr {
  return { kind: 'literal', value: value.toString(), type: integerType };
}

/** A number of the plan, bare or in a unit. */
export function numberLiteral(value: number, unit: string | null = null): PlanExpr {
  return { kind: 'literal', value, type: numberOf(unit) };
}

/** A text of the plan. */
export function textLiteral(value: string): PlanExpr {
  return { kind: 'literal', value, type: textType };
}

/** True or false of the plan. */
export function booleanLiteral(value: boolean): PlanExpr {
  return { kind: 'literal', value, type: booleanType };
}

/** An integer literal as a number, other expressions as they are: where a number meets it. */
export function asNumber(expr: PlanExpr): PlanExpr {
  if (expr.kind !== 'literal' || expr.type.base !== 'integer' || expr.value === null) return expr;
  return { ...expr, value: Number(expr.value), type: { ...expr.type, base: 'number' } };
}

/** A number, negated where a minus stands before it, so that the smallest integer can be written. */
export function checkNumber(check: Check, node: NumberExpr, negative = false): Checked {
  if (!node.integer) {
    const value = Number(node.text);
    if (!Number.isFinite(value)) {
      check.reporter.error('type-number-range', node.span, { text: node.text });
      return errorChecked;
    }
    return ofValue({ kind: 'literal', value: negative ? -value : value, type: numberType });
  }
  const value = negative ? -BigInt(node.text) : BigInt(node.text);
  if (value < smallest || value > largest) {
    check.reporter.error('type-integer-range', node.span, { text: node.text });
    return errorChecked;
  }
  return ofValue(integerLiteral(value));
}

/** A date that exists in the calendar, or null. */
export function readDate(text: string): { readonly value: string; readonly time: boolean } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1] || hour > 23 || minute > 59 || second > 59) return null;
  const date = text.slice(0, 10);
  if (match[4] === undefined) return { value: date, time: false };
  return { value: `${date}T${match[4]}:${match[5]}:${match[6] ?? '00'}`, time: true };
}

/** `@2020-01-31`: a date that exists. */
export function checkDate(check: Check, node: DateExpr): Checked {
  const date = readDate(node.value);
  if (!date) {
    check.reporter.error('type-no-such-date', node.span, { text: node.value });
    return errorChecked;
  }
  return ofValue({ kind: 'literal', value: date.value, type: date.time ? datetimeType : dateType });
}

/** Whether a length counts hours or minutes, for which a date without a time of day is not enough. */
export function isClock(duration: Duration): boolean {
  return duration.unit === 'hours' || duration.unit === 'minutes';
}

/** `90 days`: whole and above zero. */
export function checkDuration(check: Check, node: DurationExpr): Checked {
  const count = Number(node.count);
  if (!Number.isSafeInteger(count) || count > 4_000_000) {
    check.reporter.error('type-duration-whole', node.span, { text: check.text(node.span) });
    return errorChecked;
  }
  if (count === 0) {
    check.reporter.error('type-duration-zero', node.span, { text: check.text(node.span) });
    return errorChecked;
  }
  return { kind: 'duration', duration: { count, unit: node.unit } };
}

/**
 * `60 mL/min/1.73m²`: the unit as UCUM.
 * @param beside the unit of what it is compared with: where it is near to what was written, it is what was meant
 */
export function checkQuantity(check: Check, node: QuantityExpr, negative = false, beside: string | null = null): Checked {
  const unit = readUnit(node.unit);
  if (unit === null) {
    const at = { start: node.span.end - node.unit.length - (node.quoted ? 2 : 0), end: node.span.end };
    const near = unitsMeant(node.unit, beside).map((unit) => writeInstead(at, unit));
    check.reporter.error('type-unknown-unit', node.span, { unit: node.unit }, [
      ...durationFix(node),
      ...near,
      writeInstead(node.span, node.number),
    ]);
    return errorChecked;
  }
  const value = Number(node.number);
  return ofValue(numberLiteral(negative ? -value : value, unit));
}

/** Short and Chinese words for lengths of time. */
const LENGTHS: Readonly<Record<string, DurationExpr['unit']>> = {
  min: 'minutes',
  h: 'hours',
  hr: 'hours',
  hrs: 'hours',
  d: 'days',
  wk: 'weeks',
  wks: 'weeks',
  mo: 'months',
  mos: 'months',
  mth: 'months',
  mths: 'months',
  y: 'years',
  yr: 'years',
  yrs: 'years',
  小时: 'hours',
  天: 'days',
  日: 'days',
  周: 'weeks',
  月: 'months',
  个月: 'months',
  年: 'years',
};

/** `1 yr`: a length of time, in the word the language has for it. */
export function durationFix({ unit, number, span }: QuantityExpr): readonly ReturnType<typeof writeInstead>[] {
  const length = Object.hasOwn(LENGTHS, unit) ? LENGTHS[unit] : undefined;
  return length === undefined || !/^\d+$/.test(number) ? [] : [writeInstead(span, durationText({ count: Number(number), unit: length }))];
}

/** The duration as it is written. */
export function durationText(duration: Duration): string {
  return `${duration.count} ${duration.count === 1 ? duration.unit.slice(0, -1) : duration.unit}`;
}

/** The same duration backwards. */
export function backwards(duration: Duration): Duration {
  return { count: -duration.count, unit: duration.unit };
}
