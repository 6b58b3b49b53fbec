/** Directly standardised rates. */
import { qgamma } from '../../numeric/dist/gamma';

export interface StandardisedRate {
  /** Σ w d / n over the strata, the weights w scaled to 1. */
  readonly rate: number;
  /** Of Poisson events: Σ w² d / n². */
  readonly variance: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The rate a population would have with the weights of a standard, with Fay and Feuer's gamma interval, which holds its level where few events
 * carry much weight. Every stratum needs an exposure above 0; the weights need not add up to 1.
 * Without events the rate is 0 and so is its lower limit. R: `epitools::ageadjust.direct(events, exposure, stdpop = weights, conf.level = level)`.
 * Fay & Feuer 1997, doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#.
 */
export function directRate(
  events: readonly number[],
  exposure: readonly number[],
  weights: readonly number[],
  level: number,
): StandardisedRate {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [rate, variance, most] = [0, 0, 0];
  events.forEach((d, i) => {
    const weight = weights[i] / total / exposure[i];
    rate += weight * d;
    variance += weight * weight * d;
    most = Math.max(most, weight);
  });
  const tail = (1 - level) / 2;
  const [centre, spread] = [rate + most, variance + most * most];
  return {
    rate,
    variance,
    low: rate === 0 ? 0 : (variance / rate) * qgamma(tail, (rate * rate) / variance),
    high: (spread / centre) * qgamma(tail, (centre * centre) / spread, { lower: false }),
  };
}

/** A share standardised by the weights: Σ w x / n, with the binomial variance Σ w² p (1 − p) / n. */
export function directShare(
  cases: readonly number[],
  sizes: readonly number[],
  weights: readonly number[],
): { readonly share: number; readonly variance: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [share, variance] = [0, 0];
  cases.forEach((x, i) => {
    const [weight, p] = [weights[i] / total, x / sizes[i]];
    share += weight * p;
    variance += (weight * weight * p * (1 - p)) / sizes[i];
  });
  return { share, variance };
}
