import type { FunctionName } from '../plan/expressions';
import { finite, order, type Value, within64 } from './value';

/** One function of the language on evaluated arguments. */
export function call(fn: FunctionName, args: readonly Value[]): Value {
  switch (fn) {
    case 'if_missing':
      return args[0] ?? args[1];
    case 'earliest':
    case 'lowest_of':
      return extreme(args, -1);
    case 'latest':
    case 'highest_of':
      return extreme(args, 1);
    case 'abs': {
      const [value] = args;
      if (typeof value === 'bigint') return within64(value < 0n ? -value : value, 'abs');
      return typeof value === 'number' ? Math.abs(value) : null;
    }
    case 'round':
      return args.some((value) => value === null) ? null : round(Number(args[0]), Number(args[1] ?? 0));
    case 'floor':
      return ofNumber(args[0], Math.floor);
    case 'ceil':
      return ofNumber(args[0], Math.ceil);
    case 'sqrt':
      return ofNumber(args[0], (value) => (value < 0 ? Number.NaN : Math.sqrt(value)));
    case 'ln':
      return ofNumber(args[0], (value) => (value <= 0 ? Number.NaN : Math.log(value)));
    case 'exp':
      return ofNumber(args[0], Math.exp);
  }
}

function ofNumber(value: Value, fn: (value: number) => number): Value {
  return value === null ? null : finite(fn(Number(value)));
}

/** The least or greatest of the known values; null where there is none. */
function extreme(values: readonly Value[], direction: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) {
    if (value === null) continue;
    if (best === null || direction * order(value, best) > 0) best = value;
  }
  return best;
}

/** Half away from zero, on the double. */
function round(value: number, digits: number): number | null {
  const power = 10 ** Math.abs(digits);
  const scaled = digits >= 0 ? value * power : value / power;
  if (!Number.isFinite(scaled)) return finite(value);
  const whole = Math.trunc(scaled);
  const rounded = Math.abs(scaled - whole) >= 0.5 ? whole + Math.sign(scaled) : whole;
  return finite(digits >= 0 ? rounded / power : rounded * power);
}
