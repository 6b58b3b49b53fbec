/** The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x). */
import { certain, fromLogTail, type Tail } from '../tail';
import { logPoissonKernel } from './deviance';
import { lgamma1p } from './lgamma';

const EPSILON = 1e-17;
const LIMIT = 20_000_000;

/**
 * The regularised incomplete gamma function: P(a, x) = ∫₀ˣ t^(a−1) e^(−t) dt / Γ(a), or Q = 1 − P.
 * x: any real number; a ≥ 0 the shape. Either tail to about 1e-14 relative (on the log scale where the tail is beyond e^±100).
 * NaN for NaN or a < 0. DLMF 8.7.1 (x < 1), 8.11.4 (x ≤ a), 8.9.2 (x > a); R: `pgamma(x, a, lower.tail, log.p)`.
 */
export function gammaTail(a: number, x: number, tail: Tail = {}): number {
  if (Number.isNaN(a) || Number.isNaN(x) || a < 0) return Number.NaN;
  if (x <= 0) return a === 0 && x === 0 ? certain(true, tail) : certain(false, tail);
  if (x === Infinity || a === 0) return certain(true, tail);
  if (a === Infinity) return certain(false, tail);
  if (x < 1) return smallArgument(a, x, tail);
  return x <= a ? fromLogTail(lowerSeries(a, x), true, tail) : fromLogTail(upperFraction(a, x), false, tail);
}

/** x < 1: P = (1 + s)(1 + e) with s and e both small when a is, so that Q keeps its digits. */
function smallArgument(a: number, x: number, tail: Tail): number {
  let term = a;
  let sum = 0;
  for (let n = 1; n < 200; n++) {
    term *= -x / n;
    const add = term / (a + n);
    sum += add;
    if (Math.abs(add) <= EPSILON * Math.abs(sum)) break;
  }
  const logPower = a * Math.log(x) - lgamma1p(a);
  if (tail.lower ?? true) {
    return tail.log ? logPower + Math.log1p(sum) : Math.exp(logPower) * (1 + sum);
  }
  const lower = Math.exp(logPower) * (1 + sum);
  if (lower < 0.5) return tail.log ? Math.log1p(-lower) : 1 - lower;
  const power = Math.expm1(logPower);
  const upper = -(sum + power + sum * power);
  return tail.log ? Math.log(upper) : upper;
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < LIMIT; n++) {
    term *= x / (a + n);
    sum += term;
    if (term <= EPSILON * sum) break;
  }
  return logPoissonKernel(a, x) + Math.log(sum);
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < LIMIT; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1.2e-16) break;
  }
  return logPoissonKernel(a, x) + Math.log(a * value);
}
