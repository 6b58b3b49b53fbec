'use client';

import type { ReactNode } from 'react';
import { SOURCE_LINE_PX } from './monaco/editor-options';
import { lineMover } from './text-change';

interface LineNote {
  readonly key: string;
  /** Line of the annotated text, from 0. */
  readonly line: number;
  /** What the note is about, shown where it cannot stand beside its line. */
  readonly title: string;
  readonly content: ReactNode;
}

/** Notes beside the lines of a text. */
export interface LineNotes {
  readonly label: string;
  /** The text the notes were made for; they follow their lines into the text that is there now. */
  readonly source: string;
  readonly notes: readonly LineNote[];
}

/** The column right of an editor with one note a line. */
export function NotesColumn({
  notes,
  value,
  tops,
}: {
  readonly notes: LineNotes;
  readonly value: string;
  readonly tops: readonly number[];
}) {
  const move = lineMover(notes.source, value);
  return (
    <ol aria-label={notes.label} className="relative hidden w-48 shrink-0 @min-[600px]:block">
      {notes.notes.map(({ key, line, title, content }) => {
        const top = tops[move(line)];
        return top === undefined ? null : (
          <li key={key} style={{ top, height: SOURCE_LINE_PX }} className="absolute inset-x-0 flex items-center" title={title}>
            <span className="sr-only">{title}: </span>
            {content}
          </li>
        );
      })}
    </ol>
  );
}

/** The same notes below the text, where there is no room beside it. */
export function NotesList({ notes, always }: { readonly notes: LineNotes; readonly always: boolean }) {
  if (notes.notes.length === 0) return null;
  return (
    <ol aria-label={notes.label} className={always ? 'mt-2 grid gap-1' : 'mt-2 grid gap-1 @min-[600px]:hidden'}>
      {notes.notes.map(({ key, title, content }) => (
        <li key={key} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 text-sm">
          <span className="truncate text-ink-soft">{title}</span>
          <span className="flex w-44 items-center">{content}</span>
        </li>
      ))}
    </ol>
  );
}
