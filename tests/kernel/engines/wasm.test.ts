import { describe, expect, it } from 'vitest';
import { openWasmEngine } from '@/analysis-kernel/engines/wasm/wasm-engine';
import { engineContract } from './contract';
import { startWasmWorker, WASM_FILE } from './wasm-worker';

engineContract('duckdb-wasm', () => openWasmEngine({ worker: startWasmWorker(), wasm: WASM_FILE }));

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
