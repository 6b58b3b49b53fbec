import type { LiveEditor } from './live-editor';
import type { Monaco } from './setup';

/** Monaco, and the editor that is made of it. */
export interface LoadedMonaco {
  readonly monaco: Monaco;
  readonly LiveEditor: typeof LiveEditor;
}

let loading: Promise<LoadedMonaco> | null = null;

/** Monaco from our own bundle, read once a tab when a source is first shown; its own texts follow the page's language. */
export function loadMonaco(): Promise<LoadedMonaco> {
  loading ??= (async () => {
    // The texts have to be in place before the first of Monaco's modules is evaluated.
    if (document.documentElement.lang.startsWith('zh')) await import('monaco-editor/nls/lang/zh-cn.js');
    const [{ monaco }, { LiveEditor }] = await Promise.all([import('./setup'), import('./live-editor')]);
    return { monaco, LiveEditor };
  })();
  // A chunk that could not be fetched is asked for again by the next editor.
  loading.catch(() => {
    loading = null;
  });
  return loading;
}
