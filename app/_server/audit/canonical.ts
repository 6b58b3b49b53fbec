import 'server-only';
import { canonicalize } from 'json-canonicalize';
import { isWellFormed } from '../envelope';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MOST_DEPTH = 20;

/** What the package writes wrongly or not at all: half a surrogate pair, what is no number, what is too deep. */
function demandCanonical(value: Json, depth: number): void {
  if (depth > MOST_DEPTH) throw new RangeError('too deep for canonical JSON');
  if (typeof value === 'string' && !isWellFormed(value)) throw new TypeError('ill-formed text has no canonical JSON');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('what is no number has no canonical JSON');
  if (value === undefined) throw new TypeError('what is undefined has no canonical JSON');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    demandCanonical(key, depth);
    demandCanonical(item, depth + 1);
  }
}

/** One text for one value (RFC 8785): keys in code-unit order, no spaces; so the same entry always has the same hash. */
export function canonicalJson(value: Json): string {
  demandCanonical(value, 0);
  return canonicalize(value);
}
