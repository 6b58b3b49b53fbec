import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { EngineClient, UNREACHABLE } from '@/components/workbench/engine/engine-client';
import { serve } from '@/components/workbench/engine/rpc';

const places = { release: 'r@1', databaseUrl: '/r', dictionaryUrl: '/d', lang: 'en' } as unknown as Parameters<EngineClient['open']>[0];

/** The other side of a worker, in this process: what it was asked, in order. */
let asked: string[] = [];
let offered: { name: string; cell: string; columns: object[] }[] = [];
class WorkerHere extends EventTarget {
  private readonly channel = new MessageChannel();
  constructor() {
    super();
    const { port1, port2 } = this.channel;
    const hears = (port: typeof port1) => ({
      postMessage: (message: unknown) => port.postMessage(message),
      addEventListener: (_type: 'message', listener: (event: MessageEvent) => void) =>
        port.on('message', (data) => listener({ data } as MessageEvent)),
    });
    const note = (name: string) => () => void asked.push(name);
    serve(hears(port2), {
      open: note('open'),
      update: note('update'),
      runAll: note('runAll'),
      autorun: note('autorun'),
      tables: () => offered,
    });
    const page = hears(port1);
    this.postMessage = page.postMessage;
    port1.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
  }
  postMessage: (message: unknown) => void;
  terminate() {
    this.channel.port1.close();
  }
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('Worker', WorkerHere);
});
afterEach(() => vi.unstubAllGlobals());

describe('the engine of a notebook', () => {
  it('does what was asked before its worker stood, once it stands', async () => {
    const engine = new EngineClient();
    const early = [engine.update(emptyNotebook()), engine.runAll(null)];
    await engine.open(places);
    await Promise.all(early);
    expect(asked).toEqual(['open', 'update', 'runAll']);
    engine.close();
  });

  it('keeps the columns of a table whose program is in error, until it has others or is gone', async () => {
    const engine = new EngineClient();
    await engine.open(places);
    const columnsOf = async (...columns: object[]) => {
      offered = [{ name: 'people', cell: 'people', columns }];
      return (await engine.tables(null)).map((table) => table.columns);
    };
    expect(await columnsOf()).toEqual([[]]);
    expect(await columnsOf({ name: 'age' })).toEqual([[{ name: 'age' }]]);
    expect(await columnsOf()).toEqual([[{ name: 'age' }]]);
    expect(await columnsOf({ name: 'years' })).toEqual([[{ name: 'years' }]]);
    offered = [];
    expect(await engine.tables(null)).toEqual([]);
    engine.close();
  });

  it.each([
    ['TypeError: Failed to fetch', UNREACHABLE],
    ['NetworkError when attempting to fetch resource.', UNREACHABLE],
    ['the file is damaged', 'the file is damaged'],
  ])('says in words of its own why it could not start: %s', (message, said) => {
    const engine = new EngineClient();
    engine.fail(message);
    expect(engine.snapshot()).toMatchObject({ phase: 'failed', message: said });
  });

  it('is deciding until the autorun of the latest notebook has been answered', async () => {
    const engine = new EngineClient();
    await engine.open(places);
    const first = engine.autorun({ budget: 1000 });
    const later = engine.update(emptyNotebook());
    await Promise.all([first, later]);
    expect(engine.snapshot().deciding).toBe(true);
    await engine.autorun({ budget: 1000 });
    expect(engine.snapshot().deciding).toBe(false);
    engine.close();
  });

  it('refuses what is asked of a notebook that was closed', async () => {
    const engine = new EngineClient();
    const early = engine.runAll(null);
    engine.close();
    await expect(early).rejects.toThrow('not running');
    expect(asked).toEqual([]);
  });
});
