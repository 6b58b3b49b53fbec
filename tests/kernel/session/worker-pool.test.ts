import { expect, it } from 'vitest';
import { type PoolWorker, WorkerLost, workerPool } from '@/analysis-kernel/ports/worker-pool';

/** Workers of the test: each keeps what it was asked until it is told to answer. */
function workers() {
  const started: { readonly asked: unknown[]; post: (message: unknown) => void; die: (message: string) => void; ended: boolean }[] = [];
  const start = (): PoolWorker => {
    const own = { asked: [] as unknown[], post: (_: unknown) => {}, die: (_: string) => {}, ended: false };
    started.push(own);
    return {
      postMessage: (question) => own.asked.push(question),
      listen: ({ message, died }) => {
        own.post = message;
        own.die = died;
      },
      terminate: () => {
        own.ended = true;
      },
    };
  };
  return { started, start };
}

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('starts no more workers than it may, and gives each the next question', async () => {
  const { started, start } = workers();
  const pool = workerPool<string, string>(start, 2);
  const answers = ['a', 'b', 'c'].map((question) => pool.ask(question, never));
  await settled();
  expect(started.map(({ asked }) => asked)).toEqual([['a'], ['b']]);
  started[1].post({ kind: 'answer', answer: 'B' });
  await settled();
  expect(started[1].asked).toEqual(['b', 'c']);
  started[0].post({ kind: 'answer', answer: 'A' });
  started[1].post({ kind: 'answer', answer: 'C' });
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
  pool.close();
  expect(started.every(({ ended }) => ended)).toBe(true);
});

it('tells how far a question is', async () => {
  const { started, start } = workers();
  const shares: number[] = [];
  const answer = workerPool<string, string>(start, 1).ask('a', never, (share) => shares.push(share));
  await settled();
  started[0].post({ kind: 'progress', share: 0.5 });
  started[0].post({ kind: 'answer', answer: 'A' });
  expect([await answer, shares]).toEqual(['A', [0.5]]);
});

it('ends the worker of a question that is called off, and no other; one that waits leaves the queue', async () => {
  const { started, start } = workers();
  const pool = workerPool<string, string>(start, 2);
  const [one, three] = [new AbortController(), new AbortController()];
  const answers = [pool.ask('a', one.signal), pool.ask('b', never), pool.ask('c', three.signal)];
  await settled();
  three.abort();
  await expect(answers[2]).rejects.toMatchObject({ name: 'AbortError' });
  one.abort();
  await expect(answers[0]).rejects.toMatchObject({ name: 'AbortError' });
  expect(started.map(({ ended }) => ended)).toEqual([true, false]);
  started[1].post({ kind: 'answer', answer: 'B' });
  expect(await answers[1]).toBe('B');
});

it('says that a worker died, and starts another for the next question', async () => {
  const { started, start } = workers();
  const pool = workerPool<string, string>(start, 1);
  const lost = pool.ask('a', never);
  await settled();
  started[0].die('out of memory');
  await expect(lost).rejects.toBeInstanceOf(WorkerLost);
  const answer = pool.ask('b', never);
  await settled();
  expect(started.length).toBe(2);
  started[1].post({ kind: 'answer', answer: 'B' });
  expect(await answer).toBe('B');
});
