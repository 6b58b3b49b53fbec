'use client';

import { MessageSquare, MessageSquarePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { ThreadDto } from '@/app/_contract/comments';
import { lineOf } from '@/components/editor/text-change';
import { useCommentStore, useMayComment, useThreadsOf } from '@/components/workbench/comments/comments-context';
import { foundIn } from '@/components/workbench/comments/found-place';
import { lineAt, onWords } from './place-in-focus';
import { useBegin } from './use-begin';

const LOOK = 'pointer-events-auto absolute right-0.5 flex h-6 min-w-6 items-center justify-center gap-0.5 rounded px-0.5 text-xs';

/** Over the right edge of a source: a mark on each line that is spoken about, and a plus on the line under the pointer. */
export function LineComments({ cell, tops }: { readonly cell: Cell; readonly tops: readonly number[] }) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const threads = useThreadsOf(cell.id);
  const mayComment = useMayComment();
  const { on } = useBegin();
  const place = useRef<HTMLDivElement>(null);
  const hovered = useHoveredLine(place, tops, mayComment);
  const marked = marksOf(threads, cell.body);
  const lines = cell.body.split('\n');
  const starts = (line: number) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  const isFree = hovered !== null && !marked.has(hovered) && (lines[hovered]?.trim() ?? '') !== '';
  return (
    <div ref={place} className="pointer-events-none absolute inset-0 z-10">
      {[...marked].map(([line, own]) => {
        const label = text('openOnLine', { count: own.length, line: line + 1 });
        return tops[line] === undefined ? null : (
          <button
            key={line}
            type="button"
            style={{ top: tops[line] - 2 }}
            aria-label={label}
            title={label}
            onClick={() => store.open(own[0].id)}
            className={`${LOOK} bg-accent-soft text-accent`}
          >
            <MessageSquare aria-hidden className="size-3.5" />
            {own.length > 1 ? own.length : null}
          </button>
        );
      })}
      {isFree && tops[hovered] !== undefined ? (
        <button
          type="button"
          // The keyboard has its own way: the shortcut, on the line of the cursor.
          tabIndex={-1}
          style={{ top: tops[hovered] - 2 }}
          aria-label={text('addToLine', { line: hovered + 1 })}
          title={text('addToLine', { line: hovered + 1 })}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => on(onWords(cell, lineAt(cell.body, starts(hovered))))}
          className={`${LOOK} bg-surface text-ink-soft hover:text-ink`}
        >
          <MessageSquarePlus aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}

/** Open threads by the line, from 0, that their words begin on. */
export function marksOf(threads: readonly ThreadDto[], body: string): ReadonlyMap<number, readonly ThreadDto[]> {
  const marks = new Map<number, readonly ThreadDto[]>();
  for (const thread of threads) {
    const found = thread.anchor.on === 'words' && thread.resolved === null ? foundIn(thread.anchor, body) : null;
    if (found === null) continue;
    const line = lineOf(body, found.start);
    marks.set(line, [...(marks.get(line) ?? []), thread]);
  }
  return marks;
}

/** The line, from 0, that the pointer is at the height of, within the source around an element. */
function useHoveredLine(place: React.RefObject<HTMLElement | null>, tops: readonly number[], wanted: boolean): number | null {
  const [line, setLine] = useState<number | null>(null);
  useEffect(() => {
    const source = place.current?.parentElement;
    if (!wanted || !source) return;
    const move = ({ clientY }: PointerEvent) => {
      const y = clientY - source.getBoundingClientRect().top;
      const below = tops.findIndex((top) => top > y);
      setLine(y < (tops[0] ?? 0) ? null : below === -1 ? tops.length - 1 : below - 1);
    };
    const leave = () => setLine(null);
    source.addEventListener('pointermove', move, { passive: true });
    source.addEventListener('pointerleave', leave);
    return () => {
      source.removeEventListener('pointermove', move);
      source.removeEventListener('pointerleave', leave);
    };
  }, [place, tops, wanted]);
  return line;
}
