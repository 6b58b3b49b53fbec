/** Order statistics of sums and differences of all pairs, without making the pairs. */

const real = new Float64Array(1);
const whole = new BigInt64Array(real.buffer);

/** Doubles in their order as whole numbers. */
function placeOf(value: number): bigint {
  real[0] = value;
  return whole[0] < 0n ? -(whole[0] & 0x7fffffffffffffffn) : whole[0];
}

function valueAt(place: bigint): number {
  whole[0] = place < 0n ? -place | -0x8000000000000000n : place;
  return real[0] + 0;
}

/**
 * The k-th largest (from 1) of many values, all between low and high, given how many of them exceed a number: the least number that fewer than k
 * exceed, found by halving the doubles between, in 64 steps at most.
 */
function kthLargest(exceeding: (value: number) => number, k: number, low: number, high: number): number {
  let [from, to] = [placeOf(low), placeOf(high)];
  while (from < to) {
    const middle = (from + to) >> 1n;
    if (exceeding(valueAt(middle)) < k) to = middle;
    else from = middle + 1n;
  }
  return valueAt(from);
}

/** Values of all pairs: how many they are and the k-th largest of them. */
export interface Pairs {
  readonly count: number;
  readonly largest: (k: number) => number;
}

/** The differences x − y of every value of x and every value of y. */
export function pairDifferences(x: Float64Array, y: Float64Array): Pairs {
  const [a, b] = [Float64Array.from(x).sort(), Float64Array.from(y).sort()];
  const exceeding = (d: number) => {
    let total = 0;
    let j = 0;
    for (const value of a) {
      while (j < b.length && value - b[j] > d) j++;
      total += j;
    }
    return total;
  };
  const [low, high] = [a[0] - b[b.length - 1], a[a.length - 1] - b[0]];
  return { count: a.length * b.length, largest: (k) => kthLargest(exceeding, k, low, high) };
}

/** Walsh averages: the means of every two values, each with itself too. */
export function walshAverages(x: Float64Array): Pairs {
  const a = Float64Array.from(x).sort();
  const n = a.length;
  const exceeding = (d: number) => {
    let total = 0;
    let j = n;
    for (let i = 0; i < n; i++) {
      while (j > 0 && (a[i] + a[j - 1]) / 2 > d) j--;
      total += n - Math.max(i, j);
    }
    return total;
  };
  return { count: (n * (n + 1)) / 2, largest: (k) => kthLargest(exceeding, k, a[0], a[n - 1]) };
}

/** The median of the pairs' values. R: `median(outer(x, y, "-"))`. */
export function medianOf({ count, largest }: Pairs): number {
  const half = Math.ceil(count / 2);
  return count % 2 === 1 ? largest(half) : (largest(half) + largest(half + 1)) / 2;
}
