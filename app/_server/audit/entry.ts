import 'server-only';
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical';

export type Outcome = 'done' | 'denied' | 'failed';

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

/** SHA-256 of the entry's canonical JSON, the previous entry's hash among its members. */
export function hashOf(entry: ChainedEntry): string {
  const { at, details, ...rest } = entry;
  return createHash('sha256')
    .update(canonicalJson({ ...rest, at: at.toISOString(), details }))
    .digest('hex');
}
