/** The effect of a number as a curve: what each value does against a reference, with its band. */
import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../frame/number-text';
import { differenceTexts, headingUnitText, levelText, ratioTexts } from '../results/format';
import type { ResultTable } from '../results/result';
import { axisBelow, tickText } from './axes';
import type { Drawing } from './drawing';
import { differenceScale, evenTicks, ratioScale } from './effect-scale';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { svg } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, FONT, palette } from './theme';

type EffectFigure = FigureOf<'effect'>;
type Labels = Readonly<Record<string, Localised>>;

interface Point {
  readonly value: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 24;
const BOTTOM = 46;
const TOP = 34;
/** Values that the text alternative names. */
const NAMED = 5;

/** The curve's points, ratios as such and not as their logarithms. */
function pointsOf({ variable, measure }: EffectFigure, table: ResultTable): readonly Point[] {
  const at = reader(table);
  const shown = measure.kind === 'ratio' ? Math.exp : (number: number) => number;
  return table.rows.flatMap((row) => {
    if (at(row, 'variable') !== variable) return [];
    const numbers = ['value', 'estimate', 'conf_low', 'conf_high'].map((column) => finite(at(row, column)));
    if (numbers.some((number) => number === null)) return [];
    const [value, estimate, low, high] = numbers.map((number) => number ?? 0);
    const point = { value, estimate: shown(estimate), low: shown(low), high: shown(high) };
    return Number.isFinite(point.high) && (measure.kind !== 'ratio' || point.low > 0) ? [point] : [];
  });
}

/** `Age (years)`. */
function axisName({ variable, axis, unit }: EffectFigure, labels: Labels, lang: Language): string {
  const name = axis?.[lang] ?? labels[variable]?.[lang] ?? variable;
  if (unit === null) return name;
  const said = headingUnitText(unit, lang);
  return lang === 'zh' ? `${name}（${said}）` : `${name} (${said})`;
}

function heading({ measure, confLevel, reference }: EffectFigure, lang: Language): string {
  const level = levelText(confLevel);
  if (reference === null) return lang === 'zh' ? `${measure.name.zh}（${level}% CI）` : `${measure.name.en} (${level}% CI)`;
  const at = numberText(Number(reference.toPrecision(4)));
  return lang === 'zh' ? `${measure.name.zh}（${level}% CI），参照 ${at}` : `${measure.name.en} (${level}% CI) against ${at}`;
}

/** A curve with its band on an axis of the value, logarithmic for ratios; no effect and the reference as broken lines. */
function drawEffect(figure: EffectFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const points = pointsOf(figure, table);
  const root = sheet(document, width, HEIGHT + TOP, colours);
  root.appendChild(svg(document, 'text', { x: 12, y: 20, 'font-weight': 600 }, [heading(figure, lang)]));
  const ratio = figure.measure.kind === 'ratio';
  const ends = [Math.min(...points.map(({ low }) => low)), Math.max(...points.map(({ high }) => high))];
  const scale = (ratio ? ratioScale : differenceScale)(ends[0], ends[1], 0, HEIGHT - BOTTOM);
  const held = (number: number) => Math.min(Math.max(number, scale.low), scale.high);
  const neutral = ratio ? 1 : 0;
  const [from, to] = [points[0]?.value ?? 0, points.at(-1)?.value ?? 1];
  const across = (value: number) => ((value - from) / (to - from)) * (width - LEFT - RIGHT);
  const plot = Plot.plot({
    document,
    width,
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight: RIGHT,
    marginTop: 10,
    marginBottom: BOTTOM,
    style: { background: 'none', color: colours.ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: [from, to] },
    y: { type: ratio ? 'log' : 'linear', domain: [scale.low, scale.high] },
    marks: [
      axisBelow(colours, { label: axisName(figure, labels, lang), ticks: evenTicks(from, to, across), tickText, marginBottom: BOTTOM }),
      // A format would leave out some texts of a logarithmic axis.
      Plot.axisY([...scale.ticks], { stroke: colours.ink, tickSize: 4, label: null, text: tickText }),
      Plot.ruleX([from], { stroke: colours.ink }),
      Plot.ruleY([scale.low], { stroke: colours.ink }),
      Plot.ruleY([neutral], { stroke: colours.muted, strokeDasharray: '3 3' }),
      Plot.ruleX(figure.reference === null ? [] : [figure.reference], { stroke: colours.muted, strokeDasharray: '3 3' }),
      Plot.areaY(points, {
        x: 'value',
        y1: ({ low }: Point) => held(low),
        y2: ({ high }: Point) => held(high),
        fill: colours.series[0],
        fillOpacity: 0.15,
      }),
      Plot.lineY(points, { x: 'value', y: ({ estimate }: Point) => held(estimate), stroke: colours.series[0], strokeWidth: 1.8 }),
    ],
  });
  plot.setAttribute('y', String(TOP));
  root.appendChild(plot);
  return root;
}

/** `Age against 58: at 40 0.71 (0.60 to 0.84); …`. */
function effectAlt(figure: EffectFigure, table: ResultTable, labels: Labels, lang: Language): string {
  const points = pointsOf(figure, table);
  const places = Array.from({ length: NAMED }, (_, k) => Math.round((k * (points.length - 1)) / (NAMED - 1)));
  const texts = [...new Set(places)].flatMap((place) => {
    const point = points[place];
    if (point === undefined) return [];
    const { value, estimate, low, high } = point;
    const [said, from, to] = (figure.measure.kind === 'ratio' ? ratioTexts : differenceTexts)(estimate, low, high);
    const at = numberText(Number(value.toPrecision(4)));
    return [lang === 'zh' ? `${at} 时 ${said}（${from}～${to}）` : `at ${at} ${said} (${from} to ${to})`];
  });
  const name = axisName(figure, labels, lang);
  return lang === 'zh'
    ? `${name}，${heading(figure, lang)}：${texts.join('；')}`
    : `${name}, ${heading(figure, lang)}: ${texts.join('; ')}`;
}

/** The effect of a number. */
export const effectDrawing: Drawing<EffectFigure> = { draw: drawEffect, alt: effectAlt };
