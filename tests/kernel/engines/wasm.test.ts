import { describe, expect, it } from 'vitest';
import { lazyEngine } from '@/analysis-kernel/engines/lazy-engine';
import { openWasmEngine } from '@/analysis-kernel/engines/wasm/wasm-engine';
import { EngineLost } from '@/analysis-kernel/ports/query-engine';
import { engineContract } from './contract';
import { startWasmWorker, WASM_FILE } from './wasm-worker';

engineContract('duckdb-wasm', () => openWasmEngine({ worker: startWasmWorker(), wasm: WASM_FILE, lines: 2 }));

describe('closing DuckDB-WASM', () => {
  it('refuses what was still waiting', async () => {
    const engine = await openWasmEngine({ worker: startWasmWorker(), wasm: WASM_FILE });
    const running = engine.query('SELECT count(*) AS n FROM range(100000000) a, range(1000) b');
    const queued = engine.query('SELECT 1 AS x');
    const settled = Promise.allSettled([running, queued]);
    await engine.close();
    expect((await settled).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    await expect(engine.query('SELECT 1 AS x')).rejects.toThrow(/closed/);
  });
});

describe('a worker of DuckDB-WASM that dies', () => {
  it('is told of, refuses what waited, and another takes its place with the next statement', async () => {
    const workers: Worker[] = [];
    let losses = 0;
    const engine = lazyEngine('duckdb-wasm', 2, () => {
      const worker = startWasmWorker();
      workers.push(worker);
      return openWasmEngine({ worker, wasm: WASM_FILE, lines: 2 });
    });
    engine.onLost(() => {
      losses += 1;
    });
    await engine.execute('CREATE TABLE here AS SELECT 1 AS x');
    const running = engine.query('SELECT count(*) AS n FROM range(100000000) a, range(1000) b');
    workers[0].dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(running).rejects.toBeInstanceOf(EngineLost);
    expect(losses).toBe(1);
    await expect(engine.query('FROM here')).rejects.toMatchObject({ code: 'binder' });
    expect(workers.length).toBe(2);
    await engine.close();
  });
});
