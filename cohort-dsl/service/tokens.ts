import type { Span } from '../source/span';
import { classify } from '../syntax/classify';
import { cutClauses } from '../syntax/clauses';
import { scan } from '../syntax/scan';
import { CALL_WORDS, CLAUSE_WORDS } from '../syntax/words';
import type { Occurrence } from './meaning';

/** What a piece of a program is, for highlighting; names are those of LSP's semantic tokens where there is one. */
export type TokenKind =
  | 'clause'
  | 'keyword'
  | 'function'
  | 'name'
  | 'column'
  | 'table'
  | 'item'
  | 'system'
  | 'label'
  | 'string'
  | 'number'
  | 'unit'
  | 'date'
  | 'operator'
  | 'punctuation'
  | 'comment'
  | 'invalid';

export interface SemanticToken extends Span {
  readonly kind: TokenKind;
}

const CLAUSE_SET: ReadonlySet<string> = new Set(CLAUSE_WORDS);
const CALLS: ReadonlySet<string> = new Set(CALL_WORDS);
const KINDS: Readonly<Record<string, TokenKind>> = {
  NAME: 'name',
  NAME_CALL: 'name',
  NAME_OF: 'column',
  SYSTEM: 'system',
  TEXT: 'string',
  LABEL: 'label',
  NUM: 'number',
  UNIT: 'unit',
  DURATION: 'unit',
  ORDINAL: 'keyword',
  DATE: 'date',
  SHIFT_PLUS: 'operator',
  SHIFT_MINUS: 'operator',
  COLUMNS_OPEN: 'punctuation',
  BAD: 'invalid',
};

function kindOf(type: string, text: string, first: boolean): TokenKind {
  if (type === 'NAME_CALL' && CALLS.has(text)) return 'function';
  const known = KINDS[type];
  if (known) return known;
  if (/^[A-Z_]+$/.test(type)) return 'keyword';
  if (/^[a-z]/.test(type)) return first && CLAUSE_SET.has(type) ? 'clause' : 'keyword';
  return /^[(){}.,;:]+$/.test(type) ? 'punctuation' : 'operator';
}

/** Every token and comment of a program with what it is, in order; works on programs with errors too. */
export function semanticTokens(source: string): SemanticToken[] {
  const { tokens, comments } = scan(source);
  const found: SemanticToken[] = comments.map((comment) => ({ start: comment.start, end: comment.end, kind: 'comment' }));
  for (const slice of cutClauses(source, tokens)) {
    classify(slice).forEach((token, index) => {
      const kind = kindOf(token.type, token.text, index === 0 && slice.lead !== null);
      found.push({ start: token.start, end: token.end, kind });
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

const MEANING_KINDS: Readonly<Record<NonNullable<Occurrence['meaning']>['kind'], TokenKind>> = {
  symbol: 'name',
  called: 'name',
  column: 'column',
  table: 'table',
  item: 'item',
};

/** The tokens of a program, names by what they stand for where that is known. */
export function meaningfulTokens(source: string, names: readonly Occurrence[]): SemanticToken[] {
  const kinds = new Map(names.flatMap((name) => (name.meaning ? [[name.name.span.start, MEANING_KINDS[name.meaning.kind]] as const] : [])));
  return semanticTokens(source).map((token) => {
    const kind = token.kind === 'name' || token.kind === 'column' ? kinds.get(token.start) : undefined;
    return kind === undefined ? token : { ...token, kind };
  });
}
