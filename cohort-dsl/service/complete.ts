import type { Language } from '../source/localised';
import type { Span } from '../source/span';
import type { Program } from '../syntax/ast';
import { COMPARISONS } from '../syntax/habits/habit';
import { afterNumber } from './after-number';
import { isLong, shortened } from './around';
import type { Candidate } from './candidate';
import { nameCandidates } from './candidates';
import { type Cursor, cursorAt } from './cursor';
import type { Knowledge } from './facts';
import { favoured } from './favoured';
import type { Occurrence } from './meaning';
import { occurrences } from './occurrences';
import { phraseCandidates } from './phrase-candidates';
import { PLACEHOLDER, type Repaired, repaired } from './repair';
import { textCandidates } from './text-candidates';
import { unitCandidates } from './unit-candidates';

/** One thing that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: Candidate['kind'];
  /** Replaces `replace`. */
  readonly insert: string;
  readonly replace: Span;
  /** One line beside the label. */
  readonly detail: string;
  readonly documentation: string;
  /** What typing is matched against: the name, its labels in both languages, synonyms, pinyin initials. */
  readonly filter: string;
  /** Completions come in this order. */
  readonly sort: string;
}

/**
 * What may be written at an offset: words of the language that fit there, and names from the program and the dictionary. Works on
 * programs that are not finished; offers nothing in comments.
 */
export function complete(source: string, offset: number, knowledge: Knowledge, language: Language): Completion[] {
  const cursor = cursorAt(source, offset);
  if (cursor.inComment) return [];
  if (isLong(cursor)) {
    const part = shortened(source, cursor);
    if (!part) return [];
    const by = offset - part.offset;
    return complete(part.source, part.offset, knowledge, language).map(({ replace, ...completion }) => ({
      ...completion,
      replace: { start: replace.start + by, end: replace.end + by },
    }));
  }
  if (cursor.text) return inText(source, cursor, knowledge, language);
  const last = cursor.before[cursor.before.length - 1];
  const counts = ['least', 'most', 'exactly'].includes(cursor.before[cursor.before.length - 2]?.text ?? '');
  if (last?.kind === 'number' && !cursor.startsLine && !counts) {
    const units = unitCandidates(source, cursor, knowledge, language);
    return finish([...units, ...phraseCandidates(source, cursor, null, language)], cursor.word, afterNumber(cursor, units));
  }
  const place = placeholder(source, cursor, knowledge);
  const names = place ? nameCandidates(place.found, place.program, cursor, knowledge, language) : [];
  const values = valueCandidates(source, cursor, knowledge, language);
  const candidates = [...values, ...names, ...phraseCandidates(source, cursor, place?.found.slot ?? null, language)];
  const first = favoured({ source, cursor, knowledge, names });
  return finish(candidates, cursor.word, [...values.map(({ insert }) => insert), ...first]);
}

/** Words and signs after which a key or a code may stand, as what something is compared with. */
const BEFORE_VALUES: ReadonlySet<string> = new Set([...COMPARISONS, '{', ',', ';', 'between', 'and']);

/** Keys and codes that fit where no quotation mark is typed yet. */
function valueCandidates(source: string, cursor: Cursor, knowledge: Knowledge, language: Language): readonly Candidate[] {
  if (cursor.startsLine || !BEFORE_VALUES.has(cursor.before[cursor.before.length - 1]?.text ?? '')) return [];
  return textCandidates(source, cursor, knowledge, language).map((one) => ({ ...one, filter: one.filter.replace(/^"/, '') }));
}

/** The place of the cursor in the program made whole around it. */
function placeholder(
  source: string,
  cursor: Cursor,
  knowledge: Knowledge,
): { readonly found: Occurrence; readonly program: Program } | null {
  let found: Occurrence | undefined;
  const holds = ({ program, own }: Repaired): boolean => {
    found = occurrences(program, knowledge.dictionary, own).find((occurrence) => occurrence.name.text === PLACEHOLDER);
    return found !== undefined;
  };
  const whole = repaired(source, cursor, PLACEHOLDER, holds);
  return whole && found ? { found, program: whole.program } : null;
}

function inText(source: string, cursor: Cursor, knowledge: Knowledge, language: Language): Completion[] {
  if (!cursor.text) return [];
  const inner = { start: cursor.text.start, end: Math.max(cursor.offset, cursor.text.end) };
  return finish(textCandidates(source, cursor, knowledge, language), inner);
}

/** The candidate that a favoured word names: the word itself, else the first that begins with it as a word, or with its point. */
function meantBy(word: string, candidates: readonly Candidate[]): string | undefined {
  const begins = word.endsWith('.') ? [word] : [`${word} `, `${word}(`];
  const found =
    candidates.find(({ insert }) => insert.trim() === word) ??
    candidates.find(({ insert }) => begins.some((beginning) => insert.startsWith(beginning)));
  return found?.insert;
}

function finish(candidates: readonly Candidate[], replace: Span, first: readonly string[] = []): Completion[] {
  const wanted = new Map<string, number>();
  for (const word of first) {
    const insert = meantBy(word, candidates);
    if (insert !== undefined && !wanted.has(insert)) wanted.set(insert, wanted.size);
  }
  const favour = ({ insert }: Candidate): number => wanted.get(insert) ?? wanted.size;
  const seen = new Set<string>();
  const unique = candidates.filter((candidate) => {
    const key = candidate.insert;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return unique
    .map((candidate, index) => ({ candidate, index }))
    .sort((a, b) => favour(a.candidate) - favour(b.candidate) || a.candidate.rank - b.candidate.rank || a.index - b.index)
    .map(({ candidate }, index) => ({
      label: candidate.label,
      kind: candidate.kind,
      insert: candidate.insert,
      replace,
      detail: candidate.detail,
      documentation: candidate.documentation,
      filter: candidate.filter,
      sort: String(index).padStart(5, '0'),
    }));
}
