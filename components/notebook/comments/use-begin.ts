'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import type { BegunThread } from '@/components/workbench/comments/comment-drafts';
import { useCommentStore } from '@/components/workbench/comments/comments-context';
import type { PlaceRefusal } from './table-places';

/** Begins a comment on a place. Says why where a place takes none. */
export function useBegin(): (place: BegunThread | PlaceRefusal) => void {
  const text = useTranslations('comments');
  const announce = useToast();
  const store = useCommentStore();
  return useCallback(
    (place: BegunThread | PlaceRefusal) => (typeof place === 'string' ? announce(text(`refused.${place}`)) : store.begin(place)),
    [announce, store, text],
  );
}
