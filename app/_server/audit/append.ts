import 'server-only';
import { now } from '../clock';
import type { Store } from '../store';
import { type AuditFacts, entryOf, hashOf, storable } from './entry';

/**
 * Appends one entry to the chain, in the transaction of what it is about: done and on record, or neither. Raising the head's number first
 * takes the write lock, so writers queue. What the database gives back must have the hash that was written, or nothing stands.
 */
export async function appendAudit(tx: Store, facts: AuditFacts): Promise<void> {
  const head = await tx.auditHead.update({ where: { id: 1 }, data: { sequence: { increment: 1 } } });
  const entry = { ...storable(facts), sequence: head.sequence, at: now(), previousHash: head.hash };
  const hash = hashOf(entry);
  const stored = await tx.auditEntry.create({ data: { ...entry, details: { ...entry.details }, hash } });
  if (hashOf(entryOf(stored)) !== hash) throw new Error('the database gives back another audit entry than was written');
  await tx.auditHead.update({ where: { id: 1 }, data: { hash } });
}
