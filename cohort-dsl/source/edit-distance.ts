import { distance } from 'fastest-levenshtein';

/** Edit distance of two texts (insert, delete, replace and swap of neighbours each cost 1), or `limit + 1` where it exceeds `limit`. */
export function editDistance(left: string, right: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let least = distance(left, right);
  // A swap is two edits without swaps: it makes two texts nearer by one at most.
  if (least > limit + 1) return limit + 1;
  for (let at = 0; at + 1 < left.length && least > 1; at++) {
    const swapped = left.slice(0, at) + left[at + 1] + left[at] + left.slice(at + 2);
    least = Math.min(least, distance(swapped, right) + 1);
  }
  return Math.min(least, limit + 1);
}
