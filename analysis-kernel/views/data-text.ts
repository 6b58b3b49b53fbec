/** A value of a data table as it stands in its row: nothing is grouped or rounded that a reader may need to find again. */
import type { Language } from '@/cohort-dsl/source/localised';
import { NO_NUMBER, noDigits } from '../results/format';
import type { Value } from '../results/result';

const DIGITS = 6;
const SMALLEST = 1e-6;
const YES_NO = { en: ['no', 'yes'], zh: ['否', '是'] } as const;

/** Whole numbers as they are, others to six significant digits without an exponent; a dash where there is nothing, ∞ where there is no bound. */
export function dataText(value: Value, lang: Language): string {
  if (value === null) return NO_NUMBER;
  if (typeof value === 'boolean') return YES_NO[lang][value ? 1 : 0];
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return noDigits(value);
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value + 0) : BigInt(value).toString();
  const size = Math.abs(value);
  if (size < SMALLEST) return value < 0 ? '> −0.000001' : '< 0.000001';
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(size)));
  const text = value.toFixed(Math.min(decimals, 20));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
