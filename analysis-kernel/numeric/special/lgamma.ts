/** The logarithm of the gamma function and its relatives. */

export const HALF_LOG_2PI = 0.9189385332046728;
const ONE_MINUS_EULER = 0.42278433509846713;

/** ζ(k) − 1 for k = 2, 3, …: coefficients of log Γ(2 + z). */
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914, 0.008349277381922827,
  0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10, 4.656629065033784e-10,
  2.3283118336765053e-10, 1.164155017270052e-10,
];

/** B₂ₖ / (2k(2k−1)): coefficients of Stirling's correction in odd powers of 1/x. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  5 / 5940,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -174611 / 125400,
];

/** log Γ(2 + z) for |z| ≤ 1/2 by its Taylor series, relative accuracy kept near the zero at z = 0. */
function lgammaNearTwo(z: number): number {
  let sum = 0;
  for (let i = ZETA_MINUS_ONE.length - 1; i >= 0; i--) sum = -z * sum + ZETA_MINUS_ONE[i] / (i + 2);
  return z * (ONE_MINUS_EULER + z * sum);
}

/** Stirling's correction log Γ(x) − ((x − ½) log x − x + ½ log 2π) for x ≥ 10, by its asymptotic series. */
function stirlingSeries(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let i = STIRLING.length - 1; i >= 0; i--) sum = sum * square + STIRLING[i];
  return sum * inverse;
}

/**
 * The logarithm of |Γ(x)|.
 * x: any real number. Infinite at 0, −1, −2, …; NaN for NaN. Relative accuracy about 1e-15, also beside the zeros at 1 and 2.
 * Abramowitz & Stegun 6.1.33, 6.1.41; R: `lgamma(x)`.
 */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x === Infinity || x === -Infinity) return Infinity;
  if (x <= 0) {
    if (x === Math.floor(x)) return Infinity;
    const fraction = x - Math.floor(x);
    return Math.log(Math.PI / Math.sin(Math.PI * fraction)) - lgamma(1 - x);
  }
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingSeries(x);
  if (x < 0.5) return lgamma1p(x) - Math.log(x);
  if (x < 1.5) return lgamma1p(x - 1);
  let rest = x;
  let product = 1;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return Math.log(product) + lgammaNearTwo(rest - 2);
}

/**
 * log Γ(1 + x), relative accuracy kept for small x.
 * x ≥ −½. R: `lgamma(1 + x)`, without its loss near x = 0.
 */
export function lgamma1p(x: number): number {
  if (Math.abs(x) <= 0.5) return lgammaNearTwo(x) - Math.log1p(x);
  return lgamma(1 + x);
}

/**
 * The error of Stirling's formula for x!: log Γ(x + 1) − (x + ½) log x + x − ½ log 2π.
 * x ≥ 0 (infinite at 0). Loader (2000), "Fast and accurate computation of binomial probabilities".
 */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return lgamma1p(x) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI;
}

/**
 * log Γ(b + a) − log Γ(b) without cancellation when a is small beside b.
 * a ≥ 0, b > 0.
 */
export function lgammaDifference(a: number, b: number): number {
  let shift = 0;
  let base = b;
  while (base < 10) {
    shift += Math.log1p(a / base);
    base += 1;
  }
  const leading = (base - 0.5) * Math.log1p(a / base) + a * Math.log(base + a) - a;
  return leading + (stirlingSeries(base + a) - stirlingSeries(base)) - shift;
}
