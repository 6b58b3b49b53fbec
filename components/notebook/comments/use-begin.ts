'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import type { BegunThread } from '@/components/workbench/comments/comment-drafts';
import { useCommentStore } from '@/components/workbench/comments/comments-context';
import { useWorkbench } from '@/components/workbench/workbench-context';
import type { PlaceRefusal } from './table-places';

/** Begins a comment: on a place, or on what has the focus within a cell. Says why where a place takes none. */
export function useBegin(): {
  readonly on: (place: BegunThread | PlaceRefusal) => void;
  readonly inFocus: (cell: string | null) => void;
} {
  const text = useTranslations('comments');
  const announce = useToast();
  const store = useCommentStore();
  const { controller } = useWorkbench();
  const on = useCallback(
    (place: BegunThread | PlaceRefusal) => (typeof place === 'string' ? announce(text(`refused.${place}`)) : store.begin(place)),
    [announce, store, text],
  );
  const inFocus = useCallback(
    (id: string | null) => {
      const cell = controller.store.snapshot().cells.get(id ?? '');
      if (!cell) return announce(text('refused.nowhere'));
      // What has the focus keeps it while the part that looks is fetched.
      import('./late-parts').then(
        ({ lateParts }) => lateParts.placeInFocus(cell).then(on),
        () => announce(text('refused.unreachable')),
      );
    },
    [announce, controller, on, text],
  );
  return { on, inFocus };
}
