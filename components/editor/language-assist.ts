/** What an editor asks of a language, in offsets and texts of the reader's language; nothing here knows which editor asks. */

export interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

export interface SourceEdit {
  readonly span: SourceSpan;
  readonly text: string;
}

export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly SourceEdit[];
}

export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly span: SourceSpan;
  /** What is wrong and, in words, how it is mended. */
  readonly message: string;
  /** The same without the mends, where they stand beside it as buttons. */
  readonly finding: string;
  readonly fixes: readonly ProblemFix[];
}

export type SuggestionKind = 'keyword' | 'function' | 'table' | 'column' | 'name' | 'unit' | 'value';

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** Replaces `replace`. */
  readonly insert: string;
  readonly replace: SourceSpan;
  readonly detail: string;
  readonly documentation: string;
  /** What typing is matched against. */
  readonly filter: string;
  readonly sort: string;
}

export interface HoverText {
  readonly span: SourceSpan;
  readonly title: string;
  readonly lines: readonly string[];
}

type RenameAnswer =
  | { readonly kind: 'edits'; readonly edits: readonly SourceEdit[] }
  /** The new name stands already, here and wherever else it was read. */
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface LanguageAssist {
  readonly check: (source: string) => Promise<readonly Problem[]>;
  readonly complete: (source: string, offset: number) => Promise<readonly Suggestion[]>;
  readonly hover?: (source: string, offset: number) => Promise<HoverText | null>;
  readonly definition?: (source: string, offset: number) => Promise<SourceSpan | null>;
  /** The name at the offset, where it may be renamed. */
  readonly nameAt?: (source: string, offset: number) => Promise<SourceSpan | null>;
  readonly rename?: (source: string, offset: number, newName: string) => Promise<RenameAnswer>;
  /** The whole text formatted; null where it cannot be. */
  readonly format?: (source: string) => Promise<string | null>;
}
