'use client';

import { createContext, useContext, useMemo } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { StartingCohort } from '@/app/_contract/release-document';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { asWritten } from './as-written';
import type { RenamedColumn } from './column-names';
import type { Doubt } from './doubts';
import type { EngineState } from './engine/engine-client';
import type { Focus } from './focus-store';
import type { Origin } from './kept-origins';
import type { StoreState } from './store/notebook-store';
import { useSelected } from './use-selected';
import type { WorkbenchController } from './workbench-controller';

/** Nothing in it changes while one works: what does is read by the selectors below, each component the part it shows. */
export interface Workbench {
  readonly controller: WorkbenchController;
  readonly notebook: NotebookDto;
  /** Null until it has arrived. */
  readonly dictionary: Dictionary | null;
  /** Null until it has arrived, and where the database has none. */
  readonly startingCohort: StartingCohort | null;
  readonly setFocus: (id: string | null, editing?: boolean) => void;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

/** The workbench around this component. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('a part of the workbench stands outside it');
  return workbench;
}

/** A part of the notebook of this window and of how far it is saved. */
export function useStore<Part>(select: (state: StoreState) => Part, same?: (a: Part, b: Part) => boolean): Part {
  return useSelected(useWorkbench().controller.store, select, same);
}

export function useCell(id: string): Cell | undefined {
  return useStore(({ cells }) => cells.get(id));
}

export function useEngine<Part>(select: (state: EngineState) => Part, same?: (a: Part, b: Part) => boolean): Part {
  return useSelected(useWorkbench().controller.engine, select, same);
}

/** State of one cell for its text as it stands, or null while the engine has not read it. */
export function useCellState(id: string): CellState | null {
  const state = useEngine(({ cells }) => cells.get(id) ?? null, isSameState);
  const body = useStore(({ cells }) => cells.get(id)?.body);
  return useMemo(() => asWritten(state, body), [state, body]);
}

/** Where the result under a key comes from. */
export function useOrigin(key: string | null): Origin {
  const { origins } = useWorkbench().controller.results;
  return useSelected(origins, () => origins.of(key));
}

/** Names that columns of the notebook's tables had before, with what they are called now. */
export function useOldNames(): readonly RenamedColumn[] {
  const { columns } = useWorkbench().controller.names;
  return useSelected(columns, () => columns.stale(), isSameNames);
}

/** What is to be looked at in a cell of code after a renaming; null where there is nothing. */
export function useDoubt(id: string): Doubt | null {
  const { doubts } = useWorkbench().controller.names;
  useSelected(doubts, (version) => version);
  return useStore(({ cells }) => doubts.of(id, cells));
}

export function useFocus<Part>(select: (focus: Focus) => Part): Part {
  return useSelected(useWorkbench().controller.focus, select);
}

function isSameNames(a: readonly RenamedColumn[], b: readonly RenamedColumn[]): boolean {
  return a.length === b.length && a.every(({ old, now }, at) => old === b[at]?.old && now === b[at]?.now);
}

/** The engine tells of every cell whenever the notebook changes; an outcome of the same key, run and words is the same one. */
function isSameState(a: CellState | null, b: CellState | null): boolean {
  if (a === null || b === null) return a === b;
  const names = Object.keys(b) as (keyof CellState)[];
  return names.every((name) => {
    if (name === 'outcome') return JSON.stringify(wordsOf(a)) === JSON.stringify(wordsOf(b));
    return Object.is(a[name], b[name]) || (typeof b[name] === 'object' && JSON.stringify(a[name]) === JSON.stringify(b[name]));
  });
}

/** What of an outcome may change without a run: the labels joined to it, and what is said with them. */
function wordsOf({ outcome }: CellState) {
  return outcome && [outcome.labels, outcome.sentence, outcome.warnings, outcome.attrition?.map(({ label }) => label)];
}
