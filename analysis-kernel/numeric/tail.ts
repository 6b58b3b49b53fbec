/** Which tail of a distribution is meant, and on which scale. */

export interface Tail {
  /** P(X ≤ x) when true (the default), P(X > x) when false. */
  readonly lower?: boolean;
  /** Natural logarithm of the probability instead of the probability. */
  readonly log?: boolean;
}

const LOG_HALF = -Math.LN2;

/** log(1 − e^x) for x ≤ 0, exact at both ends (Mächler 2012). */
export function log1mexp(x: number): number {
  return x > LOG_HALF ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/**
 * A probability known by its logarithm for one tail, given in the asked tail and scale.
 * logValue: log of the tail that was computed; isLower: whether that is the lower one.
 */
export function fromLogTail(logValue: number, isLower: boolean, tail: Tail): number {
  const wanted = (tail.lower ?? true) === isLower;
  if (tail.log) return wanted ? logValue : log1mexp(logValue);
  return wanted ? Math.exp(logValue) : -Math.expm1(logValue);
}

/** Probability 0 (x below the support) or 1 (above it), in the asked tail and scale. */
export function certain(lowerIsOne: boolean, tail: Tail): number {
  const one = lowerIsOne === (tail.lower ?? true);
  if (tail.log) return one ? 0 : -Infinity;
  return one ? 1 : 0;
}

/** Both tails of a given probability on the log scale: what quantile functions invert. NaN when it is no probability. */
export function logTails(p: number, tail: Tail): { readonly lower: number; readonly upper: number } {
  const log = tail.log ? p : Math.log(p);
  if (!(log <= 0)) return { lower: Number.NaN, upper: Number.NaN };
  const other = tail.log ? log1mexp(p) : Math.log1p(-p);
  return (tail.lower ?? true) ? { lower: log, upper: other } : { lower: other, upper: log };
}
