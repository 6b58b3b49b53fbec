import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditFilter } from '@/app/_contract/audit';
import { messagesOf } from '@/app/_messages/messages';
import type { Person } from '@/app/_server/access/person';
import { appendAudit } from '@/app/_server/audit/append';
import { canonicalJson, type Json } from '@/app/_server/audit/canonical';
import { type AuditFacts, hashOf } from '@/app/_server/audit/entry';
import { listAudit } from '@/app/_server/audit/list';
import { recordRefusal, writeCounted } from '@/app/_server/audit/refusals';
import { verifyAudit } from '@/app/_server/audit/verify';
import { exportAudit } from '@/app/_server/export-audit';
import { type Store, storeFile } from '@/app/_server/store';
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

const record = (entry: AuditFacts) => database.$transaction((tx) => appendAudit(tx, entry));

/** What a person with the file in hand could do: the triggers are gone. */
async function withoutTriggers(): Promise<void> {
  await database.$executeRawUnsafe('DROP TRIGGER "AuditEntry_refuse_update"');
  await database.$executeRawUnsafe('DROP TRIGGER "AuditEntry_refuse_delete"');
}

const faults = async () => (await verifyAudit(database)).faults;

describe('canonical JSON', () => {
  it('refuses what has none', () => {
    for (const wrong of ['half \ud800', 'a\0b', Number.NaN, { 'key\udc00': 1 }]) expect(() => canonicalJson([wrong])).toThrow();
    let deep: Json = 1;
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(RangeError);
  });

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
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(facts(`a${index}`))));
    const verification = await verifyAudit(database);
    expect(verification).toMatchObject({ entries: 20, faults: [] });
  });

  it('refuses update and delete', async () => {
    await record(facts('first'));
    await expect(database.auditEntry.update({ where: { sequence: 1 }, data: { action: 'x' } })).rejects.toThrow();
    await expect(database.auditEntry.deleteMany()).rejects.toThrow();
    expect((await database.auditEntry.findMany()).map((entry) => entry.action)).toEqual(['first']);
  });

  it('names an entry that was altered', async () => {
    for (const name of ['one', 'two', 'three']) await record(facts(name));
    await withoutTriggers();
    await database.auditEntry.update({ where: { sequence: 2 }, data: { userName: 'someone else' } });
    expect(await faults()).toEqual([{ fault: 'altered', from: 2, to: 2 }]);
  });

  it('names an entry that was removed, the last one too', async () => {
    for (const name of ['one', 'two', 'three']) await record(facts(name));
    await withoutTriggers();
    await database.auditEntry.delete({ where: { sequence: 3 } });
    expect(await faults()).toEqual([{ fault: 'missing', from: 3, to: 3 }]);
    await database.auditEntry.delete({ where: { sequence: 1 } });
    expect(await faults()).toEqual([
      { fault: 'missing', from: 1, to: 1 },
      { fault: 'missing', from: 3, to: 3 },
    ]);
  });

  it('goes on after each fault and names them all', async () => {
    for (let place = 1; place <= 9; place += 1) await record(facts(`a${place}`));
    await withoutTriggers();
    await database.auditEntry.update({ where: { sequence: 2 }, data: { userName: 'someone else' } });
    await database.auditEntry.deleteMany({ where: { sequence: { in: [4, 5] } } });
    await database.auditEntry.update({ where: { sequence: 8 }, data: { outcome: 'denied' } });
    expect(await faults()).toEqual([
      { fault: 'altered', from: 2, to: 2 },
      { fault: 'missing', from: 4, to: 5 },
      { fault: 'altered', from: 8, to: 8 },
    ]);
  });

  it('names what can no longer be read, and all the others', async () => {
    for (let place = 1; place <= 9; place += 1) await record(facts(`a${place}`));
    await withoutTriggers();
    const set = (sequence: number, change: string) =>
      database.$executeRawUnsafe(`UPDATE "AuditEntry" SET ${change} WHERE "sequence" = ${sequence}`);
    await set(1, `"sequence" = -5`);
    await set(3, `"userName" = CAST(x'ff00fe' AS TEXT)`);
    await set(4, `"details" = '{bad'`);
    await set(5, `"at" = 'no date'`);
    await set(7, `"hash" = x'ff'`);
    await set(9, `"outcome" = 'denied'`);
    expect(await faults()).toEqual([
      { fault: 'altered', from: -5, to: -5 },
      { fault: 'missing', from: 1, to: 1 },
      ...[3, 4, 5, 7, 9].map((place) => ({ fault: 'altered', from: place, to: place })),
    ]);
  });

  it('stays whole whatever text is put into it', async () => {
    const name = `a\0b \ud800 ${'x'.repeat(10_000)}`;
    await record({ ...facts('odd'), userName: name, objectId: name, release: name, details: { name, list: [name, { [name]: 1 }] } });
    await record({ ...facts('long'), details: Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`key ${place}`, place])) });
    expect(await verifyAudit(database)).toMatchObject({ entries: 2, faults: [] });
    const [odd, long] = await database.auditEntry.findMany({ orderBy: { sequence: 'asc' } });
    expect(odd.userName).toBe(`a\ufffdb \ufffd ${'x'.repeat(194)}`);
    expect(long.details).toEqual({ cut: true });
  });

  it('cannot be replaced in', async () => {
    await record(facts('first'));
    const columns = '"sequence","at","userName","action","outcome","details","previousHash","hash"';
    const replace = (sequence: number, previous: string, hash: string) =>
      database.$executeRawUnsafe(
        `INSERT OR REPLACE INTO "AuditEntry" (${columns}) VALUES (${sequence}, 0, 'forger', 'x', 'done', '{}', '${previous}', '${hash}')`,
      );
    const [{ hash }] = await database.auditEntry.findMany();
    await expect(replace(1, 'p', 'h')).rejects.toThrow();
    await expect(replace(7, '0'.repeat(64), 'h')).rejects.toThrow();
    await expect(replace(7, 'p', hash)).rejects.toThrow();
    expect(await verifyAudit(database)).toMatchObject({ entries: 1, faults: [] });
  });

  it('finds an entry put in with a hash of its own', async () => {
    await record(facts('one'));
    const forged = { ...facts('forged'), sequence: 2, at: new Date(0), previousHash: 'f'.repeat(64) };
    await database.auditEntry.create({ data: { ...forged, details: {}, hash: hashOf({ ...forged, details: {} }) } });
    expect(await faults()).toEqual([{ fault: 'inserted', from: 2, to: 2 }]);
  });

  it('finds an entry put at the end that fits the chain', async () => {
    await record(facts('one'));
    const { hash: previousHash } = await database.auditEntry.findFirstOrThrow();
    const forged = { ...facts('forged'), sequence: 2, at: new Date(0), previousHash };
    await database.auditEntry.create({ data: { ...forged, details: {}, hash: hashOf({ ...forged, details: {} }) } });
    expect(await faults()).toEqual([{ fault: 'inserted', from: 2, to: 2 }]);
  });
});

