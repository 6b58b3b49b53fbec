/** Step curves with their bands, names and the table of those at risk: what survival, cumulative incidence and mean numbers of events are drawn as. */

import * as Plot from '@observablehq/plot';
import { countText } from '../results/format';
import { alikeText } from './axes';
import { curveLegend } from './curve-legend';
import { evenTicks } from './effect-scale';
import type { FigureOf } from './kinds';
import { type RiskRow, riskTable, riskTableHeight } from './risk-table';
import { sheet } from './sheet';
import { atRisk, type Curve, type CurvePoint, thin } from './survival-data';
import { svg, textWidth, wrap } from './svg';
import { type FigureOptions, palette } from './theme';
import { INNER_HEIGHT, PLOT_HEIGHT, type TimeAxes, ticksWithin, timePlot } from './time-plot';

type CurvesFigure = FigureOf<'survival' | 'incidence' | 'mean'>;

/** Why the curves end before the table does. */
const ENDED = {
  en: (least: number) => `Curves end where fewer than ${least} are at risk; the tables go on.`,
  zh: (least: number) => `风险人数少于 ${least} 处曲线终止；结果表继续。`,
};

/** A curve as far as it is drawn, with what tells it from the others. */
interface Drawn {
  readonly curve: Curve;
  readonly label: string;
  readonly colour: string;
  readonly dash: string;
}

/** Axis, beginning and marks of the curves of one kind. */
export interface CurvesLook {
  readonly axis: string;
  readonly time: TimeAxes['time'];
  /** The upper end of the axis; it begins at 0. */
  readonly top: number;
  /** Where all curves begin. */
  readonly start: 0 | 1;
  readonly censorMarks: boolean;
  /** Where the figure's note stands: away from where curves begin. */
  readonly note: 'above' | 'below';
}

export interface Curves {
  readonly drawn: readonly Drawn[];
  readonly rows: readonly RiskRow[];
  /** What the curves' names share. */
  readonly title: string | null;
  /** Whether curves end before the table does. */
  readonly cut: boolean;
}

/** More marks of censoring than this on a curve are thinned evenly: they would hide it. */
const MOST_CENSOR_MARKS = 300;
/** More curves than this are named in a legend: their ends would not leave room for names. */
const NAMED_AT_THE_END = 5;

/** Curves with confidence bands and an at-risk table that shares their own time scale. */
export function drawCurves(figure: CurvesFigure, curves: Curves, look: CurvesLook, options: FigureOptions): Element {
  const { drawn, rows, title, cut } = curves;
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const { left, right, named } = sides(curves, width);
  const room = width - left - right;
  const last = Math.max(1e-9, ...drawn.map(({ curve }) => curve.points.at(-1)?.time ?? 0));
  const { length } = look.time;
  // Numbers at risk stand under the ticks: as many as leave room for the widest.
  const widestCount = Math.max(...rows.map(({ whole }) => textWidth(countText(atRisk(whole, 0)), 12)), 24) + 10;
  const ticks = ticksWithin(last / length, room, widestCount).map((tick) => tick * length);
  const axes = { marginLeft: left, marginRight: right, time: look.time, last, top: look.top, ticks, name: look.axis };
  const heights = evenTicks(0, look.top, (value) => (value / look.top) * INNER_HEIGHT);
  const plot = timePlot(
    { ...axes, heights, heightText: alikeText(heights) },
    drawn.flatMap((entry) => marks(entry, look)),
    options,
  );
  const [across, rise] = [plot.scale('x'), plot.scale('y')];
  if (!across || !rise) throw new Error('curves have no scales');
  const legend = drawn.length === 1 || named ? null : curveLegend(drawn, title, options, left, room);
  const plotTop = legend?.height ?? 0;
  const tableTop = plotTop + PLOT_HEIGHT + 8;
  const below = cut && options.small !== true ? wrap(ENDED[lang](figure.leastAtRisk), width - 16, 11) : [];
  const hasTable = options.small !== true && rows.length > 0;
  const tableEnd = tableTop + (hasTable ? riskTableHeight(rows) : 0);
  plot.setAttribute('y', String(plotTop));
  const root = sheet(document, width, tableEnd + below.length * 16 + 6, colours);
  if (legend !== null) root.appendChild(legend.element);
  root.appendChild(plot);
  if (named) {
    const ends = drawn.map(({ curve }) => plotTop + rise.apply(curve.points.at(-1)?.estimate ?? 0));
    root.appendChild(endLabels(drawn, title, ends, width - right + 8, plotTop, document));
  }
  const said = figure.note === null ? [] : wrap(figure.note[lang], room - 20, 12);
  const noteTop = plotTop + (look.note === 'above' ? 44 : PLOT_HEIGHT - 56 - (said.length - 1) * 16);
  for (const line of textLines(said, left + 10, noteTop, { class: 'test' }, document)) root.appendChild(line);
  const place = { top: tableTop, left, ticks, at: (time: number) => across.apply(time) };
  if (hasTable) root.appendChild(riskTable(rows, title, place, options));
  const small = { 'font-size': 11, fill: colours.muted, class: 'note' };
  for (const line of textLines(below, 8, tableEnd + 10, small, document)) root.appendChild(line);
  return root;
}

