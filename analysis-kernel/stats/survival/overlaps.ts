/** Rows of one subject that overlap in time. */
import { argsort } from '../../numeric/sort';

/**
 * Clusters with two (start, stop] rows that overlap in one stratum: where they do, the subject is at risk twice. Rows that only touch do not
 * overlap.
 */
export function overlappingClusters(start: Float64Array, stop: Float64Array, cluster: Int32Array, strata: Int32Array | null): number {
  const latest = new Map<string, number>();
  const found = new Set<number>();
  for (const row of argsort(start)) {
    const subject = `${cluster[row]} ${strata === null ? 0 : strata[row]}`;
    const before = latest.get(subject) ?? Number.NEGATIVE_INFINITY;
    if (start[row] < before) found.add(cluster[row]);
    latest.set(subject, Math.max(before, stop[row]));
  }
  return found.size;
}
