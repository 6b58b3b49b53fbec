import 'server-only';
import type { AuditFault, VerificationDto } from '@/app/_contract/audit';
import type { Store } from '../store';
import { entryOf, hashOf } from './entry';

const PAGE = 1000;
const FIRST = '0'.repeat(64);

/** Is an entry what its hash says? One that has no canonical form was not written by us. */
function holds(row: Parameters<typeof entryOf>[0]): boolean {
  try {
    return hashOf(entryOf(row)) === row.hash;
  } catch {
    return false;
  }
}

/** Walks the whole chain and names every entry that was altered, removed or put in; it goes on after each from what it finds there. */
export async function verifyAudit(database: Store): Promise<VerificationDto> {
  const faults: AuditFault[] = [];
  let expected = 1;
  let entries = 0;
  let previous: string | null = FIRST;
  for (;;) {
    const page = await database.auditEntry.findMany({ where: { sequence: { gte: expected } }, orderBy: { sequence: 'asc' }, take: PAGE });
    for (const row of page) {
      if (row.sequence > expected) {
        faults.push({ fault: 'missing', from: expected, to: row.sequence - 1 });
        // What the missing ones said is not known, so this one is held against itself alone.
        previous = null;
      }
      if (!holds(row) || (previous !== null && row.previousHash !== previous)) {
        faults.push({ fault: 'altered', from: row.sequence, to: row.sequence });
      }
      previous = row.hash;
      entries += 1;
      expected = row.sequence + 1;
    }
    if (page.length < PAGE) break;
  }
  const head = await database.auditHead.findUnique({ where: { id: 1 } });
  const last = head?.sequence ?? 0;
  if (last < expected - 1) {
    const written = faults.filter(({ from }) => from <= last);
    return { entries, head: head?.hash ?? '', faults: [...written, { fault: 'inserted', from: last + 1, to: expected - 1 }] };
  }
  if (last > expected - 1) faults.push({ fault: 'missing', from: expected, to: last });
  else if (head?.hash !== previous && previous !== null) faults.push({ fault: 'altered', from: last, to: last });
  return { entries, head: head?.hash ?? '', faults };
}
