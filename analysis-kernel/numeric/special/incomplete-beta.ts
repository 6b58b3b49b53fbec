/** The regularised incomplete beta function and its complement. */
import { certain, fromLogTail, log1mexp, type Tail } from '../tail';
import { logBinomialKernel } from './deviance';
import { lgamma1p, lgammaDifference } from './lgamma';

const LIMIT = 2_000_000;

/**
 * The regularised incomplete beta function I_x(a, b) = ∫₀ˣ t^(a−1) (1−t)^(b−1) dt / B(a, b), or 1 − I.
 * x in [0, 1] and y = 1 − x are both given, so that a caller who knows the smaller one exactly loses nothing; a, b > 0.
 * Either tail to about 1e-14 relative (on the log scale beyond e^±100). NaN for NaN or shapes ≤ 0.
 * Didonato & Morris (1992), 10.1145/131766.131776; R: `pbeta(x, a, b, lower.tail, log.p)`.
 */
export function betaTail(x: number, y: number, a: number, b: number, tail: Tail = {}): number {
  if (Number.isNaN(x) || Number.isNaN(y) || !(a > 0) || !(b > 0)) return Number.NaN;
  if (x <= 0) return certain(false, tail);
  if (y <= 0) return certain(true, tail);
  if (a * y >= b * x) return side(x, y, a, b, tail);
  return side(y, x, b, a, { lower: !(tail.lower ?? true), log: tail.log });
}

/** x is at or below the mean a / (a + b). */
function side(x: number, y: number, a: number, b: number, tail: Tail): number {
  if (a < 1) return powerSeries(x, a, b, tail);
  return fromLogTail(logBetaPower(x, y, a, b) - Math.log(fraction(x, y, a, b)), true, tail);
}

/** log of x^a y^b / B(a, b). */
export function logBetaPower(x: number, y: number, a: number, b: number): number {
  return logBinomialKernel(a, b, x, y) + Math.log(a) + Math.log(b) - Math.log(a + b);
}

/** a < 1 (then b x < 1): I = (1 + s)(1 + e), and 1 − I keeps its digits when a is small. */
function powerSeries(x: number, a: number, b: number, tail: Tail): number {
  let term = a;
  let sum = 0;
  for (let n = 1; n < LIMIT; n++) {
    term *= ((n - b) / n) * x;
    const add = term / (a + n);
    sum += add;
    if (Math.abs(add) <= 1e-17 * Math.abs(sum) || add === 0) break;
  }
  const logPower = a * Math.log(x) - lgamma1p(a) + lgammaDifference(a, b);
  if (tail.lower ?? true) {
    return tail.log ? logPower + Math.log1p(sum) : Math.exp(logPower) * (1 + sum);
  }
  const power = Math.expm1(logPower);
  const upper = -(sum + power + sum * power);
  if (upper < 0.5) return tail.log ? Math.log(upper) : upper;
  const log = log1mexp(logPower + Math.log1p(sum));
  return tail.log ? log : Math.exp(log);
}

function fraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x;
  let f = (a / (a + 1)) * (lambda + 1);
  let c = f;
  let d = 0;
  for (let n = 1; n < LIMIT; n++) {
    const w = a + 2 * n - 1;
    const alpha = ((a + n - 1) / w) * ((a + b + n - 1) / w) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / w + ((a + n) / (w + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    const step = c * d;
    f *= step;
    if (Math.abs(step - 1) < 1.2e-16) break;
  }
  return f;
}