describe('the history of notebooks and of runs', () => {
  it('only grows', async () => {
    const at = new Date(0);
    const project = await database.project.create({ data: { name: 'A', question: '', release: 'r', createdAt: at, updatedAt: at } });
    const notebook = { projectId: project.id, title: 'N', settings: {}, createdAt: at, updatedAt: at };
    const { id: notebookId } = await database.notebook.create({ data: notebook });
    const operation = { notebookId, version: 1, userId: 'u', at, operation: {} };
    await database.notebookOperation.create({ data: operation });
    const run = { id: 'run', notebookId, userId: 'u', at, trigger: 'all', release: 'r', versions: {}, cells: {} };
    await database.runRecord.create({ data: run });
    await expect(database.notebookOperation.updateMany({ data: { userId: 'other' } })).rejects.toThrow();
    await expect(database.notebookOperation.deleteMany()).rejects.toThrow();
    await expect(database.runRecord.updateMany({ data: { userId: 'other' } })).rejects.toThrow();
    await expect(database.runRecord.deleteMany()).rejects.toThrow();
    for (const table of ['NotebookOperation', 'RunRecord']) {
      const replace = `INSERT OR REPLACE INTO "${table}" SELECT * FROM "${table}"`;
      await expect(database.$executeRawUnsafe(replace), table).rejects.toThrow();
    }
  });
});

describe('refusals that repeat', () => {
  const refused = (userId: string | null, place: number): AuditFacts => ({
    ...facts('notebook.read'),
    userId,
    outcome: 'denied',
    reason: 'not-a-member',
    objectId: `guess ${place}`,
  });

  it('are written in full for a while, then counted in one entry, each person’s apart', async () => {
    for (let place = 0; place < 70; place += 1) await recordRefusal(database, refused('one', place));
    await recordRefusal(database, refused(null, 0));
    expect(await database.auditEntry.count()).toBe(21);
    await database.refusalCount.updateMany({ data: { since: new Date(0) } });
    await database.$transaction(writeCounted);
    const counted = await database.auditEntry.findFirstOrThrow({ where: { sequence: 22 } });
    expect(counted).toMatchObject({ userId: 'one', action: 'notebook.read', outcome: 'denied', objectId: 'guess 69' });
    expect(counted.details).toEqual({ repeated: 50, since: '1970-01-01T00:00:00.000Z' });
    expect(await database.refusalCount.count()).toBe(0);
    expect(await faults()).toEqual([]);
  });
});

