/** Risk sets of right-censored rows whose times repeat: everything but the order of the rows follows from counts. */
import { repeatedValues } from '../../numeric/sort-repeated';
import { emptySets, oneStratum } from './risk-set-plain';
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
  countEnds(codes, data.event, counts);
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
  takePlaces(codes, data.event, position, order, places);
  return oneStratum(sets, order, places);
}

function countEnds(codes: Uint16Array, event: Uint8Array, counts: Uint32Array): void {
  for (let i = 0; i < codes.length; i++) counts[2 * codes[i] + oneIfDead(event[i])]++;
}

function takePlaces(codes: Uint16Array, event: Uint8Array, position: Uint32Array, order: Uint32Array, places: Uint32Array): void {
  for (let i = 0; i < codes.length; i++) {
    const at = position[2 * codes[i] + oneIfDead(event[i])]++;
    order[at] = i;
    places[i] = at;
  }
}

/** 1 for any number from 1 on, without a branch: events come in no order that a processor could guess. */
export const oneIfDead = (event: number): number => -event >>> 31;
