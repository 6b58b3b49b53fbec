'use client';

import { useLocale } from 'next-intl';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { startingBody, wishedName } from './starting-cells';
import { useStoreState, useWorkbench } from './workbench-context';

/** Inserts a cell filled with something that runs, and opens it. */
export function useNewCell(): (kind: CellKind, at: number, replacing: string | null) => void {
  const { controller, dictionary, setFocus } = useWorkbench();
  const { cells } = useStoreState().notebook;
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  return (kind, at, replacing) => {
    if (replacing !== null) controller.store.dispatch({ kind: 'remove', id: replacing });
    const id = controller.insert(kind, at, startingBody(kind, cells.slice(0, at), dictionary, lang), wishedName(kind));
    setFocus(id, true);
  };
}
