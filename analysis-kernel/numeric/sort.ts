/** Stable ordering of numbers by counting: by value where values repeat, else by radix on their bits. O(n), the same order everywhere. */

import { orderRepeated } from './sort-repeated';

const BITS = 11;
const BUCKETS = 1 << BITS;
const MASK = BUCKETS - 1;
/** Three digits of 11 bits in each half of a number's 64. */
const PASSES = 6;
/** Up to this length insertion by comparison is quicker than counting passes. */
const SMALL = 160;

/**
 * The stable permutation that puts `values` in ascending order; equal values (and −0 with 0) keep the order they have in `from`.
 * values: any numbers, NaN last. from: row numbers to order (all rows in sequence when absent).
 * R: `order(values)`.
 */
export function argsort(values: Float64Array, from: Uint32Array | null = null): Uint32Array {
  const n = from === null ? values.length : from.length;
  const order: Uint32Array = new Uint32Array(n);
  if (from === null) for (let i = 0; i < n; i++) order[i] = i;
  else order.set(from);
  if (n <= SMALL) return insertionOrder(values, order);
  return orderRepeated(values, order) ?? upperOrder(values, order) ?? radixOrder(values, order);
}

/** The values at the rows of an order, one after another. */
export function inOrder(values: Float64Array, order: Uint32Array): Float64Array {
  const out = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) out[k] = values[order[k]];
  return out;
}

function insertionOrder(values: Float64Array, order: Uint32Array): Uint32Array {
  for (let i = 1; i < order.length; i++) {
    const row = order[i];
    const value = values[row];
    if (Number.isNaN(value)) continue;
    let j = i - 1;
    while (j >= 0 && !(values[order[j]] <= value)) {
      order[j + 1] = order[j];
      j--;
    }
    order[j + 1] = row;
  }
  return order;
}

/** Longest run of numbers that share their upper half and are sorted by comparison. */
const LONGEST_RUN = 32;
const MISSING = 0xffffffff;

/**
 * Orders by the upper half of the numbers' bits, which mostly tells them apart, and the rare runs that share it by comparison.
 * Null where many share it, as timestamps do.
 */
function upperOrder(values: Float64Array, order: Uint32Array): Uint32Array | null {
  const n = order.length;
  let keys: Uint32Array = new Uint32Array(n);
  upperBits(values, order, keys);
  let rows: Uint32Array = order.slice();
  let nextKeys: Uint32Array = new Uint32Array(n);
  let nextRows: Uint32Array = new Uint32Array(n);
  const counts = new Uint32Array(3 * BUCKETS);
  for (let i = 0; i < n; i++) {
    counts[keys[i] & MASK]++;
    counts[BUCKETS + ((keys[i] >>> BITS) & MASK)]++;
    counts[2 * BUCKETS + (keys[i] >>> (2 * BITS))]++;
  }
  for (let pass = 0; pass < 3; pass++) {
    const shift = pass * BITS;
    const starts = counts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    if (starts[(keys[0] >>> shift) & MASK] === n) continue;
    beginnings(starts);
    for (let i = 0; i < n; i++) {
      const key = keys[i];
      const target = starts[(key >>> shift) & MASK]++;
      nextKeys[target] = key;
      nextRows[target] = rows[i];
    }
    [keys, nextKeys] = [nextKeys, keys];
    [rows, nextRows] = [nextRows, rows];
  }
  return sortRuns(values, keys, rows) ? rows : null;
}

/** Sorts each run of equal keys by value; false where a long one is not in order already. */
function sortRuns(values: Float64Array, keys: Uint32Array, rows: Uint32Array): boolean {
  const n = keys.length;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && keys[to] === keys[from]) to++;
    if (to - from > 1 && keys[from] !== MISSING) {
      for (let i = from + 1; i < to; i++) {
        const row = rows[i];
        const value = values[row];
        if (values[rows[i - 1]] <= value) continue;
        if (to - from > LONGEST_RUN) return false;
        let j = i - 1;
        while (j >= from && values[rows[j]] > value) {
          rows[j + 1] = rows[j];
          j--;
        }
        rows[j + 1] = row;
      }
    }
    from = to;
  }
  return true;
}

