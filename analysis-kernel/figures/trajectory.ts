/** Mean curves of a model along time, one a group, with their bands. */
import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../frame/number-text';
import { differenceTexts, levelText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { axisBelow, tickText } from './axes';
import { curveLegend } from './curve-legend';
import type { Drawing } from './drawing';
import { evenTicks } from './effect-scale';
import type { FigureOf } from './kinds';
import { sharedName } from './shared-name';
import { sheet } from './sheet';
import { svg, textWidth, wrap } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, FONT, lineLook, palette } from './theme';

type TrajectoryFigure = FigureOf<'trajectory'>;
type Labels = Readonly<Record<string, Localised>>;

interface Point {
  readonly time: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface Curve {
  readonly key: string | null;
  readonly points: readonly Point[];
}

const HEIGHT = 320;
const MARGIN_TOP = 10;
const MARGIN_BOTTOM = 46;
const LINE = 16;

function curvesOf(table: ResultTable): readonly Curve[] {
  const at = reader(table);
  const curves = new Map<Value, Point[]>();
  for (const row of table.rows) {
    const [time, estimate, low, high] = ['time', 'estimate', 'conf_low', 'conf_high'].map((column) => finite(at(row, column)));
    if (time === null || estimate === null) continue;
    const points = curves.get(at(row, 'group')) ?? [];
    points.push({ time, estimate, low: low ?? estimate, high: high ?? estimate });
    curves.set(at(row, 'group'), points);
  }
  return [...curves].map(([key, points]) => ({ key: key === null ? null : String(key), points }));
}

function nameOf({ by }: TrajectoryFigure, key: string | null, labels: Labels, lang: Language): string {
  if (key === null) return lang === 'zh' ? '全部' : 'All';
  return labels[`${by}=${key}`]?.[lang] ?? key;
}

function heading({ up, confLevel }: TrajectoryFigure, lang: Language): string {
  const level = levelText(confLevel);
  return lang === 'zh' ? `${up.zh}，均值（${level}% CI）` : `${up.en}, mean (${level}% CI)`;
}

/** Curves with bands on an axis of the outcome that need not begin at 0; told apart by colour and dashes, named in a legend. */
function drawTrajectory(figure: TrajectoryFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const curves = curvesOf(table);
  const { title, names } = sharedName(curves.map(({ key }) => nameOf(figure, key, labels, lang)));
  const looks = curves.map(({ points }, index) => ({
    points,
    label: names[index],
    ...lineLook(colours, index),
  }));
  const all = curves.flatMap(({ points }) => points);
  const [low, high] = [Math.min(...all.map((point) => point.low)), Math.max(...all.map((point) => point.high))];
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  const [from, to] = [low - room, high + room];
  const ticks = evenTicks(from, to, (value) => ((value - from) / (to - from)) * (HEIGHT - MARGIN_TOP - MARGIN_BOTTOM));
  const marginLeft = Math.max(52, ...ticks.map((value) => textWidth(tickText(value), 12) + 24));
  const times = all.map(({ time }) => time);
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const along = evenTicks(begin, end, (value) => ((value - begin) / (end - begin || 1)) * (width - marginLeft - 24));
  const lines = wrap(heading(figure, lang), width - 24, 12);
  const above = 14 + lines.length * LINE;
  const legend = looks.length > 1 ? curveLegend(looks, title, options, marginLeft, width - marginLeft - 24) : null;
  const top = above + (legend?.height ?? 0);
  const root = sheet(document, width, top + HEIGHT, colours);
  lines.forEach((line, index) => {
    root.appendChild(svg(document, 'text', { x: 12, y: 20 + index * LINE, 'font-weight': 600 }, [line]));
  });
  const plot = Plot.plot({
    document,
    width,
    height: HEIGHT,
    marginLeft,
    marginRight: 24,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    style: { background: 'none', color: colours.ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: [begin, end] },
    y: { domain: [from, to] },
    marks: [
      axisBelow(colours, { label: figure.across[lang], ticks: along, tickText, marginBottom: MARGIN_BOTTOM }),
      Plot.axisY([...ticks], { stroke: colours.ink, tickSize: 4, label: null, text: tickText }),
      Plot.ruleX([begin], { stroke: colours.ink }),
      Plot.ruleY([from], { stroke: colours.ink }),
      ...looks.flatMap(({ points, colour, dash }) => [
        Plot.areaY(points, { x: 'time', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.13 }),
        Plot.lineY(points, { x: 'time', y: 'estimate', stroke: colour, strokeWidth: 1.8, strokeDasharray: dash }),
      ]),
    ],
  });
  plot.setAttribute('y', String(top));
  if (legend !== null) {
    legend.element.setAttribute('transform', `translate(${marginLeft} ${above})`);
    root.appendChild(legend.element);
  }
  root.appendChild(plot);
  return root;
}

/** `A: 52.3 (50.1 to 54.5) at 0, 41.2 (38.9 to 43.5) at 3; …`. */
function trajectoryAlt(figure: TrajectoryFigure, table: ResultTable, labels: Labels, lang: Language): string {
  const said = curvesOf(table).map(({ key, points }) => {
    const ends = [...new Set([points[0], points[points.length - 1]])].map(({ time, estimate, low, high }) => {
      const [value, from, to] = differenceTexts(estimate, low, high);
      const at = numberText(Number(time.toPrecision(3))).replace('-', '−');
      return lang === 'zh' ? `${at} 处 ${value}（${from}～${to}）` : `${value} (${from} to ${to}) at ${at}`;
    });
    return lang === 'zh'
      ? `${nameOf(figure, key, labels, lang)}：${ends.join('，')}`
      : `${nameOf(figure, key, labels, lang)}: ${ends.join(', ')}`;
  });
  const lead =
    lang === 'zh' ? `${heading(figure, lang)}，沿${figure.across.zh}：` : `${heading(figure, lang)}, along ${figure.across.en}: `;
  return `${lead}${said.join(lang === 'zh' ? '；' : '; ')}`;
}

/** Mean curves over time. */
export const trajectoryDrawing: Drawing<TrajectoryFigure> = { draw: drawTrajectory, alt: trajectoryAlt };
