/** How many are still under observation: the weights that keep those with a competing event in the risk set of the subdistribution. */
import { rowsByCode } from '../../../../frame/gather';
import type { CoxData } from '../../../../stats/cox/data';

interface Observed {
  readonly time: Float64Array;
  /** Entry times; null without left truncation. */
  readonly start: Float64Array | null;
  /** 0 censored, 1 the event, 2 another. */
  readonly status: Uint8Array;
  /** Group of each row within which censoring is estimated, from 0. */
  readonly group: Int32Array;
  readonly groups: number;
  readonly weights: CoxData['weights'];
}

/** Probability of being under observation just before any time, for each group. */
export interface Observation {
  /** Left limit at `time` in `group`. */
  readonly before: (group: number, time: number) => number;
}

/**
 * The Kaplan–Meier estimate of censoring, times that of entry where rows enter late, as left limits.
 * eventsFirst: whether a row that ends with an event at the time of a censoring has left before it (survival), or is still at risk of it (cmprsk).
 * Beyond the last time of a group it is 0: nobody of it is observed there.
 * Times free of near ties; frequencies are counted, other weights play no part. R: the weights of `survival::finegray`, and of `cmprsk::crr`.
 */
export function observation(data: Observed, eventsFirst: boolean): Observation {
  const steps = rowsByCode(data.group, data.groups).map((rows) => endedSteps(stepsOf(data, rows, eventsFirst), data, rows));
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

/** The same, and 0 after the last of the rows' times. */
function endedSteps({ at, value }: StepFunction, { time }: Observed, rows: Int32Array): StepFunction {
  const last = rows.reduce((most, row) => Math.max(most, time[row]), Number.NEGATIVE_INFINITY);
  return { at: [...at, last], value: [...value, 0] };
}

function stepsOf(data: Observed, rows: Int32Array, eventsFirst: boolean): StepFunction {
  const censored = censoringSteps(data, rows, eventsFirst);
  if (data.start === null) return censored;
  const entered = entrySteps(data, rows, data.start);
  const at = ascending([...censored.at, ...entered.at]);
  return { at, value: at.map((time) => valueAt(censored, time, true) * valueAt(entered, time, true)) };
}

/** How many rows each row stands for. */
const copiesOf = ({ weights }: Observed): ((row: number) => number) =>
  weights?.kind === 'frequency' ? (row) => weights.values[row] : () => 1;

/** Ascending values with how many rows have passed each: `upTo` counts those below a limit, or at it. */
function counted(values: Float64Array, rows: Int32Array, copies: (row: number) => number): (limit: number, orEqual: boolean) => number {
  const order = [...rows].sort((a, b) => values[a] - values[b]);
  const at = Float64Array.from(order, (row) => values[row]);
  const passed = new Float64Array(order.length + 1);
  order.forEach((row, i) => {
    passed[i + 1] = passed[i] + copies(row);
  });
  return (limit, orEqual) => passed[below(at, limit, orEqual)];
}

function censoringSteps(data: Observed, rows: Int32Array, eventsFirst: boolean): StepFunction {
  const { time, start, status } = data;
  const copies = copiesOf(data);
  const all = rows.reduce((sum, row) => sum + copies(row), 0);
  const ended = counted(time, rows, copies);
  const entered = start === null ? () => all : counted(start, rows, copies);
  const censored = rows.filter((row) => status[row] === 0);
  const lost = counted(time, censored, copies);
  const at = ascending(Array.from(censored, (row) => time[row]));
  let survival = 1;
  const value = at.map((now) => {
    const own = lost(now, true) - lost(now, false);
    const left = eventsFirst ? ended(now, true) - own : ended(now, false);
    const atRisk = entered(now, false) - left;
    survival *= (atRisk - own) / atRisk;
    return survival;
  });
  return { at, value };
}

/** The chance of having entered by each time, by the product limit in reversed time. */
function entrySteps(data: Observed, rows: Int32Array, start: Float64Array): StepFunction {
  const copies = copiesOf(data);
  const at = ascending(Array.from(rows, (row) => start[row]));
  const entered = counted(start, rows, copies);
  const ended = counted(data.time, rows, copies);
  const value = new Array<number>(at.length).fill(1);
  let survival = 1;
  for (let k = at.length - 1; k >= 0; k--) {
    value[k] = survival;
    const own = entered(at[k], true) - entered(at[k], false);
    const atRisk = entered(at[k], true) - ended(at[k], true);
    if (atRisk > 0) survival *= (atRisk - own) / atRisk;
  }
  return { at, value };
}
