/** Computations that stop at each step, so that who runs them may listen in between. */

/** A long computation: yields the share done, from 0 to 1, or null where that cannot be told. */
export type Steps<Out> = Generator<number | null, Out>;

/**
 * The share done of an iteration that ends when its relative change is at most `tolerance`, judged on the logarithm: Newton's steps about double the
 * digits, so the last half is one step. Null while the change is not below 1.
 */
export function shareOf(change: number, tolerance: number): number | null {
  if (!(change < 1)) return null;
  return change <= tolerance ? 1 : Math.log(change) / Math.log(tolerance);
}

/** Runs all steps at once. */
export function drain<Out>(steps: Steps<Out>): Out {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
