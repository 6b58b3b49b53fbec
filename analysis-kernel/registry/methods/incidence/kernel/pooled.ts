/** Rates of two groups compared over strata. */
import { type Compared, logCompared, plainCompared } from '../../../../stats/rates/compared';
import type { Rate } from './intervals';

/**
 * Mantel and Haenszel's ratio and difference of person-time rates over strata, the group's and the reference's in the same order; strata in which either
 * was not followed say nothing. NaN without events of both. Variances: Greenland & Robins 1985, doi:10.2307/2530643. R: `epiR::epi.2by2(method = "cohort.time")`, by hand
 * Σ a t / (s + t) over Σ b s / (s + t).
 */
export function mantelHaenszel(
  group: readonly Rate[],
  reference: readonly Rate[],
  level: number,
): { readonly ratio: Compared; readonly difference: Compared } {
  let [own, other, spread, weight, gap, error] = [0, 0, 0, 0, 0, 0];
  group.forEach(({ events: a, time: s }, i) => {
    const { events: b, time: t } = reference[i];
    if (!(s > 0 && t > 0)) return;
    const all = s + t;
    const share = (s / all) * t;
    own += (a * t) / all;
    other += (b * s) / all;
    spread += ((a + b) * s * t) / (all * all);
    weight += share;
    gap += share * (a / s - b / t);
    error += share * share * (a / (s * s) + b / (t * t));
  });
  return {
    ratio: logCompared(own / other, Math.sqrt(spread / (own * other)), level),
    difference: plainCompared(gap / weight, Math.sqrt(error) / weight, level),
  };
}
