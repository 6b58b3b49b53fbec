/** Rates of two groups compared over strata. */
import { qnorm } from '../../../../numeric/dist/normal';
import { normalP } from '../../../../stats/hypothesis/alternative';
import type { Compared, Rate } from './intervals';

const NONE: Compared = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, pValue: Number.NaN };

/** A ratio with a normal interval of its logarithm, of that standard error. */
export function logCompared(estimate: number, error: number, level: number): Compared {
  if (!Number.isFinite(error) || !(estimate > 0)) return { ...NONE, estimate };
  const factor = Math.exp(qnorm(1 - (1 - level) / 2) * error);
  return { estimate, low: estimate / factor, high: estimate * factor, pValue: normalP(Math.log(estimate) / error, 'two_sided') };
}

/** A difference with a normal interval, of that standard error. */
export function plainCompared(estimate: number, error: number, level: number): Compared {
  if (!(error > 0)) return { ...NONE, estimate };
  const half = qnorm(1 - (1 - level) / 2) * error;
  return { estimate, low: estimate - half, high: estimate + half, pValue: normalP(estimate / error, 'two_sided') };
}

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
