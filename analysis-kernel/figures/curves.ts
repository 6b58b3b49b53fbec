/** Step curves with their bands, names and the table of those at risk: what survival, cumulative incidence and mean numbers of events are drawn as. */

import * as Plot from '@observablehq/plot';
import type { Language } from '@/cohort-dsl/source/localised';
import { countText, headingUnitText } from '../results/format';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { atRisk, type Curve, type CurvePoint, thin } from './survival-data';
import { shorten, svg, textWidth, wrap } from './svg';
import { type FigureOptions, FONT, type Palette, palette } from './theme';

type CurvesFigure = FigureOf<'survival' | 'incidence' | 'mean'>;

const TEXTS = {
  time: { en: 'Time', zh: '时间' },
  atRisk: { en: 'Number at risk', zh: '风险人数' },
};

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

/** A line of the table below the curves. */
interface RiskRow {
  /** The curve as far as it goes. */
  readonly whole: Curve;
  readonly label: string;
  readonly colour: string;
}

/** Axis, beginning and marks of the curves of one kind. */
export interface CurvesLook {
  readonly axis: string;
  /** The unit of the axis of time, and how many of the table's it is long. */
  readonly time: { readonly unit: string | null; readonly length: number };
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

const PLOT_HEIGHT = 300;
const ROW = 18;
/** More marks of censoring than this on a curve are thinned evenly: they would hide it. */
const MOST_CENSOR_MARKS = 300;
/** More curves than this are named in a legend: their ends would not leave room for names. */
const NAMED_AT_THE_END = 5;

/** Curves with confidence bands and an at-risk table that shares their own time scale. */
export function drawCurves(figure: CurvesFigure, { drawn, rows, title, cut }: Curves, look: CurvesLook, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const widest = (labels: readonly { readonly label: string }[]) =>
    Math.max(0, textWidth(title ?? '', 12), ...labels.map(({ label }) => textWidth(label, 12)));
  const longest = widest(drawn);
  const marginLeft = Math.min(Math.max(64, widest(rows) + 48), Math.round(width * 0.34));
  const direct = drawn.length > 1 && drawn.length <= NAMED_AT_THE_END && longest <= width * 0.22;
  // Names at the ends are bold, which is wider.
  const marginRight = direct ? Math.max(24, Math.ceil(longest * 1.15) + 14) : 24;
  const last = Math.max(1e-9, ...drawn.map(({ curve }) => curve.points.at(-1)?.time ?? 0));
  const axis = look.time;
  // Numbers at risk stand under the ticks: as many as leave room for the widest.
  const widestCount = Math.max(...rows.map(({ whole }) => textWidth(countText(atRisk(whole, 0)), 12)), 24) + 10;
  const ticks = ticksWithin(last / axis.length, width - marginLeft - marginRight, widestCount).map((tick) => tick * axis.length);
  const plot = Plot.plot({
    document,
    width,
    height: PLOT_HEIGHT,
    marginLeft,
    marginRight,
    marginTop: 30,
    marginBottom: 44,
    style: { background: 'none', color: colours.ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: [0, last] },
    y: { domain: [0, look.top] },
    marks: [
      Plot.axisX({
        stroke: colours.ink,
        tickSize: 4,
        label: axisLabel(axis.unit, lang),
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks,
        tickFormat: (time: number) => tickText(time / axis.length),
      }),
      Plot.axisY({
        stroke: colours.ink,
        tickSize: 4,
        label: look.axis,
        labelArrow: 'none',
        ticks: 5,
        tickFormat: look.top < 0.5 ? '.2f' : look.top < 5 ? '.1f' : ',d',
      }),
      Plot.ruleY([0], { stroke: colours.ink }),
      Plot.ruleX([0], { stroke: colours.ink }),
      ...drawn.flatMap((entry) => marks(entry, look)),
    ],
  });
  const scale = plot.scale('x');
  if (!scale) throw new Error('curves have no time scale');
  const room = width - marginLeft - marginRight;
  const legend = drawn.length === 1 || direct ? null : curveLegend(drawn, title, options, marginLeft, room);
  const legendHeight = legend?.height ?? 0;
  const tableTop = legendHeight + PLOT_HEIGHT + 8;
  const notes = cut && options.small !== true ? wrap(ENDED[lang](figure.leastAtRisk), width - 16, 11) : [];
  const hasTable = options.small !== true && rows.length > 0;
  const tableHeight = !hasTable ? 0 : ROW * (rows.length + 1);
  const height = tableTop + tableHeight + notes.length * 16 + 6;
  plot.setAttribute('y', String(legendHeight));
  const root = sheet(document, width, height, colours);
  if (legend !== null) root.appendChild(legend.element);
  root.appendChild(plot);
  if (direct) {
    const rise = plot.scale('y');
    const heights = drawn.map(({ curve }) => legendHeight + (rise?.apply(curve.points.at(-1)?.estimate ?? 0) ?? 0));
    root.appendChild(endLabels(drawn, title, heights, width - marginRight + 8, legendHeight, document));
  }
  const place = (time: number) => scale.apply(time);
  const said = figure.note === null ? [] : wrap(figure.note[lang], width - marginLeft - marginRight - 20, 12);
  said.forEach((line, index) => {
    const y = legendHeight + (look.note === 'above' ? 44 + index * 16 : PLOT_HEIGHT - 56 - (said.length - 1 - index) * 16);
    root.appendChild(svg(document, 'text', { x: marginLeft + 10, y, class: 'test' }, [line]));
  });
  if (hasTable) root.appendChild(riskTable(rows, title, ticks, place, tableTop, marginLeft, options, colours));
  notes.forEach((line, index) => {
    const y = tableTop + tableHeight + 10 + index * 16;
    root.appendChild(svg(document, 'text', { x: 8, y, 'font-size': 11, fill: colours.muted, class: 'note' }, [line]));
  });
  return root;
}

/** `Time (years)`. */
export function axisLabel(unit: string | null, lang: Language): string {
  const name = unit === null ? null : headingUnitText(unit, lang);
  if (name === null) return TEXTS.time[lang];
  return lang === 'zh' ? `${TEXTS.time.zh}（${name}）` : `${TEXTS.time.en} (${name})`;
}

/** A time on the axis. */
export function tickText(value: number): string {
  return Number.isInteger(value) ? countText(value) : String(Number(value.toPrecision(3)));
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

/** Round times from 0 to `last`, about seven, and fewer where `apart` pixels would not lie between two of them on `room` pixels. */
export function ticksWithin(last: number, room: number, apart: number): number[] {
  const least = (apart / Math.max(room, 1)) * last;
  const wanted = last / 7;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((factor) => factor * power);
  const nearest = steps.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best));
  const step = steps.find((candidate) => candidate >= nearest && candidate >= least) ?? last;
  const ticks: number[] = [];
  for (let place = 0; place * step <= last * (1 + 1e-12); place += 1) ticks.push(Number((place * step).toPrecision(12)));
  return ticks;
}

