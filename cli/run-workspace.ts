/** What a run on the command line stands on: native DuckDB, a release if one is asked for, the tables of files, the compilers. */

import type { Compilers, DatabaseFacts } from '@/analysis-kernel/cells/context';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { nameKey } from '@/analysis-kernel/document/names';
import { type FileNote, FileTableError, openNodeEngine } from '@/analysis-kernel/node';
import { EngineError } from '@/analysis-kernel/ports/query-engine';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';
import type { Localised } from '@/cohort-dsl/source/localised';
import { ThreadCodeRunner } from './code-runner';
import { UsageError } from './options';

export interface WorkspaceRequest {
  readonly database: string | null;
  readonly tables: readonly { readonly name: string; readonly file: string }[];
  readonly settings: ReadonlyMap<string, string>;
  progress(line: string): void;
}

export interface Workspace {
  readonly session: NotebookSession;
  /** `NAME@RELEASE`, null without a database. */
  readonly database: string | null;
  readonly title: Localised | null;
  /** Name and version of the engine. */
  readonly engine: string;
  close(): Promise<void>;
}

/**
 * Opens everything a run needs.
 * @throws UsageError for a database that is not there or files that cannot be read.
 */
export async function openWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const release = request.database === null ? null : await (await import('./run-database')).openRelease(request.database, request.progress);
  for (const { name } of request.tables) {
    if (release?.facts.tables.some((table) => nameKey(table) === nameKey(name))) {
      throw new UsageError(`--table ${name}: the database already has a table of that name.`);
    }
  }
  const database: DatabaseFacts = withFileTables(
    release?.facts ?? null,
    request.tables.map((table) => table.name),
  );
  const code = new ThreadCodeRunner();
  const compilers: Compilers = { analysis: registryCompiler, cohort: release?.cohort ?? null, code };
  try {
    const onNote = (note: FileNote) => request.progress(noteLine(note));
    const engine = await openNodeEngine({ ...(release ? { database: release.attachment } : {}), tables: request.tables, onNote });
    const session = new NotebookSession({ engine, compilers, database, settings: request.settings });
    const close = () => session.close();
    return { session, database: release?.label ?? null, title: release?.title ?? null, engine: `${engine.name} ${engine.version}`, close };
  } catch (error) {
    if (error instanceof FileTableError || error instanceof EngineError) throw new UsageError(error.message);
    throw error;
  }
}

function noteLine({ file, column, text }: FileNote): string {
  return `warning: ${file}${column === null ? '' : `, column ${column}`}: ${text.en}`;
}
