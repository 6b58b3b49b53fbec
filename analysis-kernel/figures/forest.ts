import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { differenceTexts, ratioTexts } from '../results/format';
import type { ResultTable } from '../results/result';
import type { Drawing } from './drawing';
import { differenceScale, type EffectScale, ratioScale } from './effect-scale';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { shorten, shortenName, svg, textWidth, wrap } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, palette } from './theme';

type ForestFigure = FigureOf<'forest'>;

interface Effect {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The three as they are printed. */
  readonly texts: readonly string[];
}

const NONE = { en: 'No coefficient could be estimated', zh: '没有可估计的系数' };
const INTERCEPT = '(Intercept)';
/** Where the first row begins, below the heading. */
const TOP = 34;
const ROW = 26;
/** Of a narrow sheet: names and numbers stand over the interval, which has the whole width. */
const STACKED_ROW = 44;
/** From one line of a name to the next. */
const LINE = 15;
const MOST_LINES = 5;
/** An axis of fewer pixels shows no difference between intervals. */
const LEAST_AXIS = 140;

/** The estimable effects of a table of coefficients, labelled; the intercept is no effect. */
function effectsOf(
  { measure, named = ['term'], estimate: column = 'estimate', only }: ForestFigure,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  lang: Language,
): readonly Effect[] {
  const at = reader(table);
  const ratio = measure.kind === 'ratio';
  const logarithmic = ratio && measure.plain !== true;
  const apart = measure.kind === 'level' ? (lang === 'zh' ? '，' : ', ') : ' − ';
  const effects = table.rows.flatMap((row) => {
    if (only !== undefined && at(row, only.column) !== only.value) return [];
    const numbers = [column, 'conf_low', 'conf_high'].map((one) => finite(at(row, one)));
    const names = named.map((one) => String(at(row, one)));
    if (names[0] === INTERCEPT || numbers.some((number) => number === null)) return [];
    const [estimate, low, high] = numbers.map((number) => (logarithmic ? Math.exp(number ?? 0) : (number ?? 0)));
    if (!Number.isFinite(high) || (ratio && low <= 0)) return [];
    return [{ label: names.map((name) => labels[name]?.[lang] ?? name).join(apart), estimate, low, high }];
  });
  // Differences of one quantity between pairs share their decimals; coefficients each have a unit of their own.
  const alike =
    measure.kind === 'difference' && named.length > 1
      ? differenceTexts(...effects.flatMap(({ estimate, low, high }) => [estimate, low, high]))
      : null;
  return effects.map((effect, at) => ({ ...effect, texts: alike?.slice(3 * at, 3 * at + 3) ?? textsOf(effect, ratio) }));
}

function textsOf({ estimate, low, high }: Omit<Effect, 'texts'>, ratio: boolean): readonly string[] {
  return ratio ? ratioTexts(estimate, low, high) : differenceTexts(estimate, low, high);
}

function intervalOf({ texts: [estimate, low, high] }: Effect, lang: Language): string {
  return lang === 'zh' ? `${estimate}（${low}～${high}）` : `${estimate} (${low} to ${high})`;
}

/** Where the rows of a plot stand. */
interface Layout {
  /** Numbers stand over the interval and not beside it: a narrow sheet gives the interval its width. */
  readonly stacked: boolean;
  readonly scale: EffectScale;
  /** Of each effect the lines of its name, its top and its height. */
  readonly rows: readonly { readonly names: readonly string[]; readonly top: number; readonly height: number }[];
  readonly bottom: number;
}

function layOut(figure: ForestFigure, effects: readonly Effect[], { lang, width }: FigureOptions): Layout {
  const numbersWidth = Math.max(...effects.map((effect) => textWidth(intervalOf(effect, lang), 12)), 90) + 12;
  const labelWidth = Math.min(Math.max(...effects.map(({ label }) => textWidth(label, 12))) + 20, width * 0.4);
  const stacked = width - numbersWidth - labelWidth - 20 < LEAST_AXIS;
  const [left, right] = stacked ? [24, width - 24] : [labelWidth + 8, width - numbersWidth - 12];
  const nameRoom = stacked ? width - numbersWidth - 24 : labelWidth - 20;
  let bottom = TOP;
  const rows = effects.map(({ label }) => {
    const names = nameLines(label, nameRoom);
    const [top, height] = [bottom, (stacked ? STACKED_ROW : ROW) + (names.length - 1) * LINE];
    bottom += height;
    return { names, top, height };
  });
  return { stacked, scale: scaleOf(figure, effects, left, right), rows, bottom: bottom + 6 };
}

