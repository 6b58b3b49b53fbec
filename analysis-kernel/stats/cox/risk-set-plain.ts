/** Risk sets where every row is at risk from the beginning and nothing is stratified: a few counts along the order of the rows. */
import type { RiskSets } from './survival-times';

/** Ranges of each event time, empty: what a scan over the rows fills. */
export function emptySets(groups: number) {
  return {
    time: new Float64Array(groups),
    enterFrom: new Uint32Array(groups),
    enterTo: new Uint32Array(groups),
    deathFrom: new Uint32Array(groups),
    leaveFrom: new Uint32Array(groups),
    leaveTo: new Uint32Array(groups),
    opens: new Uint8Array(groups),
    alone: new Uint8Array(groups),
  };
}

/**
 * The risk sets of one stratum.
 * order: rows from late to early, at one time the censored ones first; times, dead: by place in that order.
 */
export function riskSetsOfOrdered(order: Uint32Array, times: Float64Array, dead: Uint8Array): RiskSets {
  const sets = emptySets(countEventTimes(times, dead));
  fillEventTimes(sets, times, dead);
  const places = new Uint32Array(order.length);
  invert(order, places);
  return oneStratum(sets, order, places);
}

/** What is left to say once each event time has its ranges; `order` may go on past the rows that are at risk. */
export function oneStratum(sets: ReturnType<typeof emptySets>, order: Uint32Array, places: Uint32Array): RiskSets {
  const groups = sets.time.length;
  const kept = groups === 0 ? 0 : sets.enterTo[groups - 1];
  const joins = new Uint32Array(kept);
  fillRanges(joins, sets.enterTo);
  if (groups > 0) {
    sets.opens[0] = 1;
    sets.alone[0] = Number(sets.deathFrom[0] === 0);
  }
  return {
    ...sets,
    rows: order.subarray(0, kept),
    places,
    groups,
    leaving: null,
    joins,
    leaves: new Uint32Array(kept).fill(groups),
    stratumId: new Int32Array(Math.min(groups, 1)),
    stratumGroup: groups === 0 ? new Uint32Array(1) : Uint32Array.of(0, groups),
    stratumPlace: groups === 0 ? new Uint32Array(1) : Uint32Array.of(0, kept),
  };
}

function countEventTimes(times: Float64Array, dead: Uint8Array): number {
  let groups = 0;
  let last = Number.NaN;
  for (let i = 0; i < times.length; i++) {
    if (dead[i] === 0 || times[i] === last) continue;
    last = times[i];
    groups++;
  }
  return groups;
}

function fillEventTimes(sets: ReturnType<typeof emptySets>, times: Float64Array, dead: Uint8Array): void {
  const { time, enterFrom, enterTo, deathFrom } = sets;
  let group = -1;
  let last = Number.NaN;
  let end = 0;
  for (let i = 0; i < times.length; i++) {
    if (dead[i] === 0) continue;
    if (times[i] !== last) {
      last = times[i];
      group++;
      time[group] = last;
      enterFrom[group] = end;
      deathFrom[group] = i;
    }
    end = i + 1;
    enterTo[group] = end;
  }
}

function fillRanges(joins: Uint32Array, ends: Uint32Array): void {
  let group = 0;
  for (let place = 0; place < joins.length; place++) {
    if (place === ends[group]) group++;
    joins[place] = group;
  }
}

function invert(order: Uint32Array, places: Uint32Array): void {
  for (let place = 0; place < order.length; place++) places[order[place]] = place;
}
