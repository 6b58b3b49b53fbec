/** What a run on the command line stands on: native DuckDB, a release if one is asked for, the tables of files, the compilers. */
import { basename } from 'node:path';
import { analysesElsewhere } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { nameKey } from '@/analysis-kernel/document/names';
import type { OpenNote } from '@/analysis-kernel/frame/column';
import type { NotebookHost } from '@/analysis-kernel/host/contract';
import { openHost } from '@/analysis-kernel/host/open-host';
import { type FileNote, FileTableError, openNodeEngine } from '@/analysis-kernel/node';
import { EngineError } from '@/analysis-kernel/ports/query-engine';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import type { FileNotes } from '@/analysis-kernel/session/database-facts';
import { databaseNotes, type ResultsNote } from '@/analysis-kernel/session/results-document';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { ThreadCodeRunner } from './code-runner';
import { UsageError } from './options';
import { runProgress } from './run-progress';
import { threadsOf } from './thread-worker';

export interface WorkspaceRequest {
  readonly database: string | null;
  readonly tables: readonly { readonly name: string; readonly file: string }[];
  readonly settings: ReadonlyMap<string, string>;
  progress(line: string): void;
}

export interface Workspace {
  readonly host: NotebookHost;
  /** `NAME@RELEASE`, null without a database. */
  readonly database: string | null;
  readonly title: Localised | null;
  /** Name and version of the engine. */
  readonly engine: string;
  readonly dictionary: Dictionary | null;
  /** What was decided in reading the files given beside it. */
  readonly notes: readonly FileNote[];
}

/**
 * Opens everything a run needs; closed with the host.
 * @throws UsageError for a database that is not there or files that cannot be read.
 */
export async function openWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const release = request.database === null ? null : await (await import('./run-database')).openRelease(request.database, request.progress);
  for (const { name } of request.tables) {
    if (release?.dictionary.tables.some((table) => nameKey(table.name) === nameKey(name))) {
      throw new UsageError(`--table ${name}: the database already has a table of that name.`);
    }
  }
  try {
    const notes: FileNote[] = [];
    const onNote = (note: FileNote) => {
      notes.push(note);
      request.progress(noteLine(note));
    };
    const engine = await openNodeEngine({ ...(release ? { database: release.attachment } : {}), tables: request.tables, onNote });
    const host = openHost(
      {
        engine,
        dictionary: release?.dictionary ?? null,
        code: new ThreadCodeRunner(),
        analysis: analysesElsewhere(registryCompiler, workerPool(threadsOf(new URL('./analysis-thread.ts', import.meta.url)), 1)),
        tables: request.tables.map(({ name }) => name),
        fileNotes: openNotes(request.tables, notes),
        settings: request.settings,
      },
      { states: runProgress(request.progress) },
    );
    const { label: database = null, title = null, dictionary = null } = release ?? {};
    return { host, database, title, dictionary, engine: `${engine.name} ${engine.version}`, notes };
  } catch (error) {
    if (error instanceof FileTableError || error instanceof EngineError) throw new UsageError(error.message);
    throw error;
  }
}

/** The notes in one language, under the files' names alone: results do not depend on where the files lie. */
export function notesSaid({ dictionary, notes }: Workspace, lang: Language): readonly ResultsNote[] {
  const own = notes.map(({ file, column, text }) => ({ file: basename(file), column, message: text[lang] }));
  return [...databaseNotes(dictionary, lang), ...own];
}

/** What is open in the columns of each table. */
function openNotes(tables: WorkspaceRequest['tables'], notes: readonly FileNote[]): FileNotes {
  const open = notes.filter(({ text }) => text.open);
  return new Map(
    tables.map(({ name, file }) => {
      const own = open.filter((note) => note.file === file);
      return [name, new Map(own.flatMap(({ column, text }) => (column === null ? [] : [[column, noteOf(text)]])))];
    }),
  );
}

function noteOf({ en, zh, numbers }: FileNote['text']): OpenNote {
  return { en, zh, ...(numbers === undefined ? {} : { numbers }) };
}

function noteLine({ file, column, text }: FileNote): string {
  return `warning: ${file}${column === null ? '' : `, column ${column}`}: ${text.en}`;
}
