/** Whether numbers are of a size that models can compute with. */

/** Fourth powers of it, and of its inverse, are numbers that a double holds with room for sums. */
export const LARGEST_VALUE = 1e70;

/** `large` where a value is past 1e70, `small` where none but 0 reaches 1e-70; null where powers and sums of them stay numbers. NaN is passed over. */
export function sizeFault(values: ArrayLike<number>): 'large' | 'small' | null {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > largest) largest = size;
  }
  if (largest > LARGEST_VALUE) return 'large';
  return largest > 0 && largest < 1 / LARGEST_VALUE ? 'small' : null;
}
