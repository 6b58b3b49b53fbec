import type { KeptCell } from '@/analysis-kernel/session/kept';
import { LONGEST_RESULTS, MOST_RESULTS } from '@/app/_contract/kept-bounds';

/** Cells that are run together finish within moments of one another. */
const GATHERED_MS = 1000;

/** Sends results to be kept, many in one call: every call of the server waits for the one before, saves too. */
export class KeptSender {
  /** JSON of each, by key: of two runs the later one is sent. */
  private waiting = new Map<string, string>();
  private gathering: (() => void) | null = null;
  private sending: Promise<void> = Promise.resolve();

  /** @param send takes JSON of `KeptResult[]` */
  constructor(
    private readonly send: (results: string) => Promise<void>,
    private readonly later: (work: () => void, milliseconds: number) => () => void,
  ) {}

  add(results: readonly KeptCell[]): void {
    for (const result of results) {
      const json = JSON.stringify(result);
      // What no call may carry is computed again.
      if (json.length + 2 <= LONGEST_RESULTS) this.waiting.set(result.key, json);
    }
    if (this.waiting.size > 0) this.gathering ??= this.later(() => void this.flush(), GATHERED_MS);
  }

  /** Sends what waits, at once; resolves once it is answered. */
  flush(): Promise<void> {
    this.gathering?.();
    this.gathering = null;
    this.sending = this.sending.then(() => this.sendAll());
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    const parts = [...this.waiting.values()];
    this.waiting = new Map();
    // A result that could not be kept is computed again next time: nothing is lost.
    for (const call of inCalls(parts)) await this.send(`[${call.join(',')}]`).catch(() => undefined);
  }
}

/** In their order, as many to a call as it may carry. */
function inCalls(parts: readonly string[]): readonly (readonly string[])[] {
  const calls: string[][] = [];
  let room = 0;
  for (const part of parts) {
    room -= part.length + 1;
    const last = calls.at(-1);
    if (last && room >= 0 && last.length < MOST_RESULTS) last.push(part);
    else {
      calls.push([part]);
      room = LONGEST_RESULTS - part.length - 2;
    }
  }
  return calls;
}
