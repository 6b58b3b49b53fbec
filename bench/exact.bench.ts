/** `npm run bench -- exact`. */
import { join } from 'node:path';
import { besideR } from './beside-r/run';

export const run = () => besideR(join(import.meta.dirname, 'trials', 'exact.ts'));
