'use client';

import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import type { ValuePlace } from '@/analysis-kernel/views/journal-table';
import { useCommentStore, useThreadsOf } from '@/components/workbench/comments/comments-context';
import { useResultPlace } from './result-place';
import { tablePlaces, threadsOnValues } from './table-places';

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

function focusCell(cell: Element | undefined | null): void {
  if (!(cell instanceof HTMLElement)) return;
  cell.tabIndex = -1;
  cell.focus({ preventScroll: false });
}

/**
 * The values of a drawn table as places for comments: a click or Enter goes to one, arrows go on, and whoever comments on what has the focus
 * comments on it.
 * @param name of the result's table
 * @param valueAt the value that a cell of the table's body shows
 */
export function useTableComments(name: string, valueAt: (row: number, place: number) => ValuePlace | null) {
  const table = useRef<HTMLTableElement>(null);
  const place = useResultPlace();
  const store = useCommentStore();
  const threads = useThreadsOf(place?.cell ?? '');
  const marked = useMemo(() => (place ? threadsOnValues(threads, name, place.outcome) : new Map()), [place, threads, name]);
  useEffect(() => {
    const { current } = table;
    if (current && place) tablePlaces.set(current, { result: place, table: name, valueAt });
  }, [place, name, valueAt]);
  const threadsAt = (row: number, at: number) => {
    const value = marked.size === 0 ? null : valueAt(row, at);
    return (value && marked.get(`${value.row} ${value.column}`)) ?? [];
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const cell = event.target instanceof Element ? event.target.closest('td') : null;
    if (!place || !cell || !getSelection()?.isCollapsed) return;
    focusCell(cell);
    const { thread } = cell.dataset;
    if (thread) store.open(thread);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = event.target instanceof HTMLTableCellElement ? event.target : null;
    const go = (to: Element | undefined | null) => {
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      focusCell(to);
    };
    if (!cell)
      return event.key === 'Enter' && event.target === event.currentTarget ? go(table.current?.querySelector('tbody td')) : undefined;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.currentTarget.focus();
      return;
    }
    if (event.key === 'Enter' && cell.dataset.thread) {
      event.stopPropagation();
      store.open(cell.dataset.thread);
      return;
    }
    const step = STEPS[event.key];
    const row = cell.parentElement;
    if (!step || !row?.parentElement) return;
    const rows = Array.from(row.parentElement.children);
    const other = rows[rows.indexOf(row) + step[0]];
    // At its edge the arrows are the table's still, not the notebook's.
    event.stopPropagation();
    go(other?.children[cell.cellIndex + step[1]]);
  };
  return { table, isMarked: marked.size > 0, threadsAt, onClick, onKeyDown };
}
