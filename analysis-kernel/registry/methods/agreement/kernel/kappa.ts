/** Cohen's kappa, plain and weighted, and what stands beside it of a table of two raters. */

export type Scheme = 'none' | 'linear' | 'quadratic';

export interface Kappa {
  readonly observed: number;
  readonly expected: number;
  /** NaN where both raters use one and the same category: nothing can agree beyond chance. */
  readonly kappa: number;
  /** Of the interval; NaN where the raters' categories alone fix kappa at 0, as of a rater with one category, or of two with none in common. */
  readonly error: number;
  /** Of the test that kappa is 0; NaN there too. */
  readonly errorNull: number;
}

/** How far two categories of k agree, from 0 to 1, by how many steps lie between them. */
function weightOf(a: number, b: number, k: number, scheme: Scheme): number {
  if (scheme === 'none') return a === b ? 1 : 0;
  const apart = Math.abs(a - b) / (k - 1);
  return 1 - (scheme === 'linear' ? apart : apart * apart);
}

/**
 * Kappa of a k × k table of counts, row by row, with its standard error and that under no agreement beyond chance.
 * Cohen 1960, doi:10.1177/001316446002000104; 1968, doi:10.1037/h0026256; Fleiss, Cohen & Everitt 1969, doi:10.1037/h0028106.
 * R: `psych::cohen.kappa`, `vcd::Kappa`.
 */
export function cohenKappa(table: Float64Array, k: number, scheme: Scheme): Kappa {
  const n = table.reduce((sum, count) => sum + count, 0);
  const p = table.map((count) => count / n);
  const [rows, columns] = margins(p, k);
  const weight = (i: number, j: number) => weightOf(i, j, k, scheme);
  const [rowMeans, columnMeans] = [new Float64Array(k), new Float64Array(k)];
  let [observed, expected] = [0, 0];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const w = weight(i, j);
      observed += w * p[i * k + j];
      expected += w * rows[i] * columns[j];
      rowMeans[i] += w * columns[j];
      columnMeans[j] += w * rows[i];
    }
  }
  const beyond = 1 - expected;
  // Of one category nothing but rounding is left of it.
  if (!(beyond > 1e-14)) return { observed, expected, kappa: Number.NaN, error: Number.NaN, errorNull: Number.NaN };
  const kappa = (observed - expected) / beyond;
  let [own, none] = [0, 0];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const means = rowMeans[i] + columnMeans[j];
      own += p[i * k + j] * (weight(i, j) - means * (1 - kappa)) ** 2;
      none += rows[i] * columns[j] * (weight(i, j) - means) ** 2;
    }
  }
  const error = (part: number, whole: number) => Math.sqrt(Math.max(0, part - whole * whole) / n) / beyond;
  // No other ratings of these categories could have given another kappa: an error of 0 would pass for certainty.
  if (own - (kappa - expected * (1 - kappa)) ** 2 <= ROUNDING * own && Math.abs(kappa) < ROUNDING)
    return { observed, expected, kappa: 0, error: Number.NaN, errorNull: Number.NaN };
  return { observed, expected, kappa, error: error(own, kappa - expected * (1 - kappa)), errorNull: error(none, expected) };
}

/** Beside the numbers it comes from, what is left of nothing. */
const ROUNDING = 1e-12;

function margins(p: Float64Array, k: number): readonly [Float64Array, Float64Array] {
  const [rows, columns] = [new Float64Array(k), new Float64Array(k)];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      rows[i] += p[i * k + j];
      columns[j] += p[i * k + j];
    }
  }
  return [rows, columns];
}

/** A k × k table as it is of one category against all others. */
export function oneAgainstRest(table: Float64Array, k: number, category: number): Float64Array {
  const cells = new Float64Array(4);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) cells[(i === category ? 0 : 2) + (j === category ? 0 : 1)] += table[i * k + j];
  }
  return cells;
}

/**
 * Agreement on one category: twice who both gave it, over all ratings of it; its error by the delta method, NaN where it was never given together. NaN where nobody gave it. Of two categories
 * these are positive and negative agreement. Cicchetti & Feinstein 1990, doi:10.1016/0895-4356(90)90159-M; Graham & Bull 1998, doi:10.1016/S0895-4356(98)00034-0.
 */
export function specificAgreement([both, first, second]: Float64Array): { readonly estimate: number; readonly error: number } {
  const ratings = 2 * both + first + second;
  const apart = first + second;
  const error = both === 0 ? Number.NaN : Math.sqrt(4 * both * apart * (both + apart)) / (ratings * ratings);
  return { estimate: (2 * both) / ratings, error };
}
