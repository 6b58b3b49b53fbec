/** Orthogonal polynomials over a variable's own values. */

export interface PolyCoefficients {
  readonly alpha: readonly number[];
  /** Squared norms of degrees 0, 1, …. */
  readonly norm2: readonly number[];
}

/**
 * The three-term recurrence of the polynomials orthogonal over the known values of `x`; null where `degree` is not below the number of distinct
 * values. As the `coefs` of `stats::poly` (without its leading 1 in norm2).
 */
export function polyCoefficients(x: Float64Array, degree: number): PolyCoefficients | null {
  const known = x.filter((value) => !Number.isNaN(value));
  if (degree >= new Set(known).size) return null;
  let mean = 0;
  for (const value of known) mean += value / known.length;
  const alpha: number[] = [];
  const norm2: number[] = [];
  let before = new Float64Array(known.length);
  let current = new Float64Array(known.length).fill(1);
  for (let k = 0; k <= degree; k++) {
    let norm = 0;
    let moment = 0;
    for (let i = 0; i < known.length; i++) {
      const square = current[i] * current[i];
      norm += square;
      moment += (known[i] - mean) * square;
    }
    norm2.push(norm);
    alpha.push(moment / norm + mean);
    const ratio = k === 0 ? 0 : norm / norm2[k - 1];
    const next = new Float64Array(known.length);
    for (let i = 0; i < known.length; i++) next[i] = (known[i] - alpha[k]) * current[i] - ratio * before[i];
    before = current;
    current = next;
  }
  return { alpha: alpha.slice(0, degree), norm2 };
}

/** Columns of degrees 1 to `alpha.length`, each of length one over the values the coefficients came from. NaN where `x` is NaN. */
export function polyBasis(x: Float64Array, { alpha, norm2 }: PolyCoefficients): Float64Array[] {
  const columns = alpha.map(() => new Float64Array(x.length));
  for (let i = 0; i < x.length; i++) {
    let before = 0;
    let current = 1;
    for (let k = 0; k < alpha.length; k++) {
      const ratio = k === 0 ? 0 : norm2[k] / norm2[k - 1];
      const next = (x[i] - alpha[k]) * current - ratio * before;
      before = current;
      current = next;
      columns[k][i] = current / Math.sqrt(norm2[k + 1]);
    }
  }
  return columns;
}
