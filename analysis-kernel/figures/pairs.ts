import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, differenceTexts, estimateText } from '../results/format';
import type { ResultTable } from '../results/result';
import type { Drawing } from './drawing';
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
  const right = Math.min(Math.max(24, ...names.map((name) => textWidth(name, 12) + 16)), Math.round(width * 0.35));
  const most = Math.max(1, ...points.map(({ n }) => n));
  const xs = points.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const line =
    figure.line === null ? [] : [low, high].map((x) => ({ x, y: (figure.line?.intercept ?? 0) + (figure.line?.slope ?? 0) * x }));
  const bands = figure.levels.map(({ low: y1, high: y2 }) => ({ x1: low, x2: high, y1, y2 }));
  const plot = Plot.plot({
    document,
    width,
    height: HEIGHT,
    marginLeft: MARGIN.left,
    marginRight: right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { background: 'none', color: colours.ink, fontFamily: FONT, fontSize: '12px' },
    x: { nice: true },
    y: { nice: true },
    r: { type: 'identity' },
    marks: [
      Plot.axisX({
        stroke: colours.ink,
        tickSize: 4,
        ticks: 6,
        label: shorten(figure.across[lang], width - MARGIN.left - 24),
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      Plot.axisY({ stroke: colours.ink, tickSize: 4, ticks: 6, label: shorten(figure.up[lang], width - 24), labelArrow: 'none' }),
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
