import { matchBrackets } from '../syntax/brackets';
import { classify } from '../syntax/classify';
import { parseClause } from '../syntax/clause-parser';
import { cutClauses } from '../syntax/clauses';
import { type RawToken, scan } from '../syntax/scan';

/** How far a beginning of a clause is read. */
export interface Probe {
  /** Whether all of it was read. */
  readonly fits: boolean;
  /** Whether it is a whole clause. */
  readonly complete: boolean;
  /** Whether the first added word is a word of the language there, and no name. */
  readonly word: boolean;
}

const UNFIT: Probe = { fits: false, complete: false, word: false };

/** Reads the beginning of a clause, with more words after it. */
export function probe(before: readonly RawToken[], source: string, more: string): Probe {
  const start = before[0]?.start ?? 0;
  const end = before[before.length - 1]?.end ?? start;
  const text = `${source.slice(start, end)} ${more}`;
  const { tokens } = scan(text);
  const slices = cutClauses(text, tokens);
  if (slices.length !== 1 || matchBrackets(slices[0].tokens)?.kind === 'deep') return UNFIT;
  const classified = classify({ lead: slices[0].lead ?? tokens[0]?.text ?? null, tokens });
  const { stop } = parseClause(text, classified);
  const added = classified.find((token) => token.start >= end - start);
  const fits = stop === null || stop.token === null;
  return { fits, complete: stop === null, word: added === undefined || !added.type.startsWith('NAME') };
}
