import type { Span } from '../source/span';
import { classify, type Token } from '../syntax/classify';
import { cutClauses } from '../syntax/clauses';
import { scan } from '../syntax/scan';

/** A phrase of the language, by the name under which it is documented. */
export interface KeywordAt {
  readonly phrase: string;
  readonly span: Span;
}

/** Documented phrases of several words. */
const PAIRS: Readonly<Record<string, string>> = {
  'at least': 'at least',
  'at most': 'at most',
  'count of': 'count',
  'distinct days': 'distinct days',
  'is missing': 'is missing',
  'is known': 'is missing',
  'starts with': 'starts with',
  'all of': 'all of',
  'any of': 'any of',
  'none of': 'none of',
  'age at': 'age',
};

const SINGLE: Readonly<Record<string, string>> = {
  ANY_OF: 'any of',
  ORDINAL: '2nd',
  ELAPSED_UNIT: 'days from',
  DAYS_COVERED: 'days covered by',
  within: 'before',
  START_OF_OBSERVATION: 'start of observation',
  DAY_OF: 'the day of',
  END_OF_OBSERVATION: 'end of observation',
};

/** The phrase of the language at an offset; null on names, literals and marks. */
export function keywordAt(source: string, offset: number): KeywordAt | null {
  const slices = cutClauses(source, scan(source).tokens);
  const slice = slices.find(({ tokens }) => tokens[0].start <= offset && offset <= tokens[tokens.length - 1].end);
  if (!slice) return null;
  const tokens = classify(slice);
  const at = tokens.findIndex((token) => token.start <= offset && offset < token.end);
  if (at < 0) return null;
  const token = tokens[at];
  return pair(tokens[at], tokens[at + 1]) ?? pair(tokens[at - 1], tokens[at]) ?? single(token);
}

function pair(first: Token | undefined, second: Token | undefined): KeywordAt | null {
  if (!first || !second) return null;
  const words = `${first.text} ${second.text}`;
  return Object.hasOwn(PAIRS, words) && !first.type.startsWith('NAME')
    ? { phrase: PAIRS[words], span: { start: first.start, end: second.end } }
    : null;
}

function single(token: Token): KeywordAt | null {
  const named = token.type === 'NAME' && ['exit', 'birth', 'death'].includes(token.text) ? token.text : undefined;
  const phrase = SINGLE[token.type] ?? named ?? (/^[a-z]/.test(token.type) ? token.type : null);
  return phrase === null ? null : { phrase, span: { start: token.start, end: token.end } };
}
