/** What `npm start` runs before the server: progress to standard error, one line of JSON to standard output. */
import { ZodError } from 'zod';
import { CannotStart } from '@/app/_server/cannot-start';
import { settings } from '@/app/_server/settings/environment';
import { prepare } from '@/app/_server/start/prepare';
import { storeFault } from '@/app/_server/start/store-fault';

try {
  answer(await prepare(settings(), (line) => process.stderr.write(`${line}\n`)));
} catch (error) {
  const refused = sentenceFor(error);
  if (refused === null) throw error;
  answer({ refused });
}

function answer(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What the person who starts Coho has to mend, or null where it is a fault of ours. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof ZodError) return `${error.issues.map((issue) => issue.message).join('; ')}.`;
  const said = error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : '';
  if (/ENOSPC|SQLITE_FULL|no space left|disk is full|could not write/iu.test(said)) {
    return `The disk that holds ${settings().dataDirectory} is full; make room there, or set COHO_DATA to a folder on another disk.`;
  }
  return storeFault(error, settings().dataDirectory);
}
