'use client';

import type { CellState } from '@/analysis-kernel/session/state';
import { useDoubt, useEngine } from '@/components/workbench/workbench-context';
import { type ShownStatus, shownStatus } from './cell-status';
import { type Wait, waitOf } from './wait-of';

/** What a cell waits for, as it changes. */
export function useWait(state: CellState | null): Wait | null {
  const phase = useEngine((engine) => engine.phase);
  const total = useEngine((engine) => engine.total);
  const looking = useEngine((engine) => engine.looking);
  const deciding = useEngine((engine) => engine.deciding);
  return waitOf(state, { phase, total, looking, deciding });
}

/** The one word for a cell's state: one that has not run while it is found out whether it will does not say that it stays so. */
export function useShownStatus(id: string, state: CellState | null): ShownStatus {
  const doubt = useDoubt(id);
  const wait = useWait(state);
  const status = shownStatus(state, doubt !== null);
  const stays = wait === null || wait.kind === 'none' || wait.kind === 'held';
  return status === 'never' && !stays ? 'queued' : status;
}
