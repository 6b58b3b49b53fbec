'use client';

import { type ReactNode, useState } from 'react';
import type { LanguageAssist } from './language-assist';
import { type LineNotes, NotesColumn, NotesList } from './line-notes';
import { PlainEditor } from './plain-editor';
import type { SharedText } from './shared-text';
import { StaticSource } from './static-source';
import { useLiveCursors } from './use-live-cursors';
import { useMonaco, useTouchOnly } from './use-monaco';

export type SourceLanguage = 'cohort' | 'sql' | 'yaml' | 'javascript' | 'markdown';

export interface SourceEditorProps {
  readonly language: SourceLanguage;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder?: string;
  /** The text is being edited: it has the editor and the focus. */
  readonly autoFocus?: boolean;
  /** `Shift+Enter` (stay: false) and `Ctrl+Enter` (stay: true). */
  readonly onRun?: (stay: boolean) => void;
  readonly onEscape?: () => void;
  /** Undo and redo asked for in the text: they are the notebook's, not the editor's own. */
  readonly onTurn?: (direction: 'undo' | 'redo') => void;
  /** Line of an error, 1-based. */
  readonly errorLine?: number | null;
  /** Keeps the cursor of this text from one opening to the next. */
  readonly id?: string;
  /** A click asks to edit; without it the editor opens by itself. */
  readonly onOpen?: () => void;
  readonly assist?: LanguageAssist;
  readonly notes?: LineNotes | null;
  /** What stands over the text's right edge, given the tops of its lines. */
  readonly margin?: (tops: readonly number[]) => ReactNode;
  readonly onInsertable?: (insert: (text: string) => boolean) => () => void;
  /** The text that several people write in, once it has its document. */
  readonly text?: SharedText | null;
  /** Whether what the editor now holds is a command and no text. */
  readonly onCommand?: (text: string) => boolean;
}

/**
 * Source text. While it is edited it has the code editor; otherwise it is shown as text, coloured alike, so that a notebook of many cells
 * holds one editor. Markdown, touch, and a browser that could not load the editor get a plain text area.
 */
export function SourceEditor(given: SourceEditorProps) {
  const props = { ...given, cursors: useLiveCursors(given.text ?? null) };
  const { language, value, label, readOnly, autoFocus, notes } = props;
  const [tops, setTops] = useState<readonly number[]>([]);
  const { isOpen, openAt, open, leave, forgetPlace } = useOpening(props);
  const touch = useTouchOnly();
  const plain = language === 'markdown' || touch;
  const monaco = useMonaco(!plain, isOpen);
  if (plain || monaco.kind === 'failed' || (isOpen && monaco.kind === 'loading')) {
    return (
      <div>
        <PlainEditor {...props} autoFocus={isOpen} onFocus={autoFocus ? undefined : props.onOpen} onEscape={leave} />
        {notes ? <NotesList notes={notes} always /> : null}
      </div>
    );
  }
  const id = props.id ?? label;
  const { monaco: shown, LiveEditor } = monaco.kind === 'ready' ? monaco : NOT_LOADED;
  const drop = (text: string, offset: number) => {
    props.onChange(value.slice(0, offset) + text + value.slice(offset));
    open(offset + text.length);
  };
  return (
    <div className="@container">
      <div className="flex gap-3">
        <div className="relative min-w-0 flex-1 overflow-hidden rounded-md border border-line bg-sunken focus-within:border-accent">
          {isOpen && shown && LiveEditor ? (
            <LiveEditor
              {...props}
              key={`${id}.${language}`}
              monaco={shown}
              id={id}
              openAt={openAt}
              onOpened={forgetPlace}
              onEscape={leave}
              onLines={setTops}
            />
          ) : (
            <StaticSource
              {...props}
              monaco={shown}
              onLines={setTops}
              onOpen={readOnly ? undefined : open}
              onDropText={readOnly ? undefined : drop}
            />
          )}
          {props.margin?.(tops)}
        </div>
        {notes ? <NotesColumn notes={notes} value={value} tops={tops} /> : null}
      </div>
      {notes ? <NotesList notes={notes} always={false} /> : null}
    </div>
  );
}

const NOT_LOADED = { monaco: null, LiveEditor: null };

/** Whether a text has the editor, and where its cursor goes first; a text whose owner decides that asks it. */
function useOpening({ autoFocus, onOpen, onEscape }: SourceEditorProps) {
  const [opened, setOpened] = useState(false);
  const [openAt, setOpenAt] = useState<number | null>(null);
  const open = (offset: number | null) => {
    setOpenAt(offset);
    if (onOpen) onOpen();
    else setOpened(true);
  };
  const leave = () => {
    setOpened(false);
    setOpenAt(null);
    onEscape?.();
  };
  return { isOpen: autoFocus || opened, openAt, open, leave, forgetPlace: () => setOpenAt(null) };
}
