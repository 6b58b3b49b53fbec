/** Weighted sums of products of a design's columns, a block of rows at a time. */
import { gramBlock } from '../../../../numeric/simd/gram-block';
import { BLOCK } from '../../../../numeric/simd/kernels';

/**
 * X'WX of an n × p matrix stored column by column, as a full p × p matrix; one weight a row. The same bits on every run: rows go in blocks of one size,
 * by pairs of doubles where WebAssembly has them.
 */
export function weightedGram(x: Float64Array, n: number, p: number, w: Float64Array): Float64Array {
  const gram = new Float64Array(p * p);
  const block = p === 0 ? null : gramBlock(p);
  if (block === null) addPlainly(gram, x, n, p, w);
  else {
    const { memory, risk, side, grams } = block;
    const sums = new Float64Array(p);
    for (let from = 0; from < n; from += BLOCK) {
      const count = Math.min(BLOCK, n - from);
      block.load(x, n, from, count);
      memory.set(w.subarray(from, from + count), risk);
      block.accumulate(0, sums, count);
    }
    for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) gram[i * p + j] = memory[grams[0] + i * side + j];
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) gram[j * p + i] = gram[i * p + j];
  return gram;
}

function addPlainly(gram: Float64Array, x: Float64Array, n: number, p: number, w: Float64Array): void {
  const weighted = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from);
    for (let i = 0; i < p; i++) {
      for (let k = 0; k < count; k++) weighted[k] = w[from + k] * x[i * n + from + k];
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += weighted[k] * x[j * n + from + k];
        gram[i * p + j] += sum;
      }
    }
  }
}

/** X'v: one sum a column. */
export function columnSums(x: Float64Array, n: number, p: number, v: Float64Array): Float64Array {
  const sums = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += x[j * n + i] * v[i];
    sums[j] = sum;
  }
  return sums;
}
