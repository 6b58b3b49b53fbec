/** Weighted Gram matrices by blocks: the arithmetic heart of the Cox information matrix. */

const BLOCK = 256;

/**
 * Adds sign × Σᵢ wᵢ xᵢ xᵢᵀ over rows from…to − 1 to the lower triangle of the p × p matrix `into`.
 * x: column by column with `stride` entries a column; w: one weight a row (any sign); buffer: at least 256·p entries.
 * Rows go by blocks small enough for the cache, columns by tiles of 2 × 2 whose four sums stay in registers. Blocks and tiles are
 * visited in one fixed order, so the result has the same bits on every run.
 */
export function addGram(
  into: Float64Array,
  p: number,
  x: Float64Array,
  stride: number,
  w: Float64Array,
  from: number,
  to: number,
  sign: number,
  buffer: Float64Array,
): void {
  for (let start = from; start < to; start += BLOCK) {
    const count = Math.min(BLOCK, to - start);
    for (let j = 0; j < p; j++) {
      const column = j * stride + start;
      const target = j * BLOCK;
      for (let i = 0; i < count; i++) buffer[target + i] = sign * w[start + i] * x[column + i];
    }
    const even = p - (p % 2);
    for (let i = 0; i < even; i += 2) {
      for (let j = 0; j <= i; j += 2) addTile(into, p, x, i * stride + start, stride, buffer, j * BLOCK, count, i, j);
    }
    if (even < p) {
      for (let j = 0; j < p; j++) into[even * p + j] += dot(x, even * stride + start, buffer, j * BLOCK, count);
    }
  }
}

/** Rows i, i + 1 and columns j, j + 1; on the diagonal the entry above it is computed and lands in the unused triangle. */
function addTile(
  into: Float64Array,
  p: number,
  x: Float64Array,
  xi: number,
  stride: number,
  buffer: Float64Array,
  bj: number,
  count: number,
  i: number,
  j: number,
): void {
  const xi2 = xi + stride;
  const bj2 = bj + BLOCK;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let k = 0; k < count; k++) {
    const a0 = x[xi + k];
    const a1 = x[xi2 + k];
    const b0 = buffer[bj + k];
    const b1 = buffer[bj2 + k];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
  }
  into[i * p + j] += s00;
  into[i * p + j + 1] += s01;
  into[(i + 1) * p + j] += s10;
  into[(i + 1) * p + j + 1] += s11;
}

function dot(x: Float64Array, from: number, buffer: Float64Array, at: number, count: number): number {
  let total = 0;
  for (let k = 0; k < count; k++) total += x[from + k] * buffer[at + k];
  return total;
}
