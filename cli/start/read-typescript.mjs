/** Lets a thread read TypeScript: what it requires, and what code so read imports when it is needed, which `--import tsx` leaves out in a thread. */
import { register as registerRequire } from 'tsx/cjs/api';
import { register as registerImport } from 'tsx/esm/api';

registerRequire();
registerImport();
