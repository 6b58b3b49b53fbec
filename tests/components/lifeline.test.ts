/** The end of a worker is heard whatever ended it, by the lock that it held as long as it lived. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browserWorker } from '@/components/workbench/engine/browser-worker';
import { EngineClient } from '@/components/workbench/engine/engine-client';
import { holdLifeline } from '@/components/workbench/engine/lifeline';

/** Locks as a browser grants them, one holder after another. */
class Locks {
  private readonly queues = new Map<string, Promise<unknown>>();
  /** Lets go of what each holder holds, as the end of its worker does. */
  readonly release: (() => void)[] = [];
  readonly request = (name: string, body: () => unknown): Promise<unknown> => {
    const before = this.queues.get(name) ?? Promise.resolve();
    const held = before.then(() => Promise.race([body(), new Promise<void>((resolve) => this.release.push(resolve))]));
    this.queues.set(name, held);
    return held;
  };
}

let locks: Locks;

/** A worker that lives until it is ended without a word. */
class SilentWorker extends EventTarget {
  constructor() {
    super();
    holdLifeline({ postMessage: (data: unknown) => this.dispatchEvent(new MessageEvent('message', { data })) });
  }
  postMessage() {}
  terminate() {}
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  locks = new Locks();
  vi.stubGlobal('navigator', { locks });
  vi.stubGlobal('Worker', SilentWorker);
});
afterEach(() => vi.unstubAllGlobals());

it('the page hears that its engine’s worker ended without an error', async () => {
  const engine = new EngineClient();
  const died = vi.fn();
  engine.listen({ kept: () => undefined, states: () => undefined, lost: () => undefined, died });
  void engine.open({} as never).catch(() => undefined);
  await settled();
  expect(died).not.toHaveBeenCalled();
  locks.release[0]();
  await settled();
  expect(died).toHaveBeenCalledExactlyOnceWith(null);
  engine.close();
});

it('a worker that its page ended has not died', async () => {
  const engine = new EngineClient();
  const died = vi.fn();
  engine.listen({ kept: () => undefined, states: () => undefined, lost: () => undefined, died });
  void engine.open({} as never).catch(() => undefined);
  await settled();
  engine.close();
  locks.release[0]();
  await settled();
  expect(died).not.toHaveBeenCalled();
});

it('a pool hears the end of its worker, and no lifeline as an answer', async () => {
  const listener = { message: vi.fn(), died: vi.fn() };
  browserWorker(new SilentWorker() as unknown as Worker).listen(listener);
  await settled();
  locks.release[0]();
  await settled();
  expect(listener.message).not.toHaveBeenCalled();
  expect(listener.died).toHaveBeenCalledOnce();
});

it('where a browser has no locks a worker works all the same', async () => {
  vi.stubGlobal('navigator', {});
  const listener = { message: vi.fn(), died: vi.fn() };
  const worker = new SilentWorker();
  browserWorker(worker as unknown as Worker).listen(listener);
  worker.dispatchEvent(new MessageEvent('message', { data: { kind: 'progress', share: 0.5 } }));
  await settled();
  expect(listener.message).toHaveBeenCalledOnce();
  expect(listener.died).not.toHaveBeenCalled();
});
