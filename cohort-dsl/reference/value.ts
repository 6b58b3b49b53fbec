/** Values of the reference evaluator: missing is null, integers are bigints, dates `YYYY-MM-DD`, datetimes `YYYY-MM-DDTHH:MM:SS`. */
export type Value = null | boolean | bigint | number | string;

/** A row of a table by column name. */
export type Row = Readonly<Record<string, Value>>;

/** Truth with a third value: null is unknown. */
export type Truth = boolean | null;

/** A value that cannot be had: integers beyond 64 bits. `text` is the expression as written. */
export class EvaluationError extends Error {
  constructor(
    readonly code: 'overflow' | 'unsupported',
    readonly text: string,
  ) {
    super(code === 'overflow' ? `the whole numbers in ${text} exceed 64 bits` : `${text} cannot be evaluated`);
    this.name = 'EvaluationError';
  }
}

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;

/** The integer itself, or an error that names the expression. */
export function within64(value: bigint, text: string): bigint {
  if (value < SMALLEST || value > LARGEST) throw new EvaluationError('overflow', text);
  return value;
}

/** A finite number; NaN and infinities are missing. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Order of two known values of one kind: numbers by size, texts by code point, false before true. */
export function order(left: Exclude<Value, null>, right: Exclude<Value, null>): number {
  if (typeof left === 'string' && typeof right === 'string') return byCodePoint(left, right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Order of two texts by Unicode code point. */
export function byCodePoint(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const difference = (a[place].codePointAt(0) ?? 0) - (b[place].codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A code in the form in which codes are compared: without dots, upper case. */
export function normaliseCode(code: string): string {
  return code.replaceAll('.', '').toUpperCase();
}

/** Conjunction: false if one is false, else unknown if one is unknown. */
export function all(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

/** Disjunction: true if one is true, else unknown if one is unknown. */
export function any(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}
