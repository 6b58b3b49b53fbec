import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure, ResultTable } from '../results/result';
import { scaleLog } from './log-scale';
import { shorten, svg, textWidth } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, FONT, palette } from './theme';

type ForestFigure = Extract<Figure, { kind: 'forest' }>;

interface Ratio {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const TEXTS = {
  ratio: { en: 'Hazard ratio', zh: '风险比' },
  lower: { en: 'lower hazard', zh: '风险较低' },
  higher: { en: 'higher hazard', zh: '风险较高' },
  none: { en: 'No coefficient could be estimated', zh: '没有可估计的系数' },
};

const ROW = 26;

/** The estimable ratios of a `coefficients` table (log scale), labelled. */
export function ratiosOf(table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: 'en' | 'zh'): Ratio[] {
  const at = reader(table);
  return table.rows.flatMap((row) => {
    const [estimate, low, high] = ['estimate', 'conf_low', 'conf_high'].map((column) => finite(at(row, column)));
    if (estimate === null || low === null || high === null) return [];
    const term = String(at(row, 'term'));
    const ratio = { label: labels[term]?.[lang] ?? term, estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) };
    return Number.isFinite(ratio.high) && ratio.low > 0 ? [ratio] : [];
  });
}

/**
 * A forest plot: one row a coefficient, the ratio with its interval on a log axis, the numbers beside it.
 * Intervals that leave the axis end in an arrow.
 */
export function drawForest(
  figure: ForestFigure,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  options: FigureOptions,
): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const ratios = ratiosOf(table, labels, lang);
  const top = 34;
  const height = top + Math.max(1, ratios.length) * ROW + 58;
  const root = svg(document, 'svg', {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT,
    'font-size': 12,
    fill: colours.ink,
  });
  if (colours.ground !== 'none') root.appendChild(svg(document, 'rect', { width, height, fill: colours.ground }));
  if (ratios.length === 0) {
    root.appendChild(svg(document, 'text', { x: 12, y: top + 12 }, [TEXTS.none[lang]]));
    return root;
  }
  const texts = ratios.map(({ estimate, low, high }) => `${show(estimate)} (${show(low)}${lang === 'zh' ? '～' : ' to '}${show(high)})`);
  const numbersWidth = Math.max(...texts.map((text) => textWidth(text, 12)), 90) + 12;
  const labelWidth = Math.min(Math.max(...ratios.map(({ label }) => textWidth(label, 12))) + 20, width * 0.38);
  const right = width - numbersWidth - 12;
  const scale = scaleLog(Math.min(...ratios.map(({ low }) => low)), Math.max(...ratios.map(({ high }) => high)), labelWidth, right);
  const bottom = top + ratios.length * ROW + 6;
  const draw = (tag: string, attributes: Record<string, string | number | null>, children: string[] = []) =>
    root.appendChild(svg(document, tag, attributes, children));

  draw('text', { x: width - 12, y: 20, 'text-anchor': 'end', 'font-weight': 600 }, [heading(figure.confLevel, lang)]);
  draw('line', { x1: scale.place(1), x2: scale.place(1), y1: top - 6, y2: bottom, stroke: colours.muted, 'stroke-dasharray': '3 3' });
  ratios.forEach(({ label, estimate, low, high }, index) => {
    const y = top + index * ROW + ROW / 2;
    const [from, to] = [Math.max(scale.place(low), scale.left), Math.min(scale.place(high), scale.right)];
    draw('text', { x: 12, y, dy: '0.35em' }, [shorten(label, labelWidth - 20)]);
    draw('line', { x1: from, x2: to, y1: y, y2: y, stroke: colours.series[0], 'stroke-width': 1.6 });
    draw('path', {
      d: low < scale.low ? `M${from + 6} ${y - 4}L${from} ${y}L${from + 6} ${y + 4}` : `M${from} ${y - 4}V${y + 4}`,
      stroke: colours.series[0],
      fill: 'none',
      'stroke-width': 1.6,
    });
    draw('path', {
      d: high > scale.high ? `M${to - 6} ${y - 4}L${to} ${y}L${to - 6} ${y + 4}` : `M${to} ${y - 4}V${y + 4}`,
      stroke: colours.series[0],
      fill: 'none',
      'stroke-width': 1.6,
    });
    const x = Math.min(Math.max(scale.place(estimate), scale.left), scale.right);
    draw('rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill: colours.series[0] });
    draw('text', { x: width - 12, y, dy: '0.35em', 'text-anchor': 'end' }, [texts[index]]);
  });
  draw('line', { x1: scale.left, x2: scale.right, y1: bottom, y2: bottom, stroke: colours.ink });
  for (const tick of scale.ticks) {
    const x = scale.place(tick);
    draw('line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, stroke: colours.ink });
    draw('text', { x, y: bottom + 17, 'text-anchor': 'middle' }, [String(tick)]);
  }
  const middle = Math.min(Math.max(scale.place(1), scale.left + 60), scale.right - 60);
  draw('text', { x: middle - 12, y: bottom + 38, 'text-anchor': 'end', fill: colours.muted }, [`← ${TEXTS.lower[lang]}`]);
  draw('text', { x: middle + 12, y: bottom + 38, 'text-anchor': 'start', fill: colours.muted }, [`${TEXTS.higher[lang]} →`]);
  return root;
}

function heading(confLevel: number, lang: 'en' | 'zh'): string {
  const percent = Number((confLevel * 100).toPrecision(6));
  return lang === 'zh' ? `${TEXTS.ratio.zh}（${percent}% 置信区间）` : `${TEXTS.ratio.en} (${percent}% CI)`;
}

function show(ratio: number): string {
  if (ratio > 1000) return '>1000';
  return ratio < 0.005 ? '<0.01' : ratio.toFixed(2);
}
