/** Everyday and foreign ways to say things, each with the language's own: phrases where the grammar, or what the names mean, finds none. */
import { type Fix, replaceFix } from '../diagnostics/diagnostic';
import type { Span } from '../source/span';
import { cutClauses } from './clauses';
import { plainWord } from './habits/words';
import { parse } from './parse';
import { PHRASES } from './phrasebook';
import { codeItems } from './phrases/codes';
import type { Phrase } from './phrases/phrase';
import { scan } from './scan';

/** Longer clauses are left alone: each phrase is looked for in them. */
const MOST_LENGTH = 2000;
const MOST_FIXES = 4;

export interface Rephrasing {
  readonly fix: Fix;
  /** The clause it belongs to. */
  readonly clause: Span;
}

interface Rewritten {
  readonly text: string;
  /** What was written, for the fix's title. */
  readonly shown: string;
}

/**
 * The clause at a place said in the language's words: with one phrase put right, else with all of them. What can be read may still mean
 * nothing: the caller tries each.
 * @param systems the code systems of the database, of which a code list may be where it names none
 */
export function rephrasings(source: string, place: number, systems: readonly string[] = []): readonly Rephrasing[] {
  const slices = cutClauses(source, scan(source).tokens);
  const slice = slices.findLast(({ tokens }) => tokens[0].start <= place) ?? slices[0];
  if (!slice) return [];
  const clause = { start: slice.tokens[0].start, end: slice.tokens[slice.tokens.length - 1].end };
  if (clause.end - clause.start > MOST_LENGTH) return [];
  const written = source.slice(clause.start, clause.end);
  const one = PHRASES.flatMap((phrase) => rewritten(written, phrase, systems));
  const all = PHRASES.reduce((text, phrase) => rewritten(text, phrase, systems)[0]?.text ?? text, withPlainWords(written));
  const found: Rephrasing[] = [];
  for (const { text, shown } of [...one, { text: all, shown: all }]) {
    if (text === written || found.some(({ fix }) => fix.edits[0].text === text) || parse(text).diagnostics.length > 0) continue;
    const title = shown.replace(/\s+/g, ' ');
    found.push({ fix: replaceFix(clause, text, { en: `write \`${title}\``, zh: `写作 \`${title}\`` }), clause });
    if (found.length === MOST_FIXES) break;
  }
  return found;
}

/** The text with the language's words as it writes them, where they stand in capitals or in Chinese. */
function withPlainWords(text: string): string {
  let [plain, at] = ['', 0];
  for (const token of scan(text).tokens) {
    plain += text.slice(at, token.start) + (plainWord(token) ?? text.slice(token.start, token.end));
    at = token.end;
  }
  return plain + text.slice(at);
}

/** Each of the ways a phrase may be put, applied where it is first said outside of texts and comments; none where it is not. */
function rewritten(text: string, { said, means }: Phrase, systems: readonly string[]): readonly Rewritten[] {
  let closed: readonly Span[] | null = null;
  const small = text.toLowerCase();
  // Some letters of other scripts have no small one of their length.
  for (const match of (small.length === text.length ? small : text).matchAll(said)) {
    const start = match.index;
    const end = start + match[0].length;
    closed ??= closedPlaces(text);
    // A phrase may hold a whole text, but never begin or end within one.
    if (closed.some((one) => (one.start < start && start < one.end) || (one.start < end && end < one.end))) continue;
    const group = (place: string): string => text.slice(...(match.indices?.[Number(place)] ?? [0, 0]));
    const meanings = means.flatMap((one) => (one.includes('SYSTEM') ? systems.map((system) => one.replace('SYSTEM', system)) : [one]));
    return meanings.map((meaning) => {
      const put = meaning.replace(/([$%])(\d)/g, (_, sign: string, place: string) =>
        sign === '$' ? group(place) : codeItems(group(place)),
      );
      return { text: text.slice(0, start) + put + text.slice(end), shown: put.trim() };
    });
  }
  return [];
}

/** Texts, names in backticks and comments. */
function closedPlaces(text: string): readonly Span[] {
  const { tokens, comments } = scan(text);
  return [...tokens.filter(({ kind }) => kind === 'text' || kind === 'quotedName'), ...comments];
}
