import type { editor } from 'monaco-editor';
import { changeBetween } from '@/analysis-kernel/document/text-change';
import { rangeOf } from './markers';
import type { Monaco } from './setup';

/** Texts whose cursor is kept while they are not being edited. */
const MOST_KEPT = 24;

interface KeptModel {
  readonly model: editor.ITextModel;
  state: editor.ICodeEditorViewState | null;
}

/** Most recently used last. */
const models = new Map<string, KeptModel>();

/** The model of a cell's text, brought up to `value`; made where there is none. Line ends are LF always. */
export function modelOf(
  monaco: Monaco,
  id: string,
  language: string,
  value: string,
): KeptModel & { readonly keep: (state: editor.ICodeEditorViewState | null) => void } {
  const key = `${id}.${language}`;
  const known = models.get(key) ?? { model: create(monaco, key, language, value), state: null };
  const { model } = known;
  const change = changeBetween(model.getValue(), value);
  if (change) model.applyEdits([{ range: rangeOf(model, change), text: change.text }]);
  models.delete(key);
  models.set(key, known);
  for (const [old, kept] of models) {
    if (models.size <= MOST_KEPT) break;
    if (kept.model.isAttachedToEditor()) continue;
    kept.model.dispose();
    models.delete(old);
  }
  return {
    ...known,
    keep: (state) => {
      known.state = state;
    },
  };
}

function create(monaco: Monaco, key: string, language: string, value: string): editor.ITextModel {
  const uri = monaco.Uri.from({ scheme: 'coho', path: `/${key}` });
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(value, language, uri);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}
