/// <reference lib="webworker" />

import '@/components/shell/no-code-generation';

import { lazyEngine, openWasmEngine } from '@/analysis-kernel/browser';
import { analysesElsewhere } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import type { HostCalls, NotebookHost } from '@/analysis-kernel/host/contract';
import { openHost } from '@/analysis-kernel/host/open-host';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { SandboxCodeRunner } from '../sandbox/sandbox-runner';
import { browserWorker } from './browser-worker';
import { holdLifeline } from './lifeline';
import type { EngineCalls, EngineEvent, EngineUrls } from './protocol';
import { serve } from './rpc';

/** The engine's worker: DuckDB, the cohort compiler and the statistics, off the page's thread. */
declare const self: DedicatedWorkerGlobalScope;

/** Rows of a table that travel to the page with a result; the rest are read as one scrolls. */
const FIRST_ROWS = 200;
/** Cells that run beside each other, and one line for what the page asks between them. */
const LINES = 4;
/** Analyses computed beside each other. */
const ANALYSES = 2;

let ready: (host: NotebookHost) => void = () => undefined;
let refuse: (error: unknown) => void = () => undefined;
/** Whatever is asked before the release's dictionary has arrived waits for it. */
const host = new Promise<NotebookHost>((resolve, reject) => {
  ready = resolve;
  refuse = reject;
});
host.catch(() => undefined);

const calls: EngineCalls = {
  open: (urls) =>
    opened(urls).then(ready, (error: unknown) => {
      refuse(error);
      throw error;
    }),
  update: onHost('update'),
  run: onHost('run'),
  runAll: onHost('runAll'),
  autorun: onHost('autorun'),
  // Answered once it is heard: a worker deep in a computation hears nothing, and that is how the page knows.
  cancel: (id) => host.then((opened) => void opened.cancel(id)),
  restore: onHost('restore'),
  forget: onHost('forget'),
  rest: onHost('rest'),
  counts: onHost('counts'),
  tables: onHost('tables'),
  page: onHost('page'),
  summaries: onHost('summaries'),
  sql: onHost('sql'),
  results: onHost('results'),
};
const announce = serve<EngineEvent>(self, calls);
holdLifeline(self);

function onHost<Name extends keyof HostCalls>(name: Name): HostCalls[Name] {
  return (async (argument: never) => ((await host)[name] as (argument: never) => unknown)(argument)) as HostCalls[Name];
}

async function opened(urls: EngineUrls): Promise<NotebookHost> {
  const response = await fetch(urls.dictionary);
  if (!response.ok) throw new Error(`the dictionary of ${urls.release} could not be read (${response.status})`);
  const { dictionary } = (await response.json()) as ReleaseDocument;
  const engine = lazyEngine('duckdb-wasm', LINES, async () => {
    announce({ kind: 'engine', start: { phase: 'starting', total: 0 } });
    try {
      const started = await openWasmEngine({
        worker: new Worker(urls.worker),
        wasm: urls.wasm,
        release: { name: dictionary.database, url: urls.database },
        lines: LINES,
        onSize: (total) => announce({ kind: 'engine', start: { phase: 'starting', total } }),
      });
      announce({ kind: 'engine', start: { phase: 'ready' } });
      return started;
    } catch (error) {
      announce({ kind: 'engine', start: { phase: 'failed', message: error instanceof Error ? error.message : String(error) } });
      throw error;
    }
  });
  const startWorker = () =>
    browserWorker(new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module', name: 'coho-analysis' }));
  const analysis = analysesElsewhere(registryCompiler, workerPool(startWorker, ANALYSES));
  return openHost(
    { engine, dictionary, analysis, code: new SandboxCodeRunner(urls.sandbox), rowLimit: FIRST_ROWS },
    {
      states: (states) => announce({ kind: 'states', states }),
      kept: (cells) => announce({ kind: 'kept', cells }),
      lost: () => announce({ kind: 'lost' }),
    },
  );
}
