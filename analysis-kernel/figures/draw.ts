import type { Localised } from '@/cohort-dsl/source/localised';
import type { ResultTable } from '../results/result';
import type { Drawing } from './drawing';
import { effectDrawing } from './effect-curve';
import { fittedDrawing } from './fitted';
import { flowDrawing } from './flow';
import { forestDrawing } from './forest';
import { incidenceDrawing } from './incidence';
import type { Figure, FigureKind, FigureOf } from './kinds';
import { matrixDrawing } from './matrix';
import { meanDrawing } from './mean';
import { pairsDrawing } from './pairs';
import { rocDrawing } from './roc';
import { survivalDrawing } from './survival';
import { serialise, svg } from './svg';
import type { FigureOptions } from './theme';
import { trajectoryDrawing } from './trajectory';

export interface DrawnFigure {
  /** The figure in the document handed in. */
  readonly element: Element;
  /** The same as a stand-alone file. */
  readonly svg: string;
  /** What the figure shows, in words and numbers, from its own data. */
  readonly alt: string;
  /** Name of the result table that holds the data drawn. */
  readonly table: string;
}

/**
 * Draws a figure from the tables of its result.
 * @param tables the result's tables by name; the figure's own must be among them
 * @param labels words for terms, as the method gave them
 * @throws RangeError when the table is not there
 */
export function drawFigure(
  figure: Figure,
  tables: ReadonlyMap<string, ResultTable>,
  labels: Readonly<Record<string, Localised>>,
  options: FigureOptions,
): DrawnFigure {
  const table = tables.get(figure.table);
  if (!table) throw new RangeError(`the figure "${figure.name}" needs the table "${figure.table}"`);
  const drawing = drawingOf(figure);
  const element = drawing.draw(figure, table, labels, options);
  // The whole is one image with one description: the marks' own labels (Plot's "rule", "line") say nothing and may not stand on a group.
  for (const mark of element.querySelectorAll('[aria-label]')) mark.removeAttribute('aria-label');
  const alt = drawing.alt(figure, table, labels, options.lang);
  const first = element.firstChild;
  const title = svg(options.document, 'title', {}, [figure.title[options.lang]]);
  const description = svg(options.document, 'desc', {}, [alt]);
  element.insertBefore(title, first);
  element.insertBefore(description, first);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', `${figure.title[options.lang]}${options.lang === 'zh' ? '。' : '. '}${alt}`);
  return { element, svg: serialise(element), alt, table: figure.table };
}

const DRAWINGS: { readonly [Kind in FigureKind]: Drawing<FigureOf<Kind>> } = {
  survival: survivalDrawing,
  incidence: incidenceDrawing,
  mean: meanDrawing,
  forest: forestDrawing,
  effect: effectDrawing,
  roc: rocDrawing,
  fitted: fittedDrawing,
  trajectory: trajectoryDrawing,
  pairs: pairsDrawing,
  matrix: matrixDrawing,
  flow: flowDrawing,
};

/** The drawing of a figure's kind, which it is safe to hand that figure to. */
function drawingOf(figure: Figure): Drawing<Figure> {
  return DRAWINGS[figure.kind] as Drawing<Figure>;
}
