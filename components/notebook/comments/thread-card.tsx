'use client';

import { Check, Link2, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useRef, useState } from 'react';
import type { ThreadDto } from '@/app/_contract/comments';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { useCommentStore, useComments, useMayComment } from '@/components/workbench/comments/comments-context';
import { useStore } from '@/components/workbench/workbench-context';
import { About } from './about';
import { CommentView } from './comment-view';
import { Composer } from './composer';
import { PANEL } from './panel-id';
import { showPlace } from './show-place';

/** A thread: what it is about, what was said, and what can be done. */
export const ThreadCard = memo(function ThreadCard({ thread }: { readonly thread: ThreadDto }) {
  const text = useTranslations('comments');
  const isThere = useStore(({ cells }) => cells.has(thread.cell));
  const isActive = useComments(({ active }) => active === thread.id);
  const by =
    useComments(({ comments }) => comments.people.find(({ account }) => account === thread.resolved?.by)?.legalName) ?? text('someone');
  const body = useStore(({ cells }) => cells.get(thread.cell)?.body ?? '');
  return (
    <article
      id={`comment-${thread.id}`}
      tabIndex={-1}
      aria-label={text('thread', { count: thread.comments.length })}
      data-resolved={thread.resolved !== null || undefined}
      className={classNames(
        'grid scroll-m-2 grid-cols-[minmax(0,1fr)] gap-2 rounded-md border bg-surface p-2.5 [contain-intrinsic-size:auto_140px] [content-visibility:auto]',
        isActive ? 'border-accent' : 'border-line',
      )}
    >
      <About cell={thread.cell} anchor={thread.anchor} onGo={isThere ? () => showPlace(thread, body) : null} />
      <ol className="grid gap-2">
        {thread.comments.map((comment) => (
          <CommentView key={comment.id} comment={comment} />
        ))}
      </ol>
      {thread.resolved ? (
        <p className="text-xs text-fresh">
          {text('resolvedBy', { name: by })} · <Moment iso={thread.resolved.at} />
        </p>
      ) : null}
      <Doings thread={thread} />
    </article>
  );
});

function Doings({ thread }: { readonly thread: ThreadDto }) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const announce = useToast();
  const mayComment = useMayComment();
  const place = `reply ${thread.id}`;
  const hasDraft = useComments(({ drafts }) => (drafts.get(place)?.text ?? '') !== '');
  const [opened, setOpened] = useState<boolean | null>(null);
  const reply = useRef<HTMLButtonElement>(null);
  const settle = async () => {
    const problem = await store.settle(thread.id, thread.resolved === null);
    announce(problem?.message ?? text(thread.resolved ? 'reopened' : 'resolved'));
    // The thread goes to another list, and its button with it.
    if (!problem) document.getElementById(PANEL)?.focus({ preventScroll: true });
  };
  const copy = () => {
    const { origin, pathname } = window.location;
    navigator.clipboard.writeText(`${origin}${pathname}#comment=${thread.id}`).then(
      () => announce(text('linkCopied')),
      () => announce(text('linkNotCopied')),
    );
  };
  const leave = () => {
    setOpened(false);
    setTimeout(() => reply.current?.focus());
  };
  return (
    <>
      {mayComment && (opened ?? false) ? (
        <Composer place={place} label={text('reply')} submit={text('reply')} onLeave={leave} onSent={leave} />
      ) : null}
      <div className="flex flex-wrap items-center gap-1">
        {mayComment && !opened ? (
          <Button ref={reply} look="quiet" size="small" onClick={() => setOpened(true)}>
            {hasDraft ? text('goOnReplying') : text('reply')}
          </Button>
        ) : null}
        {mayComment ? (
          <Button look="quiet" size="small" onClick={() => void settle()}>
            {thread.resolved ? <RotateCcw aria-hidden className="size-3.5" /> : <Check aria-hidden className="size-3.5" />}
            {thread.resolved ? text('reopen') : text('resolve')}
          </Button>
        ) : null}
        <Button look="quiet" size="small" className="ms-auto" aria-label={text('copyLink')} title={text('copyLink')} onClick={copy}>
          <Link2 aria-hidden className="size-3.5" />
        </Button>
      </div>
    </>
  );
}
