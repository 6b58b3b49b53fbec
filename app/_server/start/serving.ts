import 'server-only';
import { startChecking } from '../notebooks/check/check-results';
import { store } from '../store';

/** What a process that serves does beside answering: it takes up the kept results that wait for the server's own run. */
export function startServing(): void {
  startChecking(store());
}
