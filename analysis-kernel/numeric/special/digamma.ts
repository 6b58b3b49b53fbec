/** Derivatives of log Γ. */

/** B₂ₖ/(2k), k = 1, 2, …: the asymptotic series of ψ. */
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
/** B₂ₖ, k = 1, 2, …: that of ψ'. */
const TRIGAMMA = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];
/** From here on the series is exact to the last digit. */
const FAR = 10;

function series(coefficients: readonly number[], square: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * square + coefficients[k];
  return sum;
}

/**
 * ψ(x), the derivative of log Γ, for x > 0; NaN elsewhere.
 * Relative accuracy about 1e-14, absolute beside the zero at 1.4616. Abramowitz & Stegun 6.3.5, 6.3.18; R: `digamma(x)`.
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let far = x;
  for (; far < FAR; far++) shift -= 1 / far;
  const square = 1 / (far * far);
  return shift + Math.log(far) - 0.5 / far - square * series(DIGAMMA, square);
}

/**
 * ψ'(x), the second derivative of log Γ, for x > 0; NaN elsewhere.
 * Relative accuracy about 1e-14. Abramowitz & Stegun 6.4.6, 6.4.12; R: `trigamma(x)`.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let far = x;
  for (; far < FAR; far++) shift += 1 / (far * far);
  const inverse = 1 / far;
  const square = inverse * inverse;
  return shift + inverse + 0.5 * square + inverse * square * series(TRIGAMMA, square);
}
