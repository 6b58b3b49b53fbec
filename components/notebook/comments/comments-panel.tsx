'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { ThreadDto } from '@/app/_contract/comments';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { CommentDraft } from '@/components/workbench/comments/comment-drafts';
import { type CommentFilter, isOf, waitsFor } from '@/components/workbench/comments/comment-store';
import { useCommentStore, useComments } from '@/components/workbench/comments/comments-context';
import { useStore } from '@/components/workbench/workbench-context';
import { focusCell } from '../cells/focus-cell';
import { titleOf } from '../cells/title-of';
import { leadToCell } from '../use-arrival';
import { About } from './about';
import { Composer } from './composer';
import { PANEL } from './panel-id';
import { ThreadCard } from './thread-card';
import { inOrder } from './thread-order';

const FILTERS: readonly CommentFilter[] = ['open', 'resolved', 'mine', 'mentions'];

/** All threads in the order of the notebook, and what is being written. */
export function CommentsPanel() {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const comments = useComments((state) => state.comments);
  const drafts = useComments((state) => state.drafts);
  const filter = useComments((state) => state.filter);
  const order = useStore((state) => state.order);
  const panel = useRef<HTMLDivElement>(null);
  const leave = useFocusOf(panel);
  const { reader } = store;
  const passes: Readonly<Record<CommentFilter, (thread: ThreadDto) => boolean>> = {
    open: ({ resolved }) => resolved === null,
    resolved: ({ resolved }) => resolved !== null,
    mine: (thread) => isOf(thread, reader),
    mentions: ({ comments: said }) => said.some(({ mentions }) => mentions.includes(reader)),
  };
  const begun = useMemo(() => [...drafts].filter(([, draft]) => draft.begin !== undefined), [drafts]);
  const shown = comments.threads.filter(passes[filter]);
  const groups = inOrder(order, shown, begun);
  const counts: Partial<Record<CommentFilter, number>> = {
    open: comments.threads.filter(passes.open).length,
    mentions: comments.threads.filter((thread) => waitsFor(thread, reader)).length,
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the panel from any control in it
    <div
      ref={panel}
      id={PANEL}
      tabIndex={-1}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3 outline-none min-[1100px]:px-1 min-[1100px]:pt-0"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        leave();
      }}
    >
      <div className="sticky top-0 z-10 -mx-1 grid gap-2 bg-ground px-1 pt-1 pb-2">
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold">{text('title')}</h2>
          <Button look="quiet" size="icon" aria-label={text('close')} onClick={leave}>
            <X aria-hidden className="size-4" />
          </Button>
        </div>
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{text('filter')}</legend>
          {FILTERS.map((one) => (
            <Button
              key={one}
              look="quiet"
              size="small"
              aria-pressed={filter === one}
              className={filter === one ? 'bg-sunken! text-ink!' : undefined}
              onClick={() => store.show(one)}
            >
              {text(`filters.${one}`)}
              {counts[one] ? <span className="tabular-nums">{counts[one]}</span> : null}
            </Button>
          ))}
        </fieldset>
      </div>
      {groups.length === 0 ? (
        <p className="text-sm text-ink-soft">
          {comments.threads.length === 0 ? text(comments.mayComment ? 'none' : 'noneYet') : text('noneOfThese')}
        </p>
      ) : null}
      {groups.map(({ cell, threads, drafts: own }) => (
        <section key={cell} className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <CellTitle id={cell} />
          {own.map(([place, draft]) => (
            <NewThread key={place} place={place} draft={draft} onLeave={leave} />
          ))}
          {threads.map((thread) => (
            <ThreadCard key={thread.id} thread={thread} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** What a group of threads is about; a cell that was deleted may come back. */
function CellTitle({ id }: { readonly id: string }) {
  const text = useTranslations('comments');
  const words = useTranslations('notebook');
  const title = useStore(({ cells }) => (cells.has(id) ? titleOf(cells.get(id)) || words('cell.unnamed') : null));
  if (title === null) return <h3 className="text-xs font-semibold text-stale">{text('deletedCell')}</h3>;
  return (
    <h3 className="text-xs font-semibold">
      <button
        type="button"
        title={title}
        onClick={() => leadToCell(id)}
        className="min-h-6 max-w-full truncate text-ink-soft hover:underline"
      >
        {title}
      </button>
    </h3>
  );
}

interface NewThreadProps {
  readonly place: string;
  readonly draft: CommentDraft;
  readonly onLeave: () => void;
}

/** A comment that begins a thread, as it is being written. */
function NewThread({ place, draft, onLeave }: NewThreadProps) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const isActive = useComments(({ active }) => active === draft.id);
  const turn = useComments((state) => (state.active === draft.id ? state.turn : 0));
  const isOpen = isActive || draft.text === '';
  if (!draft.begin) return null;
  const { cell, anchor } = draft.begin;
  const leave = () => {
    if (draft.text.trim() === '') store.forget(place);
    onLeave();
  };
  return (
    <div
      id={`comment-${draft.id}`}
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)] gap-2 rounded-md border border-dashed bg-surface p-2.5',
        isActive ? 'border-accent' : 'border-line-strong',
      )}
    >
      <About cell={cell} anchor={anchor} onGo={null} />
      {isOpen ? (
        <Composer place={place} label={text('new')} submit={text('send')} turn={turn} onLeave={leave} onSent={() => store.open(draft.id)} />
      ) : (
        <div className="grid gap-1">
          <p className="text-xs text-stale">{text('draft')}</p>
          <p className="line-clamp-3 text-sm wrap-anywhere">{draft.text}</p>
          <span className="flex gap-1">
            <Button look="quiet" size="small" onClick={() => draft.begin && store.begin(draft.begin)}>
              {text('goOn')}
            </Button>
            <Button look="quiet" size="small" onClick={() => store.forget(place)}>
              {text('discard')}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

/** Takes the focus to what was gone to, and gives it back to where it came from when the panel is left. */
function useFocusOf(panel: React.RefObject<HTMLElement | null>): () => void {
  const store = useCommentStore();
  const active = useComments((state) => state.active);
  const turn = useComments((state) => state.turn);
  const from = useRef<HTMLElement | null>(null);
  // Before what is written in takes the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn may come from elsewhere
  useLayoutEffect(() => {
    const focused = document.activeElement;
    // What was written in is gone once it was sent, and the page has the focus: that is nowhere one came from.
    const isOutside = focused !== document.body && !panel.current?.contains(focused);
    if (focused instanceof HTMLElement && isOutside) from.current = focused;
  }, [turn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn goes there anew
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    const target = active === null ? null : document.getElementById(`comment-${active}`);
    if (target?.tagName !== 'ARTICLE' && target) {
      target.scrollIntoView({ block: 'nearest' });
      target.querySelector('textarea')?.focus();
      return;
    }
    (target ?? current).focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }, [turn]);
  return () => {
    const { current: back } = from;
    const cell = back?.closest('[data-cell]')?.id.replace(/^cell-/u, '');
    store.closePanel();
    // What had the focus may have gone with the panel, or with an editor that closed.
    if (back?.isConnected && back !== document.body) back.focus({ preventScroll: true });
    else if (cell) focusCell(cell);
  };
}
