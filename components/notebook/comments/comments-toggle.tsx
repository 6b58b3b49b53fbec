'use client';

import { MessagesSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { waitsFor } from '@/components/workbench/comments/comment-store';
import { useCommentStore, useComments } from '@/components/workbench/comments/comments-context';

/** Opens and closes the panel; says how many threads are open, and that somebody waits for an answer. */
export function CommentsToggle() {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const isOpen = useComments((state) => state.isOpen);
  const open = useComments(({ comments }) => comments.threads.filter(({ resolved }) => resolved === null).length);
  const mentions = useComments(({ comments }) => comments.threads.filter((thread) => waitsFor(thread, store.reader)).length);
  const unsent = useComments(({ drafts }) => [...drafts.values()].filter((draft) => draft.text.trim() !== '').length);
  const label = [
    text('count', { count: open }),
    ...(mentions > 0 ? [text('waiting', { count: mentions })] : []),
    ...(unsent > 0 ? [text('unsent', { count: unsent })] : []),
  ].join(text('and'));
  return (
    <Button
      look="quiet"
      size="small"
      className="h-8"
      aria-label={`${text('title')}: ${label}`}
      title={label}
      aria-expanded={isOpen}
      onClick={() => (isOpen ? store.closePanel() : store.open())}
    >
      <MessagesSquare aria-hidden className="size-4" />
      {open > 0 ? <span className="tabular-nums">{open}</span> : null}
      {mentions > 0 ? <span className="rounded-full bg-accent px-1.5 text-xs text-on-accent tabular-nums">@{mentions}</span> : null}
      {unsent > 0 ? <span aria-hidden className="size-1.5 rounded-full bg-stale" /> : null}
    </Button>
  );
}
