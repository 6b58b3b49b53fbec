/** Sums over a design's columns, a block of rows at a time: linear predictors and weighted products. */
import { gramBlock } from '../../../../numeric/simd/gram-block';
import { BLOCK } from '../../../../numeric/simd/kernels';

export interface Products {
  /** X'WX, p × p. */
  readonly gram: Float64Array;
  /** X'Wr. */
  readonly right: Float64Array;
}

/**
 * X'WX and X'Wr of an n × p matrix stored column by column; one weight a row. The same bits on every run: rows go in blocks of one size, by pairs of
 * doubles where WebAssembly has them.
 */
export function weightedProducts(x: Float64Array, n: number, p: number, w: Float64Array, r: Float64Array): Products {
  const gram = new Float64Array(p * p);
  const right = new Float64Array(p);
  const block = p === 0 ? null : gramBlock(p);
  if (block === null) addPlainly(gram, right, x, n, p, w, r);
  else {
    const { memory, risk, weight, side, grams } = block;
    const sums = new Float64Array(p);
    for (let from = 0; from < n; from += BLOCK) {
      const count = Math.min(BLOCK, n - from);
      block.load(x, n, from, count);
      for (let i = 0; i < count; i++) {
        memory[risk + i] = w[from + i];
        memory[weight + i] = w[from + i] * r[from + i];
      }
      block.addWeighted(right, count);
      block.accumulate(0, sums, count);
    }
    for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) gram[i * p + j] = memory[grams[0] + i * side + j];
  }
  return { gram: symmetric(gram, p), right };
}

/** Copies the lower triangle of a p × p matrix into the upper one. */
export function symmetric(matrix: Float64Array, p: number): Float64Array {
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) matrix[j * p + i] = matrix[i * p + j];
  return matrix;
}

/** η = offset + Xβ, into `eta`. */
export function linearPredictor(
  eta: Float64Array,
  { n, p, x, offset }: { readonly n: number; readonly p: number; readonly x: Float64Array; readonly offset: Float64Array | null },
  beta: Float64Array,
): void {
  if (offset === null) eta.fill(0);
  else eta.set(offset);
  const block = p === 0 ? null : gramBlock(p);
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from);
    if (block === null) {
      for (let j = 0; j < p; j++) for (let i = from; i < from + count; i++) eta[i] += x[j * n + i] * beta[j];
      continue;
    }
    block.memory.set(eta.subarray(from, from + count), block.eta);
    block.load(x, n, from, count);
    for (let j = 0; j < p; j++) block.addColumn(j, beta[j], count);
    eta.set(block.memory.subarray(block.eta, block.eta + count), from);
  }
}

function addPlainly(
  gram: Float64Array,
  right: Float64Array,
  x: Float64Array,
  n: number,
  p: number,
  w: Float64Array,
  r: Float64Array,
): void {
  const weighted = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from);
    for (let i = 0; i < p; i++) {
      for (let k = 0; k < count; k++) {
        weighted[k] = w[from + k] * x[i * n + from + k];
        right[i] += weighted[k] * r[from + k];
      }
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += weighted[k] * x[j * n + from + k];
        gram[i * p + j] += sum;
      }
    }
  }
}
