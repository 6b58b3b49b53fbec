import { type Fix, replaceFix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { DateExpr, DurationExpr, NumberExpr, QuantityExpr } from '../ast-expressions';
import { DURATION_WORDS } from '../words';
import { type Reader, spanOf } from './reader';

const LARGEST_INTEGER = 9223372036854775807n;
const DATE_FORM = /^@(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** NumberLiteral: NUM (UNIT | DURATION)? */
export function readNumber(reader: Reader): NumberExpr | DurationExpr | QuantityExpr {
  return reader.in('NumberLiteral', () => {
    const { text, start } = reader.expect('NUM');
    const integer = /^\d+$/.test(text);
    const unit = reader.take('UNIT');
    const duration = unit ? null : reader.take('DURATION');
    const span = reader.spanFrom(start);
    if (integer && BigInt(text) > LARGEST_INTEGER) reader.report('syntax-integer-range', { digits: text }, span);
    if (duration) {
      if (!integer) reader.report('syntax-number-whole', { text }, span);
      return { kind: 'duration', count: text, unit: DURATION_WORDS[duration.text], span };
    }
    if (unit) {
      const quoted = unit.text.startsWith("'");
      return { kind: 'quantity', number: text, unit: quoted ? unit.text.slice(1, -1) : unquotedUnit(unit.text), quoted, span };
    }
    return { kind: 'number', text, integer, span };
  });
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

/** `@2020-1-5`, `@2020/1/5`, `@20200105` and `@2020年1月5日` are plainly `@2020-01-05`. */
function paddedFix(text: string, span: Span): readonly Fix[] {
  const parts = /^@(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text) ?? /^@(\d{4})(\d{2})(\d{2})$/.exec(text);
  const padded = parts && `@${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}`;
  if (!padded || !isCalendarDate(padded)) return [];
  return [replaceFix(span, padded, { en: `write \`${padded}\``, zh: `写作 \`${padded}\`` })];
}

/** DateLiteral: DATE. One that is not in the calendar is reported. */
export function readDate(reader: Reader): DateExpr {
  const token = reader.expect('DATE');
  const span = spanOf(token);
  if (!isCalendarDate(token.text)) reader.report('syntax-date', { text: token.text }, span, paddedFix(token.text, span));
  return { kind: 'date', value: token.text.slice(1), time: token.text.includes('T'), span };
}
