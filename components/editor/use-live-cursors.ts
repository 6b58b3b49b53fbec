import { useEffect, useState, useSyncExternalStore } from 'react';
import { LiveCursors, type ShownCursor } from './live-cursors';
import type { SharedText } from './shared-text';

const NONE: readonly ShownCursor[] = [];
const none = () => NONE;
const never = () => () => undefined;

function later(work: () => void, milliseconds: number): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** The cursors of others in a text while it is shown; null while it has no document. */
export function useLiveCursors(text: SharedText | null): LiveCursors | null {
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
  return useSyncExternalStore(cursors?.subscribe ?? never, cursors?.all ?? none, none);
}
