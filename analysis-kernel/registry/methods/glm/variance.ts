/** Variances of a generalised linear model's coefficients: the model's own and the sandwiches. */
import { applyQ, type Qr } from '../../../numeric/linalg/qr';
import { FAMILY, LINK } from './family';
import type { GlmFit } from './fit';
import type { RobustKind } from './options';

/** Rows, or the rows they stand for. */
export function sizeOf({ data: { n, weights, counted } }: GlmFit): number {
  return counted && weights !== null ? weights.reduce((sum, weight) => sum + weight, 0) : n;
}

/** (X'WX)⁻¹ over the columns kept, p × p; 0 for those left out. R: `summary(fit)$cov.unscaled`. */
export function unscaledVariance({ qr, rank, data: { p } }: GlmFit): Float64Array {
  const inverse = inverseOfR(qr, rank);
  const variance = new Float64Array(p * p);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      let sum = 0;
      for (let k = Math.max(i, j); k < rank; k++) sum += inverse[i * rank + k] * inverse[j * rank + k];
      variance[qr.pivot[i] * p + qr.pivot[j]] = sum;
    }
  }
  return variance;
}

/** R⁻¹, row by row. */
function inverseOfR({ factors, n }: Qr, rank: number): Float64Array {
  const inverse = new Float64Array(rank * rank);
  for (let j = 0; j < rank; j++) {
    inverse[j * rank + j] = 1 / factors[j * n + j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += factors[k * n + i] * inverse[k * rank + j];
      inverse[i * rank + j] = -sum / factors[i * n + i];
    }
  }
  return inverse;
}

/** The dispersion: 1, or for the gaussian family the residual variance over n − p. R: `summary(fit)$dispersion`. */
export function dispersionOf(fit: GlmFit): number {
  if (!FAMILY[fit.data.family].dispersed) return 1;
  return pearson(fit) / (sizeOf(fit) - fit.rank);
}

/** Pearson's χ²: squared working residuals, weighted. */
export function pearson({ data, eta, mu, working }: GlmFit): number {
  const link = LINK[data.link];
  let total = 0;
  for (let i = 0; i < data.n; i++) total += working[i] * ((data.y[i] - mu[i]) / link.slope(eta[i])) ** 2;
  return total;
}

/** Diagonal of the hat matrix, of one of the rows a count stands for. R: `hatvalues(fit)`. */
function hatValues({ qr, rank, data }: GlmFit): Float64Array {
  const { n, weights, counted } = data;
  const hat = new Float64Array(n);
  const column = new Float64Array(n);
  for (let k = 0; k < rank; k++) {
    column.fill(0);
    column[k] = 1;
    applyQ(qr, column);
    for (let i = 0; i < n; i++) hat[i] += column[i] * column[i];
  }
  return counted && weights !== null ? hat.map((value, i) => (weights[i] === 0 ? 0 : value / weights[i])) : hat;
}

/**
 * The sandwich A (Σ ω x x') A: ω the squared score of a row (hc0), times n/(n − p) (hc1), or over 1 − h or its square (hc2, hc3). With clusters scores
 * are summed within each before they are squared, and the whole is times G/(G − 1), with hc1 also (n − 1)/(n − p).
 * Long & Ervin (2000), 10.1080/00031305.2000.10474549; R: `sandwich::vcovHC(fit, type)`, `sandwich::vcovCL(fit, cluster)`.
 */
export function sandwich(
  fit: GlmFit,
  bread: Float64Array,
  kind: RobustKind,
  clusters: { readonly codes: Int32Array; readonly count: number } | null,
): Float64Array {
  const { data, eta, mu, working } = fit;
  const { n, p, x, weights, counted } = data;
  const link = LINK[data.link];
  const hat = kind === 'hc2' || kind === 'hc3' ? hatValues(fit) : null;
  const groups = clusters?.count ?? n;
  const score = new Float64Array(groups * p);
  // Of a count each row's score enters as often as it stands for rows: as its root here, whole where clusters add them up.
  for (let i = 0; i < n; i++) {
    const copies = counted && weights !== null ? weights[i] : 1;
    const own = (working[i] / copies) * ((data.y[i] - mu[i]) / link.slope(eta[i]));
    const leverage = hat === null ? 1 : kind === 'hc2' ? Math.sqrt(1 - hat[i]) : 1 - hat[i];
    const share = (own / leverage) * (clusters === null ? Math.sqrt(copies) : copies);
    const at = clusters === null ? i : clusters.codes[i];
    for (let j = 0; j < p; j++) score[at * p + j] += share * x[j * n + i];
  }
  const meat = new Float64Array(p * p);
  for (let g = 0; g < groups; g++) {
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) meat[i * p + j] += score[g * p + i] * score[g * p + j];
  }
  const size = sizeOf(fit);
  const small = kind === 'hc1' ? (clusters === null ? size : size - 1) / (size - fit.rank) : 1;
  const factor = small * (clusters === null ? 1 : groups / (groups - 1));
  return product(product(bread, meat, p), bread, p).map((value) => value * factor);
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
