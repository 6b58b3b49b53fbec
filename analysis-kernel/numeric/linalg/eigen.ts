/** Eigenvalues and eigenvectors of a symmetric matrix. */

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Column k (entries `vectors[i * p + k]`) belongs to `values[k]`; orthonormal. */
  readonly vectors: Float64Array;
}

/**
 * Eigen-decomposition of a symmetric p × p matrix by cyclic Jacobi rotations: slow for large p, accurate for small.
 * matrix: p² entries, both triangles; not changed. Golub & Van Loan §8.5; R: `eigen(matrix, symmetric = TRUE)` (signs of vectors differ).
 */
export function symmetricEigen(matrix: Float64Array, p: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(p * p);
  for (let i = 0; i < p; i++) v[i * p + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let i = 0; i < p - 1; i++) {
      for (let j = i + 1; j < p; j++) {
        const off = a[i * p + j];
        if (Math.abs(off) <= 1e-300 || Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(a[i * p + i] * a[j * p + j]))) continue;
        rotated = true;
        rotate(a, v, p, i, j);
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: p }, (_, i) => i).sort((x, y) => a[y * p + y] - a[x * p + x] || x - y);
  const values = new Float64Array(p);
  const vectors = new Float64Array(p * p);
  order.forEach((from, to) => {
    values[to] = a[from * p + from];
    for (let i = 0; i < p; i++) vectors[i * p + to] = v[i * p + from];
  });
  return { values, vectors };
}

function rotate(a: Float64Array, v: Float64Array, p: number, i: number, j: number): void {
  const off = a[i * p + j];
  const theta = (a[j * p + j] - a[i * p + i]) / (2 * off);
  const t = Math.abs(theta) > 1e150 ? 1 / (2 * theta) : (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  a[i * p + i] -= t * off;
  a[j * p + j] += t * off;
  a[i * p + j] = 0;
  a[j * p + i] = 0;
  for (let k = 0; k < p; k++) {
    if (k !== i && k !== j) {
      const x = a[k * p + i];
      const y = a[k * p + j];
      a[k * p + i] = a[i * p + k] = c * x - s * y;
      a[k * p + j] = a[j * p + k] = s * x + c * y;
    }
    const x = v[k * p + i];
    const y = v[k * p + j];
    v[k * p + i] = c * x - s * y;
    v[k * p + j] = s * x + c * y;
  }
}

/**
 * Moore–Penrose inverse of a symmetric matrix: eigenvalues below `tolerance` × the largest (in size) count as zero.
 * R: `MASS::ginv(matrix, tolerance)`.
 */
export function symmetricPseudoInverse(matrix: Float64Array, p: number, tolerance = 1.4901161193847656e-8): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, p);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const inverse = new Float64Array(p * p);
  for (let k = 0; k < p; k++) {
    if (Math.abs(values[k]) <= tolerance * largest || values[k] === 0) continue;
    for (let i = 0; i < p; i++) {
      const scaled = vectors[i * p + k] / values[k];
      for (let j = 0; j < p; j++) inverse[i * p + j] += scaled * vectors[j * p + k];
    }
  }
  return inverse;
}
