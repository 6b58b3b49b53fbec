/** Risk sets of right-censored rows whose times repeat: everything but the order of the rows follows from counts. */
import { repeatedValues } from '../../numeric/sort-repeated';
import type { RiskSets, SurvivalTimes } from './survival-times';

/** As `buildRiskSets`, without sorting; null with delayed entry, with strata, or where times are mostly different. */
export function riskSetsOfRepeatedTimes(data: SurvivalTimes): RiskSets | null {
  if (data.start !== null || data.strata !== null) return null;
  const found = repeatedValues(data.time, null);
  if (found === null) return null;
  const { distinct, codes, ascending } = found;
  const n = codes.length;
  // Two counters for each time: censored rows, deaths.
  const counts = new Uint32Array(2 * distinct.length);
  for (let i = 0; i < n; i++) counts[2 * codes[i] + oneIfDead(data.event[i])]++;
  const groups = distinct.reduce((times, _, code) => times + Number(counts[2 * code + 1] > 0), 0);
  const sets = emptySets(groups);
  const position = new Uint32Array(counts.length);
  let place = 0;
  let group = 0;
  for (let k = ascending.length - 1; k >= 0; k--) {
    const code = ascending[k];
    position[2 * code] = place;
    place += counts[2 * code];
    position[2 * code + 1] = place;
    if (counts[2 * code + 1] === 0) continue;
    sets.time[group] = distinct[code];
    sets.enterFrom[group] = group === 0 ? 0 : sets.enterTo[group - 1];
    sets.deathFrom[group] = place;
    place += counts[2 * code + 1];
    sets.enterTo[group] = place;
    group++;
  }
  const order = new Uint32Array(n);
  const places = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const at = position[2 * codes[i] + oneIfDead(data.event[i])]++;
    order[at] = i;
    places[i] = at;
  }
  const kept = groups === 0 ? 0 : sets.enterTo[groups - 1];
  const joins = new Uint32Array(kept);
  for (let g = 0; g < groups; g++) joins.fill(g, sets.enterFrom[g], sets.enterTo[g]);
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

/** 1 for any number from 1 on, without a branch: events come in no order that a processor could guess. */
const oneIfDead = (event: number): number => -event >>> 31;

function emptySets(groups: number) {
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
