import { useEffect, useState } from 'react';
import type { LiveText } from '@/components/workbench/live/live-text';
import { useSelected } from '@/components/workbench/use-selected';
import { LiveCursors, type ShownCursor } from './live-cursors';

const NONE: readonly ShownCursor[] = [];
const NOTHING = { subscribe: () => () => undefined, snapshot: () => 0 };

function later(work: () => void, milliseconds: number): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** The cursors of others in a text while it is shown; null while it has no document. */
export function useLiveCursors(text: LiveText | null): LiveCursors | null {
  const [cursors, setCursors] = useState<LiveCursors | null>(null);
  useEffect(() => {
    if (!text) return;
    const opened = new LiveCursors(text, later);
    setCursors(opened);
    return () => {
      opened.end();
      setCursors(null);
    };
  }, [text]);
  return cursors;
}

/** The same as they are now. */
export function useShownCursors(cursors: LiveCursors | null): readonly ShownCursor[] {
  return useSelected<number, readonly ShownCursor[]>(cursors ?? NOTHING, () => cursors?.all() ?? NONE);
}
