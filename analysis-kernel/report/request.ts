/** What a report is made of, and who sets and draws for it. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { CellOutcome } from '../cells/outcome';
import type { ContentAnswer, ContentQuestion } from '../content/content';
import type { Notebook } from '../document/notebook';
import type { Figure } from '../figures/kinds';
import type { ResultsNote } from '../session/results-document';
import type { CellState } from '../session/state';

export interface ReportRequest {
  readonly notebook: Notebook;
  /** Name of the notebook's file. */
  readonly file: string;
  readonly states: readonly CellState[];
  readonly lang: Language;
  /** `NAME@RELEASE`, title, and the columns that tell one patient from another; null for tables from files. */
  readonly database: { readonly label: string; readonly title: Localised | null; readonly keys: readonly string[] } | null;
  /** What is asked, by whom, on which day (ISO); null where nobody said. */
  readonly facts: { readonly question: string | null; readonly author: string | null; readonly date: string | null };
  /** Name and version of the engine. */
  readonly engine: string;
  /** What was decided in reading files, by file and column (null: all of the file), in the report's language. */
  readonly notes?: readonly ResultsNote[];
  /** Sets Markdown and makes drawings safe. */
  readonly content: (question: ContentQuestion) => Promise<ContentAnswer>;
  /** Draws a figure of a result as SVG that carries its text alternative; null where nothing draws. */
  readonly draw: ((figure: Figure, outcome: CellOutcome, lang: Language) => string) | null;
}
