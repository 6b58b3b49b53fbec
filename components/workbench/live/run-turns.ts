import type { CellState } from '@/analysis-kernel/session/state';
import type { LivePerson } from './live-text';

/** As long as the window of whoever changed a cell has to say that it runs it. */
const BEGINS_WITHIN_MS = 5000;
/** As long as a result has to arrive once nobody says any more that the cell runs. */
const ARRIVES_WITHIN_MS = 4000;

export interface Turn {
  /** Cells whose result is awaited from somebody else. */
  readonly elsewhere: readonly string[];
  /** Cells of rows, which travel to nobody: they run here only where something here reads them. */
  readonly unasked: readonly string[];
  /** Keys whose results did not come in time: the server is asked once more before they are made here. */
  readonly late: readonly string[];
}

/**
 * Whose turn it is to run a cell: what somebody changed runs in that person's window, and the others wait for the result. Where it does not come
 * in time, they run the cell themselves.
 */
export class RunTurns {
  private readonly changed = new Set<string>();
  /** Until when a cell's result is awaited, by id; in the past where it did not come. */
  private readonly awaited = new Map<string, number>();
  private dueBefore: ReadonlySet<string> = new Set();

  /** Others wrote, renamed or added these cells. */
  changedByOthers(ids: Iterable<string>): void {
    for (const id of ids) this.changed.add(id);
  }

  /**
   * Decides who runs what is not up to date.
   * @param now milliseconds
   * @param changed cells whose text or name is another since this was asked last, whoever changed them
   */
  decide(now: number, states: Iterable<CellState>, others: readonly LivePerson[], changed: ReadonlySet<string>): Turn {
    const due = [...states].filter(({ freshness }) => freshness !== 'fresh');
    const ids = new Set(due.map(({ id }) => id));
    const runners = others.filter(({ mayEdit }) => mayEdit);
    const own = new Set([...changed].filter((id) => !this.changed.has(id)));
    if (runners.length > 0) this.await(now, ids, own, new Set(runners.flatMap(({ running }) => running)));
    else this.awaited.clear();
    for (const id of this.awaited.keys()) if (!ids.has(id) || own.has(id)) this.awaited.delete(id);
    this.changed.clear();
    this.dueBefore = ids;
    const of = (wanted: (until: number, state: CellState) => boolean) =>
      due.filter((state) => wanted(this.awaited.get(state.id) ?? Number.NaN, state));
    const late = of((until) => until <= now);
    for (const state of late) if (!hasRowsOnly(state)) this.awaited.delete(state.id);
    return {
      elsewhere: of((until) => until > now).map(({ id }) => id),
      unasked: late.filter(hasRowsOnly).map(({ id }) => id),
      late: late.flatMap((state) => (state.key === null || hasRowsOnly(state) ? [] : [state.key])),
    };
  }

  private await(now: number, due: ReadonlySet<string>, own: ReadonlySet<string>, running: ReadonlySet<string>): void {
    for (const id of due) {
      // What became out of date with a change of theirs alone reads what they changed.
      const isTheirs = this.changed.has(id) || (this.changed.size > 0 && own.size === 0 && !this.dueBefore.has(id));
      if (isTheirs) this.awaited.set(id, now + BEGINS_WITHIN_MS);
      if (running.has(id)) this.awaited.set(id, Math.max(now + ARRIVES_WITHIN_MS, this.awaited.get(id) ?? 0));
    }
  }
}

/** Whether what a cell gave last was rows that nobody is sent. */
function hasRowsOnly({ kind, name, outcome }: CellState): boolean {
  return (kind === 'sql' || kind === 'code' || kind === 'chart') && outcome !== null && !outcome.aggregates.includes(name);
}
