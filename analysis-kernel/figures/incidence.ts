import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, estimateText, timeText, withTimeUnit } from '../results/format';
import type { ResultTable } from '../results/result';
import { drawCurves } from './curves';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sharedName } from './shared-name';
import { type Curve, curvesOf, wellSupported } from './survival-data';
import { DASHES, type FigureOptions, palette } from './theme';

type IncidenceFigure = FigureOf<'incidence'>;
type Labels = Readonly<Record<string, Localised>>;

const TEXTS = {
  incidence: { en: 'Cumulative incidence', zh: '累积发生率' },
  all: { en: 'All', zh: '全部' },
};

/** Upper ends of the axis: the least of them that holds the curves and their bands. */
const TOPS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** A cause by the words of its column. */
function causeName({ causeColumn }: IncidenceFigure, cause: string | null, labels: Labels, lang: Language): string {
  return labels[`${causeColumn}=${cause}`]?.[lang] ?? cause ?? '';
}

function groupName(strata: string | null, labels: Labels, lang: Language): string {
  return strata === null ? TEXTS.all[lang] : (labels[strata]?.[lang] ?? strata);
}

/**
 * Cumulative incidence: a line a cause and group with its band. Groups have colours and causes dashes; without groups causes have both. The
 * table below counts who is at risk of any cause, a row a group.
 * @param figure what to show; `table` is the method's `curve`
 */
function drawIncidence(figure: IncidenceFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { lang } = options;
  const { ink, series } = palette(options.theme);
  const curves = curvesOf(table);
  const groups = distinct(curves.map(({ strata }) => strata));
  const causes = distinct(curves.map(({ cause }) => cause));
  const { title, names } = sharedName(groups.map((strata) => groupName(strata, labels, lang)));
  const ends = curves.map((curve) => wellSupported(curve, figure.leastAtRisk));
  const drawn = curves.map(({ strata, cause }, index) => {
    const [group, kind] = [groups.indexOf(strata), causes.indexOf(cause)];
    const own = causeName(figure, cause, labels, lang);
    return {
      curve: ends[index],
      label: groups.length === 1 ? own : `${names[group]}${lang === 'zh' ? '，' : ', '}${own}`,
      colour: series[(groups.length === 1 ? kind : group) % series.length],
      dash: DASHES[(kind + causes.length * Math.floor(group / series.length)) % DASHES.length],
    };
  });
  const rows =
    figure.counted === false
      ? []
      : groups.map((strata, group) => ({
          whole: curves.find((curve) => curve.strata === strata) as Curve,
          label: names[group],
          colour: groups.length === 1 ? ink : series[group % series.length],
        }));
  const highest = Math.max(0, ...ends.flatMap(({ points }) => points.map(({ estimate, high }) => high ?? estimate)));
  return drawCurves(
    figure,
    { drawn, rows, title, cut: ends.some((curve, index) => curve !== curves[index]) },
    {
      axis: TEXTS.incidence[lang],
      time: figure.shownTime,
      top: TOPS.find((top) => highest <= top) ?? 1,
      start: 0,
      censorMarks: false,
      note: 'above',
    },
    options,
  );
}

/** Curves in words: each group's size, and of each cause the events and the last value, rounded as the tables are; of predicted curves the last value alone. */
function incidenceAlt(figure: IncidenceFigure, table: ResultTable, labels: Labels, lang: Language): string {
  const { unit, length } = figure.shownTime;
  const curves = curvesOf(table);
  const said = distinct(curves.map(({ strata }) => strata)).map((strata) => {
    const own = curves.filter((curve) => curve.strata === strata);
    const [first] = own[0].points;
    const last = own[0].points[own[0].points.length - 1];
    const end = withTimeUnit(timeText(last.time / length), unit, lang);
    const causes = own.map(({ cause, points }) => {
      const events = countText(points.reduce((sum, point) => sum + point.events, 0));
      const value = estimateText(points[points.length - 1].estimate);
      const name = causeName(figure, cause, labels, lang);
      if (figure.counted === false) return lang === 'zh' ? `${name}的累积发生率 ${value}` : `cumulative incidence of ${name} ${value}`;
      return lang === 'zh' ? `${name} ${events} 例，累积发生率 ${value}` : `${name} in ${events}, cumulative incidence ${value}`;
    });
    const group = groupName(strata, labels, lang);
    if (figure.counted === false)
      return lang === 'zh' ? `${group}：至 ${end}：${causes.join('，')}` : `${group}: by ${end}: ${causes.join(', ')}`;
    return lang === 'zh'
      ? `${group}：${countText(first.atRisk)} 例，至 ${end}：${causes.join('，')}`
      : `${group}: ${countText(first.atRisk)} at risk, by ${end}: ${causes.join(', ')}`;
  });
  return said.join(lang === 'zh' ? '；' : '; ');
}

/** Cumulative incidence of competing events. */
export const incidenceDrawing: Drawing<IncidenceFigure> = { draw: drawIncidence, alt: incidenceAlt };
