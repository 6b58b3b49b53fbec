import { describe, expect, it } from 'vitest';
import type { ContentQuestion } from '@/analysis-kernel/content/content';
import { ContentDesk, type ContentWord } from '@/components/content/content-desk';

class WorkerHere extends EventTarget {
  readonly asked: ContentQuestion[] = [];
  isEnded = false;

  postMessage(question: ContentQuestion): void {
    this.asked.push(question);
  }

  say(data: ContentWord): void {
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
  it('asks one worker one thing at a time, and remembers what it was told', async () => {
    const { desk, workers, deadlines } = deskHere();
    const [first, second] = [desk.ask(text('a')), desk.ask(text('b'))];
    // What it takes to fetch the parts counts for no text.
    expect([workers.length, workers[0].asked, deadlines.length]).toEqual([1, [text('a')], 0]);
    workers[0].say('begun');
    expect(deadlines).toHaveLength(1);
    workers[0].say({ html: 'A' });
    expect(await first).toEqual({ html: 'A' });
    expect(workers[0].asked).toEqual([text('a'), text('b')]);
    workers[0].say('begun');
    workers[0].say({ html: 'B' });
    expect(await second).toEqual({ html: 'B' });
    expect(await desk.ask(text('a'))).toEqual({ html: 'A' });
    expect(workers[0].asked).toHaveLength(2);
    expect(deadlines).toEqual([]);
  });

  it('ends a worker that takes too long, and the next text gets another', async () => {
    const { desk, workers, deadlines } = deskHere();
    const [bomb, plain] = [desk.ask(text('bomb')), desk.ask(text('plain'))];
    workers[0].say('begun');
    deadlines[0]();
    expect(await bomb).toEqual({ refusal: 'too_slow' });
    expect([workers[0].isEnded, workers.length]).toEqual([true, 2]);
    // What the ended one still says is not heard.
    workers[0].say({ html: 'late' });
    workers[1].say('begun');
    workers[1].say({ html: 'Plain' });
    expect(await plain).toEqual({ html: 'Plain' });
  });

  it('refuses the text over which a worker broke', async () => {
    const { desk, workers } = deskHere();
    const broken = desk.ask(text('a'));
    workers[0].say('begun');
    workers[0].dispatchEvent(new Event('error', { cancelable: true }));
    expect(await broken).toEqual({ refusal: 'unreadable' });
  });

  it('fails where the worker or its parts could not be fetched, and may be asked again', async () => {
    const { desk, workers } = deskHere();
    const offline = [desk.ask(text('a')), desk.ask(text('b'))].map((asked) => expect(asked).rejects.toThrow(/could not be fetched/));
    workers[0].dispatchEvent(new Event('error', { cancelable: true }));
    await Promise.all(offline);
    const still = expect(desk.ask(text('b'))).rejects.toThrow(/could not be fetched/);
    workers[1].say('not_fetched');
    await still;
    const again = desk.ask(text('b'));
    workers[2].say('begun');
    workers[2].say({ html: 'B' });
    expect(await again).toEqual({ html: 'B' });
  });
});
