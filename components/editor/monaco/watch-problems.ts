import type { editor as Editor } from 'monaco-editor';
import type { LanguageAssist, Problem } from '../language-assist';
import { markerOf } from './markers';
import { sessions } from './sessions';
import type { Monaco } from './setup';

const CHECK_AFTER_MS = 120;

/** Marks what is wrong with a text, now and after each pause in typing; gives the function that ends it. */
export function watchProblems(monaco: Monaco, model: Editor.ITextModel, assist: LanguageAssist): () => void {
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
    const markers = problems.map((problem) => markerOf(problem, model, monaco.MarkerSeverity));
    monaco.editor.setModelMarkers(model, 'language', markers);
  };
  void check();
  const listening = model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), CHECK_AFTER_MS);
  });
  return () => {
    over = true;
    clearTimeout(timer);
    listening.dispose();
    sessions.delete(key);
    if (!model.isDisposed()) monaco.editor.setModelMarkers(model, 'language', []);
  };
}
