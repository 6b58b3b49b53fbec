import 'server-only';
import { Live } from '../live/live';
import { tellBy } from '../live-news';
import { readyToRead } from '../notebooks/brought/reading-thread';
import { startChecking } from '../notebooks/check/check-results';
import { store } from '../store';

/**
 * What a process that serves does beside answering: it takes up the kept results that wait for the server's own run, reads notebooks,
 * and holds the rooms of those that are open.
 */
export function startServing(): void {
  startChecking(store());
  tellBy(new Live(store()));
  void readyToRead();
}
