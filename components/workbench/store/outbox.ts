import { type Envelope, isMerged } from '@/analysis-kernel/document/operations';
import type { SaveAnswer } from '@/app/_contract/notebook-operations';
import { batchOf, type Entry } from './queue';
import { SaveRefused } from './save-refused';

interface OutboxPorts {
  /** Rejects with `SaveRefused` when the server will not take them, otherwise when it cannot be reached. */
  readonly save: (operations: readonly Envelope[]) => Promise<SaveAnswer>;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

const SAVE_AFTER_MS = 500;
/** What is typed in a shared text others wait for. */
const TYPED_AFTER_MS = 40;
/** Each refusal is on record: it is asked seldom, and when the person comes back to the tab. */
const REFUSED_RETRY_MS = 60_000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000];

/** What is on its way to the server: one request at a time, sent again until it is answered. */
export class Outbox {
  waiting: readonly Entry[] = [];
  /** Sent and not answered; sent again word for word until it is. */
  sending: readonly Entry[] = [];
  /** Of cells in conflict: kept in the drafts, sent when the person has chosen. */
  held: readonly Entry[] = [];
  refusal: SaveRefused | null = null;
  private failures = 0;
  private asking: Promise<void> | null = null;
  /** What is typed in a shared text is about to be sent. */
  private isSoon = false;
  private cancelTimer: (() => void) | null = null;

  /**
   * @param answered told what became of the entries that were sent, by their ids
   * @param changed told when more or less is on its way
   */
  constructor(
    private readonly ports: OutboxPorts,
    private readonly answered: (answer: SaveAnswer, sent: ReadonlyMap<string, Entry>) => void,
    private readonly changed: () => void,
  ) {}

  /** What the server does not have, or has not said that it has. */
  get unsent(): readonly Entry[] {
    return [...this.held, ...this.sending, ...this.waiting];
  }

  get count(): number {
    return this.waiting.length + this.sending.length;
  }

  get isAsking(): boolean {
    return this.asking !== null;
  }

  /** How far it is, but for what is held; null where nothing is under way. */
  get saving(): 'refused' | 'offline' | 'saving' | null {
    if (this.refusal) return 'refused';
    if (this.failures > 0) return 'offline';
    return this.count > 0 ? 'saving' : null;
  }

  /** Sends what waits now; resolves when the server has answered or could not be reached. */
  flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.isSoon = false;
    this.asking ??= this.send().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** Sends what waits once one pauses; what is typed in a shared text, while one types. */
  sendSoon(): void {
    if (this.waiting.length === 0) return;
    if (this.failures > 0 || !this.waiting.some(({ operation }) => isMerged(operation))) this.schedule(SAVE_AFTER_MS);
    else if (!this.isSoon) {
      this.schedule(TYPED_AFTER_MS);
      this.isSoon = true;
    }
  }

  private async send(): Promise<void> {
    if (this.sending.length === 0) {
      this.sending = batchOf(this.waiting).map((entry) => ({ ...entry, sent: true }));
      this.waiting = this.waiting.slice(this.sending.length);
    }
    if (this.sending.length === 0) return;
    this.changed();
    try {
      const answer = await this.ports.save(this.sending.map(({ id, operation }) => ({ id, operation })));
      const sent = new Map(this.sending.map((entry) => [entry.id, entry]));
      this.failures = 0;
      this.refusal = null;
      this.sending = [];
      this.answered(answer, sent);
      this.sendSoon();
    } catch (error) {
      this.refusal = error instanceof SaveRefused ? error : null;
      this.failures += 1;
      this.changed();
      this.schedule(this.refusal ? REFUSED_RETRY_MS : RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1]);
    }
  }

  private schedule(milliseconds: number): void {
    if (this.isSoon) return;
    this.cancelTimer?.();
    this.cancelTimer = this.ports.later(() => void this.flush(), milliseconds);
  }
}
