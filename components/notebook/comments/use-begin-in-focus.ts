'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useBegin } from './use-begin';

/** Begins a comment on what has the focus within a cell. */
export function useBeginInFocus(): (cell: string | null) => void {
  const text = useTranslations('comments');
  const announce = useToast();
  const begin = useBegin();
  const { controller } = useWorkbench();
  return useCallback(
    (id: string | null) => {
      const cell = controller.store.snapshot().cells.get(id ?? '');
      if (!cell) return announce(text('refused.nowhere'));
      // What has the focus keeps it while the part that looks is fetched.
      import('./place-in-focus').then(
        ({ placeInFocus }) => placeInFocus(cell).then(begin),
        () => announce(text('refused.unreachable')),
      );
    },
    [announce, begin, controller, text],
  );
}
