'use client';

import type { CellState } from '@/analysis-kernel/session/state';
import { asWritten } from '@/components/workbench/as-written';
import { useDoubt, useEngine, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { type ShownStatus, shownStatus } from './cell-status';
import { type Wait, waitOf } from './wait-of';

/** What a cell waits for, as it changes. */
export function useWait(state: CellState | null): Wait | null {
  return useEngine((engine) => waitOf(state, engine), isSameWait);
}

/** The one word for a cell's state: one that has not run while it is found out whether it will does not say that it stays so. */
export function useShownStatus(id: string): ShownStatus {
  const isDoubted = useDoubt(id) !== null;
  const { engine, store } = useWorkbench().controller;
  const now = (): ShownStatus => {
    const known = engine.snapshot();
    const state = asWritten(known.cells.get(id) ?? null, store.snapshot().cells.get(id)?.body);
    const status = shownStatus(state, isDoubted);
    if (status !== 'never') return status;
    const wait = waitOf(state, known);
    return wait === null || wait.kind === 'none' || wait.kind === 'held' ? status : 'queued';
  };
  // A key changes it by the text alone, a run by the engine: nothing is drawn again but for another word.
  useStore(now);
  return useEngine(now);
}

function isSameWait(a: Wait | null, b: Wait | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
