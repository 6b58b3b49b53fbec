import type { Monaco } from './setup';

let loading: Promise<Monaco> | null = null;

/** Monaco from our own bundle, read once a tab when a source is first shown; its own texts follow the page's language. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= (async () => {
    // The texts have to be in place before the first of Monaco's modules is evaluated.
    if (document.documentElement.lang.startsWith('zh')) await import('monaco-editor/nls/lang/zh-cn.js');
    const { monaco } = await import('./setup');
    return monaco;
  })();
  // A chunk that could not be fetched is asked for again by the next editor.
  loading.catch(() => {
    loading = null;
  });
  return loading;
}
