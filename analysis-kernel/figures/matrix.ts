import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText } from '../results/format';
import type { ResultTable } from '../results/result';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { shorten, svg, textWidth, wrap } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, palette } from './theme';

type MatrixFigure = FigureOf<'matrix'>;
type Labels = Readonly<Record<string, Localised>>;

const LARGEST_CELL = 76;
const TOP = 58;
const LINE = 15;
const MOST_LINES = 3;
/** Pixels of a text that is as wide as a bold one of 12. */
const BOLD = 13;
const MOST_HEADING = 170;
/** Above this part of the largest count a number stands on a dark ground. */
const DARK = 0.6;

/** Counts by row and column in the order of the categories. */
function countsOf({ categories }: MatrixFigure, table: ResultTable): readonly (readonly number[])[] {
  const at = reader(table);
  const found = new Map(
    table.rows.map((row) => [JSON.stringify([at(row, 'category_1'), at(row, 'category_2')]), finite(at(row, 'n')) ?? 0]),
  );
  return categories.map((first) => categories.map((second) => found.get(JSON.stringify([first.level, second.level])) ?? 0));
}

/** A name in lines of a width, the last of three cut. */
function linesOf(name: string, width: number, size: number): readonly string[] {
  const lines = wrap(name, width, size);
  const rest = lines.slice(MOST_LINES - 1).join(' ');
  return [...lines.slice(0, MOST_LINES - 1), ...(rest === '' ? [] : [rest])].map((line) => shorten(line, width));
}

/**
 * A square of counts, darker where there are more, its diagonal framed.
 * @param figure what to show; `table` has category_1, category_2 and n
 */
function drawMatrix(figure: MatrixFigure, table: ResultTable, _labels: Labels, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const counts = countsOf(figure, table);
  const most = Math.max(1, ...counts.flat());
  const names = figure.categories.map(({ words }) => words[lang]);
  const rowNames = [Math.min(textWidth(figure.rows[lang], BOLD), MOST_HEADING), ...names.map((name) => textWidth(name, 12))];
  const left = Math.min(Math.max(70, ...rowNames) + 16, Math.round(width * 0.35));
  const side = Math.min(LARGEST_CELL, Math.floor((width - left - 12) / names.length));
  const columnNames = names.map((name) => linesOf(name, side - 6, 12));
  const heading = linesOf(figure.rows[lang], left - 14, BOLD);
  const top = TOP + LINE * (Math.max(heading.length, ...columnNames.map(({ length }) => length)) - 1);
  const root = sheet(
    document,
    Math.min(width, Math.max(left + side * names.length, left + textWidth(figure.columns[lang], 12)) + 12),
    top + side * names.length + 12,
    colours,
  );
  const text = (x: number, y: number, said: string, more: Record<string, string | number>) =>
    root.appendChild(svg(document, 'text', { x, y, dy: '0.35em', ...more }, [said]));
  text(left, 14, shorten(figure.columns[lang], width - left - 12), { 'font-weight': 600 });
  // Headings of several lines end above the first cell.
  const above = (x: number, lines: readonly string[], more: Record<string, string | number>) => {
    lines.forEach((line, at) => {
      text(x, top - 18 - LINE * (lines.length - 1 - at), line, more);
    });
  };
  above(left - 10, heading, { 'font-weight': 600, 'text-anchor': 'end' });
  names.forEach((name, at) => {
    above(left + side * (at + 0.5), columnNames[at], { 'text-anchor': 'middle', class: 'category' });
    text(left - 10, top + side * (at + 0.5), shorten(name, left - 14), { 'text-anchor': 'end' });
  });
  counts.forEach((row, i) => {
    row.forEach((n, j) => {
      const [x, y] = [left + side * j, top + side * i];
      const share = n / most;
      const isDiagonal = i === j;
      root.appendChild(
        svg(document, 'rect', {
          x: x + 1,
          y: y + 1,
          width: side - 2,
          height: side - 2,
          fill: colours.series[0],
          'fill-opacity': Math.round(1000 * share) / 1000,
          stroke: isDiagonal ? colours.ink : colours.rule,
          'stroke-width': isDiagonal ? 1.6 : 0.8,
        }),
      );
      const ink = share > DARK ? (options.theme === 'dark' ? '#1b1d22' : '#ffffff') : colours.ink;
      text(x + side / 2, y + side / 2, countText(n), { 'text-anchor': 'middle', fill: ink, class: 'cell-count' });
    });
  });
  return root;
}

/** How often each pair of categories was given, those that never were left out. */
function matrixAlt(figure: MatrixFigure, table: ResultTable, _labels: Labels, lang: Language): string {
  const zh = lang === 'zh';
  const names = figure.categories.map(({ words }) => words[lang]);
  const cells = countsOf(figure, table).flatMap((row, i) =>
    row.flatMap((n, j) => (n === 0 ? [] : [`${names[i]}/${names[j]} ${countText(n)}`])),
  );
  return zh
    ? `行为“${figure.rows.zh}”，列为“${figure.columns.zh}”：${cells.join('，')}`
    : `Rows ${figure.rows.en}, columns ${figure.columns.en}: ${cells.join(', ')}`;
}

/** How often two raters gave which categories. */
export const matrixDrawing: Drawing<MatrixFigure> = { draw: drawMatrix, alt: matrixAlt };
