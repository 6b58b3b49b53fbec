/** The product for the tests in the browser: built as `npm start` builds it, with an application database of its own. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const data = join(import.meta.dirname, '..', '..', 'node_modules', '.coho', 'e2e-data');
try {
  for (const name of readdirSync(data)) if (name.startsWith('application.sqlite')) rmSync(join(data, name));
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
process.env.COHO_DATA = data;
await import('../../cli/start.mjs');
