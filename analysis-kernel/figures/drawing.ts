import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { ResultTable } from '../results/result';
import type { Figure } from './kinds';
import type { FigureOptions } from './theme';

/** How figures of one kind are drawn, and what they say to who does not see them: both from the figure's own table. */
export interface Drawing<Kind extends Figure> {
  readonly draw: (figure: Kind, table: ResultTable, labels: Readonly<Record<string, Localised>>, options: FigureOptions) => Element;
  /** Groups, numbers, medians, ratios, or who was left after each criterion. */
  readonly alt: (figure: Kind, table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language) => string;
}
