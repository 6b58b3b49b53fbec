import * as Plot from '@observablehq/plot';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { fixedText, levelText } from '../results/format';
import type { ResultTable } from '../results/result';
import { axisBelow } from './axes';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { shorten, svg, textWidth } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, lineLook, palette } from './theme';

type RocFigure = FigureOf<'roc'>;
type Labels = Readonly<Record<string, Localised>>;
interface Place {
  readonly x: number;
  readonly y: number;
}

const TEXTS = {
  x: { en: '1 − specificity', zh: '1 − 特异度' },
  y: { en: 'Sensitivity', zh: '灵敏度' },
};
/** The square's side at most, and what stands around it. */
const LARGEST = 400;
const MARGIN = { left: 58, right: 20, top: 26, bottom: 44 };
const ROW = 19;
const SWATCH = 34;
/** More points than pixels draw the same picture. */
const MOST_POINTS = 500;

/** Of both axes. */
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const shareText = (share: number) => share.toFixed(1);

const nameOf = (marker: string, labels: Labels, lang: Language) => labels[marker]?.[lang] ?? marker;

function areaText({ auc, low, high }: RocFigure['curves'][number], confLevel: number, lang: Language): string {
  const [area, from, to] = [auc, low, high].map((value) => fixedText(value, 3));
  if (low === null || high === null) return `AUC ${area}`;
  const level = `${levelText(confLevel)}% CI`;
  return lang === 'zh' ? `AUC ${area}（${level} ${from}～${to}）` : `AUC ${area} (${level} ${from} to ${to})`;
}

/** The curve of a marker from the corner where none is positive to that where all are. */
function pointsOf(table: ResultTable, marker: string): readonly Place[] {
  const at = reader(table);
  const points = table.rows.flatMap((row) => {
    const [sensitivity, specificity] = [finite(at(row, 'sensitivity')), finite(at(row, 'specificity'))];
    return at(row, 'marker') !== marker || sensitivity === null || specificity === null ? [] : [{ x: 1 - specificity, y: sensitivity }];
  });
  const far = points.length <= MOST_POINTS ? 0 : 2 / MOST_POINTS;
  const kept: Place[] = [];
  for (const [place, point] of points.entries()) {
    const before = kept[kept.length - 1];
    if (before === undefined || place === points.length - 1 || before.x - point.x + before.y - point.y >= far) kept.push(point);
  }
  return kept.reverse();
}

/**
 * ROC curves in a square with the diagonal of chance, a dot at each cut-off; below it each marker's name with its area and interval.
 * @param figure what to show; `table` is the method's `roc`
 */
function drawRoc(figure: RocFigure, table: ResultTable, labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const side = Math.min(LARGEST, width - MARGIN.left - MARGIN.right);
  const outer = { width: side + MARGIN.left + MARGIN.right, height: side + MARGIN.top + MARGIN.bottom };
  const drawn = figure.curves.map((curve, at) => ({
    curve,
    points: pointsOf(table, curve.marker),
    ...lineLook(colours, at),
  }));
  const colourOf = (marker: string) => drawn.find(({ curve }) => curve.marker === marker)?.colour ?? colours.ink;
  const cuts = figure.points.map((point) => ({ ...point, x: 1 - point.specificity, y: point.sensitivity }));
  const plot = Plot.plot({
    document,
    width: outer.width,
    height: outer.height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { background: 'none', color: colours.ink, fontSize: '12px' },
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      axisBelow(colours, { label: TEXTS.x[lang], ticks: TICKS, tickText: shareText, marginBottom: MARGIN.bottom }),
      Plot.axisY(TICKS, { stroke: colours.ink, tickSize: 4, label: TEXTS.y[lang], labelArrow: 'none', text: shareText }),
      Plot.frame({ stroke: colours.ink }),
      Plot.line(
        [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        { x: 'x', y: 'y', stroke: colours.muted, strokeDasharray: '4 4' },
      ),
      ...drawn.map(({ points, colour, dash }) =>
        Plot.line(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, strokeDasharray: dash, strokeLinejoin: 'round' }),
      ),
      Plot.dot(cuts, { x: 'x', y: 'y', r: 4, fill: ({ marker }: RocFigure['points'][number]) => colourOf(marker) }),
      Plot.text(
        cuts.filter(({ text }) => text !== null),
        { x: 'x', y: 'y', text: 'text', dx: 9, dy: 9, textAnchor: 'start', fill: colours.ink },
      ),
    ],
  });
  const colon = lang === 'zh' ? '：' : ': ';
  // A name that has no room beside its area stands above it.
  const legend = drawn.map(({ curve }) => {
    const [name, area] = [nameOf(curve.marker, labels, lang), areaText(curve, figure.confLevel, lang)];
    const whole = `${name}${colon}${area}`;
    const room = width - SWATCH - 24;
    return textWidth(whole, 12) <= room ? [whole] : [shorten(name, room), area];
  });
  const tops = legend.map((_, at) => outer.height + ROW * legend.slice(0, at).flat().length + 12);
  const height = outer.height + ROW * legend.flat().length + 10;
  const root = sheet(document, Math.max(outer.width, Math.min(width, legendWidth(figure, labels, lang))), height, colours);
  root.appendChild(plot);
  drawn.forEach(({ colour, dash }, at) => {
    const y = tops[at];
    const line = { x1: 12, x2: 12 + SWATCH - 8, y1: y, y2: y, stroke: colour, 'stroke-width': 2 };
    root.appendChild(svg(document, 'line', { ...line, 'stroke-dasharray': dash === 'none' ? null : dash }));
    const lines = legend[at].map((line, place) => svg(document, 'tspan', { x: 12 + SWATCH, dy: place === 0 ? '0.35em' : ROW }, [line]));
    root.appendChild(svg(document, 'text', { y, class: 'curve-name' }, lines));
  });
  return root;
}

function legendWidth({ curves, confLevel }: RocFigure, labels: Labels, lang: Language): number {
  return (
    SWATCH +
    30 +
    Math.max(...curves.map((curve) => textWidth(`${nameOf(curve.marker, labels, lang)}: ${areaText(curve, confLevel, lang)}`, 12)))
  );
}

/** Each marker's area, and its cut-offs with what they give. */
function rocAlt({ curves, points, confLevel }: RocFigure, _table: ResultTable, labels: Labels, lang: Language): string {
  const zh = lang === 'zh';
  const said = curves.map((curve) => {
    const name = nameOf(curve.marker, labels, lang);
    const own = points
      .filter(({ marker }) => marker === curve.marker)
      .map(({ text, sensitivity, specificity }) => {
        const [se, sp] = [sensitivity, specificity].map((value) => fixedText(value, 2));
        if (zh) return `，${text === null ? '' : `${text} 处`}灵敏度 ${se}，特异度 ${sp}`;
        return `, ${text === null ? '' : `at ${text} `}sensitivity ${se}, specificity ${sp}`;
      });
    return `${name}${zh ? '：' : ': '}${areaText(curve, confLevel, lang)}${own.join('')}`;
  });
  return said.join(zh ? '；' : '; ');
}

/** Sensitivity against 1 − specificity. */
export const rocDrawing: Drawing<RocFigure> = { draw: drawRoc, alt: rocAlt };
