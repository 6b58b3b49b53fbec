/** What `npm start` runs before the server: progress to standard error, one line of JSON to standard output. */
import { ZodError } from 'zod';
import { settings } from '@/app/_server/settings/environment';
import { CannotStart, prepare } from '@/app/_server/start/prepare';

try {
  const prepared = await prepare(settings(), process.cwd(), (line) => process.stderr.write(`  ${line}\n`));
  process.stdout.write(`${JSON.stringify(prepared)}\n`);
} catch (error) {
  if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`);
  else if (error instanceof ZodError) process.stderr.write(`${error.issues.map((issue) => issue.message).join('; ')}.\n`);
  else throw error;
  process.exitCode = 2;
}
