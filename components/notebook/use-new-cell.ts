'use client';

import { useLocale } from 'next-intl';
import { useStoreState, useWorkbench } from '@/components/workbench/workbench-context';
import type { NewCell } from './starting-cells';
import { startingBody, wishedName } from './starting-cells';

interface Insertion extends NewCell {
  readonly at: number;
  /** Id of an empty cell that the new one takes the place of. */
  readonly replacing: string | null;
}

/** Inserts a cell filled with something that runs, and opens it. */
export function useNewCell(): (insertion: Insertion) => void {
  const { controller, dictionary, setFocus } = useWorkbench();
  const { cells } = useStoreState().notebook;
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  return ({ at, replacing, ...wanted }) => {
    const id = controller.insert(
      wanted.kind,
      cells[at - 1]?.id ?? null,
      startingBody(wanted, cells.slice(0, at), dictionary, lang),
      wishedName(wanted, dictionary),
      replacing,
    );
    setFocus(id, true);
  };
}
