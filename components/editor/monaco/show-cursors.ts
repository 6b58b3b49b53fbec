import type { editor as Editor } from 'monaco-editor';
import { flagsOf, flagText, type ShownCursor } from '../live-cursors';
import { personClass } from '../person-colour';
import { rangeOf } from './markers';
import type { Monaco } from './setup';

/** Draws others' cursors and selections in an editor, with a name at those that have just moved; gives the function that ends it. */
export function cursorsIn(monaco: Monaco, live: Editor.IStandaloneCodeEditor) {
  const marks = live.createDecorationsCollection();
  let flags: readonly Editor.IContentWidget[] = [];
  return {
    show: (cursors: readonly ShownCursor[]): void => {
      const model = live.getModel();
      if (!model) return;
      marks.set(cursors.flatMap((cursor) => decorationsOf(model, cursor)));
      for (const flag of flags) live.removeContentWidget(flag);
      flags = flagsOf(cursors).map((flag) => widgetOf(monaco, model, flag.at, flagText(flag), personClass(flag.colour)));
      for (const flag of flags) live.addContentWidget(flag);
    },
    end: (): void => {
      marks.clear();
      for (const flag of flags) live.removeContentWidget(flag);
    },
  };
}

function decorationsOf(model: Editor.ITextModel, { anchor, head, colour }: ShownCursor): Editor.IModelDeltaDecoration[] {
  const caret = rangeOf(model, { start: head, end: head });
  const selected = rangeOf(model, { start: Math.min(anchor, head), end: Math.max(anchor, head) });
  return [
    { range: caret, options: { beforeContentClassName: `live-caret ${personClass(colour)}`, showIfCollapsed: true } },
    ...(anchor === head ? [] : [{ range: selected, options: { inlineClassName: `live-selection ${personClass(colour)}` } }]),
  ];
}

function widgetOf(monaco: Monaco, model: Editor.ITextModel, at: number, words: string, colour: string): Editor.IContentWidget {
  const { ABOVE, BELOW } = monaco.editor.ContentWidgetPositionPreference;
  const node = document.createElement('div');
  node.className = `live-flag ${colour}`;
  node.textContent = words;
  node.setAttribute('aria-hidden', 'true');
  return {
    allowEditorOverflow: true,
    suppressMouseDown: true,
    getId: () => `coho.cursor.${at}`,
    getDomNode: () => node,
    getPosition: () => ({ position: model.getPositionAt(at), preference: [ABOVE, BELOW] }),
  };
}
