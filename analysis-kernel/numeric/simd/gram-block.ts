/** A block of rows in fast memory: linear predictors, risks and weighted Gram matrices by WebAssembly's pairs of doubles. */
import { BLOCK, COLUMN, compileKernels, type Kernels } from './kernels';

const PAGE = 65_536;

/**
 * Room for one block of at most `BLOCK` rows and its sums. Rows are loaded column by column, weights with them; rows beyond an odd
 * count weigh nothing. Sums go to one of two Gram matrices (square, `side` columns, lower triangle and diagonal valid).
 * The result has the same bits on every run and every machine with these operations.
 */
export interface GramBlock {
  readonly side: number;
  /** The memory as numbers, and where its parts begin, counted in numbers. */
  readonly memory: Float64Array;
  readonly eta: number;
  readonly weight: number;
  readonly risk: number;
  readonly grams: readonly [number, number];
  /** Copies rows from…from + count − 1 of a column-major matrix whose columns are `stride` long. */
  readonly load: (columns: Float64Array, stride: number, from: number, count: number) => void;
  /** η += factor × column j. */
  readonly addColumn: (j: number, factor: number, count: number) => void;
  /** risk = weight × exp(η), |η| at most 700; returns the sum. */
  readonly exponentiate: (count: number) => number;
  /** Adds Σ weight x to `sums`. */
  readonly addWeighted: (sums: Float64Array, count: number) => void;
  /** Adds Σ risk x xᵀ to a Gram matrix and Σ risk x to `sums`. */
  readonly accumulate: (gram: 0 | 1, sums: Float64Array, count: number) => void;
}

let shared: { readonly memory: WebAssembly.Memory; readonly kernels: Kernels | null } | null = null;

/** The block of this thread for p columns, its contents undefined; valid until the next call. Null without WebAssembly SIMD. */
export function gramBlock(p: number): GramBlock | null {
  if (typeof WebAssembly === 'undefined') return null;
  if (shared === null) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    shared = { memory, kernels: compileKernels(memory) };
  }
  const { memory: owner, kernels } = shared;
  if (kernels === null) return null;
  const side = p + (p % 2);
  const y = side * COLUMN;
  const eta = 2 * side * COLUMN;
  const weight = eta + BLOCK;
  const risk = weight + BLOCK;
  const first = risk + BLOCK;
  const second = first + side * side;
  const missing = Math.ceil(((second + side * side) * 8 - owner.buffer.byteLength) / PAGE);
  if (missing > 0) owner.grow(missing);
  // The design's columns come first in the memory, then the weighted ones.
  const memory = new Float64Array(owner.buffer);
  memory.fill(0, 0, second + side * side);
  const column = COLUMN * 8;
  const bytes = (count: number) => (count + (count % 2)) * 8;
  const products = (gram: number, length: number) => {
    const into = gram * 8;
    const row = side * 8;
    let i = 0;
    for (; i + 4 <= side; i += 4) {
      for (let j = 0; j < i + 4; j += 2) kernels.tall(i * column, y * 8 + j * column, into + i * row + j * 8, row, length);
    }
    for (; i < side; i += 2) {
      for (let j = 0; j <= i; j += 2) kernels.square(i * column, y * 8 + j * column, into + i * row + j * 8, row, length);
    }
  };
  /** Rows beyond an odd count weigh nothing. */
  const close = (w: number, count: number) => {
    if (count % 2 === 1) memory[w + count] = 0;
  };
  return {
    side,
    memory,
    eta,
    weight,
    risk,
    grams: [first, second],
    load: (columns, stride, from, count) => {
      for (let j = 0; j < p; j++) memory.set(columns.subarray(j * stride + from, j * stride + from + count), j * COLUMN);
    },
    addColumn: (j, factor, count) => kernels.axpy(j * column, eta * 8, bytes(count), factor),
    exponentiate: (count) => {
      if (count % 2 === 1) {
        memory[eta + count] = 0;
        memory[weight + count] = 0;
      }
      return kernels.weighExp(eta * 8, risk * 8, weight * 8, bytes(count));
    },
    addWeighted: (sums, count) => {
      close(weight, count);
      for (let j = 0; j < p; j++) sums[j] += kernels.dot(j * column, weight * 8, bytes(count));
    },
    accumulate: (gram, sums, count) => {
      close(risk, count);
      for (let j = 0; j < p; j++) sums[j] += kernels.weigh(j * column, y * 8 + j * column, risk * 8, bytes(count));
      products(gram === 0 ? first : second, bytes(count));
    },
  };
}
