import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import type { SandboxPlaces } from '../sandbox/sandbox-runner';

/** Where the engine's parts and the data are served: absolute addresses of this origin. */
export interface EnginePlaces {
  readonly release: string;
  readonly dictionary: string;
  readonly database: string;
  readonly worker: string;
  readonly wasm: string;
  readonly sandbox: SandboxPlaces;
}

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

/** One step of live attrition beside its clause. */
export interface LiveStep {
  readonly kind: string;
  /** The criterion's label as the program writes it; empty where it has none. */
  readonly label: string;
  readonly patients: number;
  readonly removed: number | null;
  /** Offsets of the clause in the program; null for the fixed steps. */
  readonly span: { readonly start: number; readonly end: number } | null;
}

export type LiveAttrition =
  | { readonly ok: true; readonly steps: readonly LiveStep[] }
  /** The program has errors, which the editor shows; or a later text was asked for. */
  | { readonly ok: false; readonly reason: 'errors' | 'cancelled' };

/** What the engine's worker does for a page. One worker a tab; DuckDB starts inside it when first needed. */
export type EngineCalls = {
  readonly open: (places: EnginePlaces) => Promise<void>;
  readonly update: (notebook: Notebook) => Promise<void>;
  readonly run: (ids: readonly string[]) => Promise<void>;
  readonly runAll: (argument: null) => Promise<void>;
  /** Runs stale cells that were quick last time. */
  readonly runStale: (budget: number) => Promise<void>;
  readonly cancel: (id: string | null) => Promise<void>;
  readonly restore: (kept: readonly (readonly [string, KeptOutcome])[]) => Promise<readonly string[]>;
  readonly attrition: (request: { readonly cell: string; readonly source: string; readonly name: string }) => Promise<LiveAttrition>;
  readonly tables: (argument: null) => Promise<readonly OfferedTable[]>;
  readonly page: (request: { readonly table: string; readonly from: number; readonly count: number }) => Promise<ResultTable>;
  readonly summaries: (request: SummaryRequest) => Promise<readonly ColumnSummary[]>;
  readonly sql: (request: { readonly source: string; readonly name: string }) => Promise<string | null>;
  /** The document the command line writes with `--json`. */
  readonly json: (file: string) => Promise<string>;
};

export type EngineEvent =
  | { readonly kind: 'states'; readonly states: readonly CellState[] }
  | { readonly kind: 'engine'; readonly phase: 'starting' | 'ready' | 'failed'; readonly message?: string };
