import 'server-only';
import { readyToRead } from '../notebooks/brought/reading-thread';
import { startChecking } from '../notebooks/check/check-results';
import { store } from '../store';

/** What a process that serves does beside answering: it takes up the kept results that wait for the server's own run, and reads notebooks. */
export function startServing(): void {
  startChecking(store());
  void readyToRead();
}
