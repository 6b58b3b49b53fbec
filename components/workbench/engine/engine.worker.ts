/// <reference lib="webworker" />

import '@/components/shell/no-code-generation';

import { openWasmEngine } from '@/analysis-kernel/browser';
import { analysesElsewhere } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { SandboxCodeRunner } from '../sandbox/sandbox-runner';
import { EngineRoom } from './engine-room';
import { lazyEngine } from './lazy-engine';
import type { EngineEvent, EnginePlaces } from './protocol';
import { serve } from './rpc';

/** The engine's worker: DuckDB, the cohort compiler and the statistics, off the page's thread. */
declare const self: DedicatedWorkerGlobalScope;

let ready: (room: EngineRoom) => void = () => undefined;
let refuse: (error: unknown) => void = () => undefined;
/** Whatever is asked before the release's dictionary has arrived waits for it. */
const room = new Promise<EngineRoom>((resolve, reject) => {
  ready = resolve;
  refuse = reject;
});
room.catch(() => undefined);

const announce = serve<EngineEvent>(self, {
  open: (places: EnginePlaces) =>
    opened(places).then(ready, (error: unknown) => {
      refuse(error);
      throw error;
    }),
  update: (notebook: Parameters<EngineRoom['update']>[0]) => room.then((opened) => opened.update(notebook)),
  run: (ids: readonly string[]) => room.then(({ session }) => session.run(ids)),
  runAll: () => room.then(({ session }) => session.runAll()),
  runStale: (budget: number) => room.then(({ session }) => session.runStale(budget)),
  // Answered once it is heard: a worker deep in a computation hears nothing, and that is how the page knows.
  cancel: (id: string | null) => room.then(({ session }) => void session.cancel(id ?? undefined)),
  restore: (kept: Parameters<EngineRoom['restore']>[0]) => room.then((opened) => opened.restore(kept)),
  attrition: (request: Parameters<EngineRoom['attrition']>[0]) => room.then((opened) => opened.attrition(request)),
  tables: () => room.then((opened) => opened.tables()),
  page: (request: Parameters<EngineRoom['page']>[0]) => room.then((opened) => opened.page(request)),
  summaries: (request: Parameters<EngineRoom['summaries']>[0]) => room.then((opened) => opened.summaries(request)),
  sql: (request: Parameters<EngineRoom['sql']>[0]) => room.then((opened) => opened.sql(request)),
  json: (file: string) => room.then((opened) => opened.json(file)),
});

async function opened(places: EnginePlaces): Promise<EngineRoom> {
  const response = await fetch(places.dictionary);
  if (!response.ok) throw new Error(`the dictionary of ${places.release} could not be read (${response.status})`);
  const { dictionary } = (await response.json()) as ReleaseDocument;
  const engine = lazyEngine(async () => {
    announce({ kind: 'engine', phase: 'starting' });
    try {
      const started = await openWasmEngine({
        worker: new Worker(places.worker),
        wasm: places.wasm,
        release: { name: dictionary.database, url: places.database },
      });
      announce({ kind: 'engine', phase: 'ready' });
      return started;
    } catch (error) {
      announce({ kind: 'engine', phase: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  });
  const analysis = analysesElsewhere(
    registryCompiler,
    () => new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module', name: 'coho-analysis' }),
  );
  const compilers = { analysis, code: new SandboxCodeRunner(places.sandbox) };
  return new EngineRoom(engine, dictionary, compilers, (states) => announce({ kind: 'states', states }));
}
