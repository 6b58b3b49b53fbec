/** The inner loops of weighted regression on pairs of doubles, as WebAssembly functions. Addresses and lengths are in bytes. */

import type { Code, WasmFunction } from './assembler';
import * as wasm from './assembler';

/** Rows of a block: long enough to stream from memory, short enough for the second-level cache. */
export const BLOCK = 256;
/** Numbers from one column to the next: a power of two would put the columns into the same lines of the cache. */
export const COLUMN = BLOCK + 8;
const STRIDE = COLUMN * 8;
const PAIR = 16;

export interface Kernels {
  /** into += factor × x. */
  readonly axpy: (x: number, into: number, length: number, factor: number) => void;
  /** into = w × x; returns Σ w x. */
  readonly weigh: (x: number, into: number, w: number, length: number) => number;
  /** Σ w x. */
  readonly dot: (x: number, w: number, length: number) => number;
  /** into = w × exp(x) for |x| at most 700; returns the sum. */
  readonly weighExp: (x: number, into: number, w: number, length: number) => number;
  /** Adds the products of 4 (or 2) columns from x on with 2 columns from y on to a matrix whose rows are `stride` bytes apart. */
  readonly tall: (x: number, y: number, into: number, stride: number, length: number) => void;
  readonly square: (x: number, y: number, into: number, stride: number, length: number) => void;
}

/** Compiles the kernels onto a memory; null where WebAssembly or its 128-bit operations are not to be had. */
export function compileKernels(memory: WebAssembly.Memory): Kernels | null {
  try {
    const module = new WebAssembly.Module(wasm.assemble([axpy(), weigh(), dot(), weighExp(), tile('tall', 4), tile('square', 2)]));
    return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
  } catch {
    return null;
  }
}

const plus = (left: Code, right: Code): Code => [...left, ...right, ...wasm.addInteger];

function axpy(): WasmFunction {
  const [x, into, length, factor, at, both] = [0, 1, 2, 3, 4, 5];
  const here = plus(wasm.get(into), wasm.get(at));
  const body = [
    ...wasm.get(factor),
    ...wasm.bothOf,
    ...wasm.set(both),
    ...wasm.countUp(at, PAIR, length, [
      ...here,
      ...here,
      ...wasm.loadPair(0),
      ...plus(wasm.get(x), wasm.get(at)),
      ...wasm.loadPair(0),
      ...wasm.get(both),
      ...wasm.multiplyPairs,
      ...wasm.addPairs,
      ...wasm.storePair(0),
    ]),
  ];
  return { name: 'axpy', parameters: ['i32', 'i32', 'i32', 'f64'], returns: null, i32Locals: 1, pairLocals: 1, body };
}

/** into = w × value(x), with the total; `value` leaves a pair on the stack and may use pair locals from 7 on. */
function weighing(name: string, value: Code, pairLocals: number): WasmFunction {
  const [x, into, w, length, at, total, product] = [0, 1, 2, 3, 4, 5, 6];
  const body = [
    ...wasm.countUp(at, PAIR, length, [
      ...plus(wasm.get(x), wasm.get(at)),
      ...wasm.loadPair(0),
      ...value,
      ...plus(wasm.get(w), wasm.get(at)),
      ...wasm.loadPair(0),
      ...wasm.multiplyPairs,
      ...wasm.set(product),
      ...plus(wasm.get(into), wasm.get(at)),
      ...wasm.get(product),
      ...wasm.storePair(0),
      ...wasm.get(total),
      ...wasm.get(product),
      ...wasm.addPairs,
      ...wasm.set(total),
    ]),
    ...wasm.lanesTotal(total),
  ];
  return { name, parameters: ['i32', 'i32', 'i32', 'i32'], returns: 'f64', i32Locals: 1, pairLocals: 2 + pairLocals, body };
}

const weigh = (): WasmFunction => weighing('weigh', [], 0);

