/** Times that cannot be in the unit they are read in: said, since every number of time and every rate would be wrong by it. */
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { headingUnitText, timeText, timeUnitText } from '../results/format';
import type { Warning } from '../results/result';
import { TIME_UNITS, yearIn } from '../results/time-unit';
import { columnLabels, saidOf } from './labels';

/** Nobody is followed for as long, whatever for. */
const MOST_YEARS = 130;
/** Days within which times might be months or years just as well. */
const FEW_DAYS = 130;

/**
 * Warns of times beyond a life, and of days most of which are fractions, as of years that are read as days.
 * @param timeLabel the column of the times, or the expression that makes them
 * @param start where rows begin; null where all begin at 0, as where the scale is neither age nor a calendar
 * @param times where they end, in `unit`
 * @param unit UCUM or a word; null, where none is known, is doubted by nothing
 */
export function timeWarnings(
  frame: Frame,
  timeLabel: string,
  start: Float64Array | null,
  times: Float64Array,
  unit: string | null,
): readonly Warning[] {
  const year = yearIn(unit);
  if (year === null || unit === null) return [];
  const first = start === null ? 0 : start.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const longest = times.reduce((most, time) => Math.max(most, time - first), 0);
  const fractions = times.reduce((n, time) => n + (Number.isInteger(time) ? 0 : 1), 0);
  const isBeyond = longest / year > MOST_YEARS;
  const isFine = year === yearIn('days') && longest < FEW_DAYS && fractions > times.length / 2;
  if (!isBeyond && !isFine) return [];
  const own = yearIn(findColumn(frame, timeLabel)?.meta.unit ?? null) !== null;
  const { en, zh } = saidOf(timeLabel, columnLabels(frame.columns));
  const upTo = timeText(longest);
  const others = (lang: 'en' | 'zh') =>
    TIME_UNITS.filter((one) => yearIn(one) !== year)
      .map((one) => headingUnitText(one, lang))
      .join(lang === 'zh' ? '或' : ' or ');
  const [readEn, readZh] = [timeUnitText(unit, 'en'), timeUnitText(unit, 'zh')];
  const why = isBeyond
    ? {
        en: `Times go up to ${upTo} ${readEn}, longer than anybody is followed`,
        zh: `时间最长达 ${upTo} ${readZh}，超出任何人的随访时间`,
      }
    : {
        en: `Times are at most ${upTo} days, and most are fractions of a day`,
        zh: `时间最长为 ${upTo} 天，且多数带有小数`,
      };
  const advice = own
    ? { en: `The data say that ${en} is in ${readEn}: check them.`, zh: `数据标明${zh}的单位为${readZh}，请核对。` }
    : {
        en: `The data do not say the unit of ${en}; it was read as ${readEn}. If it is in ${others('en')}, say so.`,
        zh: `数据未标明${zh}的单位，按${readZh}读取。若实为${others('zh')}，请指明。`,
      };
  return [{ code: 'implausible_time_unit', message: { en: `${why.en}. ${advice.en}`, zh: `${why.zh}。${advice.zh}` } }];
}
