'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Method } from '@/analysis-kernel/registry/method';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import { useWorkbench } from '@/components/workbench/workbench-context';
import type { NewCell } from './starting-cells';
import { methodOf, startingBody, wishedName } from './starting-cells';

interface Insertion extends NewCell {
  readonly at: number;
  /** Id of an empty cell that the new one takes the place of. */
  readonly replacing: string | null;
}

/**
 * Inserts a cell filled with something that runs, and opens it; gives its id. What it is filled with may have to be asked for: the cell comes
 * then, and null is given.
 */
export function useNewCell(): (insertion: Insertion) => string | null {
  const { controller, dictionary, startingCohort, setFocus } = useWorkbench();
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  return useCallback(
    ({ at, replacing, ...wanted }) => {
      const insert = (tables: readonly OfferedTable[], method: Method | null) => {
        const { cells } = controller.store.snapshot().notebook;
        const body = startingBody(wanted, { above: cells.slice(0, at), tables, method, dictionary, startingCohort }, lang);
        const id = controller.edits.insert(wanted.kind, cells[at - 1]?.id ?? null, body, wishedName(wanted, startingCohort), replacing);
        setFocus(id, true);
        return id;
      };
      if (wanted.kind !== 'analysis' && wanted.kind !== 'chart') return insert([], null);
      // Without an answer the cell comes with less in it.
      const tables = controller.engine.tables(null).catch(() => []);
      const method = wanted.kind === 'analysis' ? loadMethod(methodOf(wanted)).catch(() => null) : null;
      void Promise.all([tables, method]).then(([offered, found]) => insert(offered, found));
      return null;
    },
    [controller, dictionary, startingCohort, lang, setFocus],
  );
}
