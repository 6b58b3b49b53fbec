/** Age groups of a standard population as bands between cuts. */
import type { StandardGroup } from './standard-populations';

/** Bands of a scale: `cuts.length + 1` of them, the first below the first cut. Of each the weight, 0 where the standard has none. */
export interface WeightedBands {
  readonly cuts: readonly number[];
  readonly weights: readonly number[];
}

/** What is wrong with groups that somebody brought: two share an age, one ends before it begins, a weight is no weight, or none is above 0. */
export function groupsProblem(groups: readonly StandardGroup[]): 'overlap' | 'ages' | 'weight' | null {
  const sorted = groups.toSorted((a, b) => a.from - b.from);
  if (sorted.some(({ from, to }) => !Number.isInteger(from) || from < 0 || (to !== null && (!Number.isInteger(to) || to < from))))
    return 'ages';
  if (sorted.some(({ weight }) => !Number.isFinite(weight) || weight < 0) || sorted.every(({ weight }) => weight === 0)) return 'weight';
  const overlaps = sorted.some(({ to }, at) => at + 1 < sorted.length && (to === null || to >= sorted[at + 1].from));
  return overlaps ? 'overlap' : null;
}

/** The groups of a standard as bands; ages that it leaves out are bands of weight 0. */
export function bandsOf(groups: readonly StandardGroup[]): WeightedBands {
  const ends = groups.flatMap(({ from, to }) => (to === null ? [from] : [from, to + 1]));
  const cuts = [...new Set(ends)].filter((cut) => cut > 0).sort((a, b) => a - b);
  const weights = [0, ...cuts].map(
    (from) => groups.find((group) => group.from <= from && (group.to === null || from <= group.to))?.weight ?? 0,
  );
  return { cuts, weights };
}

/** The bands of a standard joined between other cuts; null where one of these is no cut of the standard's and divides a band that has a weight. */
export function joinedBands({ cuts, weights }: WeightedBands, wanted: readonly number[]): WeightedBands | null {
  const bandOf = (age: number) => cuts.filter((cut) => cut <= age).length;
  if (wanted.some((cut) => !cuts.includes(cut) && weights[bandOf(cut)] > 0)) return null;
  const joined = new Array<number>(wanted.length + 1).fill(0);
  [0, ...cuts].forEach((from, band) => {
    joined[wanted.filter((cut) => cut <= from).length] += weights[band];
  });
  return { cuts: wanted, weights: joined };
}