describe('what the log says', () => {
  const entry = { ...facts('project.add-member'), userName: 'li', details: { account: 'wang', role: 'analyst' } };

  it('is a sentence in both languages', async () => {
    const at = new Date(0);
    const project = await database.project.create({ data: { name: 'Renal', question: '', release: 'r', createdAt: at, updatedAt: at } });
    const inProject = { objectKind: 'project', objectId: project.id, projectId: project.id };
    await record({ ...entry, ...inProject });
    await record({ ...entry, ...inProject, outcome: 'denied', reason: 'needs-project-role' });
    await record({ ...entry, userName: '', action: 'page /admin', outcome: 'failed', reason: 'unexpected', details: { repeated: 3 } });
    const said = async (language: 'en' | 'zh') =>
      (await listAudit(database, {}, language)).entries.map(({ sentence }) => sentence).reverse();
    expect(await said('en')).toEqual([
      'li added a member: wang, analyst, project “Renal”.',
      'li would have added a member: wang, analyst, project “Renal”, but was refused: without the project role for it.',
      'nobody would have opened the page /admin: 3 more times within the hour, but it failed: a fault of the server.',
    ]);
    expect(await said('zh')).toEqual([
      'li 添加成员（wang、分析人员、课题“Renal”）。',
      'li 添加成员被拒绝（wang、分析人员、课题“Renal”）：没有相应的课题角色。',
      '未登录 打开页面 /admin未成功（一小时内又重复 3 次）：服务器错误。',
    ]);
  });

  it('has words for every code, in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(Object.keys(messagesOf(language).log.reasons).sort()).toEqual(Object.keys(messagesOf(language).problems).sort());
    }
  });

  it('is searched by days there are, and by text that can be', () => {
    for (const asked of [
      { from: '2026-99-99' },
      { through: '2026-02-30' },
      { person: 'a\0b' },
      { project: '\ud800' },
      { from: ['a', 'b'] },
    ]) {
      expect(auditFilter.safeParse(asked).success, JSON.stringify(asked)).toBe(false);
    }
    expect(auditFilter.parse({ from: '', through: '2026-02-28', person: '' })).toEqual({ through: '2026-02-28' });
  });

  it('is taken as a file that a spreadsheet reads as text, and that it was is on record', async () => {
    await record({ ...entry, userName: '=1+1' });
    for (let place = 0; place < 501; place += 1) await record(facts('other'));
    const auditor = { id: 'a', name: 'auditor', roles: ['auditor'] } as unknown as Person;
    const run = (query: string) => {
      const request = new Request(`http://localhost/api/audit/export?${query}`);
      const context = { database, person: auditor, object: { kind: 'none' as const }, request, parameters: {} };
      return exportAudit(context, 'en').then((answer) => answer.text());
    };
    const lines = (await run('')).split('\r\n');
    expect(lines[0]).toBe('sequence,at,person,sentence,action,outcome,reason,objectKind,object,project,hash,details');
    expect(lines).toHaveLength(1 + 503 + 1);
    expect(lines.at(-2)).toContain(`,'=1+1,`);
    expect(lines[1]).toContain('audit.export');
    expect((await run('person=%3D1')).split('\r\n')).toHaveLength(3);
    await expect(run('from=2026-99-99')).rejects.toThrow();
  });
});

describe('the list', () => {
  it('is newest first, in pages, and searched', async () => {
    for (let index = 1; index <= 55; index += 1) await record(facts(index % 5 === 0 ? 'fifth' : 'other'));
    const first = await listAudit(database, {}, 'en');
    expect(first.entries[0].sequence).toBe(55);
    expect(first.entries).toHaveLength(50);
    expect(first.older).toBe(6);
    const second = await listAudit(database, { before: 6 }, 'en');
    expect(second.entries.map((entry) => entry.sequence)).toEqual([5, 4, 3, 2, 1]);
    expect(second.older).toBeNull();
    expect((await listAudit(database, { action: 'fifth' }, 'en')).entries).toHaveLength(11);
    expect((await listAudit(database, { from: '2999-01-01' }, 'en')).entries).toEqual([]);
  });
});
