import { compile } from '../compile';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { format } from '../format/format';
import type { Language } from '../source/localised';
import type { Program, Span } from '../syntax/ast';
import { parse } from '../syntax/parse';
import { type Completion, complete } from './complete';
import type { Knowledge } from './facts';
import { type Hover, hover } from './hover';
import { definition, type Renaming, references, rename } from './navigate';
import { occurrences } from './occurrences';
import { type OutlineEntry, outline } from './outline';
import { meaningfulTokens, type SemanticToken } from './tokens';

/**
 * What an editor asks of the language, as plain data: offsets and texts, no editor's types. Every function takes the whole text and
 * works on programs that are not finished.
 */
export interface LanguageService {
  /** Errors of form and meaning; in a program without any, the warnings about its design. */
  readonly diagnostics: (source: string) => readonly Diagnostic[];
  readonly complete: (source: string, offset: number, language: Language) => readonly Completion[];
  readonly hover: (source: string, offset: number, language: Language) => Hover | null;
  readonly definition: (source: string, offset: number) => Span | null;
  readonly references: (source: string, offset: number) => readonly Span[];
  readonly rename: (source: string, offset: number, newName: string) => Renaming;
  readonly outline: (source: string) => readonly OutlineEntry[];
  readonly tokens: (source: string) => readonly SemanticToken[];
  readonly format: (source: string) => string;
}

/** Builds the services for one database release; the last text's tree is kept, since an editor asks several things of one text. */
export function createLanguageService(knowledge: Knowledge, cellName?: string): LanguageService {
  let last: { readonly source: string; readonly program: Program } | null = null;
  const read = (source: string): Program => {
    if (last?.source !== source) last = { source, program: parse(source).program };
    return last.program;
  };
  const { dictionary } = knowledge;
  // Which other cohorts there are is the notebook's knowledge; running says where one is missing.
  const common = { dictionary, cohorts: 'any' as const };
  const options = cellName === undefined ? common : { ...common, name: cellName };
  return {
    diagnostics: (source) => compile(source, options).diagnostics,
    complete: (source, offset, language) => complete(source, offset, knowledge, language),
    hover: (source, offset, language) => hover(source, read(source), offset, knowledge, language),
    definition: (source, offset) => definition(read(source), dictionary, offset),
    references: (source, offset) => references(read(source), dictionary, offset),
    rename: (source, offset, newName) => rename(read(source), dictionary, offset, newName),
    outline: (source) => outline(read(source)),
    tokens: (source) => meaningfulTokens(source, occurrences(read(source), dictionary)),
    format: (source) => format(source),
  };
}
