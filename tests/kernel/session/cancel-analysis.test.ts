import { Worker as Thread } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { analysesElsewhere } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { type PoolWorker, workerPool } from '@/analysis-kernel/ports/worker-pool';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';

/** The browser's own worker of analyses, in a thread with the face of a browser's worker. */
const BOOT = `
const { parentPort, workerData } = require('node:worker_threads');
globalThis.self = globalThis;
globalThis.postMessage = (answer) => parentPort.postMessage(answer);
globalThis.addEventListener = (_, listener) => parentPort.on('message', (data) => listener({ data }));
require('node:vm').runInThisContext(workerData);
`;

let script: string;
beforeAll(async () => {
  const entryPoints = ['components/workbench/engine/analysis.worker.ts'];
  script = (await build({ entryPoints, bundle: true, write: false, format: 'iife', logLevel: 'error' })).outputFiles[0].text;
});

let started: Thread[];
let ended: Promise<number>[];
/** Called when a worker has been given an analysis. */
let asked: () => void = () => {};
function start(): PoolWorker {
  const thread = new Thread(BOOT, { eval: true, workerData: script });
  started.push(thread);
  return {
    postMessage: (question) => {
      thread.postMessage(question);
      asked();
    },
    listen: ({ message, died }) => {
      thread.on('message', message);
      thread.on('error', (error) => died(error.message));
    },
    terminate: () => void ended.push(thread.terminate()),
  };
}

let session: NotebookSession;
beforeEach(async () => {
  started = [];
  ended = [];
  session = new NotebookSession({
    engine: await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] }),
    compilers: { analysis: analysesElsewhere(registryCompiler, workerPool(start, 1)), cohort: null, code: null },
    database: withFileTables(null, ['lung']),
  });
});
afterEach(async () => {
  await session.close();
  for (const thread of started) await thread.terminate();
});

const notebook = readNotebook(
  // A concordance of half a million rows against random times: minutes of work, were it not called off.
  '```sql name=many\nSELECT i AS id, 1 + hash(i) % 1000003 AS days, hash(i + 1) % 2 AS event, hash(i + 2) % 1000 / 7 AS x, hash(i + 3) % 50 AS centre FROM range(500000) r(i)\n```\n' +
    '```analysis name=long\nmethod: cox\ndata: many\nformula: Surv(days, event) ~ x + factor(centre)\n```\n' +
    '```analysis name=short\nmethod: cox\ndata: lung\nformula: Surv(time, status) ~ age\n```\n' +
    '```analysis name=wrong\nmethod: cox\ndata: lung\nformula: Surv(time, status) ~ agee\n```\n' +
    '```sql name=still\nSELECT count(*) AS n FROM many\n```\n',
);

it('ends a fit when told to: the cell is cancelled, its tables stay, and the next fit runs in a new worker', async () => {
  await session.update(notebook);
  await session.run(['many']);
  const fitting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const run = session.run(['long']);
  await fitting;
  await session.cancel('long');
  await run;
  expect(session.state('long')).toMatchObject({ activity: 'cancelled', outcome: null, error: null });
  await Promise.all(ended);
  expect([started.length, ended.length]).toEqual([1, 1]);
  await session.run(['short', 'wrong', 'still']);
  expect(session.state('many')).toMatchObject({ freshness: 'fresh', materialised: true });
  expect(session.state('still')?.outcome?.tables.get('table')?.rows).toEqual([[500_000]]);
  // From R: coxph(Surv(time, status) ~ age, lung)
  const [term, estimate] = session.state('short')?.outcome?.tables.get('coefficients')?.rows[0] ?? [];
  expect(term).toBe('age');
  expect(estimate).toBeCloseTo(0.01872, 5);
  expect(session.state('wrong')?.error).toMatchObject({ code: 'unknown_column', line: 3 });
  // One more worker for both later fits.
  expect([started.length, ended.length]).toEqual([2, 1]);
});
