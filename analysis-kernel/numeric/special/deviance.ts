/** Saddle-point densities: the building stones of the discrete distributions and of both incomplete functions. */
import { lgamma1p, stirlingError } from './lgamma';

const LOG_2PI = 1.8378770664093456;

/**
 * Half the Poisson deviance x log(x / m) + m − x, without cancellation near x = m.
 * x ≥ 0, m > 0. Loader (2000).
 */
function halfDeviance(x: number, m: number): number {
  if (x === 0) return m;
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let sum = (x - m) * v;
    if (Math.abs(sum) < Number.MIN_VALUE) return sum;
    let term = 2 * x * v;
    const square = v * v;
    for (let j = 1; j < 1000; j++) {
      term *= square;
      const next = sum + term / (2 * j + 1);
      if (next === sum) return sum;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / m) + m - x;
}

/**
 * log of m^x e^(−m) / Γ(x + 1) for real x: the Poisson probability continued to all x ≥ 0.
 * x ≥ 0, m > 0.
 */
export function logPoissonKernel(x: number, m: number): number {
  if (x === 0) return -m;
  if (x < 1) return x * Math.log(m) - m - lgamma1p(x);
  return -stirlingError(x) - halfDeviance(x, m) - 0.5 * (LOG_2PI + Math.log(x));
}

/**
 * log of Γ(n + 1) / (Γ(x + 1) Γ(n − x + 1)) p^x q^(n − x): the binomial probability continued to real x.
 * x, complement = n − x ≥ 0; p + q = 1, both given so that neither is formed by subtraction.
 */
export function logBinomialKernel(x: number, complement: number, p: number, q: number): number {
  const n = x + complement;
  if (p === 0) return x === 0 ? 0 : -Infinity;
  if (q === 0) return complement === 0 ? 0 : -Infinity;
  if (x === 0) return n === 0 ? 0 : p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q);
  if (complement === 0) return q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p);
  const correction = stirlingError(n) - stirlingError(x) - stirlingError(complement);
  const deviance = halfDeviance(x, n * p) + halfDeviance(complement, n * q);
  return correction - deviance - 0.5 * (LOG_2PI + Math.log(x) + Math.log(complement) - Math.log(n));
}
