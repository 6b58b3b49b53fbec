/** The cells of `incidence`: person-time divided by group, age, calendar period and follow-up. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { bandLabels, bandWords } from '../../standardising';
import { type Follow, type SplitTime, splitTime, type TimeScale } from './kernel/split';
import type { IncidenceOptions } from './options';
import { type PreparedRates, refuse } from './prepare';

type BandColumn = 'age' | 'period' | 'follow_up';

interface Scale extends TimeScale {
  readonly column: BandColumn;
  readonly labels: readonly string[];
}

/** A cell: its group, the label of its band on each scale, and what was counted in it. */
export interface Cell {
  readonly group: number;
  readonly bands: readonly string[];
  readonly events: number;
  /** In years where the unit is known. */
  readonly time: number;
  readonly n: number;
}

export interface Cells {
  readonly columns: readonly BandColumn[];
  readonly cells: readonly Cell[];
  /** Cells in which nobody was followed. */
  readonly empty: number;
  /** Words of the bands by column. */
  readonly words: Readonly<Record<string, Readonly<Record<string, Localised>>>>;
}

const MOST_CELLS = 10_000;

/** Person-time divided as the options ask. Throws MethodError `cuts_not_rising`, `too_many_cells`. */
export function splitCells(prepared: PreparedRates, options: IncidenceOptions): Cells {
  const scales = scalesOf(prepared, options);
  const found = divided(prepared, scales);
  const sizes = scales.map(({ labels }) => labels.length);
  const cells: Cell[] = [];
  found.rows.forEach((n, at) => {
    if (n === 0) return;
    let rest = at;
    const bands = new Array<string>(scales.length);
    for (let s = scales.length - 1; s >= 0; s--) {
      bands[s] = scales[s].labels[rest % sizes[s]];
      rest = Math.floor(rest / sizes[s]);
    }
    cells.push({ group: rest, bands, events: found.events[at], time: found.personTime[at] / (prepared.year ?? 1), n });
  });
  const words = Object.fromEntries(scales.map(({ column, labels }) => [column, bandWords(labels)]));
  return { columns: scales.map(({ column }) => column), cells, empty: found.rows.length - cells.length, words };
}

/** Events and person-time (in years) by group and band of age; `[group][band]`. */
export function byAge(
  prepared: PreparedRates,
  cuts: readonly number[],
  groups: Int32Array,
  groupCount: number,
): readonly (readonly { readonly events: number; readonly time: number }[])[] {
  const year = prepared.year ?? 1;
  const found = splitTime(followOf(prepared, groups, groupCount), [ageScale(prepared, cuts)]);
  const bands = cuts.length + 1;
  return Array.from({ length: groupCount }, (_, group) =>
    Array.from({ length: bands }, (__, band) => ({
      events: found.events[group * bands + band],
      time: found.personTime[group * bands + band] / year,
    })),
  );
}

function divided(prepared: PreparedRates, scales: readonly Scale[]): SplitTime {
  const groupCount = prepared.groups?.labels.length ?? 1;
  const cells = scales.reduce((count, { labels }) => count * labels.length, groupCount);
  if (cells > MOST_CELLS) {
    throw refuse(
      'too_many_cells',
      'split',
      `Groups and bands make ${cells} cells; a table holds ${MOST_CELLS} at most. Use fewer cuts or longer periods.`,
      `组与区间共组合成 ${cells} 格，至多 ${MOST_CELLS} 格。请减少切点或加长时段。`,
    );
  }
  return splitTime(followOf(prepared, prepared.groups?.codes ?? new Int32Array(prepared.stop.length), groupCount), scales);
}

function followOf({ start, stop, event, weights }: PreparedRates, groups: Int32Array, groupCount: number): Follow {
  return { start, stop, event, weights, groups, groupCount };
}

function ageScale({ age, year }: PreparedRates, cuts: readonly number[]): TimeScale {
  const length = year ?? 1;
  return { origin: age?.map((one) => one * length) ?? null, cuts: cuts.map((cut) => cut * length) };
}

function scalesOf(prepared: PreparedRates, { split }: IncidenceOptions): Scale[] {
  const scales: Scale[] = [];
  if (split?.age !== undefined) {
    const cuts = rising(split.age, 'split.age');
    scales.push({ column: 'age', labels: bandLabels(cuts), ...ageScale(prepared, cuts) });
  }
  if (split?.years !== undefined) scales.push(calendarScale(prepared, split.years));
  if (split?.follow_up !== undefined) {
    const cuts = rising(split.follow_up, 'split.follow_up');
    const length = prepared.year ?? 1;
    scales.push({ column: 'follow_up', labels: followUpLabels(cuts), origin: null, cuts: cuts.map((cut) => cut * length) });
  }
  return scales;
}

/** `0-<1`, `1-<5`, `5+`: follow-up is no age in completed years. */
function followUpLabels(cuts: readonly number[]): readonly string[] {
  return [0, ...cuts].map((from, at) => (at < cuts.length ? `${from}-<${cuts[at]}` : `${from}+`));
}

function rising(cuts: readonly number[], path: string): readonly number[] {
  if (cuts.every((cut, at) => Number.isFinite(cut) && (at === 0 || cut > cuts[at - 1]))) return cuts;
  throw refuse(
    'cuts_not_rising',
    path,
    `The cuts are ${cuts.join(', ')}; each is above the one before.`,
    `切点为 ${cuts.join('、')}；每个切点应大于前一个。`,
  );
}

const DAYS_A_YEAR = 365.25;

/** Days since 1970 of the first of January. */
const newYear = (year: number) => Date.UTC(year, 0, 1) / 86_400_000;

/** Periods of so many calendar years, beginning with years that are multiples of their length, from the first to the last that anybody was followed in. */
function calendarScale({ entry, start, stop, year }: PreparedRates, years: number): Scale {
  if (!Number.isInteger(years))
    throw refuse(
      'cuts_not_rising',
      'split.years',
      `Calendar periods are of whole years; years is ${years}.`,
      `日历时段应为整数年；years 为 ${years}。`,
    );
  const days = DAYS_A_YEAR / (year ?? DAYS_A_YEAR);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const dates = entry ?? new Float64Array();
  for (let row = 0; row < dates.length; row++) {
    first = Math.min(first, dates[row] + (start === null ? 0 : start[row] * days));
    last = Math.max(last, dates[row] + stop[row] * days);
  }
  const periodOf = (day: number) => Math.floor(new Date(day * 86_400_000).getUTCFullYear() / years) * years;
  const [from, to] = [periodOf(first), periodOf(last)];
  const count = (to - from) / years + 1;
  if (!(count <= MOST_CELLS))
    throw refuse(
      'too_many_cells',
      'split',
      `Follow-up reaches from ${from} to ${to}, more periods than a table can hold. Check the dates, or use longer periods.`,
      `随访跨越 ${from} 至 ${to} 年，时段过多，无法成表。请检查日期，或加长时段。`,
    );
  const periods = Array.from({ length: count }, (_, at) => from + at * years);
  return {
    column: 'period',
    labels: periods.map((one) => (years === 1 ? `${one}` : `${one}-${one + years - 1}`)),
    origin: dates.map((day) => day / days),
    cuts: periods.slice(1).map((one) => newYear(one) / days),
  };
}