/** One effect: its name, its interval with ends or arrows, its square and its numbers. */
function effectShapes(effect: Effect, at: number, { stacked, scale, rows }: Layout, options: FigureOptions): readonly Element[] {
  const { document, lang, width } = options;
  const [colour] = palette(options.theme).series;
  const { label, estimate, low, high } = effect;
  const { names, top } = rows[at];
  const nameY = top + ROW / 2;
  const y = nameY + (stacked ? 20 + (names.length - 1) * LINE : ((names.length - 1) * LINE) / 2);
  const [from, to] = [Math.max(scale.place(low), scale.left), Math.min(scale.place(high), scale.right)];
  const whole = names.some((line) => line.endsWith('…')) ? [svg(document, 'title', {}, [label])] : [];
  const written = names.map((line, place) => svg(document, 'tspan', { x: 12, dy: place === 0 ? '0.35em' : LINE }, [line]));
  const ends = [
    low < scale.low ? `M${from + 6} ${y - 4}L${from} ${y}L${from + 6} ${y + 4}` : `M${from} ${y - 4}V${y + 4}`,
    high > scale.high ? `M${to - 6} ${y - 4}L${to} ${y}L${to - 6} ${y + 4}` : `M${to} ${y - 4}V${y + 4}`,
  ];
  const x = Math.min(Math.max(scale.place(estimate), scale.left), scale.right);
  const numbers = { x: width - 12, y: stacked ? nameY : y, dy: '0.35em', 'text-anchor': 'end' };
  return [
    svg(document, 'text', { y: nameY, class: 'effect-name' }, [...whole, ...written]),
    svg(document, 'line', { x1: from, x2: to, y1: y, y2: y, stroke: colour, 'stroke-width': 1.6 }),
    ...ends.map((d) => svg(document, 'path', { d, stroke: colour, fill: 'none', 'stroke-width': 1.6 })),
    svg(document, 'rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill: colour }),
    svg(document, 'text', numbers, [intervalOf(effect, lang)]),
  ];
}

/**
 * A forest plot: one row a coefficient, its effect with the interval on an axis, the numbers beside it.
 * Intervals that leave the axis end in an arrow.
 */
function drawForest(
  figure: ForestFigure,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  options: FigureOptions,
): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const effects = effectsOf(figure, table, labels, lang);
  if (effects.length === 0) {
    const empty = sheet(document, width, TOP + ROW + 58, colours);
    empty.appendChild(svg(document, 'text', { x: 12, y: TOP + 12 }, [NONE[lang]]));
    return empty;
  }
  const layout = layOut(figure, effects, options);
  const { stacked, scale, rows, bottom } = layout;
  const root = sheet(document, width, bottom + 52, colours);
  const draw = (tag: string, attributes: Record<string, string | number | null>, children: (string | Element)[] = []) =>
    root.appendChild(svg(document, tag, attributes, children));
  const isCompared = figure.measure.kind !== 'level';
  const neutral = scale.place(figure.measure.kind === 'ratio' ? 1 : 0);

  draw('text', { x: width - 12, y: 20, 'text-anchor': 'end', 'font-weight': 600 }, [heading(figure, lang)]);
  // Of a narrow sheet the line of no effect stands beside the intervals alone, and not through the names over them.
  const spans = stacked ? rows.map(({ top, height }) => [top + height - 22, top + height]) : [[TOP - 6, bottom]];
  if (isCompared)
    for (const [y1, y2] of spans)
      draw('line', { x1: neutral, x2: neutral, y1, y2, stroke: colours.muted, 'stroke-dasharray': '3 3', class: 'no-effect' });
  for (const [at, effect] of effects.entries()) for (const shape of effectShapes(effect, at, layout, options)) root.appendChild(shape);
  draw('line', { x1: scale.left, x2: scale.right, y1: bottom, y2: bottom, stroke: colours.ink });
  for (const tick of scale.ticks) {
    const x = scale.place(tick);
    draw('line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, stroke: colours.ink });
    draw('text', { x, y: bottom + 17, 'text-anchor': 'middle', class: 'tick' }, [String(tick).replace('-', '−')]);
  }
  for (const { text, x, anchor } of isCompared ? directions(figure, scale, neutral, width, lang) : []) {
    draw('text', { x, y: bottom + 38, 'text-anchor': anchor, fill: colours.muted }, [text]);
  }
  return root;
}

function scaleOf({ measure }: ForestFigure, effects: readonly Effect[], left: number, right: number): EffectScale {
  const low = Math.min(...effects.map((effect) => effect.low));
  const high = Math.max(...effects.map((effect) => effect.high));
  return measure.kind === 'ratio' ? ratioScale(low, high, left, right) : differenceScale(low, high, left, right);
}

/** A name in lines of a width; of one that takes more than there are, the last line is cut so that its level stays. */
function nameLines(label: string, width: number): readonly string[] {
  const lines = wrap(label, width, 12);
  if (lines.length <= MOST_LINES) return lines.map((line) => shorten(line, width));
  const first = lines.slice(0, MOST_LINES - 1);
  const rest = label.slice(first.reduce((at, line) => label.indexOf(line, at) + line.length, 0)).trim();
  return [...first, shortenName(rest, width)].map((line) => shorten(line, width));
}

/** What lies on either side of no effect, each on its own side of it where there is room, and never over the other. */
function directions({ measure }: ForestFigure, scale: EffectScale, neutral: number, width: number, lang: Language) {
  const [lower, higher] = [`← ${measure.lower[lang]}`, `${measure.higher[lang]} →`];
  const [lowWidth, highWidth] = [textWidth(lower, 12), textWidth(higher, 12)];
  const wished = Math.max(neutral - 12, scale.left + lowWidth);
  const start = Math.min(Math.max(wished + 24, Math.min(neutral + 12, scale.right - highWidth + 40)), width - 8 - highWidth);
  const end = Math.min(wished, start - 24);
  return [
    { text: lower, x: end, anchor: 'end' },
    { text: higher, x: start, anchor: 'start' },
  ];
}

function heading({ measure, confLevel }: ForestFigure, lang: Language): string {
  const percent = Number((confLevel * 100).toPrecision(6));
  return lang === 'zh' ? `${measure.name.zh}（${percent}% CI）` : `${measure.name.en} (${percent}% CI)`;
}

/** Effects of a model. */
export const forestDrawing: Drawing<ForestFigure> = {
  draw: drawForest,
  alt: (figure, table, labels, lang) =>
    effectsOf(figure, table, labels, lang)
      .map((effect) => (lang === 'zh' ? `${effect.label}：${intervalOf(effect, lang)}` : `${effect.label}: ${intervalOf(effect, lang)}`))
      .join(lang === 'zh' ? '；' : '; '),
};
