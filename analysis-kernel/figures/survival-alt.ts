import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { ResultTable } from '../results/result';
import { curvesOf } from './survival-data';

const short = (value: number) => String(Number(value.toPrecision(3)));

/** Curves in words: each group's size, events, median and last value. */
export function survivalAlt(_: unknown, table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language): string {
  return curvesOf(table)
    .map(({ strata, points }) => {
      const first = points[0];
      const last = points[points.length - 1];
      const events = points.reduce((sum, point) => sum + point.events, 0);
      const median = points.find((point) => point.estimate <= 0.5);
      const name = strata === null ? (lang === 'zh' ? '全部' : 'All') : (labels[strata]?.[lang] ?? strata);
      if (lang === 'zh') {
        const half = median ? `中位生存时间 ${short(median.time)}` : '生存概率未降至 50%';
        return `${name}：${first.atRisk} 例，${events} 例事件，${half}，${short(last.time)} 时生存概率 ${short(last.estimate)}`;
      }
      const half = median ? `median survival ${short(median.time)}` : 'survival stays above 50%';
      return `${name}: ${first.atRisk} at risk, ${events} events, ${half}, survival ${short(last.estimate)} at ${short(last.time)}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}
