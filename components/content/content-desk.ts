import { CONTENT_DEADLINE } from '@/analysis-kernel/content/bounds';
import type { ContentAnswer, ContentQuestion } from '@/analysis-kernel/content/content';

/** What the worker says: that what answers has been fetched or not, and the answer. */
export type ContentWord = ContentAnswer | 'begun' | 'not_fetched';

interface Job {
  readonly question: ContentQuestion;
  readonly answered: (answer: ContentAnswer) => void;
  readonly failed: (reason: Error) => void;
}

/** Answers remembered, so that a cell that comes back into view stands at once. */
const REMEMBERED = 200;

/**
 * Sets Markdown and checks drawings in a worker, one after the other, so that no text can hold up the page. A question that takes
 * longer than the deadline ends its worker, and the next one gets another.
 */
export class ContentDesk {
  private readonly waiting: Job[] = [];
  private readonly answers = new Map<string, ContentAnswer>();
  private worker: Worker | null = null;
  private current: Job | null = null;
  private callOff: () => void = () => undefined;

  /**
   * @param open starts a worker
   * @param later calls after so many milliseconds, until called off
   */
  constructor(
    private readonly open: () => Worker,
    private readonly later: (work: () => void, milliseconds: number) => () => void,
  ) {}

  /** What is known without asking. */
  known({ kind, text }: ContentQuestion): ContentAnswer | null {
    return this.answers.get(`${kind}:${text}`) ?? null;
  }

  /** @throws Error where the worker could not be fetched: the question may be asked again */
  async ask(question: ContentQuestion): Promise<ContentAnswer> {
    const known = this.known(question);
    if (known) return known;
    const answer = await new Promise<ContentAnswer>((answered, failed) => {
      this.waiting.push({ question, answered, failed });
      this.next();
    });
    this.answers.set(`${question.kind}:${question.text}`, answer);
    for (const [oldest] of this.answers) {
      if (this.answers.size <= REMEMBERED) break;
      this.answers.delete(oldest);
    }
    return answer;
  }

  private next(): void {
    if (this.current) return;
    const job = this.waiting.shift();
    if (!job) return;
    this.current = job;
    this.worker ??= this.start();
    this.worker.postMessage(job.question);
  }

  private start(): Worker {
    const worker = this.open();
    let hasBegun = false;
    worker.addEventListener('message', ({ data }: MessageEvent<ContentWord>) => {
      if (worker !== this.worker) return;
      if (data === 'begun') {
        hasBegun = true;
        this.callOff = this.later(() => this.finish({ refusal: 'too_slow' }, true), CONTENT_DEADLINE);
      } else if (data === 'not_fetched') this.fail();
      else this.finish(data, false);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.worker) return;
      if (hasBegun) this.finish({ refusal: 'unreadable' }, true);
      else this.fail();
    });
    return worker;
  }

  private finish(answer: ContentAnswer, endsWorker: boolean): void {
    const job = this.settle(endsWorker);
    job?.answered(answer);
    this.next();
  }

  /** Without the connection nothing that waits will fare better. */
  private fail(): void {
    const job = this.settle(true);
    for (const { failed } of [...(job ? [job] : []), ...this.waiting.splice(0)]) failed(new Error('what sets texts could not be fetched'));
  }

  private settle(endsWorker: boolean): Job | null {
    this.callOff();
    this.callOff = () => undefined;
    const job = this.current;
    this.current = null;
    if (endsWorker) {
      this.worker?.terminate();
      this.worker = null;
    }
    return job;
  }
}
