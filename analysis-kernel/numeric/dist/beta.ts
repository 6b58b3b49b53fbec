/** The beta distribution. */
import { betaTail, logBetaPower } from '../special/incomplete-beta';
import { logTails, type Tail } from '../tail';
import { solveMonotone } from './invert';

const FAR = 1e-200;
const LOG_FAR = Math.log(FAR);

/** Beta distribution function with shapes a, b > 0. R: `pbeta(x, a, b)`. */
export function pbeta(x: number, a: number, b: number, tail: Tail = {}): number {
  return betaTail(x, 1 - x, a, b, tail);
}

/**
 * Beta quantile on the logit scale: log(x / (1 − x)), which keeps digits at both ends.
 * p: a probability (or its logarithm); shapes a, b > 0. −Infinity and Infinity at the ends, NaN outside [0, 1].
 */
export function qbetaLogit(p: number, a: number, b: number, tail: Tail = {}): number {
  const { lower, upper } = logTails(p, tail);
  if (Number.isNaN(lower) || !(a > 0) || !(b > 0)) return Number.NaN;
  if (lower === -Infinity) return -Infinity;
  if (upper === -Infinity) return Infinity;
  const start = Math.log(a / b);
  // Beyond x = 1e-200 the tail is a pure power (x^a, or (1 − x)^b): continue it instead of underflowing.
  const atZero = betaTail(FAR, 1, a, b, { log: true });
  if (lower < atZero) return LOG_FAR + (lower - atZero) / a;
  const atOne = betaTail(1, FAR, a, b, { lower: false, log: true });
  if (upper < atOne) return -LOG_FAR - (upper - atOne) / b;
  const useLower = lower <= upper;
  const target = useLower ? lower : upper;
  return solveMonotone(
    (logit) => {
      const x = logit > 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
      const y = logit > 0 ? Math.exp(-logit) / (1 + Math.exp(-logit)) : 1 / (1 + Math.exp(logit));
      const value = betaTail(x, y, a, b, { lower: useLower, log: true });
      const slope = Math.exp(logBetaPower(x, y, a, b) - value);
      return { value, slope: useLower ? slope : -slope };
    },
    target,
    start,
    1,
  );
}

/** Beta quantile; p a probability (or its logarithm), shapes a, b > 0. NaN outside [0, 1]. R: `qbeta(p, a, b)`. */
export function qbeta(p: number, a: number, b: number, tail: Tail = {}): number {
  const logit = qbetaLogit(p, a, b, tail);
  return logit > 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}
