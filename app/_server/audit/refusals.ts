import 'server-only';
import { after, HOUR, now } from '../clock';
import type { Store } from '../store';
import { appendAudit } from './append';
import { canonicalJson } from './canonical';
import { type AuditFacts, storable } from './entry';

/** So many refusals of one kind by one person are written in full in an hour; more are counted and stand in one entry. */
const IN_FULL = 20;

/**
 * Puts on record what was refused or failed. Nobody fills the log by being refused over and over: lengths are cut, and repeats counted.
 * Everybody who is not signed in counts as one.
 */
export async function recordRefusal(database: Store, facts: AuditFacts): Promise<void> {
  await database.$transaction(async (tx) => {
    await writeCounted(tx);
    const key = [facts.userId ?? '', facts.action, facts.outcome, facts.reason].join(' ');
    const last = canonicalJson({ ...storable(facts) });
    const { times } = await tx.refusalCount.upsert({
      where: { key },
      create: { key, since: now(), times: 1, last },
      update: { times: { increment: 1 }, last },
    });
    if (times <= IN_FULL) await appendAudit(tx, facts);
  });
}

/** Writes one entry for each kind of refusal that was counted in an hour that is over. */
export async function writeCounted(tx: Store): Promise<void> {
  const over = await tx.refusalCount.findMany({ where: { since: { lt: after(now(), -HOUR) } } });
  for (const { key, since, times, last } of over) {
    await tx.refusalCount.delete({ where: { key } });
    if (times <= IN_FULL) continue;
    const facts = JSON.parse(last) as AuditFacts;
    await appendAudit(tx, { ...facts, details: { repeated: times - IN_FULL, since: since.toISOString() } });
  }
}
