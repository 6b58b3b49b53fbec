import { afterEach, describe, expect, it, vi } from 'vitest';
import { lazyEngine } from '@/analysis-kernel/engines/lazy-engine';
import { openWasmEngine } from '@/analysis-kernel/engines/wasm/wasm-engine';
import { EngineLost, Superseded } from '@/analysis-kernel/ports/query-engine';
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

/** A worker that can be kept from hearing anything. */
function startDeafWorker() {
  const worker = startWasmWorker();
  const unheard: (() => void)[] = [];
  let deaf = false;
  return {
    worker: {
      ...worker,
      postMessage: (message: unknown, transfer?: unknown) => {
        const say = () => worker.postMessage(message, transfer as Transferable[]);
        if (deaf) unheard.push(say);
        else say();
      },
    },
    deafen: () => {
      deaf = true;
    },
    hear: () => {
      deaf = false;
      for (const say of unheard.splice(0)) say();
    },
  };
}

describe('a statement of DuckDB-WASM that does not hear that it is called off', () => {
  afterEach(() => void vi.useRealTimers());

  async function calledOff(reason?: Error) {
    const { worker, deafen, hear } = startDeafWorker();
    const engine = await openWasmEngine({ worker, wasm: WASM_FILE });
    let losses = 0;
    engine.onLost(() => {
      losses += 1;
    });
    const abort = new AbortController();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    deafen();
    const statement = engine.query('SELECT count(*) AS n FROM range(100000000) a, range(1000) b', abort.signal).catch((error) => error);
    await Promise.resolve();
    abort.abort(reason);
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    hear();
    return { engine, statement, losses };
  }

  it('ends the engine where a person waits', async () => {
    const { losses, statement } = await calledOff();
    expect(losses).toBe(1);
    expect(await statement).toMatchObject({ name: 'AbortError' });
  });

  it('leaves the engine as it is where nobody waits for the answer', async () => {
    const { engine, losses, statement } = await calledOff(new Superseded());
    expect(losses).toBe(0);
    await engine.query('SELECT 1 AS x');
    expect(await statement).toMatchObject({ name: 'AbortError' });
    await engine.close();
  });
});
