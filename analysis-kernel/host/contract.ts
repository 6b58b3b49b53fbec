/** What a host of notebook sessions does, whoever carries its calls: a browser's worker, the command line, the start of a server. */
import type { Notebook } from '../document/notebook';
import type { OfferedColumn } from '../registry/offered-column';
import type { AttritionStep } from '../results/attrition';
import type { ResultTable, Value } from '../results/result';
import type { KeptCell, KeptOutcome } from '../session/kept';
import type { LastEnds } from '../session/last-end';
import type { ResultsDocument } from '../session/results-document';
import type { AutorunRequest, CellState } from '../session/state';

export interface OfferedTable {
  readonly name: string;
  readonly cell: string;
  readonly columns: readonly OfferedColumn[];
}

export interface SummaryRequest {
  readonly table: string;
  /** `counted`: how many values there are says more than their range. */
  readonly columns: readonly { readonly name: string; readonly counted: boolean }[];
}

/** What one column of a table holds. */
export interface ColumnSummary {
  readonly column: string;
  readonly missing: number;
  /** Different values; null where only the range was asked for. */
  readonly distinct: number | null;
  /** Smallest and largest value; null where all are missing. */
  readonly least: Value;
  readonly most: Value;
}

/** A cohort program as it is being written. */
export interface ProgramRequest {
  readonly source: string;
  /** Name of its cell. */
  readonly name: string;
}

export interface CountRequest extends ProgramRequest {
  /** The cell it is written in: a later question about one calls the earlier off. */
  readonly cell: string;
}

export type Counts =
  | { readonly ok: true; readonly steps: readonly AttritionStep[] }
  /** The program has errors, which the editor shows; or a later text was asked for. */
  | { readonly ok: false; readonly reason: 'errors' | 'cancelled' };

/** One argument each and plain data both ways, so that a message can carry any of them. */
export type HostCalls = {
  /** Takes over a notebook, new or changed. */
  readonly update: (notebook: Notebook) => Promise<void>;
  /** Runs cells, whatever they have, and what they need; resolves when they have ended. */
  readonly run: (ids: readonly string[]) => Promise<void>;
  /** Runs every cell that is not up to date. */
  readonly runAll: (argument: null) => Promise<void>;
  /** Runs by itself what is not up to date, but for slow cells and those that somebody else runs. */
  readonly autorun: (request: AutorunRequest) => Promise<void>;
  /** Calls off a cell, or everything; resolves once it is heard. */
  readonly cancel: (id: string | null) => Promise<void>;
  /** Shows kept outcomes for the cells whose key they carry; gives their ids. */
  readonly restore: (kept: readonly (readonly [string, KeptOutcome])[]) => Promise<readonly string[]>;
  /** Takes a result away that was withdrawn: its cell has not run; gives the ids of cells that showed it. */
  readonly forget: (key: string) => Promise<readonly string[]>;
  /** Leaves cells that have not run as they ended in another session, by key, until they are asked for. */
  readonly rest: (ends: LastEnds) => Promise<void>;
  /** Patients left after each step of a program as it is written. */
  readonly counts: (request: CountRequest) => Promise<Counts>;
  /** Tables that an analysis can take. */
  readonly tables: (argument: null) => Promise<readonly OfferedTable[]>;
  readonly page: (request: { readonly table: string; readonly from: number; readonly count: number }) => Promise<ResultTable>;
  readonly summaries: (request: SummaryRequest) => Promise<readonly ColumnSummary[]>;
  /** The SQL a cohort program stands for; null where it does not compile. */
  readonly sql: (request: ProgramRequest) => Promise<string | null>;
  /** Runs everything and gives the document of `coho run --json`; the argument is the notebook's file name. */
  readonly results: (file: string) => Promise<ResultsDocument>;
};

/** What a host tells without being asked. */
export interface HostListener {
  /** Cells whose state has changed. */
  readonly states?: (states: readonly CellState[]) => void;
  /** Results that may be kept, as they come. */
  readonly kept?: (cells: readonly KeptCell[]) => void;
  /** The engine, or a worker of analyses, died under a cell that ran: it is queued again. */
  readonly lost?: () => void;
}

export interface NotebookHost extends HostCalls {
  states(): readonly CellState[];
  /** Names of the inputs the notebook reads or has, in lower case. */
  inputs(): ReadonlySet<string>;
  close(): Promise<void>;
}
