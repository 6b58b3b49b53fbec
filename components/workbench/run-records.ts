import type { z } from 'zod';
import { type CellState, statusOf } from '@/analysis-kernel/session/state';
import type { recordRunInput } from '@/app/_contract/runs';
import type { EngineClient } from './engine/engine-client';
import type { NotebookStore } from './store/notebook-store';

/** A run as the server is told of it. */
export type ToldRun = Omit<z.input<typeof recordRunInput>, 'notebook'>;

/** Runs that could not be told; more are let go, the oldest first. */
const MOST_WAITING = 20;

/** Tells the server of each run that a person asks for: what ran, under which keys, how it ended. */
export class RunRecords {
  private waiting: readonly ToldRun[] = [];
  private telling: Promise<void> = Promise.resolve();

  /**
   * @param begun asks the server for the version that stands, with everything typed in its history; rejects where it cannot be reached
   * @param record rejects where the server could not be reached; what it refuses is not told again
   */
  constructor(
    private readonly store: Pick<NotebookStore, 'flush' | 'savedVersion' | 'snapshot'>,
    private readonly engine: Pick<EngineClient, 'snapshot'>,
    private readonly begun: () => Promise<number>,
    private readonly record: (run: ToldRun) => Promise<void>,
  ) {}

  /**
   * Does a run and tells of it, called off or not.
   * @param ids cells that were asked for; null for all. What they needed and ran with them is told of too.
   */
  async during(ids: readonly string[] | null, work: () => Promise<void>): Promise<void> {
    // What is recorded is a version that the server has.
    await this.store.flush();
    const version = await this.begun().catch(() => this.store.savedVersion);
    const before = this.engine.snapshot().cells;
    try {
      await work();
    } finally {
      const { order } = this.store.snapshot();
      const { cells } = this.engine.snapshot();
      const ran = order.flatMap((id) => {
        const state = cells.get(id);
        return state && state.kind !== 'text' && (ids === null || ids.includes(id) || isRun(before.get(id), state)) ? [state] : [];
      });
      if (ran.length > 0) this.waiting = [...this.waiting, told(ids === null ? 'all' : 'cells', version, ran)].slice(-MOST_WAITING);
    }
  }

  /** Tells of what waits; what the network keeps from the server waits on. */
  flush(): Promise<void> {
    this.telling = this.telling.then(async () => {
      while (this.waiting.length > 0) {
        const [first] = this.waiting;
        try {
          await this.record(first);
        } catch {
          return;
        }
        this.waiting = this.waiting.filter((run) => run !== first);
      }
    });
    return this.telling;
  }
}

/** Whether a cell has run since: another result or another end of a run. */
function isRun(before: CellState | undefined, after: CellState): boolean {
  return after.duration !== null && (before?.outcome !== after.outcome || before?.duration !== after.duration) && before?.key !== undefined;
}

function told(trigger: ToldRun['trigger'], version: number, states: readonly CellState[]): ToldRun {
  const cells = states.map((state) => ({ cell: state.id, key: state.key, status: statusOf(state), milliseconds: state.duration }));
  return { version, trigger, cells };
}
