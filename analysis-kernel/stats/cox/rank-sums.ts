/** Weights at ranks with fast sums of all below a rank: a tree of sixteen branches, whose siblings lie side by side in memory. */

type Sums = Float64Array | Int32Array;

export interface RankSums {
  /** Weight at each rank. */
  readonly ranks: Sums;
  /** Sums over runs of 16, 256, 4096 and 65536 ranks. */
  readonly by16: Sums;
  readonly by256: Sums;
  readonly by4096: Sums;
  readonly by65536: Sums;
}

/** No weight at ranks 0…size − 1; `counted`: all weights will be 1, so that whole numbers of half the size do. */
export function rankSums(size: number, counted: boolean): RankSums {
  const sums = (length: number): Sums => (counted ? new Int32Array(length) : new Float64Array(length));
  return {
    ranks: sums(size),
    by16: sums((size >>> 4) + 1),
    by256: sums((size >>> 8) + 1),
    by4096: sums((size >>> 12) + 1),
    by65536: sums((size >>> 16) + 1),
  };
}

/** Adds a weight at a rank (subtracts when negative). */
export function addWeight(sums: RankSums, rank: number, weight: number): void {
  sums.ranks[rank] += weight;
  sums.by16[rank >>> 4] += weight;
  sums.by256[rank >>> 8] += weight;
  sums.by4096[rank >>> 12] += weight;
  sums.by65536[rank >>> 16] += weight;
}

/** Sum of the weights at ranks below `rank`. */
export function weightBelow(sums: RankSums, rank: number): number {
  const { ranks, by16, by256, by4096, by65536 } = sums;
  let total = 0;
  let end = rank >>> 16;
  for (let i = 0; i < end; i++) total += by65536[i];
  let from = end << 4;
  end = rank >>> 12;
  for (let i = from; i < end; i++) total += by4096[i];
  from = end << 4;
  end = rank >>> 8;
  for (let i = from; i < end; i++) total += by256[i];
  from = end << 4;
  end = rank >>> 4;
  for (let i = from; i < end; i++) total += by16[i];
  from = end << 4;
  for (let i = from; i < rank; i++) total += ranks[i];
  return total;
}
