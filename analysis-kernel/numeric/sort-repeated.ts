/** Ordering of many rows that hold few different numbers, such as times in days: a dictionary of the values and one counting pass. */

/** Different values beyond which the dictionary outgrows the cache and radix sort is as quick. */
const MOST = 4096;
/** Rows below which a dictionary is not worth its setting up. */
const FEWEST = 512;

/** The different numbers of a column, in order of appearance, and for each row which of them it holds. */
export interface Repeated {
  readonly distinct: readonly number[];
  readonly codes: Uint16Array;
  /** The codes from the smallest number to the largest. */
  readonly ascending: readonly number[];
}

/**
 * The stable permutation that puts `values` in ascending order, for the rows in `order` (left as they are).
 * Null when there are few rows, more than 4096 different values or one for fewer than 8 rows, or a NaN.
 */
export function orderRepeated(values: Float64Array, order: Uint32Array): Uint32Array | null {
  const found = repeatedValues(values, order);
  if (found === null) return null;
  const { distinct, codes, ascending } = found;
  const n = order.length;
  const position = new Uint32Array(distinct.length);
  for (let i = 0; i < n; i++) position[codes[i]]++;
  let total = 0;
  for (const code of ascending) {
    const count = position[code];
    position[code] = total;
    total += count;
  }
  const sorted = new Uint32Array(n);
  for (let i = 0; i < n; i++) sorted[position[codes[i]]++] = order[i];
  return sorted;
}

/** The dictionary of the values at `order` (of all rows in sequence when null), −0 counting as 0; null as for `orderRepeated`. */
export function repeatedValues(values: Float64Array, order: Uint32Array | null): Repeated | null {
  const n = order === null ? values.length : order.length;
  if (n < FEWEST) return null;
  const most = Math.min(MOST, n >> 3);
  const distinct: number[] = [];
  const codes = new Uint16Array(n);
  // Slots of the dictionary: a power of two, at most a quarter full.
  const bits = 2 + Math.ceil(Math.log2(most));
  const slots = 1 << bits;
  const slotValue = new Float64Array(slots).fill(Number.NaN);
  const slotCode = new Uint16Array(slots);
  const one = new Float64Array(1);
  const words = new Int32Array(one.buffer);
  for (let i = 0; i < n; i++) {
    const value = values[order === null ? i : order[i]];
    one[0] = value + 0;
    let slot = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) >>> (32 - bits);
    while (slotValue[slot] !== value) {
      if (Number.isNaN(slotValue[slot])) {
        if (distinct.length === most || Number.isNaN(value)) return null;
        slotValue[slot] = value;
        slotCode[slot] = distinct.length;
        distinct.push(value);
      } else slot = (slot + 1) & (slots - 1);
    }
    codes[i] = slotCode[slot];
  }
  return { distinct, codes, ascending: [...distinct.keys()].sort((a, b) => distinct[a] - distinct[b]) };
}
