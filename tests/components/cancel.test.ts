import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CellState } from '@/analysis-kernel/session/state';
import { EngineClient } from '@/components/workbench/engine/engine-client';
import { type Offer, serve } from '@/components/workbench/engine/rpc';
import { RememberedEnds } from '@/components/workbench/remembered-ends';
import { NotebookStore } from '@/components/workbench/store/notebook-store';
import { WorkbenchController } from '@/components/workbench/workbench-controller';

const places = { release: 'r@1' } as unknown as Parameters<EngineClient['open']>[0];
const sql = { id: 'a', kind: 'sql', name: 'a', body: 'SELECT 1 AS n', position: '1', version: 1 } as const;

/** Workers opened so far; of each what it was asked, and whether it hears a cancellation. */
let workers: {
  readonly asked: string[];
  readonly restored: unknown[];
  readonly ran: unknown[];
  ended: boolean;
  announce: (event: unknown) => void;
  die: () => void;
}[] = [];
let deaf = false;

class WorkerHere extends EventTarget {
  private readonly channel = new MessageChannel();
  private readonly log = {
    asked: [] as string[],
    restored: [] as unknown[],
    ended: false,
    ran: [] as unknown[],
    announce: ((_event) => undefined) as (event: unknown) => void,
    die: () => void this.dispatchEvent(new Event('error')),
  };
  constructor() {
    super();
    const { port1, port2 } = this.channel;
    const note = (name: string) => () => void this.log.asked.push(name);
    const offer: Offer = {
      open: note('open'),
      update: note('update'),
      // A run that never ends by itself.
      run: (ids: never) => {
        this.log.asked.push('run');
        this.log.ran.push(ids);
        return new Promise(() => undefined);
      },
      cancel: () => {
        this.log.asked.push('cancel');
        return deaf ? new Promise(() => undefined) : undefined;
      },
      forget: note('forget'),
      rest: note('rest'),
      restore: (kept: never) => {
        this.log.restored.push(kept);
        return [];
      },
    };
    this.log.announce = serve(
      {
        postMessage: (message) => port2.postMessage(message),
        addEventListener: (_type, listener) => port2.on('message', (data) => listener({ data } as MessageEvent)),
      },
      offer,
    );
    port1.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
    workers.push(this.log);
  }
  postMessage(message: unknown) {
    this.channel.port1.postMessage(message);
  }
  terminate() {
    this.log.ended = true;
    this.channel.port1.close();
  }
}

function controllerHere(ends = new RememberedEnds(null)): WorkbenchController {
  const store = new NotebookStore(
    { title: 'N', release: 'r@1', cells: [sql], version: 0, reader: 'me' },
    {
      save: async () => ({ version: 1, done: [], conflicts: [] }),
      drafts: { take: async () => ({ entries: [], cells: [] }), write: async () => undefined },
      newId: () => 'operation',
      later: () => () => undefined,
    },
  );
  return new WorkbenchController(
    store,
    new EngineClient(),
    {
      readNotebook: () => Promise.reject(new Error('not asked here')),
      readKept: async () => [],
      keep: async () => undefined,
      withdraw: async () => undefined,
      closeDrafts: () => undefined,
      beginRun: async () => 1,
      recordRun: async () => undefined,
      newId: () => 'new',
      // Patience ends at once, after the messages under way.
      later: (work, milliseconds) => {
        if (milliseconds < 1000) setImmediate(() => setImmediate(() => setImmediate(work)));
        return () => undefined;
      },
    },
    true,
    ends,
  );
}

const fresh = {
  id: 'a',
  kind: 'sql',
  name: 'a',
  key: 'k',
  freshness: 'fresh',
  activity: 'running',
  error: null,
  outcome: {
    tables: new Map([['table', { columns: ['n'], types: ['integer'], rows: [[1]] }]]),
    totals: new Map([['table', 1]]),
    stored: new Map(),
  },
} as unknown as CellState;

beforeEach(() => {
  workers = [];
  deaf = false;
  vi.stubGlobal('Worker', WorkerHere);
});
afterEach(() => vi.unstubAllGlobals());

describe('cancelling', () => {
  it('leaves a worker alone that hears it', async () => {
    const controller = controllerHere();
    await controller.start(places);
    await controller.cancel(null);
    expect(workers).toHaveLength(1);
    expect(workers[0]).toMatchObject({ ended: false });
    controller.close();
  });

  it('is remembered for the next opening, which leaves the cell to a hand until it has a result', async () => {
    const kept = new Map<string, string>();
    const place = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
    const opened = async () => {
      const controller = controllerHere(new RememberedEnds(place));
      await controller.start(places);
      return controller;
    };
    const tell = (at: number, change: object) => workers[at].announce({ kind: 'states', states: [{ ...fresh, ...change }] });
    const first = await opened();
    expect(workers[0].asked).not.toContain('rest');
    tell(0, { activity: 'cancelled', freshness: 'never', outcome: null });
    await vi.waitFor(() => expect(new RememberedEnds(place).all()).toEqual([['k', 'cancelled']]));
    first.close();
    const second = await opened();
    expect(workers[1].asked).toEqual(['open', 'update', 'rest']);
    tell(1, { activity: 'failed', freshness: 'fresh', outcome: null, error: { code: 'out_of_memory' } });
    await vi.waitFor(() => expect(new RememberedEnds(place).all()).toEqual([['k', 'out_of_memory']]));
    tell(1, { activity: 'idle' });
    await vi.waitFor(() => expect(new RememberedEnds(place).all()).toEqual([]));
    second.close();
  });

  it('ends a worker that hears nothing, opens another with the same notebook, and shows again what was up to date', async () => {
    deaf = true;
    const controller = controllerHere();
    await controller.start(places);
    workers[0].announce({ kind: 'states', states: [fresh] });
    const running = controller.run(['a']);
    await vi.waitFor(() => expect(workers[0].asked).toContain('run'));
    await vi.waitFor(() => expect(controller.engine.snapshot().cells.get('a')?.outcome).toBeTruthy());
    await controller.cancel('a');
    // The run that was called off resolves, and is no fault.
    await running;
    expect(workers[0].ended).toBe(true);
    // The new worker is told which cell was called off, so that it does not run it by itself.
    await vi.waitFor(() => expect(workers[1].asked).toEqual(['open', 'update', 'cancel']));
    expect(workers[1].restored).toEqual([[['k', expect.objectContaining({ totals: [['table', 1]] })]]]);
    expect(controller.engine.snapshot().cells.get('a')?.activity).toBe('cancelled');
    controller.close();
  });
});

