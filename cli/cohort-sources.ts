/** Files with cohort programs, and the database they are about. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isCellName } from '@/analysis-kernel/document/names';
import { type Diagnostic, type Dictionary, type ParamValue, type Program, parse } from '@/cohort-dsl';
import { SourceText } from '@/cohort-dsl/source/source-text';
import { UsageError } from './options';

export interface CohortFile {
  /** As given on the command line. */
  readonly file: string;
  /** Null where the file cannot be read; `unreadable` then says why. */
  readonly source: string | null;
  readonly unreadable: string | null;
  readonly program: Program | null;
  /** The cohort's name, or the file's where the program has none. */
  readonly name: string;
}

/** Reads every file; one that cannot be read does not stop the others. */
export async function readCohortFiles(files: readonly string[]): Promise<readonly CohortFile[]> {
  return Promise.all(files.map(readCohortFile));
}

async function readCohortFile(file: string): Promise<CohortFile> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    const source = text.replaceAll('\r\n', '\n');
    const { program } = parse(source);
    return { file, source, unreadable: null, program, name: program.cohort?.name.text ?? nameOfFile(file) };
  } catch (error) {
    const why =
      error instanceof TypeError
        ? `${file} is not a text in UTF-8.`
        : `${file} cannot be read: there is no such file, or it may not be opened.`;
    return { file, source: null, unreadable: why, program: null, name: nameOfFile(file) };
  }
}

/** The file's name as a name of a cohort: `ckd-study.cohort` is `ckd_study`. */
function nameOfFile(file: string): string {
  const stem = basename(file)
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  if (isCellName(stem)) return stem;
  return isCellName(`_${stem}`) ? `_${stem}` : 'cohort';
}

/** The database that `--database` or the programs name; they must agree. */
export function databaseOf(files: readonly CohortFile[], given: string | undefined): string {
  if (given !== undefined) return given;
  const named = [...new Set(files.flatMap((file) => (file.program?.from ? [file.program.from.text] : [])))];
  if (named.length === 1) return named[0];
  if (named.length === 0) throw new UsageError('No program names its database. Write --database NAME or --database FILE.duckdb.');
  throw new UsageError(`The programs are about different databases: ${named.join(', ')}. Run them apart, or write --database.`);
}

/** The dictionary of a database by name or file. */
export async function dictionaryOf(database: string, progress: (line: string) => void): Promise<Dictionary> {
  return (await (await import('./run-database')).openRelease(database, progress)).dictionary;
}

/** `name=value` of `--set`, each of which some program must declare. */
export function settingsOf(files: readonly CohortFile[], given: readonly string[]): Readonly<Record<string, ParamValue>> {
  const declared = files.flatMap(
    ({ program }) => program?.clauses.flatMap((clause) => (clause.kind === 'param' ? [clause.name.text] : [])) ?? [],
  );
  const settings: Record<string, ParamValue> = {};
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) throw new UsageError(`--set takes name=value, not "${text}".`);
    const written = text.slice(0, at);
    const name = declared.find((own) => own.toLowerCase() === written.toLowerCase());
    if (name === undefined) throw new UsageError(`--set ${written}: no program has a parameter of that name.`);
    if (Object.hasOwn(settings, name)) throw new UsageError(`--set ${written} is given twice.`);
    settings[name] = text.slice(at + 1);
  }
  return settings;
}

/** The settings that one program declares. */
export function settingsFor({ program }: CohortFile, settings: Readonly<Record<string, ParamValue>>): Readonly<Record<string, ParamValue>> {
  const declared = program?.clauses.flatMap((clause) => (clause.kind === 'param' ? [clause.name.text] : [])) ?? [];
  return Object.fromEntries(declared.flatMap((name) => (Object.hasOwn(settings, name) ? [[name, settings[name]] as const] : [])));
}

/** `file:line:column: code: message`, on one line. */
export function diagnosticLine(file: string, source: string, diagnostic: Diagnostic): string {
  const { line, column } = new SourceText(source).position(diagnostic.span.start);
  return `${file}:${line}:${column}: ${diagnostic.code}: ${diagnostic.message.en.replaceAll(/\s+/g, ' ')}`;
}

/** A file that cannot be read, as a line of diagnostics. */
export function unreadableLine({ file, unreadable }: CohortFile): string {
  return `${file}:1:1: unreadable_file: ${unreadable ?? ''}`;
}
