'use client';

import { useState } from 'react';
import type { LanguageAssist } from './language-assist';
import { type LineNotes, NotesColumn, NotesList } from './line-notes';
import { LiveEditor } from './monaco/live-editor';
import { PlainEditor } from './plain-editor';
import { StaticSource } from './static-source';
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
  readonly onInsertable?: (insert: (text: string) => boolean) => () => void;
}

/**
 * Source text. While it is edited it has the code editor; otherwise it is shown as text, coloured alike, so that a notebook of many cells
 * holds one editor. Markdown, touch, and a browser that could not load the editor get a plain text area.
 */
export function SourceEditor(props: SourceEditorProps) {
  const { language, value, onChange, readOnly, label, placeholder, autoFocus, onEscape, notes, errorLine } = props;
  const [opened, setOpened] = useState(false);
  const [openAt, setOpenAt] = useState<number | null>(null);
  const [tops, setTops] = useState<readonly number[]>([]);
  const editing = autoFocus || opened;
  const touch = useTouchOnly();
  const plain = language === 'markdown' || touch;
  const monaco = useMonaco(!plain, editing);
  const open = () => {
    if (props.onOpen) props.onOpen();
    else setOpened(true);
  };
  const leave = () => {
    setOpened(false);
    setOpenAt(null);
    onEscape?.();
  };
  if (plain || monaco.kind === 'failed' || (editing && monaco.kind === 'loading')) {
    return (
      <div>
        <PlainEditor {...props} autoFocus={editing} onFocus={autoFocus ? undefined : props.onOpen} onEscape={leave} />
        {notes ? <NotesList notes={notes} always /> : null}
      </div>
    );
  }
  return (
    <div className="@container">
      <div className="flex gap-3">
        <div className="min-w-0 flex-1 overflow-hidden rounded-md border border-line bg-sunken focus-within:border-accent">
          {editing && monaco.kind === 'ready' ? (
            <LiveEditor
              key={`${props.id ?? label}.${language}`}
              monaco={monaco.monaco}
              id={props.id ?? label}
              language={language}
              value={value}
              onChange={onChange}
              readOnly={readOnly}
              label={label}
              placeholder={placeholder}
              onRun={props.onRun}
              onEscape={leave}
              onTurn={props.onTurn}
              errorLine={errorLine}
              assist={props.assist}
              openAt={openAt}
              onOpened={() => setOpenAt(null)}
              onLines={setTops}
              onInsertable={props.onInsertable}
            />
          ) : (
            <StaticSource
              value={value}
              language={language}
              monaco={monaco.kind === 'ready' ? monaco.monaco : null}
              label={label}
              placeholder={placeholder}
              errorLine={errorLine}
              onLines={setTops}
              onOpen={
                readOnly
                  ? undefined
                  : (offset) => {
                      setOpenAt(offset);
                      open();
                    }
              }
              onDropText={
                readOnly
                  ? undefined
                  : (text, offset) => {
                      onChange(value.slice(0, offset) + text + value.slice(offset));
                      setOpenAt(offset + text.length);
                      open();
                    }
              }
            />
          )}
        </div>
        {notes ? <NotesColumn notes={notes} value={value} tops={tops} /> : null}
      </div>
      {notes ? <NotesList notes={notes} always={false} /> : null}
    </div>
  );
}