/** The upper halves of `sortableBits`. */
function upperBits(values: Float64Array, order: Uint32Array, into: Uint32Array): void {
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  one[0] = 1;
  const h = words[1] === 0 ? 0 : 1;
  for (let i = 0; i < order.length; i++) {
    const value = values[order[i]];
    one[0] = value + 0;
    const word = words[h];
    into[i] = Number.isNaN(value) ? MISSING : word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
}

/** Turns counts into the places where each bucket begins. */
function beginnings(counts: Uint32Array): void {
  let position = 0;
  for (let b = 0; b < counts.length; b++) {
    const count = counts[b];
    counts[b] = position;
    position += count;
  }
}

/** Unsigned keys whose order is that of the numbers: sign bit flipped for positives, all bits for negatives. */
function sortableBits(values: Float64Array, order: Uint32Array, low: Uint32Array, high: Uint32Array): void {
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  one[0] = 1;
  const h = words[1] === 0 ? 0 : 1;
  const l = 1 - h;
  for (let i = 0; i < order.length; i++) {
    const value = values[order[i]];
    if (Number.isNaN(value)) {
      low[i] = 0xffffffff;
      high[i] = 0xffffffff;
      continue;
    }
    one[0] = value + 0;
    const negative = words[h] >>> 31 === 1;
    low[i] = negative ? ~words[l] : words[l];
    high[i] = negative ? ~words[h] : words[h] | 0x80000000;
  }
}

function radixOrder(values: Float64Array, order: Uint32Array): Uint32Array {
  const n = order.length;
  let keyLow: Uint32Array = new Uint32Array(n);
  let keyHigh: Uint32Array = new Uint32Array(n);
  sortableBits(values, order, keyLow, keyHigh);
  const counts = digitCounts(keyLow, keyHigh);
  let rows: Uint32Array = order;
  let nextLow: Uint32Array = new Uint32Array(n);
  let nextHigh: Uint32Array = new Uint32Array(n);
  let nextRows: Uint32Array = new Uint32Array(n);
  for (let pass = 0; pass < PASSES; pass++) {
    const high = pass >= PASSES / 2;
    const keys = high ? keyHigh : keyLow;
    const shift = (pass % (PASSES / 2)) * BITS;
    const starts = counts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    if (starts[(keys[0] >>> shift) & MASK] === n) continue;
    beginnings(starts);
    // Passes over the high word no longer need the low one.
    for (let i = 0; i < n; i++) {
      const target = starts[(keys[i] >>> shift) & MASK]++;
      if (!high) nextLow[target] = keyLow[i];
      nextHigh[target] = keyHigh[i];
      nextRows[target] = rows[i];
    }
    if (!high) [keyLow, nextLow] = [nextLow, keyLow];
    [keyHigh, nextHigh] = [nextHigh, keyHigh];
    [rows, nextRows] = [nextRows, rows];
  }
  return rows;
}

/** How often each digit occurs, for all passes in one reading. */
function digitCounts(low: Uint32Array, high: Uint32Array): Uint32Array {
  const counts = new Uint32Array(PASSES * BUCKETS);
  for (let i = 0; i < low.length; i++) {
    const l = low[i];
    const h = high[i];
    counts[l & MASK]++;
    counts[BUCKETS + ((l >>> BITS) & MASK)]++;
    counts[2 * BUCKETS + (l >>> (2 * BITS))]++;
    counts[3 * BUCKETS + (h & MASK)]++;
    counts[4 * BUCKETS + ((h >>> BITS) & MASK)]++;
    counts[5 * BUCKETS + (h >>> (2 * BITS))]++;
  }
  return counts;
}

/** Average ranks 1…n; ties share the mean of their ranks. NaN has no rank and must not occur. R: `rank(x)`. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = argsort(values);
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) ranks[order[i]] = rank;
    start = end;
  }
  return ranks;
}
