'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { restoring, restoringCell } from '@/analysis-kernel/document/history/restore';
import { noteRestoredAction } from '@/app/_actions/history';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import type { Side } from './sides';

/**
 * Gives the open notebook what an earlier version said, all of it or one cell: operations as a person would make them, done as one step that
 * undo takes back, and noted in the history.
 */
export function useRestoring(): (side: Side, cell: string | null) => Promise<void> {
  const text = useTranslations('history');
  const announce = useToast();
  const { controller, notebook } = useWorkbench();
  return useCallback(
    async (side, cell) => {
      const { store } = controller;
      const now = store.snapshot().notebook;
      const operations = cell === null ? restoring(now, side) : restoringCell(now, side, cell);
      if (operations.length === 0) return announce(text('restore.nothing'));
      store.endTyping();
      store.dispatch(...operations);
      const name = side.cells.find(({ id }) => id === cell)?.name || text('textCell');
      announce(cell === null ? text('restore.done', { count: operations.length }) : text('restore.cellDone', { name }));
      await store.flush();
      if (side.version === null) return;
      const noted = await noteRestoredAction({ notebook: notebook.id, version: side.version, cell }).catch(() => null);
      if (!noted?.ok) announce(text('restore.notNoted'));
    },
    [controller, notebook.id, announce, text],
  );
}
