/** `npm run bench -- cox`. */
import { join } from 'node:path';
import { besideR } from './beside-r/run';

export const run = () => besideR(join(import.meta.dirname, 'trials', 'cox.ts'));
