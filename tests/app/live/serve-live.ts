/** A process that serves the rooms of the data directory it is told, to be killed by a test: `serve-live.ts PORT`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Live } from '@/app/_server/live/live';
import { store } from '@/app/_server/store';

const live = new Live(store());
const server = createServer((_, response) => response.end());
server.on('upgrade', (request, socket, head) => void live.upgrade(request, socket, head));
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
