import 'server-only';
import type { AuditFault, VerificationDto } from '@/app/_contract/audit';
import type { Store } from '../store';
import { entryOf, hashOf } from './entry';

const PAGE = 1000;
const FIRST = '0'.repeat(64);

/** A row as bytes in hexadecimal: what somebody wrote past us may be no text, and must not keep the rest from being read. */
type RawRow = { readonly sequence: number | bigint } & { readonly [Name in (typeof columns)[number]]: string | null };

const columns = [
  'at',
  'userId',
  'userName',
  'action',
  'outcome',
  'reason',
  'objectKind',
  'objectId',
  'projectId',
  'release',
  'details',
  'previousHash',
  'hash',
] as const;
const asBytes = columns.map((name) => `hex("${name}") AS "${name}", "${name}" IS NULL AS "no ${name}"`).join(', ');

/** The entries after a number, in order. */
async function rowsAfter(database: Store, sequence: number): Promise<readonly RawRow[]> {
  const rows = await database.$queryRawUnsafe<readonly { readonly [name: string]: string | number | bigint }[]>(
    `SELECT "sequence", ${asBytes} FROM "AuditEntry" WHERE "sequence" > ? ORDER BY "sequence" LIMIT ${PAGE}`,
    sequence,
  );
  return rows.map((row) => {
    const texts = columns.map((name) => [name, Number(row[`no ${name}`]) === 1 ? null : row[name]]);
    return { ...Object.fromEntries(texts), sequence: row.sequence } as RawRow;
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: string | null): string | null {
  return bytes === null ? null : utf8.decode(Buffer.from(bytes, 'hex'));
}

/** An entry's hash and the one before it where the entry is what its hash says; else null. What cannot be read was not written by us. */
function held(row: RawRow): { readonly hash: string; readonly previousHash: string } | null {
  try {
    const texts = Object.fromEntries(columns.map((name) => [name, textOf(row[name])]));
    const { at, details, ...rest } = texts as { [Name in (typeof columns)[number]]: string };
    const entry = { ...rest, sequence: Number(row.sequence), at: new Date(at), details: JSON.parse(details) };
    return hashOf(entryOf(entry)) === entry.hash ? entry : null;
  } catch {
    return null;
  }
}

/** The hash a row bears, whatever else of it is wrong, for the next to be held against; null where it is no text. */
function bornHash(row: RawRow): string | null {
  try {
    return textOf(row.hash);
  } catch {
    return null;
  }
}

/** Walks the whole chain and names every entry that was altered, removed or put in; it goes on after each from what it finds there. */
export async function verifyAudit(database: Store): Promise<VerificationDto> {
  const faults: AuditFault[] = [];
  let expected = 1;
  let entries = 0;
  let previous: string | null = FIRST;
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await rowsAfter(database, last);
    for (const row of page) {
      const sequence = Number(row.sequence);
      last = sequence;
      entries += 1;
      // Ours are counted from one.
      if (sequence < 1) {
        faults.push({ fault: 'altered', from: sequence, to: sequence });
        continue;
      }
      if (sequence > expected) {
        faults.push({ fault: 'missing', from: expected, to: sequence - 1 });
        // What the missing ones said is not known, so this one is held against itself alone.
        previous = null;
      }
      const entry = held(row);
      if (!entry || (previous !== null && entry.previousHash !== previous)) faults.push({ fault: 'altered', from: sequence, to: sequence });
      previous = bornHash(row);
      expected = sequence + 1;
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
