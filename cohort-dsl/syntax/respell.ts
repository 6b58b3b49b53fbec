import { type Fix, replaceFix, type TextEdit } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import { applied } from '../diagnostics/tried-fixes';
import { editDistance } from '../source/edit-distance';
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
/** How many words each misspelt one may stand for where several are mended together. */
const MOST_READINGS = 2;

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
  const near: (readonly TextEdit[])[] = [];
  // The name that a clause gives is as its author wants it.
  const own = slice.lead !== null && NAMING.has(slice.lead) ? tokens[1] : null;
  for (const token of tokens) {
    const { kind, text, start, end } = token;
    if (token === own) continue;
    if ((kind !== 'word' && kind !== 'unit') || !/^[a-z_]+$/i.test(text) || WORDS.has(text)) continue;
    const words = nearWords(text);
    const close = words.filter((word) => editDistance(text.toLowerCase(), word, 1) === 1);
    if (close.length > 0) near.push(close.slice(0, MOST_READINGS).map((word) => ({ span: { start, end }, text: word })));
    for (const word of words) {
      const { diagnostics } = parse(source.slice(clause.start, start) + word + source.slice(end, clause.end));
      if (diagnostics.length > 0) continue;
      const fix = replaceFix({ start, end }, word, { en: `write \`${word}\``, zh: `写作 \`${word}\`` });
      found.push({ fix, clause });
      if (found.length === MOST_FIXES) return found;
    }
  }
  return [...found, ...together(source, clause, near)];
}

/** The words of the language that a text may be: of a single letter those of two that hold it, of a short text many, as many are near. */
function nearWords(text: string): readonly string[] {
  if (text.length === 1) return [...WORDS].filter((word) => word.length === 2 && word.includes(text.toLowerCase()));
  return suggest(text, WORDS, text.length > 3 ? 3 : 12);
}

/** Two or three misspelt words of a clause mended at once: the first of the ways that can be read. */
function together(source: string, clause: Span, near: readonly (readonly TextEdit[])[]): readonly Respelling[] {
  if (near.length < 2 || near.length > 3) return [];
  const ways = near.reduce<readonly (readonly TextEdit[])[]>(
    (ways, words) => ways.flatMap((way) => words.map((word) => [...way, word])),
    [[]],
  );
  for (const edits of ways) {
    const shown = edits.map(({ text }) => `\`${text}\``);
    const fix: Fix = { title: { en: `write ${shown.join(' and ')}`, zh: `写作 ${shown.join('、')}` }, edits };
    const { text } = applied(source.slice(0, clause.end), fix);
    if (parse(text.slice(clause.start)).diagnostics.length === 0) return [{ fix, clause }];
  }
  return [];
}
