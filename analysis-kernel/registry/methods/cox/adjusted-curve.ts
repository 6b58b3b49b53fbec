/** The adjusted curves along the event times, beside who of each level was at risk. */
import type { Steps } from '../../../numeric/steps';
import type { Value } from '../../../results/result';
import type { CoxData } from '../../../stats/cox/data';
import { type Arm, survivalCells } from './arms';
import { type Hazards, meanSurvival } from './kernel/mean-survival';

/** Times of a curve; of many rows fewer, so that rows × times × levels stay within bounds. */
const MOST_TIMES = 400;
const LEAST_TIMES = 100;
const MOST_WORK = 2e8;

/** The table `adjusted_curve`: event times to the end, thinned evenly, and the end; `levels` of each row of the fit. */
export function* curveRows(
  hazards: Hazards,
  arms: readonly Arm[],
  levels: readonly string[],
  end: number,
  z: number,
): Steps<readonly Record<string, Value>[]> {
  const { data, workspace } = hazards.fit;
  const work = arms.reduce((sum, { rows }) => sum + rows.n, 0);
  const most = Math.max(LEAST_TIMES, Math.min(MOST_TIMES, Math.floor(MOST_WORK / work)));
  const times = gridOf(workspace.risk.time, end, most);
  const rows: Record<string, Value>[] = [];
  for (const [a, arm] of arms.entries()) {
    if (!arm.rows.known) continue;
    const counts = countsOf(data, (row) => levels[row] === arm.level);
    let before = Number.NEGATIVE_INFINITY;
    for (const [k, time] of times.entries()) {
      if (k % 10 === 0) yield (a + k / times.length) / arms.length;
      rows.push({ strata: arm.name, time, ...counts(before, time), ...survivalCells(hazards, meanSurvival(hazards, arm.rows, time), z) });
      before = time;
    }
  }
  return rows;
}

/** Distinct times up to an end, at most so many of them, the end last. */
function gridOf(eventTimes: Float64Array, end: number, most: number): readonly number[] {
  const distinct = [...new Set(eventTimes)].filter((time) => time < end).sort((a, b) => a - b);
  const every = Math.ceil(distinct.length / most);
  return [...distinct.filter((_, at) => at % Math.max(every, 1) === 0 || at === distinct.length - 1), end];
}

/** Who is at risk at a time, and the events and other ends since another; rows that frequency weights copy count so often. */
function countsOf({ n, time, start, event, weights }: CoxData, isOfLevel: (row: number) => boolean) {
  const rows = Array.from({ length: n }, (_, row) => row).filter(isOfLevel);
  const copies = (row: number) => (weights?.kind === 'frequency' ? weights.values[row] : 1);
  const running = (some: readonly number[], at: (row: number) => number) => {
    const sorted = [...some].sort((a, b) => at(a) - at(b));
    const keys = Float64Array.from(sorted, at);
    const sums = new Float64Array(sorted.length + 1);
    sorted.forEach((row, k) => {
      sums[k + 1] = sums[k] + copies(row);
    });
    /** How many have a key up to a limit, or below it. */
    return (limit: number, included: boolean) => sums[placeOf(keys, limit, included)];
  };
  const ended = running(rows, (row) => time[row]);
  const died = running(
    rows.filter((row) => event[row] !== 0),
    (row) => time[row],
  );
  const entered = start === null ? null : running(rows, (row) => start[row]);
  const all = rows.reduce((sum, row) => sum + copies(row), 0);
  return (before: number, at: number) => {
    const deaths = died(at, true) - died(before, true);
    return {
      n_risk: (entered === null ? all : entered(at, false)) - ended(at, false),
      n_event: deaths,
      n_censor: ended(at, true) - ended(before, true) - deaths,
    };
  };
}

/** How many of ascending keys are below a limit, or up to it. */
function placeOf(keys: Float64Array, limit: number, included: boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < limit || (included && keys[middle] === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}
