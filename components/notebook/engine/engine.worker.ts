/// <reference lib="webworker" />

import { openWasmEngine } from '@/analysis-kernel/browser';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { SandboxCodeRunner } from '../sandbox/sandbox-runner';
import { EngineRoom } from './engine-room';
import { lazyEngine } from './lazy-engine';
import type { EngineEvent, EnginePlaces } from './protocol';
import { serve } from './rpc';

/** The engine's worker: DuckDB, the cohort compiler and the statistics, off the page's thread. */
declare const self: DedicatedWorkerGlobalScope;

let room: EngineRoom | null = null;

function opened(): EngineRoom {
  if (!room) throw new Error('the engine was asked before it was opened');
  return room;
}

const announce = serve<EngineEvent>(self, {
  open: async (places: EnginePlaces) => {
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
    room = new EngineRoom(engine, dictionary, new SandboxCodeRunner(places.sandbox), (states) => announce({ kind: 'states', states }));
  },
  update: (notebook: Parameters<EngineRoom['update']>[0]) => opened().update(notebook),
  run: (ids: readonly string[]) => opened().session.run(ids),
  runAll: () => opened().session.runAll(),
  runStale: (budget: number) => opened().session.runStale(budget),
  cancel: (id: string | null) => opened().session.cancel(id ?? undefined),
  restore: (kept: Parameters<EngineRoom['restore']>[0]) => opened().restore(kept),
  attrition: (request: Parameters<EngineRoom['attrition']>[0]) => opened().attrition(request),
  tables: () => opened().tables(),
  page: (request: Parameters<EngineRoom['page']>[0]) => opened().page(request),
  sql: (request: Parameters<EngineRoom['sql']>[0]) => opened().sql(request),
  json: (file: string) => opened().json(file),
});
