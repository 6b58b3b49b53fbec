/** One- and two-sided p values. */
import { pnorm } from '../../numeric/dist/normal';
import { pt } from '../../numeric/dist/student-t';

/** What is held against the null hypothesis: a value on either side of it, below or above. */
export type Alternative = 'two_sided' | 'less' | 'greater';

/** The p value of a standard normal statistic. */
export function normalP(z: number, alternative: Alternative): number {
  if (alternative === 'two_sided') return 2 * pnorm(-Math.abs(z));
  return pnorm(z, { lower: alternative === 'less' });
}

/** The p value of a t statistic. */
export function studentP(t: number, df: number, alternative: Alternative): number {
  if (alternative === 'two_sided') return 2 * pt(-Math.abs(t), df);
  return pt(t, df, { lower: alternative === 'less' });
}

/** The correction for continuity of a statistic that moves in whole steps, taken off its distance from what is expected. */
export function continuity(distance: number, alternative: Alternative): number {
  if (alternative === 'two_sided') return 0.5 * Math.sign(distance);
  return alternative === 'greater' ? 0.5 : -0.5;
}

/** The p value of a discrete statistic from its lower tail P(S ≤ s) and upper tail P(S ≥ s); two-sided twice the smaller. */
export function exactP(lower: number, upper: number, alternative: Alternative): number {
  if (alternative === 'less') return lower;
  return alternative === 'greater' ? upper : Math.min(1, 2 * Math.min(lower, upper));
}
