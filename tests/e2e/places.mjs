import { join } from 'node:path';

/** Data directory of the server the browser's tests talk to. */
export const dataDirectory = join(import.meta.dirname, '..', '..', 'node_modules', '.coho', 'e2e-data');
