'use client';

import type { editor as Editor } from 'monaco-editor';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { LanguageAssist } from '../language-assist';
import { TextMirror } from '../text-mirror';
import { rangeOf } from './markers';
import { type EditorEvents, openEditor } from './open-editor';
import type { Monaco } from './setup';
import { watchProblems } from './watch-problems';

interface LiveEditorProps extends Omit<EditorEvents, 'onTyped'> {
  readonly monaco: Monaco;
  /** Keeps the cursor of one cell from one opening to the next. */
  readonly id: string;
  readonly language: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly errorLine?: number | null;
  readonly assist?: LanguageAssist;
  /** Where to put the cursor first; null keeps the last place. */
  readonly openAt: number | null;
  readonly onOpened: () => void;
  /** The editor takes what is put into the cell from outside; gives the function that ends it. */
  readonly onInsertable?: (insert: (text: string) => boolean) => () => void;
}

/** A Monaco editor over one cell's text, as high as the text is. */
export function LiveEditor(props: LiveEditorProps) {
  const { monaco, id, language, value, readOnly, label, placeholder, assist, errorLine } = props;
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor.IStandaloneCodeEditor | null>(null);
  const mirror = useRef<TextMirror | null>(null);
  const applying = useRef(false);
  const latest = useEffectEvent(() => props);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const { value, openAt, onInsertable, onOpened } = latest();
    mirror.current = new TextMirror(value);
    const opened = openEditor(monaco, element, { id, language, value, openAt }, () => {
      const { onChange, ...events } = latest();
      const onTyped = (text: string) => {
        if (applying.current) return;
        mirror.current?.typed(text);
        onChange(text);
      };
      return { ...events, onTyped };
    });
    editor.current = opened.live;
    const endInsertion = onInsertable?.(opened.insert);
    onOpened();
    return () => {
      endInsertion?.();
      opened.close();
      editor.current = null;
    };
  }, [monaco, id, language]);

  useEffect(() => {
    editor.current?.updateOptions({ readOnly, ariaLabel: label, placeholder: placeholder ?? '' });
  }, [readOnly, label, placeholder]);

  useEffect(() => {
    const model = editor.current?.getModel();
    const change = mirror.current?.given(value);
    if (!model || !change) return;
    applying.current = true;
    model.applyEdits([{ range: rangeOf(model, change), text: change.text }]);
    applying.current = false;
    // What was taken back or done again is where one goes on.
    const live = editor.current;
    if (!live?.hasTextFocus()) return;
    live.setPosition(model.getPositionAt(change.start + change.text.length));
    live.revealPositionInCenterIfOutsideViewport(live.getPosition() ?? { lineNumber: 1, column: 1 });
  }, [value]);

  useEffect(() => {
    const model = editor.current?.getModel();
    return model && assist ? watchProblems(monaco, model, assist) : undefined;
  }, [monaco, assist]);

  useEffect(() => {
    const live = editor.current;
    if (!live || !errorLine) return;
    const marked = live.createDecorationsCollection([
      { range: new monaco.Range(errorLine, 1, errorLine, 1), options: { isWholeLine: true, className: 'bg-failed-soft' } },
    ]);
    return () => marked.clear();
  }, [monaco, errorLine]);

  return <div ref={holder} className="font-mono" data-editor={language} />;
}
