/** `coho cohort check` and `coho cohort sql`: programs compiled against a database's dictionary. */

import { type Compiled, cohortsRead, compile, type Dictionary } from '@/cohort-dsl';
import { diagnose } from '@/cohort-dsl/diagnostics/diagnostic';
import { explain, stepTexts } from '@/cohort-dsl/explain/explain';
import { attritionLabels } from '@/cohort-dsl/sql/attrition';
import { dialectNames, printCohort } from '@/cohort-dsl/sql/print-cohort';
import { cohortNames } from '@/cohort-dsl/types/syntax-walk';
import {
  type CohortFile,
  databaseOf,
  diagnosticLine,
  dictionaryOf,
  readCohortFiles,
  settingsFor,
  settingsOf,
  unreadableLine,
} from './cohort-sources';
import type { Command, ExitStatus, Terminal } from './command';
import { parseArguments, UsageError } from './options';

interface CompiledFile {
  readonly file: CohortFile;
  /** Null where the file cannot be read. */
  readonly compiled: Compiled | null;
  readonly dictionary: Dictionary | null;
}

async function compileFiles(
  positions: readonly string[],
  options: { readonly database: string | undefined; readonly set: readonly string[]; readonly param: readonly string[] },
  terminal: Terminal,
): Promise<readonly CompiledFile[]> {
  const files = await readCohortFiles(positions);
  if (files.every((file) => file.source === null)) return files.map((file) => ({ file, compiled: null, dictionary: null }));
  const dictionary = await dictionaryOf(databaseOf(files, options.database), terminal.progress);
  const settings = settingsOf(files, [...options.set, ...options.param]);
  return files.map((file) => {
    const cohorts = files.map((other) => other.name);
    const options = { dictionary, name: file.name, params: settingsFor(file, settings), cohorts };
    return { file, compiled: file.source === null ? null : withoutCircle(compile(file.source, options), file, files), dictionary };
  });
}

/** The program without its plan where it closes a circle of cohorts that read one another: said at the name, in the last program of the circle. */
function withoutCircle(compiled: Compiled, file: CohortFile, files: readonly CohortFile[]): Compiled {
  const above = new Map(files.slice(0, files.indexOf(file)).map(({ name, program }) => [name, program ? cohortsRead(program) : []]));
  const leadsBack = (name: string): boolean => {
    const [seen, open] = [new Set<string>(), [name]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(above.get(next) ?? []));
    }
    return seen.has(file.name);
  };
  const names = cohortNames(compiled.program).filter(({ text }) => text !== file.name && leadsBack(text));
  if (names.length === 0) return compiled;
  const circles = names.map(({ span }) => diagnose('error', 'type-cohort-self', { name: file.name }, span));
  return { ...compiled, diagnostics: [...compiled.diagnostics, ...circles], plan: null };
}

/** 2 for a file that cannot be read, 1 for a program in error. */
function statusOf(files: readonly CompiledFile[]): ExitStatus {
  if (files.some(({ compiled }) => compiled === null)) return 2;
  return files.every(({ compiled }) => compiled?.plan) ? 0 : 1;
}

function report({ file, compiled }: CompiledFile, terminal: Terminal): void {
  if (file.source === null || compiled === null) {
    terminal.out(unreadableLine(file));
    return;
  }
  for (const diagnostic of compiled.diagnostics) terminal.out(diagnosticLine(file.file, file.source, diagnostic));
}

/** Prints every diagnostic; 1 when one is an error. */
export const checkCohorts: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { database: 'text', set: 'list', param: 'list' });
  if (positions.length === 0) throw new UsageError('usage: coho cohort check FILE… [--database NAME|FILE.duckdb] [--set param=value]…');
  const files = await compileFiles(positions, options, terminal);
  for (const file of files) report(file, terminal);
  return statusOf(files);
};

/** Prints each program as a script that makes its tables. */
export const printCohorts: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { database: 'text', set: 'list', param: 'list', dialect: 'text' });
  if (positions.length === 0)
    throw new UsageError('usage: coho cohort sql FILE… [--database NAME|FILE.duckdb] [--dialect duckdb|trino] [--set param=value]…');
  const dialect = dialectNames.find((name) => name === (options.dialect ?? 'duckdb'));
  if (!dialect) throw new UsageError(`There is no dialect "${options.dialect}"; there are ${dialectNames.join(' and ')}.`);
  const files = await compileFiles(positions, options, terminal);
  for (const each of files) {
    const plan = each.compiled?.plan;
    if (!plan || each.dictionary === null) {
      report(each, terminal);
      continue;
    }
    const labels = attritionLabels(plan, 'en', stepTexts(plan, each.dictionary, 'en'));
    terminal.out(printCohort(plan, { name: each.file.name, dialect, labels }).script.trimEnd());
  }
  return statusOf(files);
};

/** Prints each program in words. */
export const explainCohorts: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { database: 'text', set: 'list', param: 'list', lang: 'text' });
  if (positions.length === 0)
    throw new UsageError('usage: coho cohort explain FILE… [--database NAME|FILE.duckdb] [--lang en|zh] [--set param=value]…');
  const lang = options.lang ?? 'en';
  if (lang !== 'en' && lang !== 'zh') throw new UsageError(`There is no language "${lang}"; there are en and zh.`);
  const files = await compileFiles(positions, options, terminal);
  for (const each of files) {
    const plan = each.compiled?.plan;
    if (!plan || each.dictionary === null) report(each, terminal);
    else terminal.out(explain(plan, each.dictionary, lang).text);
  }
  return statusOf(files);
};
