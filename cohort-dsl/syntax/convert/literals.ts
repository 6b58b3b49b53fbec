import { type Fix, replaceFix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { DateExpr, DurationExpr, NumberExpr, QuantityExpr } from '../ast';
import type { DateLiteral, NumberLiteral } from '../generated/ast';
import { DURATION_WORDS } from '../words';
import { type Context, report, spanOf } from './context';

const LARGEST_INTEGER = 9223372036854775807n;
const DATE_FORM = /^@(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function checkRange(context: Context, digits: string, node: NumberLiteral): void {
  if (BigInt(digits) > LARGEST_INTEGER) report(context, 'syntax-integer-range', { digits }, spanOf(node));
}

/** A number, a duration or a quantity. */
export function convertNumber(context: Context, node: NumberLiteral): NumberExpr | DurationExpr | QuantityExpr {
  const span = spanOf(node);
  const integer = /^\d+$/.test(node.number);
  if (integer) checkRange(context, node.number, node);
  if (node.duration !== undefined) {
    if (!integer) report(context, 'syntax-number-whole', { text: node.number }, span);
    return { kind: 'duration', count: node.number, unit: DURATION_WORDS[node.duration], span };
  }
  if (node.unit !== undefined) {
    const quoted = node.unit.startsWith("'");
    return { kind: 'quantity', number: node.number, unit: quoted ? node.unit.slice(1, -1) : unquotedUnit(node.unit), quoted, span };
  }
  return { kind: 'number', text: node.number, integer, span };
}

/** `×10^9/L` arrives with its sign as `*`, which no unit begins with. */
function unquotedUnit(written: string): string {
  return written.startsWith('*') ? written.slice(1) : written;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether a literal names a day that exists and a time of day. */
export function isCalendarDate(text: string): boolean {
  const parts = DATE_FORM.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const length = month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1];
  return day <= length && hour < 24 && minute < 60 && second < 60;
}

/** `@2020-1-5` is plainly `@2020-01-05`. */
function paddedFix(text: string, span: Span): readonly Fix[] {
  const parts = /^@(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const padded = parts && `@${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}`;
  if (!padded || !isCalendarDate(padded)) return [];
  return [replaceFix(span, padded, { en: `write \`${padded}\``, zh: `写作 \`${padded}\`` })];
}

/** A date or datetime literal; one that is not in the calendar is reported. */
export function convertDate(context: Context, node: DateLiteral): DateExpr {
  const span = spanOf(node);
  if (!isCalendarDate(node.value)) report(context, 'syntax-date', { text: node.value }, span, paddedFix(node.value, span));
  return { kind: 'date', value: node.value.slice(1), time: node.value.includes('T'), span };
}
