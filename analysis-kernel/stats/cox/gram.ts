/** Weighted Gram matrices by blocks: the arithmetic heart of the Cox information matrix. */

import { type GramBlock, gramBlock } from '../../numeric/simd/gram-block';
import { BLOCK as SIMD_BLOCK } from '../../numeric/simd/kernels';

const BLOCK = 256;

/**
 * Adds sign × Σᵢ wᵢ xᵢ xᵢᵀ over rows from…to − 1 to the lower triangle of the p × p matrix `into`.
 * x: column by column with `stride` entries a column; w: one weight a row (any sign); buffer: at least 256·p entries.
 * Rows go by blocks small enough for the cache, columns by tiles of 4 × 2 whose sums stay in registers. Blocks and tiles are
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
  const block = p === 0 ? null : gramBlock(p);
  if (block !== null) {
    addGramInBlock(block, into, p, x, stride, w, from, to, sign);
    return;
  }
  for (let start = from; start < to; start += BLOCK) {
    const count = Math.min(BLOCK, to - start);
    for (let j = 0; j < p; j++) {
      const column = j * stride + start;
      const target = j * BLOCK;
      for (let i = 0; i < count; i++) buffer[target + i] = sign * w[start + i] * x[column + i];
    }
    const even = p - (p % 2);
    let i = 0;
    for (; i + 4 <= p; i += 4) {
      for (let j = 0; j < i + 4; j += 2) addTallTile(into, p, x, i * stride + start, stride, buffer, j * BLOCK, count, i, j);
    }
    for (; i < even; i += 2) {
      for (let j = 0; j <= i; j += 2) addTile(into, p, x, i * stride + start, stride, buffer, j * BLOCK, count, i, j);
    }
    if (even < p) {
      for (let j = 0; j < p; j++) into[even * p + j] += dot(x, even * stride + start, buffer, j * BLOCK, count);
    }
  }
}

/** The same with pairs of doubles, where WebAssembly has them. */
function addGramInBlock(
  block: GramBlock,
  into: Float64Array,
  p: number,
  x: Float64Array,
  stride: number,
  w: Float64Array,
  from: number,
  to: number,
  sign: number,
): void {
  const { memory, risk, side, grams } = block;
  const sums = new Float64Array(p);
  for (let start = from; start < to; start += SIMD_BLOCK) {
    const count = Math.min(SIMD_BLOCK, to - start);
    block.load(x, stride, start, count);
    for (let i = 0; i < count; i++) memory[risk + i] = sign * w[start + i];
    block.accumulate(0, sums, count);
  }
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) into[i * p + j] += memory[grams[0] + i * side + j];
}

/** Rows i…i + 3 and columns j, j + 1; entries above the diagonal land in the unused triangle. */
function addTallTile(
  into: Float64Array,
  p: number,
  x: Float64Array,
  x0: number,
  stride: number,
  buffer: Float64Array,
  b0: number,
  count: number,
  i: number,
  j: number,
): void {
  const x1 = x0 + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const b1 = b0 + BLOCK;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < count; k++) {
    const u = buffer[b0 + k];
    const v = buffer[b1 + k];
    const a0 = x[x0 + k];
    const a1 = x[x1 + k];
    const a2 = x[x2 + k];
    const a3 = x[x3 + k];
    s00 += a0 * u;
    s01 += a0 * v;
    s10 += a1 * u;
    s11 += a1 * v;
    s20 += a2 * u;
    s21 += a2 * v;
    s30 += a3 * u;
    s31 += a3 * v;
  }
  let at = i * p + j;
  into[at] += s00;
  into[at + 1] += s01;
  at += p;
  into[at] += s10;
  into[at + 1] += s11;
  at += p;
  into[at] += s20;
  into[at + 1] += s21;
  at += p;
  into[at] += s30;
  into[at + 1] += s31;
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
