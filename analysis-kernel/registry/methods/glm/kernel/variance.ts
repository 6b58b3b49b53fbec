/** Variances of a generalised linear model's coefficients: the model's own and the sandwiches. */

import type { RobustKind } from '../options';
import { familyOf, LINK } from './family';
import { type GlmFit, sizeOf } from './fit';

/** The dispersion: 1, or of the families that estimate it Pearson's χ² over n − p, NaN where no row is left over. R: `summary(fit)$dispersion`. */
export function dispersionOf(fit: GlmFit): number {
  if (!familyOf(fit.data).dispersed) return 1;
  const df = sizeOf(fit.data) - fit.rank;
  return df > 0 ? pearson(fit) / df : Number.NaN;
}

/** Pearson's χ²: squared working residuals, weighted. */
export function pearson({ data, eta, mu, working }: GlmFit): number {
  const link = LINK[data.link];
  let total = 0;
  for (let i = 0; i < data.n; i++) total += working[i] * ((data.y[i] - mu[i]) / link.slope(eta[i], mu[i])) ** 2;
  return total;
}

/** Diagonal of the hat matrix, of one of the rows a count stands for. R: `hatvalues(fit)`. */
function hatValues({ unscaled, working, data }: GlmFit): Float64Array {
  const { n, p, x, weights, counted } = data;
  const hat = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const copies = counted && weights !== null ? weights[i] : 1;
    let sum = 0;
    for (let j = 0; j < p; j++) {
      const xj = x[j * n + i];
      if (xj !== 0) for (let k = 0; k < p; k++) sum += xj * x[k * n + i] * unscaled[j * p + k];
    }
    hat[i] = copies === 0 ? 0 : (working[i] * sum) / copies;
  }
  return hat;
}

/** How each row's score is multiplied before it is squared, by its leverage. */
const LEVERAGE: Readonly<Record<RobustKind, (hat: number) => number>> = {
  hc0: () => 1,
  hc1: () => 1,
  hc2: (hat) => Math.sqrt(1 - hat),
  hc3: (hat) => 1 - hat,
};

/**
 * The sandwich A (Σ ω x x') A: ω the squared score of a row (hc0), times n/(n − p) (hc1), or over 1 − h or its square (hc2, hc3). With clusters scores
 * are summed within each before they are squared, and the whole is times G/(G − 1), with hc1 also (n − 1)/(n − p).
 * Long & Ervin (2000), 10.1080/00031305.2000.10474549; R: `sandwich::vcovHC(fit, type)`, `sandwich::vcovCL(fit, cluster)`.
 */
export function sandwich(
  fit: GlmFit,
  kind: RobustKind,
  clusters: { readonly codes: Int32Array; readonly count: number } | null,
): Float64Array {
  const { data, eta, mu, working, unscaled } = fit;
  const { n, p, x, weights, counted } = data;
  const link = LINK[data.link];
  const hat = kind === 'hc2' || kind === 'hc3' ? hatValues(fit) : null;
  const groups = clusters?.count ?? n;
  const score = new Float64Array(groups * p);
  // Of a count each row's score enters as often as it stands for rows: as its root here, whole where clusters add them up.
  for (let i = 0; i < n; i++) {
    const copies = counted && weights !== null ? weights[i] : 1;
    const own = (working[i] / copies) * ((data.y[i] - mu[i]) / link.slope(eta[i], mu[i]));
    const share = (own / LEVERAGE[kind](hat?.[i] ?? 0)) * (clusters === null ? Math.sqrt(copies) : copies);
    const at = clusters === null ? i : clusters.codes[i];
    for (let j = 0; j < p; j++) score[at * p + j] += share * x[j * n + i];
  }
  const meat = new Float64Array(p * p);
  for (let g = 0; g < groups; g++) {
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) meat[i * p + j] += score[g * p + i] * score[g * p + j];
  }
  const size = sizeOf(data);
  const small = kind === 'hc1' ? (clusters === null ? size : size - 1) / (size - fit.rank) : 1;
  const factor = small * (clusters === null ? 1 : groups / (groups - 1));
  return product(product(unscaled, meat, p), unscaled, p).map((value) => value * factor);
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const value = a[i * p + k];
      if (value !== 0) for (let j = 0; j < p; j++) result[i * p + j] += value * b[k * p + j];
    }
  }
  return result;
}
