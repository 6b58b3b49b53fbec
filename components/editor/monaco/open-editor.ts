import type { editor as Editor, IDisposable } from 'monaco-editor';
import type { TextChange } from '@/analysis-kernel/document/text-change';
import { OPEN_PALETTE } from '@/components/shell/palette-events';
import type { TextSelection } from '../text-change';
import { turnOf } from '../turn-of';
import { editorOptions } from './editor-options';
import { rangeOf } from './markers';
import { modelOf } from './models';
import { MonacoSurface } from './monaco-surface';
import type { Monaco } from './setup';

/** Longer texts scroll inside the editor instead of growing the page. */
const MOST_HEIGHT_PX = 6000;
/** Where Escape closes something of the editor's own. */
const NOTHING_OPEN = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'renameInputVisible',
  'codeActionMenuVisible',
  'markersNavigationVisible',
  'editorHasMultipleSelections',
  'inSnippetMode',
  'editorHoverVisible',
]
  .map((context) => `!${context}`)
  .join(' && ');

/** What the one who opens an editor is told, as it stands whenever it is asked. */
export interface EditorEvents {
  readonly onTyped: (changes?: readonly TextChange[]) => void;
  readonly onSelect: (selection: TextSelection) => void;
  readonly onRun?: (stay: boolean) => void;
  readonly onEscape?: () => void;
  readonly onTurn?: (direction: 'undo' | 'redo') => void;
  /** Tops of the text's lines, whenever they move. */
  readonly onLines?: (tops: readonly number[]) => void;
}

export interface OpenedEditor {
  readonly live: Editor.IStandaloneCodeEditor;
  readonly surface: MonacoSurface;
  /** Puts a text at the cursor; false where the editor may not be written in. */
  readonly insert: (text: string) => boolean;
  /** Keeps the cursor for the next opening and gives the place back. */
  readonly close: () => void;
}

interface EditedText {
  /** Keeps the cursor of one cell from one opening to the next. */
  readonly id: string;
  readonly language: string;
  readonly value: string;
  /** Where to put the cursor first; null keeps the last place. */
  readonly openAt: number | null;
}

/** An editor in a place of the page, as high as its text is, with the focus. */
export function openEditor(
  monaco: Monaco,
  element: HTMLElement,
  { id, language, value, openAt }: EditedText,
  events: () => EditorEvents,
): OpenedEditor {
  const { model, state } = modelOf(monaco, id, language, value);
  const live = monaco.editor.create(element, { ...editorOptions(element), model });
  if (state) live.restoreViewState(state);
  if (openAt !== null) live.setPosition(model.getPositionAt(openAt));
  else if (!state) live.setPosition(model.getPositionAt(model.getValueLength()));
  const stopGrowing = growing(live, model, element, (tops) => events().onLines?.(tops));
  const surface = new MonacoSurface(monaco, live, model, events);
  const listening = keysOf(monaco, live, events);
  live.focus();
  return {
    live,
    surface,
    insert: (text) => {
      if (live.getOption(monaco.editor.EditorOption.readOnly)) return false;
      live.pushUndoStop();
      live.executeEdits('insert', [{ range: live.getSelection() ?? rangeOf(model, { start: 0, end: 0 }), text, forceMoveMarkers: true }]);
      live.pushUndoStop();
      live.focus();
      return true;
    },
    close: () => {
      stopGrowing();
      surface.end();
      modelOf(monaco, id, language, model.getValue()).keep(live.saveViewState());
      for (const disposable of listening) disposable.dispose();
      live.dispose();
    },
  };
}

/** Keeps the editor as high as its text and as wide as its place; gives the function that ends it. */
function growing(
  live: Editor.IStandaloneCodeEditor,
  model: Editor.ITextModel,
  element: HTMLElement,
  onLines: (tops: readonly number[]) => void,
): () => void {
  let shown = '';
  const grow = () => {
    const height = Math.min(live.getContentHeight(), MOST_HEIGHT_PX);
    element.style.height = `${height}px`;
    live.layout({ width: element.clientWidth, height });
    const tops = Array.from({ length: model.getLineCount() }, (_, line) => live.getTopForLineNumber(line + 1));
    if (tops.join() === shown) return;
    shown = tops.join();
    onLines(tops);
  };
  const listening = live.onDidContentSizeChange(grow);
  const observer = new ResizeObserver(grow);
  observer.observe(element);
  grow();
  return () => {
    observer.disconnect();
    listening.dispose();
  };
}

/** Keys that are the notebook's. */
function keysOf(monaco: Monaco, live: Editor.IStandaloneCodeEditor, events: () => EditorEvents): readonly IDisposable[] {
  const { KeyCode, KeyMod } = monaco;
  return [
    live.onKeyDown((event) => {
      // Steps are the notebook's: the editor's own history knows nothing of a renaming, a form or another window.
      const direction = turnOf(event.browserEvent);
      const { onTurn } = events();
      // Monaco begins two-key commands with Ctrl K; here it opens the command palette, as everywhere.
      const opensPalette =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.browserEvent.key.toLowerCase() === 'k';
      if (!opensPalette && (direction === null || !onTurn)) return;
      event.preventDefault();
      event.stopPropagation();
      if (direction !== null && onTurn) onTurn(direction);
      else window.dispatchEvent(new Event(OPEN_PALETTE));
    }),
    live.addAction({
      id: 'coho.leave',
      label: 'leave',
      keybindings: [KeyCode.Escape],
      precondition: NOTHING_OPEN,
      run: () => events().onEscape?.(),
    }),
    live.addAction({ id: 'coho.run', label: 'run', keybindings: [KeyMod.Shift | KeyCode.Enter], run: () => events().onRun?.(false) }),
    live.addAction({
      id: 'coho.runAndStay',
      label: 'run and stay',
      keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
      run: () => events().onRun?.(true),
    }),
  ];
}
