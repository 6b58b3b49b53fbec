import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, intervalTexts, timeText, withTimeUnit } from '../results/format';
import type { ResultTable } from '../results/result';
import { drawCurves } from './curves';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sharedName } from './shared-name';
import { curvesOf, wellSupported } from './survival-data';
import { type FigureOptions, lineLook, palette } from './theme';

type MeanFigure = FigureOf<'mean'>;
type Labels = Readonly<Record<string, Localised>>;

const TEXTS = {
  axis: { en: 'Mean number of events', zh: '平均事件数' },
  all: { en: 'All', zh: '全部' },
};

/** The least round number, 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten, that holds `highest`. */
function roundTop(highest: number): number {
  if (!(highest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const factor = [1, 1.5, 2, 3, 4, 5, 6, 8].find((one) => highest <= one * power * (1 + 1e-9));
  return (factor ?? 10) * power;
}

/** A band this much higher than the curves is cut: the last few patients would press all else flat. */
const MOST_ABOVE = 2;

function nameOf(strata: string | null, labels: Labels, lang: Language): string {
  return strata === null ? TEXTS.all[lang] : (labels[strata]?.[lang] ?? strata);
}

/**
 * Mean numbers of events: a line a group with its band, and the table of those under observation.
 * @param figure what to show; `table` is the method's `curve`
 */
function drawMean(figure: MeanFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { lang } = options;
  const colours = palette(options.theme);
  const curves = curvesOf(table);
  const ends = curves.map((curve) => wellSupported(curve, figure.leastAtRisk));
  const { title, names } = sharedName(curves.map(({ strata }) => nameOf(strata, labels, lang)));
  const points = ends.flatMap((curve) => curve.points);
  const highest = points.reduce((most, { estimate }) => Math.max(most, estimate), 0);
  const withBand = points.reduce((most, { estimate, high }) => Math.max(most, high ?? estimate), 0);
  const top = roundTop(Math.min(withBand, MOST_ABOVE * highest));
  const looks = curves.map((whole, index) => {
    const { points: all, ...rest } = ends[index];
    const within = all.map((point) => ({
      ...point,
      high: point.high === null ? null : Math.min(point.high, top),
      low: point.low === null ? null : Math.max(point.low, 0),
    }));
    return {
      whole,
      curve: { ...rest, points: within },
      label: names[index],
      ...lineLook(colours, index),
    };
  });
  return drawCurves(
    figure,
    { drawn: looks, rows: looks, title, cut: ends.some((curve, index) => curve !== curves[index]) },
    { axis: TEXTS.axis[lang], time: figure.shownTime, top, start: 0, censorMarks: false, note: 'above' },
    options,
  );
}

/** Curves in words: each group's size, events, and its last value that the figure draws with its limits. */
function meanAlt({ shownTime, leastAtRisk }: MeanFigure, table: ResultTable, labels: Labels, lang: Language): string {
  const time = (value: number) => withTimeUnit(timeText(value / shownTime.length), shownTime.unit, lang);
  return curvesOf(table)
    .map((curve) => {
      const most = curve.points.reduce((n, { atRisk }) => Math.max(n, atRisk), 0);
      const events = curve.points.reduce((sum, point) => sum + point.events, 0);
      const drawn = wellSupported(curve, leastAtRisk).points;
      const last = drawn[drawn.length - 1];
      const [mean, low, high] = intervalTexts([last.estimate, last.low, last.high]);
      const name = nameOf(curve.strata, labels, lang);
      return lang === 'zh'
        ? `${name}：最多 ${countText(most)} 例在观察中，${countText(events)} 次事件，至 ${time(last.time)}${shownTime.unit === null ? ' ' : ''}平均事件数 ${mean}（${low}～${high}）`
        : `${name}: at most ${countText(most)} under observation, ${countOf(events, 'event')}, mean number of events ${mean} (${low} to ${high}) by ${time(last.time)}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}

/** Mean cumulative functions. */
export const meanDrawing: Drawing<MeanFigure> = { draw: drawMean, alt: meanAlt };
