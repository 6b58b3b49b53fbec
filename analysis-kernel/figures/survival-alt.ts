import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, estimateText, timeText, withTimeUnit } from '../results/format';
import type { ResultTable } from '../results/result';
import type { FigureOf } from './kinds';
import { curvesOf, medianPoints } from './survival-data';

/** Curves in words: each group's size, events, median and last value, rounded as the tables are, with the unit the axis has. */
export function survivalAlt(
  { timeUnit, shownTime = { unit: timeUnit, length: 1 } }: Pick<FigureOf<'survival'>, 'timeUnit' | 'shownTime'>,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  lang: Language,
): string {
  const time = (value: number) => withTimeUnit(timeText(value / shownTime.length), shownTime.unit, lang);
  return curvesOf(table)
    .map(({ strata, points }) => {
      const first = points[0];
      const last = points[points.length - 1];
      const events = points.reduce((sum, point) => sum + point.events, 0);
      const halves = medianPoints(points);
      const median = halves.reduce((sum, point) => sum + point.time / halves.length, 0);
      const name = strata === null ? (lang === 'zh' ? '全部' : 'All') : (labels[strata]?.[lang] ?? strata);
      if (lang === 'zh') {
        const half = halves.length > 0 ? `中位生存时间 ${time(median)}` : '生存概率未降至 50%';
        return `${name}：${countText(first.atRisk)} 例，${countText(events)} 例事件，${half}，${time(last.time)}${shownTime.unit === null ? ' ' : ''}时生存概率 ${estimateText(last.estimate)}`;
      }
      const half = halves.length > 0 ? `median survival ${time(median)}` : 'survival stays above 50%';
      return `${name}: ${countText(first.atRisk)} at risk, ${countOf(events, 'event')}, ${half}, survival ${estimateText(last.estimate)} at ${time(last.time)}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}
