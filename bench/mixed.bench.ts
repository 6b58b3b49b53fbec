/** `npm run bench -- mixed`. */
import { join } from 'node:path';
import { besideR } from './beside-r/run';

export const run = () => besideR(join(import.meta.dirname, 'trials', 'mixed.ts'));
