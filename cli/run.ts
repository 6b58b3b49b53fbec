/** `coho run`: a notebook from its first cell to its last, without a browser. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { strayKind } from '@/analysis-kernel/document/fences';
import { FrontMatterError } from '@/analysis-kernel/document/front-matter';
import { isCellName, nameKey } from '@/analysis-kernel/document/names';
import { CELL_KINDS, type Notebook } from '@/analysis-kernel/document/notebook';
import { NotebookTooLargeError, readNotebook } from '@/analysis-kernel/document/read-notebook';
import { placeInFile, resultsDocument } from '@/analysis-kernel/session/results-document';
import { type CellState, statusOf } from '@/analysis-kernel/session/state';
import type { Command, Terminal } from './command';
import { parseArguments, UsageError } from './options';

const USAGE =
  'usage: coho run NOTEBOOK.md [--database NAME|FILE.duckdb] [--table name=file]… [--set input=value]… [--json FILE|-] [--html FILE]';

export const run: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { database: 'text', table: 'list', set: 'list', json: 'text', html: 'text' });
  if (positions.length !== 1) throw new UsageError(positions.length === 0 ? USAGE : `run takes one notebook; ${USAGE}`);
  const file = positions[0];
  const tables = pairs(options.table, 'table', 'name=file');
  const settings = new Map(pairs(options.set, 'set', 'input=value').map(({ name, value }) => [name, value]));
  const notebook = await readFileOf(file);
  tellStrayBlocks(file, notebook, terminal);
  const { notesSaid, openWorkspace } = await import('./run-workspace');
  const workspace = await openWorkspace({
    database: options.database ?? notebook.settings.database,
    tables: tables.map(({ name, value }) => ({ name, file: value })),
    settings,
    progress: (line) => terminal.progress(line),
  });
  const { host, database } = workspace;
  const interrupt = () => void host.cancel(null);
  process.once('SIGINT', interrupt);
  try {
    await host.update(notebook);
    refuseUnknownSettings(settings, host.inputs());
    await host.runAll(null);
    const states = host.states();
    if (options.json !== undefined) {
      const notes = notesSaid(workspace, notebook.settings.language ?? 'en');
      const json = JSON.stringify(resultsDocument(basename(file), database, notebook, states, notes));
      if (options.json === '-') terminal.out(json);
      else await write(options.json, `${json}\n`);
    }
    if (options.html !== undefined) {
      const { runReport } = await import('./run-report');
      await write(options.html, await runReport({ notebook, file: basename(file), states, workspace }));
    }
    if (options.json === undefined && options.html === undefined) summarise(file, notebook, states, terminal);
    else for (const state of states) if (state.error !== null) terminal.progress(failureText(file, notebook, state));
    return states.every((state) => statusOf(state) === 'ok') ? 0 : 1;
  } finally {
    process.removeListener('SIGINT', interrupt);
    await host.close();
  }
};

async function readFileOf(file: string): Promise<Notebook> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    throw new UsageError(
      error instanceof TypeError
        ? `${file} is not a text in UTF-8.`
        : `${file} cannot be read: there is no such file, or it may not be opened.`,
    );
  }
  try {
    return readNotebook(text);
  } catch (error) {
    if (error instanceof NotebookTooLargeError) throw new UsageError(`${file}:1:1: notebook_too_large: ${error.message}`);
    if (!(error instanceof FrontMatterError)) throw error;
    throw new UsageError(`${file}:${error.line}:1: front_matter: ${error.message}`);
  }
}

/** A misspelt kind makes a cell a piece of text: right by the format, and hardly what was meant. */
function tellStrayBlocks(file: string, notebook: Notebook, terminal: Terminal): void {
  for (const { kind, body, written } of notebook.cells) {
    if (kind !== 'text' || written === null) continue;
    for (const [at, line] of body.split('\n').entries()) {
      const word = strayKind(line);
      const kinds = CELL_KINDS.filter((known) => known !== 'text').join(', ');
      if (word !== null) terminal.progress(`${file}:${written.line + at}: "${word}" is no kind of cell (${kinds}); the block stays text.`);
    }
  }
}

function pairs(given: readonly string[], option: string, form: string): readonly { readonly name: string; readonly value: string }[] {
  const seen = new Set<string>();
  return given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) throw new UsageError(`--${option} takes ${form}, not "${text}".`);
    const name = text.slice(0, at);
    if (!isCellName(name)) throw new UsageError(`--${option} ${text}: "${name}" is no name; a name is letters, digits and underscores.`);
    if (seen.has(nameKey(name))) throw new UsageError(`--${option} ${name} is given twice.`);
    seen.add(nameKey(name));
    return { name, value: text.slice(at + 1) };
  });
}

/** A value nobody asks for is a slip of the pen, and the run would not be the one meant. */
function refuseUnknownSettings(settings: ReadonlyMap<string, string>, known: ReadonlySet<string>): void {
  for (const name of settings.keys()) {
    if (!known.has(nameKey(name))) throw new UsageError(`--set ${name}: the notebook has no input of that name.`);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new UsageError(`${file} cannot be written.`);
  }
}

function summarise(file: string, notebook: Notebook, states: readonly CellState[], terminal: Terminal): void {
  for (const state of states) {
    if (state.error !== null) {
      terminal.out(failureText(file, notebook, state));
    } else {
      const warnings = state.outcome?.warnings.map(({ message }) => `; warning: ${message.en}`).join('') ?? '';
      terminal.out(`${state.kind} ${state.name}: ${statusOf(state)}${resultText(state)}${warnings}`);
    }
  }
}

/** What is wrong with a cell, and where in the file. */
function failureText(file: string, notebook: Notebook, state: CellState): string {
  const cell = notebook.cells.find(({ id }) => id === state.id);
  const { line, column } = state.error !== null && cell ? placeInFile(state.error, cell) : { line: 1, column: 1 };
  return `${file}:${line}:${column}: ${state.kind} ${state.name}: ${statusOf(state)}: ${state.error?.message.en}`;
}

function resultText({ outcome }: CellState): string {
  if (outcome === null) return '';
  if (outcome.value !== undefined) return `, ${outcome.value === null ? 'no value' : outcome.value}`;
  if (outcome.sentence) return `, ${outcome.sentence.en}`;
  const sizes = [...outcome.totals].map(([table, rows]) => `${table} ${rows} ${rows === 1 ? 'row' : 'rows'}`);
  return sizes.length > 0 ? `, ${sizes.join(', ')}` : '';
}
