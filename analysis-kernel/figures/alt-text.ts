import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Figure, ResultTable } from '../results/result';
import { stepLabel } from './flow';
import { ratiosOf } from './forest';
import { curvesOf } from './survival-data';
import { finite, reader } from './table-access';

const short = (value: number) => String(Number(value.toPrecision(3)));

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
      return survival(table, labels, lang);
    case 'forest':
      return ratiosOf(table, labels, lang)
        .map(({ label, estimate, low, high }) =>
          lang === 'zh'
            ? `${label}：${short(estimate)}（${short(low)}～${short(high)}）`
            : `${label}: ${short(estimate)} (${short(low)} to ${short(high)})`,
        )
        .join(lang === 'zh' ? '；' : '; ');
    case 'flow': {
      const at = reader(table);
      return table.rows
        .map((row) => `${stepLabel(String(at(row, 'kind')), String(at(row, 'label') ?? ''), lang)} ${finite(at(row, 'patients')) ?? 0}`)
        .join(lang === 'zh' ? '；' : '; ');
    }
  }
}

function survival(table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language): string {
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
