/** The results of a notebook as one JSON document: what the command line writes and the browser exports. */
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { isCellName } from '../document/names';
import type { Cell, Notebook } from '../document/notebook';
import { type JsonValue, jsonTable, jsonValue } from '../results/from-frame';
import type { CellError } from '../results/result';
import { KERNEL_VERSION } from '../version';
import { type CellState, type CellStatus, statusOf } from './state';

interface ResultsError {
  readonly code: string;
  readonly message: string;
  /** From 1, in the file. */
  readonly line?: number;
  readonly column?: number;
  readonly fixes?: readonly string[];
  readonly by?: string;
}

export interface ResultsCell {
  readonly name: string;
  readonly kind: string;
  readonly status: CellStatus;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  readonly conventions?: Readonly<Record<string, JsonValue>>;
  readonly seed?: number | null;
  /** Of an analysis: rows offered to it and used by it, and how many each variable cost; a row that lacks two counts for both. */
  readonly rows?: { readonly total: number; readonly used: number; readonly missing: Readonly<Record<string, number>> };
  readonly tables?: Readonly<Record<string, ReturnType<typeof jsonTable>>>;
  readonly value?: JsonValue;
  readonly error?: ResultsError;
}

/**
 * What was decided in reading a file that the file does not say by itself; `column` is null where it is about all of it. Of a database, `file` is its
 * release, whose files were read when it was built.
 */
export interface ResultsNote {
  readonly file: string;
  readonly column: string | null;
  readonly message: string;
}

export interface ResultsDocument {
  readonly notebook: string;
  readonly database: string | null;
  readonly kernel: string;
  /** Where there are some. */
  readonly notes?: readonly ResultsNote[];
  readonly cells: readonly ResultsCell[];
}

/** How the files of a database were read. */
export function databaseNotes(dictionary: Dictionary | null, lang: Language): readonly ResultsNote[] {
  if (dictionary === null) return [];
  const { database, release, readNotes = [] } = dictionary;
  return readNotes.map((note) => ({ file: `${database}@${release}`, column: null, message: note[lang] }));
}

/**
 * The document of a notebook that has been run. What a person reads in it, messages and notes, is in the notebook's language, English where it
 * names none; codes, names and values are the same in both.
 * @param file name of the notebook's file
 * @param database `NAME@RELEASE`, null without one
 * @param notes how its files were read, in that language
 */
export function resultsDocument(
  file: string,
  database: string | null,
  notebook: Notebook,
  states: readonly CellState[],
  notes: readonly ResultsNote[] = [],
): ResultsDocument {
  const byId = new Map(states.map((state) => [state.id, state]));
  const lang = notebook.settings.language ?? 'en';
  const cells: ResultsCell[] = [];
  for (const cell of notebook.cells) {
    const state = byId.get(cell.id);
    if (state) cells.push(resultsCell(cell, state, lang));
  }
  return { notebook: file, database, kernel: KERNEL_VERSION, ...(notes.length > 0 ? { notes } : {}), cells };
}

function resultsCell(cell: Cell, state: CellState, lang: Language): ResultsCell {
  const status = statusOf(state);
  const head = { name: state.name, kind: state.kind, status };
  if (state.error !== null && status !== 'ok') return { ...head, error: resultsError(state.error, cell, lang) };
  const { outcome } = state;
  if (outcome === null || status === 'cancelled') return head;
  const warnings = outcome.warnings.map(({ code, message }) => ({ code, message: message[lang] }));
  if (outcome.value !== undefined) return { ...head, warnings, value: jsonValue(outcome.value) };
  if (cell.kind === 'chart') return { ...head, warnings };
  const conventions = Object.fromEntries(Object.entries(outcome.conventions).map(([name, value]) => [name, jsonValue(value)]));
  const tables = Object.fromEntries([...outcome.tables].map(([name, table]) => [name, jsonTable(table)]));
  const { rows } = outcome;
  const missing = Object.fromEntries((rows?.missing ?? []).map(({ variable, n }) => [variable, n]));
  const counts = rows === null ? {} : { rows: { total: rows.total, used: rows.used, missing } };
  return { ...head, warnings, conventions, seed: outcome.seed, ...counts, tables };
}

function resultsError(error: CellError, cell: Cell, lang: Language): ResultsError {
  const { code, message, by } = error;
  if (by !== undefined) return { code, message: message[lang], by };
  const place = placeInFile(error, cell);
  return { code, message: message[lang], ...place, ...(error.fixes.length > 0 ? { fixes: error.fixes } : {}) };
}

/** Where an error stands in the file the notebook was read from, from 1; in the cell's body for a cell that was never in a file. */
export function placeInFile(error: CellError, cell: Cell): { readonly line: number; readonly column: number } {
  const { written } = cell;
  const inBody = { line: error.line ?? 1, column: error.column ?? 1 };
  if (written === null) return inBody;
  const isAboutName = error.code.startsWith('name_') || !isCellName(cell.name ?? '');
  if (isAboutName) {
    const at = written.raw.split('\n', 1)[0].indexOf('name=');
    return { line: written.line - 1, column: Math.max(0, at) + 'name='.length + 1 };
  }
  return { line: written.line + inBody.line - 1, column: inBody.column + written.indent };
}
