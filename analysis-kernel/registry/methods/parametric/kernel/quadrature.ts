/** Integrals of smooth functions, by the double exponential rule. */

const STEP = 1 / 8;
const REACH = 28;

/** Nodes and weights on (0, 1), with the distance of each from the nearer end kept exact. Takahasi & Mori 1974, 10.2977/prims/1195192451. */
const RULE = Array.from({ length: 2 * REACH + 1 }, (_, k) => {
  const t = (k - REACH) * STEP;
  const u = (Math.PI / 2) * Math.sinh(t);
  const share = 1 / (1 + Math.exp(-2 * u));
  const weight = (STEP * (Math.PI / 2) * Math.cosh(t)) / (2 * Math.cosh(u) ** 2);
  return { share, weight };
});

/**
 * The points and weights of an integral from 0 to `end`, in pieces that meet where the integrand is not smooth.
 * @param breaks those places; others than between 0 and the end do not matter
 */
export function integrationPoints(end: number, breaks: readonly number[]): readonly { readonly at: number; readonly weight: number }[] {
  const ends = [0, ...breaks.filter((place) => place > 0 && place < end).sort((a, b) => a - b), end];
  return ends.slice(1).flatMap((to, piece) => {
    const from = ends[piece];
    const length = to - from;
    return RULE.map(({ share, weight }) => ({ at: from + length * share, weight: length * weight }));
  });
}
