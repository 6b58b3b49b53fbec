import 'server-only';
import { Refusal } from './refusal';

/** The ids a call may name; they stand on its outside, and are all that is read before the right is asked. */
const idNames = ['project', 'notebook', 'release', 'database', 'account'] as const;

export type Envelope = { readonly [Name in (typeof idNames)[number]]?: string };

const LONGEST_ID = 200;

/** Text that every database and every JSON reader gives back as it was: no NUL, no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Reads the ids of whatever was sent. One that is no id, or too long to be one, is not there: it names nothing. */
export function envelopeOf(given: unknown): Envelope {
  if (typeof given !== 'object' || given === null) return {};
  const ids: Record<string, string> = {};
  for (const name of idNames) {
    const id: unknown = Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined;
    if (typeof id === 'string' && id.length <= LONGEST_ID && isWellFormed(id)) ids[name] = id;
  }
  return ids;
}

/** What a call may hold at most, before anything of it is looked at closely. Kept results are the largest. */
const MOST_DEPTH = 40;
const MOST_NODES = 1_000_000;
const MOST_CHARACTERS = 6_000_000;

/**
 * Refuses what no schema should have to read: too deep, too much, or with text that would not come back as it was. Walks without
 * recursion, so that depth costs nothing.
 */
export function demandBounded(given: unknown): void {
  const waiting: { readonly value: unknown; readonly depth: number; readonly field: string }[] = [{ value: given, depth: 0, field: '' }];
  let nodes = 0;
  let characters = 0;
  const demandText = (text: string, field: string) => {
    characters += text.length;
    if (characters > MOST_CHARACTERS) throw new Refusal('too-large', {});
    if (!isWellFormed(text)) throw new Refusal('ill-formed-text', { fields: field ? [field] : [] });
  };
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth, field } = next;
    nodes += 1;
    if (nodes > MOST_NODES || depth > MOST_DEPTH) throw new Refusal('too-large', {});
    if (typeof value === 'string') demandText(value, field);
    else if (Array.isArray(value)) for (const item of value) waiting.push({ value: item, depth: depth + 1, field });
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        demandText(key, field || key);
        waiting.push({ value: item, depth: depth + 1, field: field || key });
      }
    }
  }
}
