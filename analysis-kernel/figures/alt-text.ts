import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, estimateText, intervalText, ratioText, timeText, timeUnitText } from '../results/format';
import type { Figure, ResultTable } from '../results/result';
import { stepLabel } from './flow';
import { ratiosOf } from './forest';
import { curvesOf } from './survival-data';
import { finite, reader } from './table-access';

/** What a figure shows, said from its data: groups, numbers, medians, ratios, or who was left after each criterion. */
export function altText(
  figure: Figure,
  tables: ReadonlyMap<string, ResultTable>,
  labels: Readonly<Record<string, Localised>>,
  lang: Language,
): string {
  const table = tables.get(figure.table);
  if (!table) return figure.title[lang];
  switch (figure.kind) {
    case 'survival':
      return survival(figure.timeUnit, table, labels, lang);
    case 'forest':
      return ratiosOf(table, labels, lang)
        .map(
          ({ label, estimate, low, high }) => `${label}${lang === 'zh' ? '：' : ': '}${intervalText(estimate, low, high, ratioText, lang)}`,
        )
        .join(lang === 'zh' ? '；' : '; ');
    case 'flow': {
      const at = reader(table);
      return table.rows
        .map(
          (row) =>
            `${stepLabel(String(at(row, 'kind')), String(at(row, 'label') ?? ''), lang)} ${countText(finite(at(row, 'patients')) ?? 0)}`,
        )
        .join(lang === 'zh' ? '；' : '; ');
    }
  }
}

function survival(unit: string | null, table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language): string {
  // Rounded as the tables are, with the unit the axis has.
  const time = (value: number) => `${timeText(value)}${unit === null ? '' : ` ${timeUnitText(unit, lang)}`}`;
  return curvesOf(table)
    .map(({ strata, points }) => {
      const first = points[0];
      const last = points[points.length - 1];
      const events = points.reduce((sum, point) => sum + point.events, 0);
      const median = points.find((point) => point.estimate <= 0.5);
      const name = strata === null ? (lang === 'zh' ? '全部' : 'All') : (labels[strata]?.[lang] ?? strata);
      if (lang === 'zh') {
        const half = median ? `中位生存时间 ${time(median.time)}` : '生存概率未降至 50%';
        return `${name}：${countText(first.atRisk)} 例，${countText(events)} 例事件，${half}，${time(last.time)}时生存概率 ${estimateText(last.estimate)}`;
      }
      const half = median ? `median survival ${time(median.time)}` : 'survival stays above 50%';
      return `${name}: ${countText(first.atRisk)} at risk, ${countText(events)} events, ${half}, survival ${estimateText(last.estimate)} at ${time(last.time)}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}
