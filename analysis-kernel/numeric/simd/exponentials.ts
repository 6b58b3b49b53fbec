/** Exponentials of many numbers at once, by WebAssembly's pairs of doubles where they are to be had. */
import { gramBlock } from './gram-block';
import { BLOCK } from './kernels';

/**
 * Writes exp(x) into `out`, of the same length, which may be `x` itself. For |x| above 700 the result is undefined; NaN stays NaN.
 * Errs by at most two units in the last place.
 */
export function exponentials(x: Float64Array, out: Float64Array): void {
  const block = gramBlock(0);
  if (block === null) {
    for (let i = 0; i < x.length; i++) out[i] = Math.exp(x[i]);
    return;
  }
  const { memory, eta, weight, risk } = block;
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from);
    memory.fill(1, weight, weight + count);
    memory.set(x.subarray(from, from + count), eta);
    block.exponentiate(count);
    out.set(memory.subarray(risk, risk + count), from);
  }
}
