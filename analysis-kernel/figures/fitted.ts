import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { estimateText, headingUnitText, significantText, timeText, withTimeUnit } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { tickText } from './axes';
import { curveLegend } from './curve-legend';
import type { Drawing } from './drawing';
import { evenTicks } from './effect-scale';
import type { FigureOf } from './kinds';
import { sharedName } from './shared-name';
import { sheet } from './sheet';
import { svg, textWidth } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, lineLook, type Palette, palette } from './theme';
import { INNER_HEIGHT, PLOT_HEIGHT, ticksWithin, timePlot } from './time-plot';

type FittedFigure = FigureOf<'fitted'>;
type Labels = Readonly<Record<string, Localised>>;

const TEXTS = {
  survival: { en: 'Survival probability', zh: '生存概率' },
  hazard: { en: 'Hazard', zh: '风险' },
  all: { en: 'All', zh: '全部' },
  observed: { en: 'Kaplan–Meier', zh: 'Kaplan–Meier' },
  end: { en: 'End of follow-up', zh: '随访结束' },
};

/** Of a hazard the beginning may be endless: the axis holds what comes after this share of the time. */
const SETTLED = 0.05;
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

interface Point {
  readonly time: number;
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

interface FittedCurve {
  readonly key: string | null;
  readonly points: readonly Point[];
}

/** The curves of one source, one a value of the figure's column, in the table's order. */
function fittedCurves({ by, value }: FittedFigure, table: ResultTable, source: 'fitted' | 'observed'): readonly FittedCurve[] {
  const at = reader(table);
  const [estimate, low, high] = value === 'hazard' ? ['hazard', 'hazard_low', 'hazard_high'] : ['estimate', 'conf_low', 'conf_high'];
  const curves = new Map<Value, Point[]>();
  for (const row of table.rows) {
    const time = finite(at(row, 'time'));
    const middle = finite(at(row, estimate));
    if (at(row, 'source') !== source || time === null || middle === null) continue;
    const key = at(row, by);
    const points = curves.get(key) ?? [];
    points.push({ time, estimate: middle, low: finite(at(row, low)), high: finite(at(row, high)) });
    curves.set(key, points);
  }
  return [...curves].map(([key, points]) => ({ key: key === null ? null : String(key), points }));
}

/** A curve's words: by its own name, or by column and value. */
function nameOf({ by }: FittedFigure, key: string | null, labels: Labels, lang: Language): string {
  if (key === null) return TEXTS.all[lang];
  return (labels[`${by}=${key}`] ?? labels[key])?.[lang] ?? key;
}

/** The upper end of a hazard's axis: what its lines come to once they have settled, with some room. */
function topOf(curves: readonly FittedCurve[], last: number): number {
  const settled = curves.flatMap(({ points }) => points.filter(({ time }) => time >= SETTLED * last).map(({ estimate }) => estimate));
  return Math.max(0, ...settled) * 1.25 || 1;
}

/** A curve as it looks, and how far it is drawn. */
interface Line {
  readonly key: string | null;
  readonly points: readonly Point[];
  readonly label: string;
  readonly colour: string;
  readonly dash: string;
}

/** A line with its band, as dots beyond the end of follow-up; nothing of it stands above the axis. */
function lineMarks({ points, colour, dash }: Line, followUp: number, top: number, extrapolated: boolean): readonly Plot.Markish[] {
  const within = points.filter(({ estimate }) => estimate <= top);
  const seen = within.filter(({ time }) => time <= followUp);
  const beyond = within.filter(({ time }) => time >= (seen.at(-1)?.time ?? 0));
  const band = within.flatMap(({ time, low, high }) =>
    low === null || high === null ? [] : [{ time, low: Math.min(low, top), high: Math.min(high, top) }],
  );
  const line = { x: 'time', y: 'estimate', stroke: colour, strokeWidth: 1.8 };
  return [
    Plot.areaY(band, { x: 'time', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.13 }),
    Plot.lineY(seen, { ...line, strokeDasharray: dash }),
    ...(extrapolated ? [Plot.lineY(beyond, { ...line, strokeWidth: 2.2, strokeDasharray: '0.1 4', strokeLinecap: 'round' })] : []),
  ];
}

function stepMark(points: readonly Point[], stroke: string): Plot.Markish {
  const look = { stroke, strokeWidth: 1, strokeOpacity: 0.75, curve: 'step-after' } as const;
  return Plot.lineY([{ time: 0, estimate: 1 }, ...points], { x: 'time', y: 'estimate', ...look });
}

/** The ground beyond the end of follow-up. */
function beyondMarks(followUp: number, last: number, top: number, { muted }: Palette): readonly Plot.Markish[] {
  return [
    Plot.rect([{}], { x1: followUp, x2: last, y1: 0, y2: top, fill: muted, fillOpacity: 0.07 }),
    Plot.ruleX([followUp], { stroke: muted }),
  ];
}

/**
 * Fitted curves with their bands, and of survival the Kaplan–Meier steps of the same rows, thinner: lines go on as dots beyond the end of follow-up,
 * which is marked where they do.
 */
function drawFitted(figure: FittedFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const { followUp, shownTime: time } = figure;
  const colours = palette(options.theme);
  const fitted = fittedCurves(figure, table, 'fitted');
  const observed = figure.value === 'survival' ? fittedCurves(figure, table, 'observed') : [];
  const last = Math.max(1e-9, ...[...fitted, ...observed].map(({ points }) => points.at(-1)?.time ?? 0));
  const isHazard = figure.value === 'hazard';
  const top = isHazard ? topOf(fitted, last) : 1;
  const { title, names } = sharedName(fitted.map(({ key }) => nameOf(figure, key, labels, lang)));
  const looks = fitted.map((curve, index) => ({
    ...curve,
    label: names[index],
    ...lineLook(colours, index),
  }));
  const colourOf = (key: string | null) => looks.find((look) => look.key === key)?.colour ?? colours.ink;
  const extrapolated = last > followUp * (1 + 1e-9);
  // Round in the unit they are read in.
  const heights = isHazard ? evenTicks(0, top * time.length, (value) => (value / (top * time.length)) * INNER_HEIGHT) : SHARES;
  const left = Math.max(64, ...heights.map((value) => textWidth(tickText(value), 12) + 28));
  const room = width - left - 24;
  const ticks = ticksWithin(last / time.length, room, 40).map((tick) => tick * time.length);
  const axis = isHazard
    ? {
        name: hazardLabel(time.unit, lang),
        heights: heights.map((value) => value / time.length),
        heightText: (value: number) => tickText(value * time.length),
      }
    : { name: TEXTS.survival[lang], heights, heightText: (value: number) => value.toFixed(1) };
  const plot = timePlot(
    { marginLeft: left, marginRight: 24, time, last, top, ticks, ...axis },
    [
      ...(extrapolated ? beyondMarks(followUp, last, top, colours) : []),
      ...observed.map(({ key, points }) => stepMark(points, colourOf(key))),
      ...looks.flatMap((look) => lineMarks(look, followUp, top, extrapolated)),
    ],
    options,
  );
  const steps = observed.length > 0 ? [{ label: TEXTS.observed[lang], colour: colours.ink, dash: 'none', thin: true }] : [];
  const { element: legend, height: legendHeight } = curveLegend([...looks, ...steps], title, options, left, room);
  plot.setAttribute('y', String(legendHeight));
  const root = sheet(document, width, legendHeight + PLOT_HEIGHT, colours);
  root.appendChild(legend);
  root.appendChild(plot);
  if (extrapolated) root.appendChild(endMark(plot.scale('x')?.apply(followUp) ?? 0, legendHeight + 24, options, colours.muted));
  return root;
}

/** Where follow-up ends, on the side that has room. */
function endMark(x: number, y: number, { document, lang, width }: FigureOptions, fill: string): Element {
  const text = TEXTS.end[lang];
  const right = x + textWidth(text, 11) + 12 < width;
  return svg(document, 'text', { x: right ? x + 5 : x - 5, y, 'font-size': 11, fill, 'text-anchor': right ? 'start' : 'end' }, [text]);
}

function hazardLabel(unit: string | null, lang: Language): string {
  if (unit === null) return TEXTS.hazard[lang];
  const name = headingUnitText(unit, lang);
  return lang === 'zh' ? `${TEXTS.hazard.zh}（每${name}）` : `${TEXTS.hazard.en} (per ${name.replace(/s$/u, '')})`;
}

/** Curves in words: each one's value at the end of follow-up, and where it was drawn on its last. */
function fittedAlt(figure: FittedFigure, table: ResultTable, labels: Labels, lang: Language): string {
  const { length, unit } = figure.shownTime;
  const time = (value: number) => withTimeUnit(timeText(value / length), unit, lang);
  const what = TEXTS[figure.value][lang];
  const value = (estimate: number) => (figure.value === 'hazard' ? significantText(estimate * length, 3) : estimateText(estimate));
  return fittedCurves(figure, table, 'fitted')
    .map(({ key, points }) => {
      const seen = points.filter((point) => point.time <= figure.followUp * (1 + 1e-9)).at(-1) ?? points[0];
      const last = points[points.length - 1];
      const name = nameOf(figure, key, labels, lang);
      const later =
        last.time > seen.time
          ? lang === 'zh'
            ? `，外推至 ${time(last.time)}${unit === null ? ' ' : ''}为 ${value(last.estimate)}`
            : `, extrapolated to ${time(last.time)} ${value(last.estimate)}`
          : '';
      return lang === 'zh'
        ? `${name}：${time(seen.time)}${unit === null ? ' ' : ''}时${what} ${value(seen.estimate)}${later}`
        : `${name}: ${what.toLowerCase()} ${value(seen.estimate)} at ${time(seen.time)}${later}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}

/** Curves of a model beside those observed. */
export const fittedDrawing: Drawing<FittedFigure> = { draw: drawFitted, alt: fittedAlt };
