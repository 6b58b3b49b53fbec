/** How many are still under observation: the weights that keep those with a competing event in the risk set of the subdistribution. */
import { rowsByCode } from '../../../../frame/gather';

interface Observed {
  readonly time: Float64Array;
  /** Entry times; null without left truncation. */
  readonly start: Float64Array | null;
  /** 0 censored, 1 the event, 2 another. */
  readonly status: Uint8Array;
  /** Group of each row within which censoring is estimated, from 0. */
  readonly group: Int32Array;
  readonly groups: number;
}

/** Probability of being under observation just before any time, for each group. */
export interface Observation {
  /** Left limit at `time` in `group`. */
  readonly before: (group: number, time: number) => number;
}

/**
 * The Kaplan–Meier estimate of censoring, times that of entry where rows enter late, as left limits.
 * eventsFirst: whether a row that ends with an event at the time of a censoring has left before it (survival), or is still at risk of it (cmprsk).
 * Times free of near ties; weights of cases play no part. R: the weights of `survival::finegray`, and of `cmprsk::crr`.
 */
export function observation(data: Observed, eventsFirst: boolean): Observation {
  const steps = rowsByCode(data.group, data.groups).map((rows) => stepsOf(data, rows, eventsFirst));
  return {
    before: (group, time) => valueAt(steps[group], time, false),
  };
}

interface StepFunction {
  /** Times after which the value holds, ascending. */
  readonly at: readonly number[];
  readonly value: readonly number[];
}

/** The value that holds just before a time or, with its own step, at it; 1 before the first step. */
function valueAt({ at, value }: StepFunction, time: number, withOwn: boolean): number {
  const steps = below(at, time, withOwn);
  return steps === 0 ? 1 : value[steps - 1];
}

/** How many of ascending values lie below a limit, or at it. */
function below(values: ArrayLike<number>, limit: number, orEqual: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (orEqual ? values[middle] <= limit : values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function stepsOf(data: Observed, rows: Int32Array, eventsFirst: boolean): StepFunction {
  const censored = censoringSteps(data, rows, eventsFirst);
  if (data.start === null) return censored;
  const entered = entrySteps(data, rows, data.start);
  const at = ascending([...censored.at, ...entered.at]);
  return { at, value: at.map((time) => valueAt(censored, time, true) * valueAt(entered, time, true)) };
}

function censoringSteps({ time, start, status }: Observed, rows: Int32Array, eventsFirst: boolean): StepFunction {
  const order = [...rows].sort((a, b) => time[a] - time[b]);
  const entries = start === null ? null : Float64Array.from(rows, (row) => start[row]).sort();
  const at: number[] = [];
  const value: number[] = [];
  let survival = 1;
  let entered = 0;
  for (let from = 0; from < order.length; ) {
    const now = time[order[from]];
    let to = from;
    let lost = 0;
    for (; to < order.length && time[order[to]] === now; to++) if (status[order[to]] === 0) lost++;
    if (entries !== null) while (entered < entries.length && entries[entered] < now) entered++;
    const inside = entries === null ? order.length : entered;
    const atRisk = inside - from - (eventsFirst ? to - from - lost : 0);
    if (lost > 0) {
      survival *= (atRisk - lost) / atRisk;
      at.push(now);
      value.push(survival);
    }
    from = to;
  }
  return { at, value };
}

/** The chance of having entered by each time, by the product limit in reversed time. */
function entrySteps({ time }: Observed, rows: Int32Array, start: Float64Array): StepFunction {
  const at = ascending(Array.from(rows, (row) => start[row]));
  const value = new Array<number>(at.length).fill(1);
  let survival = 1;
  const entries = Float64Array.from(rows, (row) => start[row]).sort();
  const ends = Float64Array.from(rows, (row) => time[row]).sort();
  for (let k = at.length - 1; k >= 0; k--) {
    value[k] = survival;
    const own = below(entries, at[k], true) - below(entries, at[k], false);
    const left = below(ends, at[k], true);
    const atRisk = below(entries, at[k], true) - left;
    if (atRisk > 0) survival *= (atRisk - own) / atRisk;
  }
  return { at, value };
}
