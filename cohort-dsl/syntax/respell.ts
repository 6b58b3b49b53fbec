import { type Fix, replaceFix } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { Span } from '../source/span';
import { cutClauses } from './clauses';
import { parse } from './parse';
import { scan } from './scan';
import { CALL_WORDS, DURATION_WORDS, HARD_WORDS, SOFT_WORDS } from './words';

const WORDS: ReadonlySet<string> = new Set([...HARD_WORDS, ...SOFT_WORDS, ...Object.keys(DURATION_WORDS), ...CALL_WORDS]);

const NAMING: ReadonlySet<string> = new Set(['codes', 'param', 'let', 'outcome', 'variable', 'series', 'intervals', 'cohort']);

/** Longer clauses are left alone: each word is tried. */
const MOST_TOKENS = 200;
const MOST_FIXES = 4;

export interface Respelling {
  readonly fix: Fix;
  /** The clause it belongs to. */
  readonly clause: Span;
}

/**
 * Words of the clause at a place that are near to a word of the language, each replaced by it where the clause can then be read. What
 * reads may still mean nothing: the caller tries each.
 */
export function respellings(source: string, place: number): readonly Respelling[] {
  const slices = cutClauses(source, scan(source).tokens);
  const slice = slices.findLast(({ tokens }) => tokens[0].start <= place) ?? slices[0];
  if (!slice || slice.tokens.length > MOST_TOKENS) return [];
  const { tokens } = slice;
  const clause = { start: tokens[0].start, end: tokens[tokens.length - 1].end };
  const found: Respelling[] = [];
  // The name that a clause gives is as its author wants it.
  const own = slice.lead !== null && NAMING.has(slice.lead) ? tokens[1] : null;
  for (const token of tokens) {
    const { kind, text, start, end } = token;
    if (token === own) continue;
    if ((kind !== 'word' && kind !== 'unit') || !/^[a-z_]{2,}$/i.test(text) || WORDS.has(text)) continue;
    for (const word of suggest(text, WORDS, 3)) {
      const { diagnostics } = parse(source.slice(clause.start, start) + word + source.slice(end, clause.end));
      if (diagnostics.length > 0) continue;
      const fix = replaceFix({ start, end }, word, { en: `write \`${word}\``, zh: `写作 \`${word}\`` });
      found.push({ fix, clause });
      if (found.length === MOST_FIXES) return found;
    }
  }
  return found;
}
