/** (e^y − 1)/y and (e^y − 1 − y)/y² with their derivatives, without cancellation near 0. */

const TERMS = 24;

/** Σ c(k) yᵏ/(k + shift)!, of |y| < 1. */
function series(y: number, shift: number, c: (k: number) => number): number {
  let factorial = 1;
  for (let i = 2; i <= shift; i++) factorial *= i;
  let power = 1;
  let sum = 0;
  for (let k = 0; k < TERMS; k++) {
    sum += (c(k) * power) / factorial;
    power *= y;
    factorial *= k + 1 + shift;
  }
  return sum;
}

/** (e^y − 1)/y: 1 at 0. */
export function expm1Over(y: number): number {
  return y === 0 ? 1 : Math.expm1(y) / y;
}

/** Its first derivative: ½ at 0. */
export function expm1OverFirst(y: number): number {
  if (Math.abs(y) < 1) return series(y, 2, (k) => k + 1);
  return (Math.exp(y) * (y - 1) + 1) / (y * y);
}

/** Its second derivative: ⅓ at 0. */
export function expm1OverSecond(y: number): number {
  if (Math.abs(y) < 1) return series(y, 3, (k) => (k + 1) * (k + 2));
  return (Math.exp(y) * (y * y - 2 * y + 2) - 2) / (y * y * y);
}

/** (e^y − 1 − y)/y²: ½ at 0. */
export function expm2Over(y: number): number {
  if (Math.abs(y) < 1) return series(y, 2, () => 1);
  return (Math.expm1(y) - y) / (y * y);
}

/** Its first derivative: ⅙ at 0. */
export function expm2OverFirst(y: number): number {
  if (Math.abs(y) < 1) return series(y, 3, (k) => k + 1);
  return (Math.exp(y) * (y - 2) + y + 2) / (y * y * y);
}

/** Its second derivative: 1/12 at 0. */
export function expm2OverSecond(y: number): number {
  if (Math.abs(y) < 1) return series(y, 4, (k) => (k + 1) * (k + 2));
  return (Math.exp(y) * (y * y - 4 * y + 6) - 2 * y - 6) / y ** 4;
}
