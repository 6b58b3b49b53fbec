import 'server-only';
import { now } from '../clock';
import { type Store, store } from '../store';
import { type AuditFacts, hashOf } from './entry';

/** Appends one entry to the chain. Raising the head's number first takes the write lock, so writers queue. */
export async function appendAudit(facts: AuditFacts, database: Store = store()): Promise<void> {
  await database.$transaction(async (transaction) => {
    const head = await transaction.auditHead.update({ where: { id: 1 }, data: { sequence: { increment: 1 } } });
    const entry = { ...facts, sequence: head.sequence, at: now(), previousHash: head.hash };
    const hash = hashOf(entry);
    await transaction.auditEntry.create({ data: { ...entry, details: { ...facts.details }, hash } });
    await transaction.auditHead.update({ where: { id: 1 }, data: { hash } });
  });
}
