/** Weighted least squares of a design: by its Gram matrix, and by QR where that would lose digits. */
import { factorLdl, inverseLdl } from '../../../../numeric/linalg/cholesky';
import { householderQr, leastSquares, type Qr } from '../../../../numeric/linalg/qr';
import { type Products, weightedProducts } from './gram';

/** R's tolerance of `glm.fit` for a column that earlier ones determine. */
const PIVOT_TOLERANCE = 1e-11;
/** A column of which earlier ones leave less than this share of its square: the Gram matrix has too few digits left for it. */
const LEAST_PIVOT = 1e-6;

export interface WeightedSolution {
  /** (X'WX)⁻¹ X'W r; 0 for redundant columns. */
  readonly solution: Float64Array;
  /** (X'WX)⁻¹, p × p; 0 in redundant rows and columns. */
  readonly inverse: Float64Array;
}

/**
 * Solves min Σ w (r − x'b)² for an n × p design stored column by column.
 * @param redundant columns known to be determined by earlier ones, 1 each; what is found to be so now is written into it
 * R: `qr.coef(qr(sqrt(w) * x), sqrt(w) * r)`, `chol2inv` of its R.
 */
export function weightedLeastSquares(
  x: Float64Array,
  n: number,
  p: number,
  w: Float64Array,
  r: Float64Array,
  redundant: Uint8Array,
): WeightedSolution {
  return solveProducts(weightedProducts(x, n, p, w, r), p, redundant) ?? byQr(x, n, p, w, r, redundant);
}

/** The same of products at hand; null where the Gram matrix would lose digits. */
export function solveProducts({ gram, right }: Products, p: number, redundant: Uint8Array): WeightedSolution | null {
  const inverse = inverseGram(gram, p, redundant);
  return inverse === null ? null : { solution: timesVector(inverse, right, p), inverse };
}

/** The inverse over the columns that are not redundant; null where another one is nearly determined by earlier ones. */
function inverseGram(gram: Float64Array, p: number, redundant: Uint8Array): Float64Array | null {
  const scale = Float64Array.from({ length: p }, (_, j) => (redundant[j] === 1 ? 0 : 1 / Math.sqrt(gram[j * p + j])));
  if (scale.some((value) => !Number.isFinite(value))) return null;
  const scaled = gram.map((value, at) => value * scale[Math.floor(at / p)] * scale[at % p]);
  factorLdl(scaled, p, LEAST_PIVOT);
  for (let j = 0; j < p; j++) if (redundant[j] === 0 && scaled[j * p + j] === 0) return null;
  return inverseLdl(scaled, p).map((value, at) => value * scale[Math.floor(at / p)] * scale[at % p]);
}

function byQr(x: Float64Array, n: number, p: number, w: Float64Array, r: Float64Array, redundant: Uint8Array): WeightedSolution {
  const root = w.map(Math.sqrt);
  const weighted = new Float64Array(n * p);
  for (let j = 0; j < p; j++) if (redundant[j] === 0) for (let i = 0; i < n; i++) weighted[j * n + i] = root[i] * x[j * n + i];
  const qr = householderQr(weighted, n, p, PIVOT_TOLERANCE);
  const found = leastSquares(
    qr,
    root.map((value, i) => value * r[i]),
  );
  found.forEach((value, j) => {
    if (Number.isNaN(value)) redundant[j] = 1;
  });
  return { solution: found.map((value) => (Number.isNaN(value) ? 0 : value)), inverse: inverseOf(qr) };
}

/** R⁻¹R⁻ᵀ in the columns' own order. */
function inverseOf({ factors, pivot, rank, n, p }: Qr): Float64Array {
  const upper = new Float64Array(rank * rank);
  for (let j = 0; j < rank; j++) {
    upper[j * rank + j] = 1 / factors[j * n + j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += factors[k * n + i] * upper[k * rank + j];
      upper[i * rank + j] = -sum / factors[i * n + i];
    }
  }
  const inverse = new Float64Array(p * p);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      let sum = 0;
      for (let k = Math.max(i, j); k < rank; k++) sum += upper[i * rank + k] * upper[j * rank + k];
      inverse[pivot[i] * p + pivot[j]] = sum;
    }
  }
  return inverse;
}

/** A v for a p × p matrix. */
function timesVector(matrix: Float64Array, v: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += matrix[i * p + j] * v[j];
    out[i] = sum;
  }
  return out;
}
