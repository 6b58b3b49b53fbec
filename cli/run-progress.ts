import { wallClock } from '@/analysis-kernel/session/clock';
import type { CellState } from '@/analysis-kernel/session/state';

const LONG = 1000;

/** Says how far a cell is that takes longer than a second: a line a quarter. */
export function runProgress(say: (line: string) => void): (states: readonly Pick<CellState, 'name' | 'since' | 'progress'>[]) => void {
  const told = new Map<string | null, number>();
  return (states) => {
    for (const { name, since, progress } of states) {
      if (since === null || progress === null || progress.done === null || !progress.total || wallClock() - since < LONG) continue;
      const quarter = Math.floor((4 * progress.done) / progress.total);
      if (quarter <= (told.get(name) ?? 0)) continue;
      told.set(name, quarter);
      say(`${name}: ${25 * quarter} %`);
    }
  };
}
