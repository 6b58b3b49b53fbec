import { type Diagnostic, diagnose } from '../diagnostics/diagnostic';
import type { Span } from '../source/span';
import type { Clause } from './ast';
import type { Token } from './classify';
import { MAX_DEPTH, MAX_OPERATORS } from './limits';
import { type HeaderLine, readClause } from './rules/clauses';
import { readExpression } from './rules/expressions';
import { readPrimary } from './rules/primaries';
import { Reader, type Rules, Stopped } from './rules/reader';

/** Where and why reading a clause stopped. */
export interface ParseStop {
  /** The token that did not fit, or null at the clause's end. */
  readonly token: Token | null;
  readonly previous: Token | null;
  /** The rule open at that moment; empty where the clause was complete. */
  readonly rule: string;
  /** The one token type that would have fitted, where there was only one. */
  readonly wanted: string | null;
  /** True where the clause was complete and more followed. */
  readonly trailing: boolean;
  /** True where the clause nests too deep to be read on. */
  readonly deep: boolean;
}

export interface ClauseParse {
  /** Null where the clause could not be read. */
  readonly node: Clause | HeaderLine | null;
  readonly stop: ParseStop | null;
  /** What is wrong with what was read: dates out of the calendar, comparisons in a chain. Empty without a node. */
  readonly diagnostics: readonly Diagnostic[];
  /** Token types that could follow the last token, where all tokens were read. */
  readonly expected: ReadonlySet<string>;
}

const rules: Rules = { expression: readExpression, primary: readPrimary };

/** Reads the classified tokens of one clause. */
export function parseClause(source: string, tokens: readonly Token[]): ClauseParse {
  const reader = new Reader(source, tokens, rules);
  const { expected } = reader;
  const stopOf = (more: Pick<ParseStop, 'rule' | 'wanted' | 'trailing' | 'deep'>): ParseStop => ({
    token: reader.token,
    previous: reader.previous,
    ...more,
  });
  try {
    const node = readClause(reader);
    const stop = reader.atEnd ? null : stopOf({ rule: '', wanted: null, trailing: true, deep: false });
    const tall = reader.operators > MAX_OPERATORS ? tooTall(node) : null;
    if (!tall) return { node, stop, diagnostics: reader.diagnostics, expected };
    return { node: null, stop: null, diagnostics: [diagnose('error', 'syntax-long', { limit: MAX_OPERATORS }, tall)], expected };
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault;
    const stop = stopOf({ rule: reader.rule, wanted: fault.wanted, trailing: false, deep: fault.deep });
    return { node: null, stop, diagnostics: [], expected };
  }
}

/** How high a tree may grow: what walks it takes a step of the stack a level. */
const MAX_HEIGHT = MAX_OPERATORS + 8 * MAX_DEPTH;

/** The place in a clause that lies too deep for what walks the tree, or null. Goes through the tree without recursion. */
function tooTall(node: object): Span | null {
  const pending: { readonly part: object; readonly height: number; readonly span: Span | null }[] = [{ part: node, height: 0, span: null }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { part, height } = next;
    const span = 'span' in part ? (part.span as Span) : next.span;
    if (height > MAX_HEIGHT) return span;
    for (const [key, value] of Object.entries(part)) {
      if (key === 'span' || value === null || typeof value !== 'object') continue;
      pending.push({ part: value, height: Array.isArray(part) ? height : height + 1, span });
    }
  }
  return null;
}
