'use client';

import { MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ThreadDto } from '@/app/_contract/comments';
import { Button } from '@/components/ui/button';
import { useCommentStore, useMayComment, useThreadsOf } from '@/components/workbench/comments/comments-context';
import { onPart } from './part-place';
import { useResultPlace } from './result-place';
import { useBegin } from './use-begin';

interface MarkProps {
  /** Open ones. */
  readonly threads: readonly ThreadDto[];
  readonly about: string;
  readonly onAdd: () => void;
  /** Seen only where the pointer or the focus is, as long as nothing was said. */
  readonly quiet?: boolean;
}

/** How many open threads there are about something: it goes to the first; where there are none it begins one. */
function CommentMark({ threads, about, onAdd, quiet = false }: MarkProps) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const mayComment = useMayComment();
  const count = threads.length;
  if (count === 0 && !mayComment) return null;
  const label = count === 0 ? text('addTo', { about }) : text('open', { count, about });
  return (
    <Button
      look="quiet"
      size="small"
      aria-label={label}
      title={label}
      // What is chosen in the text, and the focus in it, stay as they are: the comment is about them.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (count === 0 ? onAdd() : store.open(threads[0].id))}
      className={
        count > 0
          ? 'text-accent!'
          : quiet
            ? 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100'
            : undefined
      }
    >
      <MessageSquare aria-hidden className="size-3.5" />
      {count > 0 ? <span className="tabular-nums">{count}</span> : null}
    </Button>
  );
}

const isOpen = ({ resolved }: ThreadDto) => resolved === null;

/** The mark of a cell: every open thread about it or a part of it. */
export function CellComments({ id, name, quiet }: { readonly id: string; readonly name: string; readonly quiet?: boolean }) {
  const threads = useThreadsOf(id);
  const { inFocus } = useBegin();
  return <CommentMark threads={threads.filter(isOpen)} about={name} onAdd={() => inFocus(id)} quiet={quiet} />;
}

/** The mark of a table or a figure of a result; `part` as `table NAME` or `figure NAME`. */
export function PartComments({ part, about }: { readonly part: string; readonly about: string }) {
  const place = useResultPlace();
  return place ? <PartMark cell={place.cell} part={part} about={about} /> : null;
}

function PartMark({ cell, part, about }: { readonly cell: string; readonly part: string; readonly about: string }) {
  const threads = useThreadsOf(cell);
  const { on } = useBegin();
  const begun = onPart(cell, part);
  const wanted = JSON.stringify(begun.anchor);
  const own = threads.filter((thread) => isOpen(thread) && JSON.stringify(thread.anchor) === wanted);
  return <CommentMark threads={own} about={about} onAdd={() => on(begun)} />;
}
