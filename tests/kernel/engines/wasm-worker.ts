/** The worker of DuckDB-WASM in a thread of Node, with the face of a browser's Worker. */
import { createRequire } from 'node:module';
import { Worker as Thread } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/** Where the wasm file lies. */
export const WASM_FILE = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm');

const BOOT = `
const { parentPort, workerData } = require('node:worker_threads');
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
require(workerData);
`;

/** Starts a worker. */
export function startWasmWorker(): Worker {
  const thread = new Thread(BOOT, { eval: true, workerData: require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs') });
  const events = new EventTarget();
  thread.on('message', (data: unknown) => events.dispatchEvent(new MessageEvent('message', { data })));
  thread.on('error', (error) => events.dispatchEvent(Object.assign(new Event('error'), { message: error.message, error })));
  thread.on('exit', () => events.dispatchEvent(new Event('close')));
  return {
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    postMessage: (message: unknown, transfer?: unknown) => thread.postMessage(message, Array.isArray(transfer) ? transfer : []),
    terminate: () => void thread.terminate(),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
  };
}
