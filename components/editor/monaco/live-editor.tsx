'use client';

import type { editor as Editor } from 'monaco-editor';
import { useEffect, useEffectEvent, useRef } from 'react';
import { OPEN_PALETTE } from '@/components/shell/palette-events';
import type { LanguageAssist, Problem } from '../language-assist';
import { TextMirror } from '../text-mirror';
import { turnOf } from '../turn-of';
import { editorOptions } from './editor-options';
import { markerOf, rangeOf } from './markers';
import { modelOf } from './models';
import { sessions } from './sessions';
import type { Monaco } from './setup';

const CHECK_AFTER_MS = 120;
/** Longer texts scroll inside the editor instead of growing the page. */
const MOST_HEIGHT_PX = 6000;

interface LiveEditorProps {
  readonly monaco: Monaco;
  /** Keeps the cursor of one cell from one opening to the next. */
  readonly id: string;
  readonly language: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly onRun?: (stay: boolean) => void;
  readonly onEscape?: () => void;
  readonly onTurn?: (direction: 'undo' | 'redo') => void;
  readonly errorLine?: number | null;
  readonly assist?: LanguageAssist;
  /** Where to put the cursor first; null keeps the last place. */
  readonly openAt: number | null;
  readonly onOpened: () => void;
  /** Tops of the text's lines, whenever they move. */
  readonly onLines?: (tops: readonly number[]) => void;
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
    const opened = latest();
    const { model, state } = modelOf(monaco, id, language, opened.value);
    mirror.current = new TextMirror(opened.value);
    const live = monaco.editor.create(element, { ...editorOptions(element), model });
    editor.current = live;
    if (state) live.restoreViewState(state);
    if (opened.openAt !== null) live.setPosition(model.getPositionAt(opened.openAt));
    else if (!state) live.setPosition(model.getPositionAt(model.getValueLength()));

    let shown = '';
    const placeLines = () => {
      const tops = Array.from({ length: model.getLineCount() }, (_, line) => live.getTopForLineNumber(line + 1));
      if (tops.join() === shown) return;
      shown = tops.join();
      latest().onLines?.(tops);
    };
    const grow = () => {
      const height = Math.min(live.getContentHeight(), MOST_HEIGHT_PX);
      element.style.height = `${height}px`;
      live.layout({ width: element.clientWidth, height });
      placeLines();
    };
    const disposables = [
      live.onDidContentSizeChange(grow),
      live.onDidChangeModelContent(() => {
        if (applying.current) return;
        const text = model.getValue();
        mirror.current?.typed(text);
        latest().onChange(text);
      }),
      live.onKeyDown((event) => {
        // Steps are the notebook's: the editor's own history knows nothing of a renaming, a form or another window.
        const direction = turnOf(event.browserEvent);
        const { onTurn } = latest();
        if (direction !== null && onTurn) {
          event.preventDefault();
          event.stopPropagation();
          onTurn(direction);
          return;
        }
        // Monaco begins two-key commands with Ctrl K; here it opens the command palette, as everywhere.
        const control = event.ctrlKey || event.metaKey;
        if (!control || event.shiftKey || event.altKey || event.browserEvent.key.toLowerCase() !== 'k') return;
        event.preventDefault();
        event.stopPropagation();
        window.dispatchEvent(new Event(OPEN_PALETTE));
      }),
      live.addAction({
        id: 'coho.leave',
        label: 'leave',
        keybindings: [monaco.KeyCode.Escape],
        precondition:
          '!suggestWidgetVisible && !findWidgetVisible && !renameInputVisible && !codeActionMenuVisible && !markersNavigationVisible && !editorHasMultipleSelections && !inSnippetMode && !editorHoverVisible',
        run: () => latest().onEscape?.(),
      }),
      live.addAction({
        id: 'coho.run',
        label: 'run',
        keybindings: [monaco.KeyMod.Shift | monaco.KeyCode.Enter],
        run: () => latest().onRun?.(false),
      }),
      live.addAction({
        id: 'coho.runAndStay',
        label: 'run and stay',
        keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
        run: () => latest().onRun?.(true),
      }),
    ];
    const observer = new ResizeObserver(grow);
    observer.observe(element);
    const endInsertion = opened.onInsertable?.((text) => {
      if (live.getOption(monaco.editor.EditorOption.readOnly)) return false;
      live.pushUndoStop();
      live.executeEdits('insert', [{ range: live.getSelection() ?? rangeOf(model, { start: 0, end: 0 }), text, forceMoveMarkers: true }]);
      live.pushUndoStop();
      live.focus();
      return true;
    });
    grow();
    live.focus();
    opened.onOpened();
    return () => {
      endInsertion?.();
      observer.disconnect();
      modelOf(monaco, id, language, model.getValue()).keep(live.saveViewState());
      for (const disposable of disposables) disposable.dispose();
      live.dispose();
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
    const live = editor.current;
    const model = live?.getModel();
    if (!live || !model || !assist) return;
    const key = model.uri.toString();
    const session = { assist, problems: [] as readonly Problem[], version: 0 };
    sessions.set(key, session);
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = async () => {
      const version = model.getVersionId();
      const problems = await assist.check(model.getValue()).catch(() => null);
      if (over || problems === null || model.isDisposed() || model.getVersionId() !== version) return;
      session.problems = problems;
      session.version = version;
      monaco.editor.setModelMarkers(
        model,
        'language',
        problems.map((problem) => markerOf(problem, model, monaco.MarkerSeverity)),
      );
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(), CHECK_AFTER_MS);
    };
    void check();
    const listening = model.onDidChangeContent(soon);
    return () => {
      over = true;
      clearTimeout(timer);
      listening.dispose();
      sessions.delete(key);
      if (!model.isDisposed()) monaco.editor.setModelMarkers(model, 'language', []);
    };
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
