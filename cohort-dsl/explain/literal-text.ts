import type { ValueType } from '../plan/expressions';
import type { Column, Item } from '../schema/dictionary';
import { usualSpelling } from '../schema/unit-spellings';
import { keyText, quote, type Speech, say } from './speech';

type LiteralValue = string | number | boolean | null;

/** A value in words: a category's key by its label, a number with its unit, a date as ISO in English and written out in Chinese. */
export function literalText(speech: Speech, value: LiteralValue, type: ValueType, column: Column | Item | null = null): string {
  if (value === null) return say(speech, 'missing', '缺失');
  if (typeof value === 'boolean') return value ? say(speech, 'true', '是') : say(speech, 'false', '否');
  if (type.category && typeof value === 'string') {
    const label = keyText(speech, column && 'values' in column ? column : null, value);
    return quote(speech, label);
  }
  if (type.base === 'date' || type.base === 'datetime') return dateText(speech, String(value));
  if (type.base === 'text') return quote(speech, String(value));
  return type.unit === null ? numberText(value) : `${numberText(value)} ${usualSpelling(type.unit)}`;
}

/** A number as written; one that a conversion of units has made long is rounded to six significant digits. */
function numberText(value: string | number): string {
  const written = String(value);
  if (typeof value === 'string' || Number.isInteger(value) || written.length <= 10) return written;
  return String(Number(value.toPrecision(6)));
}

function dateText(speech: Speech, value: string): string {
  const [date, clock] = value.split('T');
  if (speech.lang === 'en') return clock ? `${date} ${clock.slice(0, 5)}` : date;
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日${clock ? ` ${clock.slice(0, 5)}` : ''}`;
}
