import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendAudit } from '@/app/_server/audit/append';
import { canonicalJson } from '@/app/_server/audit/canonical';
import { type AuditFacts, hashOf } from '@/app/_server/audit/entry';
import { listAudit } from '@/app/_server/audit/list';
import { verifyAudit } from '@/app/_server/audit/verify';
import type { Store } from '@/app/_server/store';
import { storeFile } from '@/app/_server/store';
import { openStore } from '@/prisma/client';
import { migrate } from '@/prisma/migrate';

const root = join(import.meta.dirname, '..', '..');
const facts = (action: string): AuditFacts => ({
  userId: null,
  userName: 'someone',
  action,
  outcome: 'done',
  reason: null,
  objectKind: null,
  objectId: null,
  projectId: null,
  release: null,
  details: { b: 1, a: [true, null] },
});

let database: Store;

beforeEach(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'coho-audit-'));
  await migrate(storeFile(directory), join(root, 'prisma', 'migrations'), new Date(0));
  database = openStore(storeFile(directory));
});

/** What a person with the file in hand could do: the triggers are gone. */
async function withoutTriggers(): Promise<void> {
  await database.$executeRawUnsafe('DROP TRIGGER "AuditEntry_refuse_update"');
  await database.$executeRawUnsafe('DROP TRIGGER "AuditEntry_refuse_delete"');
}

describe('canonical JSON', () => {
  it('is one text whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: { d: null, c: [1, 'x"'] } })).toBe('{"a":{"c":[1,"x\\""],"d":null},"b":1}');
    expect(canonicalJson({ a: { c: [1, 'x"'], d: null }, b: 1 })).toBe('{"a":{"c":[1,"x\\""],"d":null},"b":1}');
  });
});

describe('the hash of an entry', () => {
  it('is the SHA-256 of its canonical JSON, worked out by hand', () => {
    const entry = { ...facts('x'), sequence: 1, at: new Date('2026-01-02T03:04:05.678Z'), previousHash: '0'.repeat(64), details: {} };
    // printf of {"action":"x","at":"2026-01-02T03:04:05.678Z","details":{},"objectId":null,…,"userName":"someone"} | sha256sum
    expect(hashOf(entry)).toBe('61fe2a424574bcb9f2793993ed5e476abf4078da49742fc420e28eaf229b2347');
  });
});

describe('the chain', () => {
  it('keeps its order when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => appendAudit(facts(`a${index}`), database)));
    const verification = await verifyAudit(database);
    expect(verification).toMatchObject({ intact: true, entries: 20 });
  });

  it('refuses update and delete', async () => {
    await appendAudit(facts('first'), database);
    await expect(database.auditEntry.update({ where: { sequence: 1 }, data: { action: 'x' } })).rejects.toThrow();
    await expect(database.auditEntry.deleteMany()).rejects.toThrow();
    expect((await database.auditEntry.findMany()).map((entry) => entry.action)).toEqual(['first']);
  });

  it('names the first entry that was altered', async () => {
    for (const name of ['one', 'two', 'three']) await appendAudit(facts(name), database);
    await withoutTriggers();
    await database.auditEntry.update({ where: { sequence: 2 }, data: { userName: 'someone else' } });
    expect(await verifyAudit(database)).toEqual({ intact: false, sequence: 2, fault: 'altered' });
  });

  it('names an entry that was removed, the last one too', async () => {
    for (const name of ['one', 'two', 'three']) await appendAudit(facts(name), database);
    await withoutTriggers();
    await database.auditEntry.delete({ where: { sequence: 3 } });
    expect(await verifyAudit(database)).toEqual({ intact: false, sequence: 3, fault: 'missing' });
    await database.auditEntry.delete({ where: { sequence: 1 } });
    expect(await verifyAudit(database)).toEqual({ intact: false, sequence: 1, fault: 'missing' });
  });

  it('finds an entry put in with a hash of its own', async () => {
    await appendAudit(facts('one'), database);
    const forged = { ...facts('forged'), sequence: 2, at: new Date(0), previousHash: 'f'.repeat(64) };
    await database.auditEntry.create({ data: { ...forged, details: {}, hash: hashOf({ ...forged, details: {} }) } });
    expect(await verifyAudit(database)).toEqual({ intact: false, sequence: 2, fault: 'altered' });
  });

  it('finds an entry put at the end that fits the chain', async () => {
    await appendAudit(facts('one'), database);
    const { hash: previousHash } = await database.auditEntry.findFirstOrThrow();
    const forged = { ...facts('forged'), sequence: 2, at: new Date(0), previousHash };
    await database.auditEntry.create({ data: { ...forged, details: {}, hash: hashOf({ ...forged, details: {} }) } });
    expect(await verifyAudit(database)).toEqual({ intact: false, sequence: 2, fault: 'inserted' });
  });
});

describe('the list', () => {
  it('is newest first, in pages, and searched', async () => {
    process.env.COHO_DATA = mkdtempSync(join(tmpdir(), 'coho-audit-list-'));
    await migrate(storeFile(process.env.COHO_DATA), join(root, 'prisma', 'migrations'), new Date(0));
    for (let index = 1; index <= 55; index += 1) await appendAudit({ ...facts(index % 5 === 0 ? 'fifth' : 'other') });
    const first = await listAudit({});
    expect(first.entries[0].sequence).toBe(55);
    expect(first.entries).toHaveLength(50);
    expect(first.older).toBe(6);
    const second = await listAudit({ before: 6 });
    expect(second.entries.map((entry) => entry.sequence)).toEqual([5, 4, 3, 2, 1]);
    expect(second.older).toBeNull();
    expect((await listAudit({ action: 'fifth' })).entries).toHaveLength(11);
    expect((await listAudit({ from: '2999-01-01' })).entries).toEqual([]);
  });
});
