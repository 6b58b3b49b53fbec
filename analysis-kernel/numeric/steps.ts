/** Computations that stop at each step, so that who runs them may listen in between. */

/** A long computation: yields the share done, from 0 to 1, or null where that cannot be told. */
export type Steps<Out> = Generator<number | null, Out>;

/** Runs all steps at once. */
export function drain<Out>(steps: Steps<Out>): Out {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
