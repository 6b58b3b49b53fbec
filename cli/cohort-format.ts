/** `coho cohort format`: programs in their one layout. */
import { writeFile } from 'node:fs/promises';
import { parse } from '@/cohort-dsl';
import { format } from '@/cohort-dsl/format/format';
import { diagnosticLine, readCohortFiles, unreadableLine } from './cohort-sources';
import type { Command, ExitStatus } from './command';
import { parseArguments, UsageError } from './options';

/** Prints each program formatted, or writes it back with `--write`; one with errors of form is left as it is and reported. */
export const formatCohorts: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { write: 'flag', database: 'text' });
  if (positions.length === 0) throw new UsageError('usage: coho cohort format FILE… [--write]');
  let status: ExitStatus = 0;
  for (const file of await readCohortFiles(positions)) {
    if (file.source === null) {
      terminal.out(unreadableLine(file));
      status = 2;
      continue;
    }
    const { source } = file;
    const errors = parse(source).diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    if (errors.length > 0) {
      for (const error of errors) terminal.out(diagnosticLine(file.file, source, error));
      if (status === 0) status = 1;
      continue;
    }
    const formatted = format(source);
    if (!options.write) terminal.out(formatted.trimEnd());
    else if (formatted !== source) await writeFile(file.file, formatted);
  }
  return status;
};
