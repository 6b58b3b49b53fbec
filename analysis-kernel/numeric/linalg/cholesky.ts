/**
 * LDLᵀ of a symmetric non-negative definite matrix in place, with a pivot tolerance: columns that depend on earlier ones get a
 * zero pivot and are left out of every solution. Matrices are dense, p × p, row by row (symmetric, so also column by column).
 */

/**
 * Factor A = L D Lᵀ. On return the diagonal holds D (0 where a column is redundant) and the strict lower triangle L.
 * matrix: p² entries, of which the lower triangle (row i, column j ≤ i) is read; the upper triangle is left alone.
 * tolerance: a pivot below tolerance × the largest diagonal entry counts as zero.
 * Result: the rank, negative when a pivot was clearly negative (the matrix is not non-negative definite).
 * The rule is that of R's survival package (`cholesky2`), so the same columns are dropped as in `coxph`.
 */
export function factorLdl(matrix: Float64Array, p: number, tolerance: number): number {
  let largest = 0;
  for (let i = 0; i < p; i++) {
    const d = matrix[i * p + i];
    if (d > largest) largest = d;
  }
  const floor = largest === 0 ? tolerance : largest * tolerance;
  let rank = 0;
  let definite = true;
  for (let i = 0; i < p; i++) {
    const pivot = matrix[i * p + i];
    if (!(pivot >= floor) || !Number.isFinite(pivot)) {
      if (pivot < -8 * floor) definite = false;
      matrix[i * p + i] = 0;
      continue;
    }
    rank++;
    for (let j = i + 1; j < p; j++) {
      const factor = matrix[j * p + i] / pivot;
      matrix[j * p + i] = factor;
      matrix[j * p + j] -= factor * factor * pivot;
      for (let k = j + 1; k < p; k++) matrix[k * p + j] -= factor * matrix[k * p + i];
    }
  }
  return definite ? rank : -rank;
}

/** Solve A x = y in place for a matrix factored by `factorLdl`; entries of redundant columns become 0. */
export function solveLdl(factored: Float64Array, p: number, y: Float64Array, offset = 0): void {
  for (let i = 0; i < p; i++) {
    let value = y[offset + i];
    for (let j = 0; j < i; j++) value -= y[offset + j] * factored[i * p + j];
    y[offset + i] = value;
  }
  for (let i = p - 1; i >= 0; i--) {
    const pivot = factored[i * p + i];
    if (pivot === 0) {
      y[offset + i] = 0;
      continue;
    }
    let value = y[offset + i] / pivot;
    for (let j = i + 1; j < p; j++) value -= y[offset + j] * factored[j * p + i];
    y[offset + i] = value;
  }
}

/**
 * The generalised inverse from a factored matrix, as a new full symmetric p × p matrix; rows and columns of redundant columns
 * are 0. R: `chol2inv` on the kept columns.
 */
export function inverseLdl(factored: Float64Array, p: number): Float64Array {
  // Invert L in place of a copy, then multiply L⁻ᵀ D⁻¹ L⁻¹ over the kept columns.
  const lower = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    if (factored[i * p + i] === 0) continue;
    lower[i * p + i] = 1;
    for (let j = i + 1; j < p; j++) {
      if (factored[j * p + j] === 0) continue;
      let value = 0;
      for (let k = i; k < j; k++) value -= factored[j * p + k] * lower[k * p + i];
      lower[j * p + i] = value;
    }
  }
  const inverse = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let value = 0;
      for (let k = i; k < p; k++) {
        const pivot = factored[k * p + k];
        if (pivot !== 0) value += (lower[k * p + i] * lower[k * p + j]) / pivot;
      }
      inverse[i * p + j] = value;
      inverse[j * p + i] = value;
    }
  }
  return inverse;
}

/** The product vᵀ A v for a symmetric p × p matrix. */
export function quadraticForm(matrix: Float64Array, p: number, v: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < p; i++) {
    let row = 0;
    for (let j = 0; j < p; j++) row += matrix[i * p + j] * v[j];
    total += row * v[i];
  }
  return total;
}
