/** Monaco's own grammars, which its package ships without types. */
declare module 'monaco-editor/languages/definitions/*' {
  import type { languages } from 'monaco-editor';

  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
