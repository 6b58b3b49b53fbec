/** The product for the tests in the browser: built as `npm start` builds it, with an application database of its own. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './places.mjs';

try {
  for (const name of readdirSync(dataDirectory)) if (name.startsWith('application.sqlite')) rmSync(join(dataDirectory, name));
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
process.env.COHO_DATA = dataDirectory;
await import('../../cli/start.mjs');