/** What stands beside the plot: names of the table's rows on the left, those of few curves on the right. */
function sides({ drawn, rows, title }: Curves, width: number): { readonly left: number; readonly right: number; readonly named: boolean } {
  const widest = (labels: readonly { readonly label: string }[]) =>
    Math.max(0, textWidth(title ?? '', 12), ...labels.map(({ label }) => textWidth(label, 12)));
  const longest = widest(drawn);
  const left = Math.min(Math.max(64, widest(rows) + 48), Math.round(width * 0.34));
  const named = drawn.length > 1 && drawn.length <= NAMED_AT_THE_END && longest <= width * 0.22;
  // Names at the ends are bold, which is wider.
  return { left, right: named ? Math.max(24, Math.ceil(longest * 1.15) + 14) : 24, named };
}

function textLines(
  lines: readonly string[],
  x: number,
  top: number,
  look: Parameters<typeof svg>[2],
  document: Document,
): readonly Element[] {
  return lines.map((line, index) => svg(document, 'text', { x, y: top + index * 16, ...look }, [line]));
}

/** The curves' names at their ends, in their colours, moved apart where they would touch; what they share stands above the highest. */
function endLabels(
  drawn: readonly Drawn[],
  title: string | null,
  ends: readonly number[],
  x: number,
  top: number,
  document: Document,
): Element {
  const order = drawn.map((_, index) => index).sort((a, b) => ends[a] - ends[b]);
  const places = [...ends];
  let above = title === null ? top + 8 : top + 26;
  for (const index of order) {
    places[index] = Math.max(places[index], above);
    above = places[index] + 15;
  }
  let below = top + PLOT_HEIGHT - 44;
  for (const index of order.toReversed()) {
    places[index] = Math.min(places[index], below);
    below = places[index] - 15;
  }
  const texts = drawn.map(({ label, colour }, index) =>
    svg(document, 'text', { x, y: places[index], dy: '0.35em', fill: colour, 'font-weight': 600, class: 'curve-name' }, [label]),
  );
  const heading =
    title === null ? [] : [svg(document, 'text', { x, y: Math.min(...places) - 17, dy: '0.35em', 'font-weight': 600 }, [title])];
  return svg(document, 'g', {}, [...heading, ...texts]);
}

function marks({ curve, colour, dash }: Drawn, { start: from, censorMarks }: CurvesLook): Plot.Markish[] {
  const points = thin(curve.points, 1000);
  const start: Pick<CurvePoint, 'time' | 'estimate' | 'low' | 'high'> = { time: 0, estimate: from, low: from, high: from };
  const line = [start, ...points];
  // Where the curve reaches 0 an interval has no limits: the band goes on at its last ones to that time.
  const band = [start];
  for (const point of points) {
    const before = band[band.length - 1];
    band.push({ ...point, low: point.low ?? before.low, high: point.high ?? before.high });
  }
  const censored = censorMarks ? curve.points.filter((point) => point.censored > 0) : [];
  const step = Math.ceil(censored.length / MOST_CENSOR_MARKS);
  const shown = censored.filter((_, index) => index % step === 0);
  return [
    Plot.areaY(band, { x: 'time', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.13, curve: 'step-after' }),
    Plot.lineY(line, { x: 'time', y: 'estimate', stroke: colour, strokeWidth: 1.8, strokeDasharray: dash, curve: 'step-after' }),
    Plot.ruleX(shown, { x: 'time', y1: 'estimate', y2: 'estimate', stroke: colour, strokeWidth: 1, insetTop: -3.5, insetBottom: -3.5 }),
  ];
}
