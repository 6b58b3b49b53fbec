/** `coho cohort run`: programs as the cohort cells of one notebook. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { nameKey } from '@/analysis-kernel/document/names';
import { emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { csvField } from '@/analysis-kernel/results/spreadsheet-text';
import { type ResultsCell, type ResultsDocument, resultsDocument } from '@/analysis-kernel/session/results-document';
import { type CellState, statusOf } from '@/analysis-kernel/session/state';
import { type CohortFile, databaseOf, readCohortFiles, settingsOf, unreadableLine } from './cohort-sources';
import type { Command, Terminal } from './command';
import { parseArguments, UsageError } from './options';

const USAGE = 'usage: coho cohort run FILE… [--database NAME|FILE.duckdb] [--set param=value]… [--out rows.csv] [--json out.json]';

export const runCohorts: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { database: 'text', set: 'list', param: 'list', out: 'text', json: 'text' });
  if (positions.length === 0) throw new UsageError(USAGE);
  const files = await readCohortFiles(positions);
  const readable = files.filter((file) => file.source !== null);
  if (readable.length === 0) {
    for (const file of files) terminal.out(unreadableLine(file));
    return 2;
  }
  const settings = settingsOf(files, [...options.set, ...options.param]);
  const { openWorkspace } = await import('./run-workspace');
  const { host, database } = await openWorkspace({
    database: databaseOf(readable, options.database),
    tables: [],
    settings: new Map(Object.entries(settings).map(([name, value]) => [nameKey(name), String(value)])),
    progress: (line) => terminal.progress(line),
  });
  const interrupt = () => void host.cancel(null);
  process.once('SIGINT', interrupt);
  try {
    const notebook = notebookOf(readable);
    await host.update(notebook);
    await host.runAll(null);
    const states = host.states();
    if (options.json !== undefined) await write(options.json, `${JSON.stringify(documentOf(files, database, notebook, states))}\n`);
    if (options.out !== undefined) await write(options.out, rowsCsv(states));
    if (options.json === undefined) summarise(files, states, terminal);
    if (readable.length < files.length) return 2;
    return states.every((state) => statusOf(state) === 'ok') ? 0 : 1;
  } finally {
    process.removeListener('SIGINT', interrupt);
    await host.close();
  }
};

function notebookOf(files: readonly CohortFile[]): Notebook {
  const cells = files.map(({ name, source }, place) => newCell(String(place), { kind: 'cohort', name, body: source ?? '' }));
  return { ...emptyNotebook(), cells };
}

/** A cell a file in the order given; one that could not be read is in error. */
function documentOf(
  files: readonly CohortFile[],
  database: string | null,
  notebook: Notebook,
  states: readonly CellState[],
): ResultsDocument {
  const name = files.map(({ file }) => basename(file)).join(', ');
  const document = resultsDocument(name, database, notebook, states);
  const ran = [...document.cells];
  const cells = files.flatMap((file): readonly ResultsCell[] => {
    if (file.source !== null) return ran.splice(0, 1);
    return [
      {
        name: file.name,
        kind: 'cohort',
        status: 'error',
        error: { code: 'unreadable_file', message: file.unreadable ?? '', line: 1, column: 1 },
      },
    ];
  });
  return { ...document, cells };
}

function summarise(files: readonly CohortFile[], states: readonly CellState[], terminal: Terminal): void {
  let place = 0;
  for (const file of files) {
    if (file.source === null) {
      terminal.out(unreadableLine(file));
      continue;
    }
    const state = states[place];
    place += 1;
    if (state.error !== null) {
      terminal.out(`${file.file}:${state.error.line ?? 1}:${state.error.column ?? 1}: ${state.error.code}: ${state.error.message.en}`);
      continue;
    }
    const warnings = state.outcome?.warnings.map(({ message }) => `; warning: ${message.en}`).join('') ?? '';
    const rows = state.outcome?.tables.get('table')?.rows.length ?? 0;
    terminal.out(`cohort ${state.name}: ${statusOf(state)}, ${rows} ${rows === 1 ? 'row' : 'rows'}${warnings}`);
  }
}

/** The entries of every cohort that ran: `cohort, subject_id, start_date, end_date`. */
function rowsCsv(states: readonly CellState[]): string {
  const lines = ['cohort,subject_id,start_date,end_date'];
  for (const state of states) {
    const table = state.outcome?.tables.get('table');
    if (state.error === null && table) lines.push(...entriesOf(state.name, table));
  }
  return `${lines.join('\n')}\n`;
}

function entriesOf(cohort: string, table: ResultTable): readonly string[] {
  const [start, end] = ['index_date', 'exit_date'].map((name) => table.columns.indexOf(name));
  return table.rows.map((row) => [cohort, row[0], row[start], row[end]].map(csvField).join(','));
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new UsageError(`${file} cannot be written.`);
  }
}
