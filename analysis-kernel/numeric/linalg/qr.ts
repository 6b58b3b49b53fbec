/** Householder QR of a tall matrix, with R's rule for columns that depend on earlier ones. */

export interface Qr {
  readonly n: number;
  readonly p: number;
  /** Householder vectors below, R on and above the diagonal; column by column, columns in `pivot` order. */
  readonly factors: Float64Array;
  /** Scale of each reflection. */
  readonly tau: Float64Array;
  /** Original column at each place: the first `rank` are independent, redundant ones follow. */
  readonly pivot: Int32Array;
  readonly rank: number;
}

/**
 * QR decomposition of an n × p matrix stored column by column (not changed).
 * A column whose part orthogonal to the earlier ones is below `tolerance` × its own norm is moved behind the others.
 * Golub & Van Loan §5.2; R: `qr(x, tol = 1e-7)` (LINPACK rule; signs of R's diagonal may differ).
 */
export function householderQr(matrix: Float64Array, n: number, p: number, tolerance = 1e-7): Qr {
  const factors = Float64Array.from(matrix);
  const tau = new Float64Array(p);
  const pivot = Int32Array.from({ length: p }, (_, j) => j);
  const norms = new Float64Array(p);
  for (let j = 0; j < p; j++) norms[j] = columnNorm(factors, n, j, 0);
  let candidates = p;
  let k = 0;
  while (k < Math.min(candidates, n)) {
    const norm = columnNorm(factors, n, k, k);
    if (norm <= tolerance * norms[k] || norm === 0) {
      moveToEnd(factors, n, p, k, pivot, norms);
      candidates--;
      continue;
    }
    reflect(factors, n, p, k, norm, tau);
    k++;
  }
  return { n, p, factors, tau, pivot, rank: k };
}

function columnNorm(a: Float64Array, n: number, j: number, from: number): number {
  let scale = 0;
  for (let i = from; i < n; i++) scale = Math.max(scale, Math.abs(a[j * n + i]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = from; i < n; i++) sum += (a[j * n + i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

function moveToEnd(a: Float64Array, n: number, p: number, k: number, pivot: Int32Array, norms: Float64Array): void {
  const column = a.slice(k * n, (k + 1) * n);
  a.copyWithin(k * n, (k + 1) * n, p * n);
  a.set(column, (p - 1) * n);
  const which = pivot[k];
  pivot.copyWithin(k, k + 1, p);
  pivot[p - 1] = which;
  const norm = norms[k];
  norms.copyWithin(k, k + 1, p);
  norms[p - 1] = norm;
}

function reflect(a: Float64Array, n: number, p: number, k: number, norm: number, tau: Float64Array): void {
  const head = a[k * n + k];
  const alpha = head > 0 ? -norm : norm;
  const v0 = head - alpha;
  for (let i = k + 1; i < n; i++) a[k * n + i] /= v0;
  tau[k] = -v0 / alpha;
  a[k * n + k] = alpha;
  for (let j = k + 1; j < p; j++) applyReflection(a, n, k, tau[k], a, j * n);
}

function applyReflection(a: Float64Array, n: number, k: number, tau: number, y: Float64Array, offset: number): void {
  let dot = y[offset + k];
  for (let i = k + 1; i < n; i++) dot += a[k * n + i] * y[offset + i];
  dot *= tau;
  y[offset + k] -= dot;
  for (let i = k + 1; i < n; i++) y[offset + i] -= dot * a[k * n + i];
}

/** Qᵀ y in place (y has n entries). R: `qr.qty`. */
export function applyQTransposed(qr: Qr, y: Float64Array): void {
  for (let k = 0; k < qr.rank; k++) applyReflection(qr.factors, qr.n, k, qr.tau[k], y, 0);
}

/** Q y in place (y has n entries). R: `qr.qy`. */
export function applyQ(qr: Qr, y: Float64Array): void {
  for (let k = qr.rank - 1; k >= 0; k--) applyReflection(qr.factors, qr.n, k, qr.tau[k], y, 0);
}

/** Least-squares coefficients in the original column order; NaN for redundant columns. R: `qr.coef`. */
export function leastSquares(qr: Qr, y: Float64Array): Float64Array {
  const work = Float64Array.from(y);
  applyQTransposed(qr, work);
  const coefficients = new Float64Array(qr.p).fill(Number.NaN);
  for (let k = qr.rank - 1; k >= 0; k--) {
    let value = work[k];
    for (let j = k + 1; j < qr.rank; j++) value -= qr.factors[j * qr.n + k] * coefficients[qr.pivot[j]];
    coefficients[qr.pivot[k]] = value / qr.factors[k * qr.n + k];
  }
  return coefficients;
}
