'use client';

import type { editor as Editor } from 'monaco-editor';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { LanguageAssist } from '../language-assist';
import { useShownCursors } from '../use-live-cursors';
import { type TextBound, useTextBinding } from '../use-text-binding';
import type { MonacoSurface } from './monaco-surface';
import { type EditorEvents, openEditor } from './open-editor';
import type { Monaco } from './setup';
import { cursorsIn } from './show-cursors';
import { watchProblems } from './watch-problems';

interface LiveEditorProps extends Omit<EditorEvents, 'onTyped' | 'onSelect'>, TextBound {
  readonly monaco: Monaco;
  /** Keeps the cursor of one cell from one opening to the next. */
  readonly id: string;
  readonly language: string;
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
  const { monaco, id, language, readOnly, label, placeholder, assist, errorLine, text = null, cursors = null } = props;
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor.IStandaloneCodeEditor | null>(null);
  const surface = useRef<MonacoSurface | null>(null);
  const latest = useEffectEvent(() => ({ ...props, binding: binding.current }));

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const { value, text, openAt, onInsertable, onOpened } = latest();
    const opened = openEditor(monaco, element, { id, language, value: text?.value() ?? value, openAt }, () => {
      const { onTurn, text, binding, ...events } = latest();
      return {
        ...events,
        onTyped: (changes) => binding?.typed(changes),
        onSelect: (selection) => text?.select(selection),
        onTurn: onTurn && ((direction) => binding?.turn(() => onTurn(direction))),
      };
    });
    editor.current = opened.live;
    surface.current = opened.surface;
    const endInsertion = onInsertable?.(opened.insert);
    onOpened();
    return () => {
      endInsertion?.();
      latest().binding?.end();
      opened.close();
      editor.current = null;
      surface.current = null;
    };
  }, [monaco, id, language]);

  const binding = useTextBinding(surface, props, `${id}.${language}`);

  useEffect(() => {
    if (!text || !surface.current) return;
    text.select(surface.current.selection());
    return () => text.select(null);
  }, [text]);

  useEffect(() => {
    editor.current?.updateOptions({ readOnly, ariaLabel: label, placeholder: placeholder ?? '' });
  }, [readOnly, label, placeholder]);

  useEffect(() => {
    const model = editor.current?.getModel();
    return model && assist ? watchProblems(monaco, model, assist) : undefined;
  }, [monaco, assist]);

  const others = useShownCursors(cursors);
  const drawn = useRef<ReturnType<typeof cursorsIn> | null>(null);
  useEffect(() => {
    if (!editor.current) return;
    drawn.current = cursorsIn(monaco, editor.current);
    return () => drawn.current?.end();
  }, [monaco]);
  useEffect(() => drawn.current?.show(others), [others]);

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
