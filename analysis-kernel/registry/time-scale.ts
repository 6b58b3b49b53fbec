/** Times of survival methods: the unit they are computed in, and the one they are shown in. */
import type { Language } from '@/cohort-dsl/source/localised';
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { timeUnitText } from '../results/format';
import type { Value } from '../results/result';
import { chosenTime, readableTime, type ShownTime, type TimeUnit } from '../results/time-unit';

/** The unit a method computes in, and how many of the data's own it is long: the one chosen, else the column's. */
export function timeScale(frame: Frame, timeLabel: string, chosen: TimeUnit | undefined): ShownTime {
  const unit = findColumn(frame, timeLabel)?.meta.unit ?? null;
  return chosen === undefined ? { unit, length: 1 } : chosenTime(unit, chosen);
}

/** Times in a unit so many of their own long. */
export function inUnits(times: Float64Array, length: number): Float64Array {
  return length === 1 ? times : times.map((time) => time / length);
}

/** How computed times are shown: as chosen, else as a reader expects times up to `last`. */
export function shownTime(unit: string | null, chosen: TimeUnit | undefined, last: number): ShownTime {
  return chosen === undefined ? readableTime(unit, last) : { unit, length: 1 };
}

/** What a choice of unit means, among a result's conventions. */
export function timeConvention(chosen: TimeUnit | undefined): Record<string, Value> {
  return chosen === undefined ? {} : { time_unit: `${chosen}, a year of 365.25 days` };
}

/** The sentence of a methods paragraph about a unit chosen. */
export function timeSentences(chosen: TimeUnit | undefined): Readonly<Record<Language, readonly string[]>> {
  if (chosen === undefined) return { en: [], zh: [] };
  return {
    en: [`Times are in ${chosen} (a year of 365.25 days).`],
    zh: [`时间以${timeUnitText(chosen, 'zh')}为单位（一年按 365.25 天）。`],
  };
}

/** What an R script has to do for a unit chosen. */
export function timeScript(chosen: TimeUnit | undefined): readonly string[] {
  if (chosen === undefined) return [];
  return [`# times in ${chosen}: divide those of d by ${chosenTime('d', chosen).length} where they are days`];
}