/** A name of the legend, with what its line looks like. */
type LegendEntry = Pick<Drawn, 'label' | 'colour' | 'dash'> & { readonly thin?: boolean };

function placeLegend(
  entries: readonly LegendEntry[],
  title: string | null,
  width: number,
): { readonly places: readonly { readonly x: number; readonly row: number }[]; readonly rows: number } {
  const places: { x: number; row: number }[] = [];
  let x = title === null ? 0 : textWidth(title, 12) + 20;
  let row = 0;
  for (const { label } of entries) {
    const needed = textWidth(label, 12) + 50;
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    places.push({ x, row });
    x += needed;
  }
  return { places, rows: row + 1 };
}

/** The names of curves with a piece of each one's line, in rows that `width` holds, and how high they are. */
export function curveLegend(
  entries: readonly LegendEntry[],
  title: string | null,
  { document }: FigureOptions,
  left: number,
  width: number,
): { readonly element: Element; readonly height: number } {
  const { places, rows } = placeLegend(entries, title, width);
  const heading = title === null ? [] : [svg(document, 'text', { y: 10, dy: '0.35em', 'font-weight': 600 }, [title])];
  const element = svg(document, 'g', { transform: `translate(${left} 0)` }, [
    ...heading,
    ...entries.map(({ label, colour, dash, thin: isThin }, index) => {
      const { x, row } = places[index];
      const y = row * ROW + 10;
      return svg(document, 'g', {}, [
        svg(document, 'line', {
          x1: x,
          x2: x + 26,
          y1: y,
          y2: y,
          stroke: colour,
          'stroke-width': isThin ? 1 : 2,
          'stroke-dasharray': dash === 'none' ? null : dash,
        }),
        svg(document, 'text', { x: x + 32, y, dy: '0.35em' }, [label]),
      ]);
    }),
  ]);
  return { element, height: rows * ROW + 6 };
}

function riskTable(
  given: readonly RiskRow[],
  title: string | null,
  ticks: readonly number[],
  place: (time: number) => number,
  top: number,
  left: number,
  { document, lang }: FigureOptions,
  colours: Palette,
): Element {
  const heading = svg(document, 'text', { x: left, y: top + 10, 'font-weight': 600, 'text-anchor': 'start' }, [TEXTS.atRisk[lang]]);
  const shared =
    title === null
      ? []
      : [svg(document, 'text', { x: left - 36, y: top + 10, 'font-weight': 600, 'text-anchor': 'end' }, [shorten(title, left - 44)])];
  const rows = given.map(({ whole, label, colour }, index) => {
    const y = top + ROW * (index + 1) + 10;
    const name = svg(document, 'text', { x: left - 36, y, 'text-anchor': 'end', fill: given.length > 1 ? colour : colours.ink }, [
      shorten(label, left - 44),
    ]);
    const counts = ticks.map((time) =>
      svg(document, 'text', { x: place(time), y, 'text-anchor': 'middle', class: 'at-risk' }, [countText(atRisk(whole, time))]),
    );
    return svg(document, 'g', {}, [name, ...counts]);
  });
  return svg(document, 'g', { class: 'at-risk-table' }, [heading, ...shared, ...rows]);
}
