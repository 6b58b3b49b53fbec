/** Order statistics of many numbers without sorting them all. */

/** Numbers from which on sorting takes longer than three readings. */
const MANY = 4096;
const BUCKETS = 1 << 14;
/** How often a bucket that holds too much is cut into buckets again before it is sorted after all. */
const DEPTH = 3;

/**
 * The values at places of the ascending order, from 0.
 * values: numbers without NaN, in any order, left as they are. places: ascending whole numbers below the number of values.
 * Numbers are counted into buckets of equal width, and those of the wanted buckets are sorted: O(n) unless nearly all lie in one bucket again and again.
 */
export function valuesAtPlaces(values: Float64Array, places: readonly number[]): number[] {
  return selectFrom(values, places, DEPTH);
}

function selectFrom(values: Float64Array, places: readonly number[], depth: number): number[] {
  const [low, high] = extremes(values);
  const scale = BUCKETS / (high - low);
  if (values.length < MANY || depth === 0 || !(scale > 0 && Number.isFinite(scale) && Number.isFinite(high - low))) {
    const sorted = Float64Array.from(values).sort();
    return places.map((place) => sorted[place]);
  }
  const counts = new Uint32Array(BUCKETS + 1);
  countBuckets(values, low, scale, counts);
  const wanted = wantedBuckets(counts, places);
  const next = new Int32Array(BUCKETS + 1).fill(-1);
  let size = 0;
  for (const { bucket } of wanted) {
    next[bucket] = size;
    size += counts[bucket];
  }
  const inside = new Float64Array(size);
  collect(values, low, scale, next, inside);
  return wanted.flatMap(({ bucket, within }) =>
    selectFrom(inside.subarray(next[bucket] - counts[bucket], next[bucket]), within, depth - 1),
  );
}

/** The buckets that hold the places, and the places within each. */
function wantedBuckets(counts: Uint32Array, places: readonly number[]): { readonly bucket: number; readonly within: number[] }[] {
  const wanted: { readonly bucket: number; readonly within: number[] }[] = [];
  let before = 0;
  let next = 0;
  for (let bucket = 0; next < places.length; bucket++) {
    const within: number[] = [];
    for (; next < places.length && places[next] < before + counts[bucket]; next++) within.push(places[next] - before);
    if (within.length > 0) wanted.push({ bucket, within });
    before += counts[bucket];
  }
  return wanted;
}

function extremes(values: Float64Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The bucket of a number never falls as the number grows: each operation rounds without changing the order. */
function countBuckets(values: Float64Array, low: number, scale: number, counts: Uint32Array): void {
  for (let i = 0; i < values.length; i++) counts[((values[i] - low) * scale) | 0]++;
}

/** Puts the numbers of wanted buckets together; `next`: where a bucket's next number goes, −1 of the others. */
function collect(values: Float64Array, low: number, scale: number, next: Int32Array, into: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const bucket = ((values[i] - low) * scale) | 0;
    if (next[bucket] >= 0) into[next[bucket]++] = values[i];
  }
}
