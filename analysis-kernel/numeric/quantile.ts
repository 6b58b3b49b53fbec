/** Sample quantiles in the definitions statisticians meet. */
import { valuesAtPlaces } from './select';

export type QuantileType = 2 | 6 | 7;

/**
 * Sample quantile of values already in ascending order.
 * sorted: finite numbers; p in [0, 1]. type 7 (R's and Excel's default), 6 (Minitab, SPSS), 2 (SAS's default: averages at
 * jumps). NaN of nothing. Hyndman & Fan (1996), 10.1080/00031305.1996.10473566; R: `quantile(x, p, type)`.
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  return quantileAt(sorted.length, (place) => sorted[place], p, type);
}

/** The same of n ordered values that are asked one by one, by their place from 0. */
export function quantileAt(n: number, at: (place: number) => number, p: number, type: QuantileType): number {
  if (n === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  const fuzz = 4 * Number.EPSILON;
  if (type === 2) {
    const position = n * p;
    const j = Math.floor(position + fuzz);
    const low = at(clamp(j - 1, n));
    const high = at(clamp(j, n));
    return position > j + fuzz ? high : (low + high) / 2;
  }
  const position = type === 7 ? 1 + (n - 1) * p : (n + 1) * p;
  const j = type === 7 ? Math.floor(position) : Math.floor(position + fuzz);
  let h = position - j;
  if (Math.abs(h) < fuzz) h = 0;
  const low = at(clamp(j - 1, n));
  const high = at(clamp(j, n));
  return h === 0 || low === high ? low : (1 - h) * low + h * high;
}

function clamp(index: number, n: number): number {
  return Math.min(Math.max(index, 0), n - 1);
}

/** Sample quantiles of values in any order; NaN values must have been removed. R: `quantile(x, probs, type)`. */
export function quantile(values: Float64Array, probabilities: readonly number[], type: QuantileType = 7): number[] {
  const n = values.length;
  const asked = new Set<number>();
  const ask = (place: number) => {
    asked.add(place);
    return 0;
  };
  for (const p of probabilities) quantileAt(n, ask, p, type);
  const places = [...asked].sort((a, b) => a - b);
  const found = valuesAtPlaces(values, places);
  const known = new Map(places.map((place, i) => [place, found[i]]));
  return probabilities.map((p) => quantileAt(n, (place) => known.get(place) ?? Number.NaN, p, type));
}
