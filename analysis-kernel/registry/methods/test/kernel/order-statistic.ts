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

/** Values of all pairs that are so few are looked at one by one. */
const FEW = 64;

/** Sorted values that make pairs: how many pairs exceed a number, and those in (above, upTo]. */
interface Between {
  readonly exceeding: (value: number) => number;
  readonly between: (above: number, upTo: number) => number[];
  readonly low: number;
  readonly high: number;
}

/**
 * The k-th largest (from 1) of many values, all from low to high: the interval that holds it is halved until few values lie in it. Where they do not become
 * few, as among values that are equal, it ends with the least number that fewer than k exceed, found by halving the doubles between.
 */
function kthLargest({ exceeding, between, low, high }: Between, k: number): number {
  let from = low;
  let to = high;
  // Fewer than k exceed `to`, k or more exceed `from`.
  let beyond = 0;
  let within = exceeding(low);
  if (within < k) return low + 0;
  for (let halving = 0; within > FEW; halving++) {
    const middle = from + (to - from) / 2;
    if (halving === HALVINGS || !(middle > from && middle < to)) return kthByDoubles(exceeding, k, from, to);
    const count = exceeding(middle);
    if (count < k) {
      to = middle;
      within -= count - beyond;
      beyond = count;
    } else {
      from = middle;
      within = count - beyond;
    }
  }
  return between(from, to).sort((a, b) => b - a)[k - beyond - 1] + 0;
}

const HALVINGS = 32;

/** The least number from `low` to `high` that fewer than k values exceed, in 64 steps at most. */
function kthByDoubles(exceeding: (value: number) => number, k: number, low: number, high: number): number {
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
    for (let i = 0; i < a.length; i++) {
      while (j < b.length && a[i] - b[j] > d) j++;
      total += j;
    }
    return total;
  };
  const between = (above: number, upTo: number) => {
    const found: number[] = [];
    let first = 0;
    for (let i = 0; i < a.length; i++) {
      while (first < b.length && a[i] - b[first] > upTo) first++;
      for (let j = first; j < b.length && a[i] - b[j] > above; j++) found.push(a[i] - b[j]);
    }
    return found;
  };
  const pairs = { exceeding, between, low: a[0] - b[b.length - 1], high: a[a.length - 1] - b[0] };
  return { count: a.length * b.length, largest: (k) => kthLargest(pairs, k) };
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
  const between = (above: number, upTo: number) => {
    const found: number[] = [];
    let end = n;
    for (let i = 0; i < n; i++) {
      while (end > 0 && (a[i] + a[end - 1]) / 2 > upTo) end--;
      for (let j = end - 1; j >= i && (a[i] + a[j]) / 2 > above; j--) found.push((a[i] + a[j]) / 2);
    }
    return found;
  };
  const pairs = { exceeding, between, low: a[0], high: a[n - 1] };
  return { count: (n * (n + 1)) / 2, largest: (k) => kthLargest(pairs, k) };
}

/** The median of the pairs' values. R: `median(outer(x, y, "-"))`. */
export function medianOf({ count, largest }: Pairs): number {
  const half = Math.ceil(count / 2);
  return count % 2 === 1 ? largest(half) : (largest(half) + largest(half + 1)) / 2;
}
