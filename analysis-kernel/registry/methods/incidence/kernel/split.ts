/** Person-time and events divided over the bands of several scales of time at once. */

/** A scale that advances with follow-up: age, the calendar, follow-up itself. All values are in the unit of the times. */
export interface TimeScale {
  /** What the scale shows at time 0 of each row; null where it shows 0. */
  readonly origin: Float64Array | null;
  /** Ascending; a scale has one band more than cuts. */
  readonly cuts: ArrayLike<number>;
}

export interface Follow {
  /** Null where every row is followed from time 0. */
  readonly start: Float64Array | null;
  readonly stop: Float64Array;
  readonly event: Uint8Array;
  /** How many equal rows each stands for; null for one. */
  readonly weights: Float64Array | null;
  /** Group of each row, from 0. */
  readonly groups: Int32Array;
  readonly groupCount: number;
}

/** By cell; a cell is the group, then the band of each scale in their order, the last the fastest. */
export interface SplitTime {
  readonly personTime: Float64Array;
  readonly events: Float64Array;
  /** Rows followed in the cell, each once. */
  readonly rows: Float64Array;
}

/** Times that differ by less than this part of the mean time are one, as R's `aeqSurv` has it. */
const SAME = Math.sqrt(Number.EPSILON);

/**
 * Walks each row through the bands it is followed in: every row is visited once, in O(rows × bands crossed). The pieces of a row add up to its
 * follow-up, and cells are summed with compensation, so that the cells add up to the whole. A piece includes its end: an event at a cut belongs
 * to the band that ends there, as in R's `survSplit`; a row without length has its event where it stands. R: `survival::survSplit`, then sums by band; `pyears`.
 */
export function splitTime(follow: Follow, scales: readonly TimeScale[]): SplitTime {
  const { start, stop, event, weights, groups, groupCount } = follow;
  const n = stop.length;
  const cells = scales.reduce((count, { cuts }) => count * (cuts.length + 1), groupCount);
  const [personTime, lost, events, rows] = [0, 1, 2, 3].map(() => new Float64Array(cells));
  let total = 0;
  for (let row = 0; row < n; row++) total += Math.abs(stop[row]);
  const same = n === 0 ? 0 : (SAME * total) / n;
  const depth = scales.length;
  const bands = new Int32Array(depth);
  const strides = new Int32Array(depth);
  for (let s = depth - 1, size = 1; s >= 0; s--) {
    strides[s] = size;
    size *= scales[s].cuts.length + 1;
  }
  const perGroup = cells / Math.max(1, groupCount);
  for (let row = 0; row < n; row++) {
    const end = stop[row];
    const weight = weights === null ? 1 : weights[row];
    let at = start === null ? 0 : start[row];
    let cell = groups[row] * perGroup;
    for (let s = 0; s < depth; s++) {
      const { origin, cuts } = scales[s];
      bands[s] = bandAt(cuts, (origin === null ? 0 : origin[row]) + at + same);
      cell += bands[s] * strides[s];
    }
    for (;;) {
      let next = Number.POSITIVE_INFINITY;
      for (let s = 0; s < depth; s++) {
        const { origin, cuts } = scales[s];
        if (bands[s] < cuts.length) next = Math.min(next, cuts[bands[s]] - (origin === null ? 0 : origin[row]));
      }
      const isLast = !(next < end - same);
      const piece = weight * ((isLast ? end : next) - at);
      const sum = personTime[cell] + piece;
      lost[cell] += Math.abs(personTime[cell]) >= Math.abs(piece) ? personTime[cell] - sum + piece : piece - sum + personTime[cell];
      personTime[cell] = sum;
      rows[cell] += weight;
      if (isLast) {
        events[cell] += weight * event[row];
        break;
      }
      at = next;
      for (let s = 0; s < depth; s++) {
        const { origin, cuts } = scales[s];
        const shown = (origin === null ? 0 : origin[row]) + at + same;
        while (bands[s] < cuts.length && cuts[bands[s]] <= shown) {
          bands[s]++;
          cell += strides[s];
        }
      }
    }
  }
  for (let cell = 0; cell < cells; cell++) personTime[cell] += lost[cell];
  return { personTime, events, rows };
}

/** How many cuts are at or below a value. */
function bandAt(cuts: ArrayLike<number>, value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
