/** Intervals and tests of Poisson rates, their ratios and differences. */
import { qgamma } from '../../../../numeric/dist/gamma';
import { qnorm } from '../../../../numeric/dist/normal';
import { dpois, ppois } from '../../../../numeric/dist/poisson';
import { bracketedRoot } from '../../../../numeric/root';
import { normalP } from '../../../../stats/hypothesis/alternative';
import { binomialP, proportionInterval } from '../../../../stats/hypothesis/proportions';
import { type Compared, logCompared, plainCompared } from '../../../../stats/rates/compared';
import type { ConfType } from '../options';

/** Events in so much person-time. */
export interface Rate {
  readonly events: number;
  readonly time: number;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

const quantile = (level: number) => qnorm(1 - (1 - level) / 2);

/**
 * The interval of the expected number of events where some were counted, not divided by person-time. `exact`: from quantiles of χ², R's
 * `poisson.test(events)$conf.int`; `score`: events + z²/2 ± z √(events + z²/4); `wald`: events · exp(± z / √events), none of no event.
 * Garwood 1936, doi:10.1093/biomet/28.3-4.437.
 */
export function countInterval(events: number, type: ConfType, level: number): Limits {
  const tail = (1 - level) / 2;
  if (type === 'exact') return { low: events === 0 ? 0 : qgamma(tail, events), high: qgamma(tail, events + 1, { lower: false }) };
  const z = quantile(level);
  if (type === 'score') {
    const [centre, half] = [events + (z * z) / 2, z * Math.sqrt(events + (z * z) / 4)];
    return { low: events === 0 ? 0 : centre - half, high: centre + half };
  }
  const factor = Math.exp(z / Math.sqrt(events));
  return events === 0 ? { low: Number.NaN, high: Number.NaN } : { low: events / factor, high: events * factor };
}

/**
 * The ratio of a rate to a reference, by the split of all events between the two, which is binomial given their number. `exact`: Clopper–Pearson's limits
 * of that share and the binomial test, R's `poisson.test(c(a, b), c(s, t))`; `score`: Wilson's limits and the score test; `wald`: the logarithm's
 * normal interval with variance 1/a + 1/b. Infinite where the reference has no event; NaN where neither has.
 */
export function rateRatio(a: Rate, b: Rate, type: ConfType, level: number): Compared {
  const n = a.events + b.events;
  const estimate = a.events / a.time / (b.events / b.time);
  if (n === 0) return { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, pValue: type === 'exact' ? 1 : Number.NaN };
  const share = a.time / (a.time + b.time);
  if (type === 'wald') return logCompared(estimate, Math.sqrt(1 / a.events + 1 / b.events), level);
  const asked = { alternative: 'two_sided', level } as const;
  const { low, high } = proportionInterval(a.events, n, type === 'exact' ? 'clopper_pearson' : 'wilson', asked);
  const odds = (p: number) => (p / (1 - p)) * (b.time / a.time);
  const z = (a.events / n - share) / Math.sqrt((share * (1 - share)) / n);
  const pValue = type === 'exact' ? binomialP(a.events, n, { mu: share, ...asked }) : normalP(z, 'two_sided');
  return { estimate, low: odds(low), high: odds(high), pValue };
}

/**
 * A rate minus a reference. `wald` (and `exact`, of which there is none): the normal interval with variance a/s² + b/t²; `score`: the differences that the
 * score test with the likeliest rates under each does not reject, and that test of no difference. Miettinen & Nurminen 1985, doi:10.1002/sim.4780040211.
 */
export function rateDifference(a: Rate, b: Rate, type: ConfType, level: number): Compared {
  const estimate = a.events / a.time - b.events / b.time;
  const z = quantile(level);
  if (type !== 'score') return plainCompared(estimate, Math.sqrt(a.events / a.time ** 2 + b.events / b.time ** 2), level);
  if (a.events + b.events === 0) {
    // No event in either: the score of a difference d is √(d s) or √(−d t).
    return { estimate, low: -(z * z) / b.time, high: (z * z) / a.time, pValue: 1 };
  }
  const score = (d: number) => {
    const reference = restricted(a, b, d);
    const variance = (reference + d) / a.time + reference / b.time;
    return variance <= 0 ? (estimate > d ? 1e9 : -1e9) : (estimate - d) / Math.sqrt(variance);
  };
  const reach = (side: number) => {
    let far = estimate + (side * z * Math.sqrt(a.events + b.events + z * z)) / Math.min(a.time, b.time);
    for (let i = 0; i < 60 && side * score(far) > -z; i++) far += side * Math.abs(far - estimate);
    return bracketedRoot((d) => side * score(d) + z, estimate, far);
  };
  return { estimate, low: reach(-1), high: reach(1), pValue: normalP(score(0), 'two_sided') };
}

/** The likeliest reference rate given that the other is larger by d: the root of a quadratic in it. */
function restricted(a: Rate, b: Rate, d: number): number {
  const time = a.time + b.time;
  const middle = a.events + b.events - d * time;
  const root = (middle + Math.sqrt(middle * middle + 4 * time * d * b.events)) / (2 * time);
  return Math.max(root, 0, -d);
}

/**
 * Events against those expected of known rates: observed / expected with the interval of the observed count, and a test that the ratio is 1: exact, by
 * score, or of its logarithm. R: `poisson.test(observed, expected)`.
 */
export function standardisedRatio(observed: number, expected: number, type: ConfType, level: number): Compared {
  const { low, high } = countInterval(observed, type, level);
  const estimate = observed / expected;
  const pValue =
    type === 'exact'
      ? poissonP(observed, expected)
      : type === 'score'
        ? normalP((observed - expected) / Math.sqrt(expected), 'two_sided')
        : normalP(Math.log(estimate) * Math.sqrt(observed), 'two_sided');
  return { estimate, low: low / expected, high: high / expected, pValue };
}

/** The exact test that so many events come of a mean: the probability of all counts no more probable. R: `poisson.test(events, mean)$p.value`. */
function poissonP(events: number, mean: number): number {
  if (events === mean) return 1;
  const own = dpois(events, mean) * (1 + 1e-7);
  const isBelow = events < mean;
  // Probabilities fall away from the mean: the other tail begins where they sink to the observed one's.
  let [near, far] = isBelow ? [Math.ceil(mean), Math.ceil(mean) + 1] : [-1, Math.floor(mean)];
  if (isBelow) while (dpois(far, mean) > own) far = 2 * far;
  while (near < far) {
    const middle = isBelow ? Math.floor((near + far) / 2) : Math.ceil((near + far) / 2);
    const isWithin = middle >= 0 && dpois(middle, mean) > own;
    if (isBelow) [near, far] = isWithin ? [middle + 1, far] : [near, middle];
    else [near, far] = isWithin ? [near, middle - 1] : [middle, far];
  }
  const other = isBelow ? ppois(near - 1, mean, { lower: false }) : near < 0 ? 0 : ppois(near, mean);
  const tail = isBelow ? ppois(events, mean) : ppois(events - 1, mean, { lower: false });
  return Math.min(1, tail + other);
}
