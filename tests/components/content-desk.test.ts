import { describe, expect, it } from 'vitest';
import type { ContentAnswer, ContentQuestion } from '@/analysis-kernel/content/content';
import { ContentDesk } from '@/components/content/content-desk';

class WorkerHere extends EventTarget {
  readonly asked: ContentQuestion[] = [];
  isEnded = false;

  postMessage(question: ContentQuestion): void {
    this.asked.push(question);
  }

  say(data: ContentAnswer | 'ready'): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  terminate(): void {
    this.isEnded = true;
  }
}

function deskHere() {
  const workers: WorkerHere[] = [];
  const deadlines: (() => void)[] = [];
  const desk = new ContentDesk(
    () => {
      const worker = new WorkerHere();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    (work) => {
      deadlines.push(work);
      return () => {
        deadlines.splice(deadlines.indexOf(work), 1);
      };
    },
  );
  return { desk, workers, deadlines };
}

const text = (words: string): ContentQuestion => ({ kind: 'markdown', text: words });

describe('the desk of texts from outside', () => {
  it('asks one worker one thing at a time, once it listens, and remembers what it was told', async () => {
    const { desk, workers, deadlines } = deskHere();
    const [first, second] = [desk.ask(text('a')), desk.ask(text('b'))];
    expect([workers.length, workers[0].asked, deadlines.length]).toEqual([1, [], 0]);
    workers[0].say('ready');
    expect(workers[0].asked).toEqual([text('a')]);
    workers[0].say({ html: 'A' });
    expect(await first).toEqual({ html: 'A' });
    expect(workers[0].asked).toEqual([text('a'), text('b')]);
    workers[0].say({ html: 'B' });
    expect(await second).toEqual({ html: 'B' });
    expect(await desk.ask(text('a'))).toEqual({ html: 'A' });
    expect(workers[0].asked).toHaveLength(2);
    expect(deadlines).toEqual([]);
  });

  it('ends a worker that takes too long, and the next text gets another', async () => {
    const { desk, workers, deadlines } = deskHere();
    const [bomb, plain] = [desk.ask(text('bomb')), desk.ask(text('plain'))];
    workers[0].say('ready');
    deadlines[0]();
    expect(await bomb).toEqual({ refusal: 'too_slow' });
    expect([workers[0].isEnded, workers.length]).toEqual([true, 2]);
    // What the ended one still says is not heard.
    workers[0].say({ html: 'late' });
    workers[1].say('ready');
    workers[1].say({ html: 'Plain' });
    expect(await plain).toEqual({ html: 'Plain' });
  });

  it('refuses the text over which a worker broke, and fails where none could be fetched', async () => {
    const { desk, workers } = deskHere();
    const broken = desk.ask(text('a'));
    workers[0].say('ready');
    workers[0].dispatchEvent(new Event('error', { cancelable: true }));
    expect(await broken).toEqual({ refusal: 'unreadable' });
    const offline = desk.ask(text('b'));
    workers[1].dispatchEvent(new Event('error', { cancelable: true }));
    await expect(offline).rejects.toThrow(/could not be fetched/);
    const again = desk.ask(text('b'));
    workers[2].say('ready');
    workers[2].say({ html: 'B' });
    expect(await again).toEqual({ html: 'B' });
  });
});
