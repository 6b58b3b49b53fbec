/** Fleiss' kappa of any fixed number of raters. */

export interface Fleiss {
  readonly observed: number;
  readonly expected: number;
  /** NaN where all ratings are of one category. */
  readonly kappa: number;
  readonly error: number;
  readonly errorNull: number;
  /** Of each category against the rest. */
  readonly categories: readonly { readonly share: number; readonly kappa: number; readonly errorNull: number }[];
}

/**
 * Kappa of n rows rated by m raters, from how often each category was given in each row (n × k, row by row). The error under no agreement beyond chance is
 * that of Fleiss, Nee & Landis 1979 (doi:10.1037/0033-2909.86.5.974); that of the interval the row-wise linear part (Gwet 2008, doi:10.1348/000711006X126600).
 * Fleiss 1971, doi:10.1037/h0031619. R: `irr::kappam.fleiss`, `irrCAC::fleiss.kappa.raw`.
 */
export function fleissKappa(counts: Float64Array, n: number, k: number, m: number): Fleiss {
  const shares = new Float64Array(k);
  const agreed = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    for (let j = 0; j < k; j++) {
      const count = counts[row * k + j];
      shares[j] += count / (n * m);
      agreed[row] += (count * (count - 1)) / (m * (m - 1));
    }
  }
  const observed = agreed.reduce((sum, one) => sum + one, 0) / n;
  const expected = shares.reduce((sum, p) => sum + p * p, 0);
  const beyond = shares.reduce((sum, p) => sum + p * (1 - p), 0);
  const known = beyond > 1e-14;
  const kappa = known ? (observed - expected) / beyond : Number.NaN;
  let squares = 0;
  for (let row = 0; row < n; row++) {
    let chance = 0;
    for (let j = 0; j < k; j++) chance += 2 * shares[j] * (counts[row * k + j] / m - shares[j]);
    squares += ((agreed[row] - observed - (1 - kappa) * chance) / beyond) ** 2;
  }
  const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0);
  const pairs = n * m * (m - 1);
  const categories = Array.from(shares, (share, j) => {
    let split = 0;
    for (let row = 0; row < n; row++) split += counts[row * k + j] * (m - counts[row * k + j]);
    const spread = share * (1 - share);
    return { share, kappa: spread > 0 ? 1 - split / (pairs * spread) : Number.NaN, errorNull: Math.sqrt(2 / pairs) };
  });
  return {
    observed,
    expected,
    kappa,
    error: Math.sqrt(squares / (n * (n - 1))),
    errorNull: Math.sqrt((2 / pairs) * (beyond * beyond - skew)) / beyond,
    categories,
  };
}