function dot(): WasmFunction {
  const [x, w, length, at, total] = [0, 1, 2, 3, 4];
  const body = [
    ...wasm.countUp(at, PAIR, length, [
      ...wasm.get(total),
      ...plus(wasm.get(x), wasm.get(at)),
      ...wasm.loadPair(0),
      ...plus(wasm.get(w), wasm.get(at)),
      ...wasm.loadPair(0),
      ...wasm.multiplyPairs,
      ...wasm.addPairs,
      ...wasm.set(total),
    ]),
    ...wasm.lanesTotal(total),
  ];
  return { name: 'dot', parameters: ['i32', 'i32', 'i32'], returns: 'f64', i32Locals: 1, pairLocals: 1, body };
}

/** x = k ln 2 + r with |r| at most (ln 2)/2; the Taylor series of exp(r) to r¹³ errs by less than 1e-17; k goes into the exponent bits. */
function weighExp(): WasmFunction {
  const [x, k, r] = [7, 8, 9];
  // Adding 1.5 × 2⁵² rounds to a whole number and leaves it in the low bits.
  const shifter = wasm.pairOf(6755399441055744);
  const high = 0.6931471803691238;
  const low = 1.9082149292705877e-10;
  let factorial = 6227020800;
  const series: number[] = [...wasm.pairOf(1 / factorial)];
  for (let degree = 12; degree >= 0; degree--) {
    factorial /= degree + 1;
    series.push(...wasm.get(r), ...wasm.multiplyPairs, ...wasm.pairOf(1 / factorial), ...wasm.addPairs);
  }
  const wholes = [...wasm.get(k), ...shifter, ...wasm.subtractPairs];
  const value = [
    ...wasm.set(x),
    ...[...wasm.get(x), ...wasm.pairOf(Math.LOG2E), ...wasm.multiplyPairs, ...shifter, ...wasm.addPairs, ...wasm.set(k)],
    ...[...wasm.get(x), ...wholes, ...wasm.pairOf(high), ...wasm.multiplyPairs, ...wasm.subtractPairs],
    ...[...wholes, ...wasm.pairOf(low), ...wasm.multiplyPairs, ...wasm.subtractPairs, ...wasm.set(r)],
    ...series,
    ...[...wasm.get(k), ...wasm.integer(52), ...wasm.shiftLanesLeft, ...wasm.addLanesAsIntegers],
  ];
  return weighing('weighExp', value, 3);
}

/** The products of `rows` columns of x with two columns of y, summed in registers over the rows of a block. */
function tile(name: string, rows: number): WasmFunction {
  const [x, y, into, stride, length, at, from] = [0, 1, 2, 3, 4, 5, 6];
  const [y0, y1, value, sums] = [7, 8, 9, 10];
  const step: number[] = [
    ...[...plus(wasm.get(y), wasm.get(at)), ...wasm.loadPair(0), ...wasm.set(y0)],
    ...[...plus(wasm.get(y), wasm.get(at)), ...wasm.loadPair(STRIDE), ...wasm.set(y1)],
    ...[...plus(wasm.get(x), wasm.get(at)), ...wasm.set(from)],
  ];
  const finish: number[] = [];
  for (let i = 0; i < rows; i++) {
    step.push(...wasm.get(from), ...wasm.loadPair(i * STRIDE), ...wasm.set(value));
    for (let j = 0; j < 2; j++) {
      const sum = sums + 2 * i + j;
      step.push(
        ...wasm.get(sum),
        ...wasm.get(value),
        ...wasm.get(j === 0 ? y0 : y1),
        ...wasm.multiplyPairs,
        ...wasm.addPairs,
        ...wasm.set(sum),
      );
      finish.push(
        ...wasm.get(into),
        ...wasm.get(into),
        ...wasm.loadDouble(8 * j),
        ...wasm.lanesTotal(sum),
        ...wasm.addDouble,
        ...wasm.storeDouble(8 * j),
      );
    }
    finish.push(...plus(wasm.get(into), wasm.get(stride)), ...wasm.set(into));
  }
  const body = [...wasm.countUp(at, PAIR, length, step), ...finish];
  return { name, parameters: ['i32', 'i32', 'i32', 'i32', 'i32'], returns: null, i32Locals: 2, pairLocals: 3 + 2 * rows, body };
}
