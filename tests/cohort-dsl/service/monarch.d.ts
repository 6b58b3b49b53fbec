/** The parts of Monaco that colour text without a page; it ships no types for them. */
declare module 'monaco-editor/editor/standalone/common/monarch/monarchCompile.js' {
  export function compile(languageId: string, language: object): object;
}

declare module 'monaco-editor/editor/standalone/common/monarch/monarchLexer.js' {
  export class MonarchTokenizer {
    constructor(languages: object, theme: object, languageId: string, lexer: object, configuration: object);
    getInitialState(): object;
    tokenize(
      line: string,
      hasEnd: boolean,
      state: object,
    ): { readonly tokens: readonly { readonly offset: number; readonly type: string }[]; readonly endState: object };
  }
}
