import 'server-only';
import { type Store, store } from '../store';
import type { Json } from './canonical';
import { hashOf, type Outcome } from './entry';

export type Verification =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly sequence: number; readonly fault: 'altered' | 'missing' | 'inserted' };

const PAGE = 1000;
const FIRST = '0'.repeat(64);

/** Walks the chain from its first entry and names the first that was altered, removed or inserted. */
export async function verifyAudit(database: Store = store()): Promise<Verification> {
  let expected = 1;
  let previous = FIRST;
  for (;;) {
    const page = await database.auditEntry.findMany({ where: { sequence: { gte: expected } }, orderBy: { sequence: 'asc' }, take: PAGE });
    for (const { hash, ...row } of page) {
      if (row.sequence !== expected) return { intact: false, sequence: expected, fault: 'missing' };
      const entry = { ...row, outcome: row.outcome as Outcome, details: row.details as { readonly [key: string]: Json } };
      if (row.previousHash !== previous || hashOf(entry) !== hash) return { intact: false, sequence: expected, fault: 'altered' };
      previous = hash;
      expected += 1;
    }
    if (page.length < PAGE) break;
  }
  const head = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  if (head.sequence < expected - 1) return { intact: false, sequence: head.sequence + 1, fault: 'inserted' };
  if (head.sequence > expected - 1) return { intact: false, sequence: expected, fault: 'missing' };
  if (head.hash !== previous) return { intact: false, sequence: expected - 1, fault: 'altered' };
  return { intact: true, entries: expected - 1, head: previous };
}
