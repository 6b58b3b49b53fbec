'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { CellState } from '@/analysis-kernel/session/state';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { EngineState } from './engine/engine-client';
import type { StoreState } from './store/notebook-store';
import type { WorkbenchController } from './workbench-controller';

export interface Workbench {
  readonly controller: WorkbenchController;
  readonly notebook: NotebookDto;
  /** Null until it has arrived. */
  readonly dictionary: Dictionary | null;
  /** The cell in focus and whether it is being typed in. */
  readonly focus: { readonly id: string | null; readonly editing: boolean };
  readonly setFocus: (id: string | null, editing?: boolean) => void;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

/** The workbench around this component. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('a part of the workbench stands outside it');
  return workbench;
}

/** The notebook of this window and how far it is saved. */
export function useStoreState(): StoreState {
  const { store } = useWorkbench().controller;
  return useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
}

export function useEngineState(): EngineState {
  const { engine } = useWorkbench().controller;
  return useSyncExternalStore(engine.subscribe, engine.snapshot, engine.snapshot);
}

/** One thing of the engine's state: what shows it is drawn again only when it changes. */
export function useEngineValue<T>(select: (state: EngineState) => T): T {
  const { engine } = useWorkbench().controller;
  const value = () => select(engine.snapshot());
  return useSyncExternalStore(engine.subscribe, value, value);
}

/** State of one cell, or null while the engine has not read it. */
export function useCellState(id: string): CellState | null {
  return useEngineValue(({ cells }) => cells.get(id) ?? null);
}
