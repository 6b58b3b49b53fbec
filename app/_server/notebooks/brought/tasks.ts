import 'server-only';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import type { CellDto } from '@/app/_contract/notebooks';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { KeptText } from '../kept-entries';

/** A notebook to read. */
export interface NotebookText {
  /** The release and what its file holds: equal ones have one dictionary. */
  readonly release: string;
  readonly dictionary: Dictionary;
  /** The cells that have a name. */
  readonly cells: readonly CellDto[];
}

export type KeyedCells = readonly (readonly [key: string, kind: CellKind])[];

/** Labels by name of the column. */
export type ColumnLabels = ReadonlyMap<string, Localised>;

/** A notebook, and the key of the cell whose words are asked for. */
export interface LabelTask {
  readonly text: NotebookText;
  readonly key: string;
}

export interface BroughtTask {
  readonly text: NotebookText;
  /** Keys that were looked for. */
  readonly looked: readonly string[];
  readonly kept: readonly KeptText[];
}

export interface BroughtText {
  /** JSON of `BroughtResults`. */
  readonly json: string;
  /** Of the results that stand, by key. */
  readonly figures: readonly (readonly [string, Pick<KeptOutcome, 'figures'>])[];
}
