'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { LineNotes } from '@/components/editor/line-notes';
import { classNames } from '@/components/ui/class-names';
import { countText } from '@/components/ui/number-text';
import { byLine, type CountRow, type Counts, rowOf } from './counts';

const ANNOUNCE_AFTER_MS = 1000;

/** Counts as notes beside the clauses of a program; before they come there are none, and their room is kept. */
export function useCountNotes(counts: Counts | null): LineNotes {
  const text = useTranslations('editor.counts');
  if (!counts) return { label: text('label'), source: '', notes: [] };
  const all = rowOf(counts.rows, 'index')?.patients ?? 0;
  return {
    label: text('label'),
    source: counts.source,
    notes: byLine(counts.rows, (row) => row.title || titleOf(text, row)).map((row) => {
      const { title, line } = row;
      return { key: `${line}`, line: line ?? 0, title, content: <CountNote row={row} all={all} current={counts.current} /> };
    }),
  };
}

type Text = ReturnType<typeof useTranslations<'editor.counts'>>;

function titleOf(text: Text, { kind, line }: CountRow): string {
  switch (kind) {
    case 'include':
    case 'exclude':
      return text(kind, { line: (line ?? 0) + 1 });
    case 'index':
    case 'keep':
    case 'follow_up':
      return text(kind);
    default:
      return kind;
  }
}

function CountNote({ row, all, current }: { readonly row: CountRow; readonly all: number; readonly current: boolean }) {
  const text = useTranslations('editor.counts');
  const share = all === 0 ? 0 : Math.min(1, row.patients / all);
  const removed = row.removed ?? 0;
  return (
    <span className={classNames('flex w-full items-center gap-2 text-xs tabular-nums', current ? 'text-ink' : 'text-ink-faint')}>
      <span aria-hidden className="h-2 w-16 shrink-0 rounded-sm bg-line">
        <span
          className={classNames('block h-2 rounded-sm', current ? 'bg-accent' : 'bg-line-strong')}
          style={{ width: `${Math.max(share * 100, row.patients > 0 ? 2 : 0)}%` }}
        />
      </span>
      <span className="sr-only">
        {text('leftAndRemoved', {
          left: text('left', { count: row.patients, shown: countText(row.patients) }),
          removed: text('removedLong', { count: removed, shown: countText(removed) }),
        })}
      </span>
      <span aria-hidden className={classNames('min-w-12 text-end', row.patients === 0 && 'font-semibold text-failed')}>
        {countText(row.patients)}
      </span>
      <span aria-hidden className="min-w-12 text-end text-ink-soft">
        {removed > 0 ? text('removed', { count: countText(removed) }) : ''}
      </span>
    </span>
  );
}

/** One line below the program: who is left of whom, said aloud when it has settled. */
export function CountSummary({ counts }: { readonly counts: Counts | null }) {
  const text = useTranslations('editor.counts');
  const [said, setSaid] = useState('');
  const line = counts ? summaryOf(text, counts) : '';
  useEffect(() => {
    const timer = setTimeout(() => setSaid(line), ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [line]);
  const outside = counts ? rowOf(counts.rows, 'observation') : null;
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {counts ? (
        <p aria-hidden className="flex flex-wrap gap-x-3 text-xs text-ink-soft tabular-nums">
          <span className={counts.current ? undefined : 'text-ink-faint'}>{line}</span>
          {outside?.removed ? <span>{text('outside', { removed: text('removed', { count: countText(outside.removed) }) })}</span> : null}
          {counts.current ? null : <span className="text-stale">{text('waiting')}</span>}
        </p>
      ) : null}
    </>
  );
}

function summaryOf(text: Text, { rows }: Counts): string {
  const left = rows[rows.length - 1]?.patients ?? 0;
  const database = rowOf(rows, 'database')?.patients ?? 0;
  return text('summaryAll', { count: left, left: countText(left), database: countText(database) });
}
