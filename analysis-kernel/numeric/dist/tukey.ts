/** The studentised range: the range of `groups` standard normal values over an independent estimate of their standard deviation. */
import { bracketedRoot } from '../root';
import { lgamma } from '../special/lgamma';
import { dnorm, pnorm } from './normal';

/**
 * P(range of k standard normals > w) = k ∫ φ(z) {Φ(z)^(k−1) − [Φ(z) − Φ(z − w)]^(k−1)} dz as a function of w, where z is the largest of them. By the
 * trapezium rule, which is exact to rounding for an analytic integrand that decays so fast, on nodes the closer the steeper Φ^(k−1) is; beyond its ends
 * the integrand is less than 1e-16 of its peak near w/2.
 */
function rangeAbove(k: number): (w: number) => number {
  const spacing = Math.min(0.3, 1.3 / Math.sqrt(k));
  const below: number[] = [];
  const all: number[] = [];
  const first = Math.floor(-6.5 / spacing);
  return (w) => {
    if (w <= 0) return 1;
    const from = Math.max(first, Math.floor((w / 2 - 6.5) / spacing));
    const to = Math.ceil((w > 13 ? w / 2 + 6.5 : Math.sqrt(76 + (w * w) / 2)) / spacing);
    let total = 0;
    for (let i = from; i <= to; i++) {
      const [z, place] = [i * spacing, i - first];
      if (below[place] === undefined) {
        below[place] = pnorm(z);
        all[place] = dnorm(z) * below[place] ** (k - 1);
      }
      total -= all[place] * Math.expm1((k - 1) * Math.log1p(-Math.min(1, pnorm(z - w) / below[place])));
    }
    return Math.min(1, k * spacing * total);
  };
}

/**
 * Upper tail P(Q > q) of the studentised range of `groups` ≥ 2 means on df > 0 degrees of freedom (Infinity: variance known). q ≤ 0 gives 1; NaN
 * elsewhere. Both integrals by the trapezium rule, the outer one over log s for s = √(χ²/df): relative error about 1e-12.
 * R: `ptukey(q, groups, df, lower.tail = FALSE)`.
 */
export function tukeyUpper(q: number, groups: number, df: number): number {
  if (Number.isNaN(q) || !(groups >= 2) || !(df > 0)) return Number.NaN;
  if (q <= 0) return 1;
  if (q === Infinity) return 0;
  const above = rangeAbove(groups);
  if (df === Infinity) return above(q);
  const wide = df > 100;
  // The density of log s peaks at 0; multiplied by the tail of the range, which falls like exp(−q²s²/4), further left.
  const from = -0.5 * Math.log1p((q * q) / (2 * df)) - (wide ? 7.5 / Math.sqrt(df) : 40 / df + 0.5);
  const to = wide ? 7.5 / Math.sqrt(df) : 0.5 * Math.log(7 + 80 / df);
  const step = Math.min(0.1, 0.5 / Math.sqrt(2 * df)) * (groups > 20 ? 0.7 : 1);
  const scale = Math.LN2 + (df / 2) * Math.log(df / 2) - lgamma(df / 2) - df / 2;
  let total = 0;
  for (let u = from; u <= to; u += step) {
    // df · (u − (e^{2u} − 1) / 2), without the cancellation near 0.
    const density = Math.exp(scale + df * (u - Math.expm1(2 * u) / 2));
    if (density > 0) total += density * above(q * Math.exp(u));
  }
  return Math.min(1, step * total);
}

/** The q that a studentised range exceeds with probability p in (0, 1). R: `qtukey(p, groups, df, lower.tail = FALSE)`, which stops at 4 digits. */
export function tukeyUpperQuantile(p: number, groups: number, df: number): number {
  if (!(p > 0 && p < 1) || !(groups >= 2) || !(df > 0)) return Number.NaN;
  const gap = (q: number) => Math.log(tukeyUpper(q, groups, df) / p);
  let [low, high] = [0, 2];
  while (gap(high) > 0) [low, high] = [high, high * 1.5];
  return bracketedRoot(gap, low, high, 1e-12);
}
