import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, differenceTexts, estimateText } from '../results/format';
import type { ResultTable } from '../results/result';
import { axisBelow, tickText } from './axes';
import type { Drawing } from './drawing';
import { evenTicks } from './effect-scale';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { shorten, svg, textWidth } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, FONT, palette } from './theme';

type PairsFigure = FigureOf<'pairs'>;
type Labels = Readonly<Record<string, Localised>>;

const HEIGHT = 340;
const MARGIN = { left: 62, top: 34, bottom: 48 };
const LEAST_RADIUS = 2.6;
const MOST_RADIUS = 12;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly n: number;
}

function placesOf(table: ResultTable): readonly Place[] {
  const at = reader(table);
  return table.rows.flatMap((row) => {
    const [x, y, n] = ['x', 'y', 'n'].map((column) => finite(at(row, column)));
    return x === null || y === null || n === null ? [] : [{ x, y, n }];
  });
}

/** The ends of an axis, with room for the largest point beside its values, and ticks whose texts do not touch. */
function axisOf(
  values: readonly number[],
  pixels: number,
): { readonly ends: readonly [number, number]; readonly ticks: readonly number[] } {
  const known = values.filter(Number.isFinite);
  const [least, most] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  const room = ((most - least || Math.abs(most) || 1) * (MOST_RADIUS + 2)) / (pixels - 2 * (MOST_RADIUS + 2));
  const ends = [least - room, most + room] as const;
  return { ends, ticks: evenTicks(ends[0], ends[1], (value) => ((value - ends[0]) / (ends[1] - ends[0])) * pixels) };
}

/** Level and value as they stand at the right end of a line. */
function ends({ levels }: PairsFigure, lang: Language): readonly string[] {
  const texts = differenceTexts(...levels.map(({ value }) => value));
  return levels.map(({ words }, at) => `${words[lang]} ${texts[at]}`);
}

/**
 * Points of a grid, larger where more rows lie, with levels across and their limits as bands, and a straight line.
 * @param figure what to show; `table` has x, y and n
 */
function drawPairs(figure: PairsFigure, table: ResultTable, _labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const points = placesOf(table);
  const names = ends(figure, lang);
  const right = Math.min(Math.max(24, ...names.map((name) => textWidth(name, 12) + 16)), Math.round(width * 0.4));
  const most = Math.max(1, ...points.map(({ n }) => n));
  const xs = points.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const line =
    figure.line === null ? [] : [low, high].map((x) => ({ x, y: (figure.line?.intercept ?? 0) + (figure.line?.slope ?? 0) * x }));
  const up = axisOf(
    [...points.map(({ y }) => y), ...figure.levels.flatMap(({ low: from, high: to }) => [from, to])],
    HEIGHT - MARGIN.top - MARGIN.bottom,
  );
  const left = Math.max(MARGIN.left, ...up.ticks.map((tick) => textWidth(tickText(tick), 12) + 26));
  const across = axisOf(xs, width - left - right);
  const bands = figure.levels.map(({ low: y1, high: y2 }) => ({ x1: low, x2: high, y1, y2 }));
  const plot = Plot.plot({
    document,
    width,
    height: HEIGHT,
    marginLeft: left,
    marginRight: right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { background: 'none', color: colours.ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: across.ends },
    y: { domain: up.ends },
    r: { type: 'identity' },
    marks: [
      axisBelow(colours, {
        label: shorten(figure.across[lang], width - left - 24),
        ticks: across.ticks,
        tickText,
        marginBottom: MARGIN.bottom,
      }),
      Plot.axisY([...up.ticks], {
        stroke: colours.ink,
        tickSize: 4,
        label: shorten(figure.up[lang], width - 24),
        labelArrow: 'none',
        text: tickText,
      }),
      Plot.frame({ anchor: 'bottom', stroke: colours.ink }),
      Plot.frame({ anchor: 'left', stroke: colours.ink }),
      ...bands.map((band) => Plot.rect([band], { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: colours.series[1], fillOpacity: 0.14 })),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: ({ n }: Place) => LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * Math.sqrt((n - 1) / Math.max(most, 30)),
        fill: colours.series[0],
        fillOpacity: 0.65,
      }),
      Plot.ruleY(figure.levels, { y: 'value', x1: low, x2: high, stroke: colours.series[1], strokeWidth: 1.6, strokeDasharray: '7 3' }),
      ...(line.length === 0 ? [] : [Plot.line(line, { x: 'x', y: 'y', stroke: colours.ink, strokeWidth: 1.4 })]),
    ],
  });
  const scale = plot.scale('y');
  const places = figure.levels.map(({ value }) => scale?.apply(value) ?? 0);
  const root = sheet(document, width, HEIGHT, colours);
  root.appendChild(plot);
  names.forEach((name, at) => {
    // Levels that all but coincide have their names apart.
    const y = at === 0 ? places[at] : Math.max(places[at], places[at - 1] + 14);
    places[at] = y;
    root.appendChild(svg(document, 'text', { x: width - right + 6, y, dy: '0.35em', class: 'level-name' }, [shorten(name, right - 8)]));
  });
  return root;
}

/** The axes, how many rows, the levels with their limits, the line. */
function pairsAlt(figure: PairsFigure, table: ResultTable, _labels: Labels, lang: Language): string {
  const zh = lang === 'zh';
  const n = countText(placesOf(table).reduce((sum, point) => sum + point.n, 0));
  const levels = figure.levels.map(({ value, low, high, words }) => {
    const [one, from, to] = differenceTexts(value, low, high);
    return zh ? `${words.zh} ${one}（${from}～${to}）` : `${words.en} ${one} (${from} to ${to})`;
  });
  const { line } = figure;
  const straight =
    line === null
      ? []
      : [zh ? `${line.words.zh}，斜率 ${estimateText(line.slope)}` : `${line.words.en}, slope ${estimateText(line.slope)}`];
  const lead = zh ? `${n} 行，横轴：${figure.across.zh}，纵轴：${figure.up.zh}` : `${n} rows, ${figure.up.en} against ${figure.across.en}`;
  return [lead, ...levels, ...straight].join(zh ? '；' : '; ');
}

/** One quantity against another, on a grid. */
export const pairsDrawing: Drawing<PairsFigure> = { draw: drawPairs, alt: pairsAlt };
