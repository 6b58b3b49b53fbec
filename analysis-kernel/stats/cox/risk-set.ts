/** Who is at risk when: the time order of a survival data set, worked out once and used by every pass over it. */
import { argsort } from '../../numeric/sort';
import { riskSetsOfOrdered } from './risk-set-plain';
import { oneIfDead, riskSetsOfRepeatedTimes } from './risk-set-repeated';
import type { RiskSets, SurvivalTimes } from './survival-times';

/**
 * Orders rows and finds the risk sets of every distinct event time. O(n) after a radix sort.
 * Times must have been repaired for near ties; NaN must not occur.
 */
export function buildRiskSets(data: SurvivalTimes): RiskSets {
  const counted = riskSetsOfRepeatedTimes(data);
  if (counted !== null) return counted;
  const sortedRows = orderRows(data);
  const n = sortedRows.length;
  const times = new Float64Array(n);
  const dead = new Uint8Array(n);
  gatherTimes(data.time, sortedRows, times);
  gatherEvents(data.event, sortedRows, dead);
  if (data.start === null && data.strata === null) return riskSetsOfOrdered(sortedRows, times, dead);
  const distinct = eventTimes(data.strata, sortedRows, times, dead);
  const entry = new Uint32Array(n);
  const exit = new Uint32Array(n);
  let kept = 0;
  let stratum = 0;
  let group = 0;
  for (let i = 0; i < n; i++) {
    const row = sortedRows[i];
    const id = data.strata === null ? 0 : data.strata[row];
    while (stratum < distinct.id.length && distinct.id[stratum] < id) stratum++;
    if (stratum === distinct.id.length || distinct.id[stratum] !== id) continue;
    const first = distinct.first[stratum];
    const end = distinct.first[stratum + 1];
    if (group < first) group = first;
    while (group < end && distinct.time[group] > times[i]) group++;
    if (group === end) continue;
    const out = data.start === null ? end : firstAtOrBelow(distinct.time, group, end, data.start[row]);
    if (out === group) continue;
    sortedRows[kept] = row;
    dead[kept] = dead[i];
    entry[kept] = group;
    exit[kept] = out;
    kept++;
  }
  const entering = { rows: sortedRows.slice(0, kept), joins: entry.slice(0, kept), leaves: exit.slice(0, kept), dead };
  return assemble(entering, distinct, data.start !== null, placesOf(entering.rows, data.time.length));
}

function gatherTimes(from: Float64Array, order: Uint32Array, into: Float64Array): void {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]];
}

function gatherEvents(from: Uint8Array, order: Uint32Array, into: Uint8Array): void {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]];
}

/** Rows by stratum, then time from late to early, censored before dead at equal times. */
function orderRows(data: SurvivalTimes): Uint32Array {
  const byTime = argsort(negated(data.time), aliveFirst(data.event));
  return data.strata === null ? byTime : argsort(Float64Array.from(data.strata), byTime);
}

function negated(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = -values[i];
  return out;
}

/** All rows, those without the event first. */
function aliveFirst(event: Uint8Array): Uint32Array {
  const order = new Uint32Array(event.length);
  const next = Uint32Array.of(0, 0);
  for (let i = 0; i < event.length; i++) next[1] += 1 - oneIfDead(event[i]);
  for (let i = 0; i < event.length; i++) order[next[oneIfDead(event[i])]++] = i;
  return order;
}

interface EventTimes {
  readonly time: Float64Array;
  readonly id: Int32Array;
  readonly first: Uint32Array;
}

function eventTimes(strata: Int32Array | null, order: Uint32Array, times: Float64Array, dead: Uint8Array): EventTimes {
  const time: number[] = [];
  const id: number[] = [];
  const first: number[] = [];
  for (let i = 0; i < order.length; i++) {
    if (dead[i] === 0) continue;
    const stratum = strata === null ? 0 : strata[order[i]];
    const fresh = id.length === 0 || id[id.length - 1] !== stratum;
    if (fresh) {
      id.push(stratum);
      first.push(time.length);
    }
    if (fresh || time[time.length - 1] !== times[i]) time.push(times[i]);
  }
  first.push(time.length);
  return { time: Float64Array.from(time), id: Int32Array.from(id), first: Uint32Array.from(first) };
}