describe('a worker that died', () => {
  it('leaves what was up to date as it was shown, though rows of it went with the worker, and runs again what was not', async () => {
    const controller = controllerHere();
    await controller.start(places);
    const long = { ...fresh, outcome: { ...fresh.outcome, totals: new Map([['table', 5000]]) } };
    const stale = { ...fresh, id: 'b', name: 'b', key: 'l', freshness: 'stale_code' };
    workers[0].announce({ kind: 'states', states: [long, stale] });
    await vi.waitFor(() => expect(controller.engine.snapshot().cells.get('b')).toBeDefined());
    workers[0].die();
    await vi.waitFor(() => expect(workers[1]?.asked).toContain('run'));
    expect(workers[1].restored).toEqual([[['k', expect.objectContaining({ totals: [['table', 5000]] })]]]);
    expect(workers[1].ran).toEqual([['b']]);
    controller.close();
  });
});

describe('kept results that a page brings along', () => {
  const outcome = { tables: [['table', { columns: ['n'], types: ['integer'], rows: [[1]] }]], totals: [['table', 1]], stored: [] };
  const entry = {
    key: 'k',
    kind: 'sql',
    outcome,
    origin: { by: 'Ada', at: '2026-01-01T00:00:00Z', version: '1', check: 'agrees', withdrawn: null },
  };
  const state = { ...fresh, body: sql.body, activity: 'idle', duration: null, outcome: undefined, said: { warnings: [] } };
  /** As React hands it to a page: with `then` alone, which gives nothing back. */
  const sent = (text: string): Promise<string> =>
    // biome-ignore lint/suspicious/noThenProperty: that is how it comes
    ({ then: (heard: (text: string) => void) => void setImmediate(() => heard(text)) }) as unknown as Promise<string>;
  const bring = (...states: unknown[]) => sent(JSON.stringify({ looked: ['k'], entries: [entry], states }));
  const unread = { ...fresh, freshness: 'never', activity: 'idle', outcome: null } as CellState;
  const shown = (controller: WorkbenchController) => controller.engine.snapshot().cells.get('a');

  it('are shown before the worker has read the notebook, stay, and are given to it', async () => {
    const controller = controllerHere();
    const started = controller.start(places, bring(state));
    await vi.waitFor(() => expect(shown(controller)?.outcome?.tables.get('table')?.rows).toEqual([[1]]));
    expect(controller.results.origins.of('k').kept?.by).toBe('Ada');
    workers[0].announce({ kind: 'states', states: [unread] });
    await started;
    expect(shown(controller)?.freshness).toBe('fresh');
    expect(workers[0].restored).toEqual([[['k', outcome]]]);
    controller.close();
  });

  it('and were withdrawn, are spoken of no more once the cell has run again', async () => {
    const controller = controllerHere();
    await controller.start(places, bring(state));
    controller.results.origins.set('k', {
      kept: { by: 'Ada', at: '2026-01-01T00:00:00Z', version: '1', check: 'none', withdrawn: { at: '2026-01-02T00:00:00Z', by: 'Ada' } },
    });
    workers[0].announce({ kind: 'kept', cells: [{ key: 'k', kind: 'sql', method: null, outcome }] });
    await vi.waitFor(() => expect(controller.results.origins.of('k').kept).toBeNull());
    controller.close();
  });

  it('and are withdrawn here, are seen no more', async () => {
    const controller = controllerHere();
    const started = controller.start(places, bring(state));
    await vi.waitFor(() => expect(shown(controller)?.outcome).toBeTruthy());
    await controller.results.withdraw('k');
    expect(shown(controller)).toMatchObject({ freshness: 'never', outcome: null });
    workers[0].announce({ kind: 'states', states: [unread] });
    await started;
    expect(shown(controller)).toMatchObject({ freshness: 'never', outcome: null });
    await vi.waitFor(() => expect(workers[0].asked).toContain('forget'));
    controller.close();
  });

  it('are not shown where the text is another, or the worker finds another key', async () => {
    const controller = controllerHere();
    await controller.start(places, bring({ ...state, body: 'SELECT 2 AS n' }));
    expect(shown(controller)?.outcome ?? null).toBeNull();
    controller.close();
    const other = controllerHere();
    const started = other.start(places, bring(state));
    await vi.waitFor(() => expect(shown(other)?.outcome).toBeTruthy());
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    workers[1].announce({ kind: 'states', states: [{ ...unread, key: 'another' }] });
    await started;
    await vi.waitFor(() => expect(shown(other)).toMatchObject({ key: 'another', outcome: null }));
    other.close();
  });

  it('of another kind than their cell are not', async () => {
    const controller = controllerHere();
    await controller.start(places, sent(JSON.stringify({ looked: ['k'], entries: [{ ...entry, kind: 'code' }], states: [state] })));
    expect(shown(controller)?.outcome ?? null).toBeNull();
    expect(workers[0].restored).toEqual([]);
    controller.close();
  });
});
