import 'server-only';
import { createHash } from 'node:crypto';
import type { AuditEntry } from '@/prisma/generated/client';
import { canonicalJson, type Json } from './canonical';

type Outcome = 'done' | 'denied' | 'failed';

/** What happened; who and when come from the pipeline, never from the caller's input. */
export interface AuditFacts {
  readonly userId: string | null;
  readonly userName: string;
  readonly action: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly projectId: string | null;
  readonly release: string | null;
  readonly details: { readonly [key: string]: Json };
}

export interface ChainedEntry extends AuditFacts {
  readonly sequence: number;
  readonly at: Date;
  readonly previousHash: string;
}

const LONGEST = 200;
const LONGEST_DETAILS = 4000;

/** Text as every database gives it back: cut, without NUL and halves of surrogate pairs. */
function storableText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')
    .replaceAll('\0', '\u{FFFD}');
}

function storableJson(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(storableJson);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storableJson(item)]));
}

/** Facts in the form in which the log keeps them, whatever was put into them. */
export function storable(facts: AuditFacts): AuditFacts {
  const { details, ...texts } = facts;
  const cut = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text === null ? null : storableText(text)]));
  const kept = storableJson(details) as AuditFacts['details'];
  return { ...(cut as Omit<AuditFacts, 'details'>), details: canonicalJson(kept).length <= LONGEST_DETAILS ? kept : { cut: true } };
}

/** A row of the log as an entry of the chain. */
export function entryOf({ hash: _hash, ...row }: AuditEntry): ChainedEntry {
  return { ...row, outcome: row.outcome as Outcome, details: row.details as AuditFacts['details'] };
}

/** SHA-256 of the entry's canonical JSON, the previous entry's hash among its members. */
export function hashOf(entry: ChainedEntry): string {
  const { at, details, ...rest } = entry;
  return createHash('sha256')
    .update(canonicalJson({ ...rest, at: at.toISOString(), details }))
    .digest('hex');
}