/** First index in [from, to) of the descending times whose value is at or below `limit`; `to` when none is. */
function firstAtOrBelow(times: Float64Array, from: number, to: number, limit: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows that are at risk somewhere, in order, with their groups; `dead` by place (longer arrays are cut by the length of `rows`). */
interface Entering {
  readonly rows: Uint32Array;
  readonly joins: Uint32Array;
  readonly leaves: Uint32Array;
  readonly dead: Uint8Array;
}

function placesOf(rows: Uint32Array, n: number): Uint32Array {
  const places = new Uint32Array(n).fill(rows.length);
  for (let place = 0; place < rows.length; place++) places[rows[place]] = place;
  return places;
}

function assemble({ rows, joins, leaves, dead }: Entering, distinct: EventTimes, delayed: boolean, places: Uint32Array): RiskSets {
  const groups = distinct.time.length;
  const enterFrom = new Uint32Array(groups);
  const enterTo = new Uint32Array(groups);
  const deathFrom = new Uint32Array(groups);
  const opens = new Uint8Array(groups);
  const stratumPlace = new Uint32Array(distinct.first.length);
  let place = 0;
  let stratum = 0;
  for (let g = 0; g < groups; g++) {
    if (g === distinct.first[stratum]) {
      stratumPlace[stratum++] = place;
      opens[g] = 1;
    }
    enterFrom[g] = place;
    while (place < rows.length && joins[place] === g) place++;
    enterTo[g] = place;
    let death = place;
    while (death > enterFrom[g] && dead[death - 1] !== 0) death--;
    deathFrom[g] = death;
  }
  stratumPlace[stratumPlace.length - 1] = rows.length;
  const leaveFrom = new Uint32Array(groups);
  const leaveTo = new Uint32Array(groups);
  const leaving = delayed ? orderLeaving(leaves, groups, distinct, joins, leaveFrom, leaveTo) : null;
  const alone = new Uint8Array(groups);
  let members = 0;
  for (let g = 0; g < groups; g++) {
    if (opens[g] === 1) members = 0;
    members += enterTo[g] - enterFrom[g] - (leaveTo[g] - leaveFrom[g]);
    if (members === enterTo[g] - deathFrom[g]) alone[g] = 1;
  }
  return {
    rows,
    places,
    groups,
    time: distinct.time,
    enterFrom,
    enterTo,
    deathFrom,
    leaving,
    leaveFrom,
    leaveTo,
    opens,
    alone,
    joins,
    leaves,
    stratumId: distinct.id,
    stratumGroup: distinct.first,
    stratumPlace,
  };
}

/** Places by the group at which they leave (counting sort); those that stay to their stratum's end are not listed. */
function orderLeaving(
  leaves: Uint32Array,
  groups: number,
  distinct: EventTimes,
  joins: Uint32Array,
  leaveFrom: Uint32Array,
  leaveTo: Uint32Array,
): Uint32Array {
  const stratumEnd = new Uint32Array(groups);
  for (let s = 0; s + 1 < distinct.first.length; s++) stratumEnd.fill(distinct.first[s + 1], distinct.first[s], distinct.first[s + 1]);
  let total = 0;
  for (let place = 0; place < leaves.length; place++) {
    if (leaves[place] === stratumEnd[joins[place]]) continue;
    leaveTo[leaves[place]]++;
    total++;
  }
  let position = 0;
  for (let g = 0; g < groups; g++) {
    leaveFrom[g] = position;
    position += leaveTo[g];
    leaveTo[g] = leaveFrom[g];
  }
  const leaving = new Uint32Array(total);
  for (let place = 0; place < leaves.length; place++) {
    if (leaves[place] !== stratumEnd[joins[place]]) leaving[leaveTo[leaves[place]]++] = place;
  }
  return leaving;
}
