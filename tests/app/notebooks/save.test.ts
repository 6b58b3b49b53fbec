import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { applyAll, type Envelope, type Operation } from '@/analysis-kernel/document/operations';
import { readForSaving } from '@/app/_server/notebooks/read-for-saving';
import { saveOperations } from '@/app/_server/notebooks/save';
import { openStore } from '@/prisma/client';
import type { PrismaClient } from '@/prisma/generated/client';
import { migrate } from '@/prisma/migrate';

const at = new Date('2026-01-01T00:00:00Z');
let database: PrismaClient;
let count = 0;
let sent = 0;
let notebook = '';
const id = (name: string) => `${notebook}-${name}`;

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'coho-save-')), 'application.sqlite');
  await migrate(file, join(process.cwd(), 'prisma', 'migrations'), at);
  database = openStore(file);
});

afterAll(() => database.$disconnect());

async function openNotebook(): Promise<void> {
  count += 1;
  notebook = `notebook${count}`;
  const cells = ['aaaa', 'bbbb', 'cccc'].map((name, place) => ({
    id: id(name),
    kind: 'sql' as const,
    name,
    body: name,
    position: String(place + 1).padStart(6, '0'),
    changedAt: at,
    changedBy: 'someone',
  }));
  const settings = { database: 'renal', other: {} };
  const created = { id: notebook, title: 't', settings, createdAt: at, updatedAt: at, cells: { create: cells } };
  await database.project.create({
    data: { name: 'p', question: 'q', release: 'renal@2026.1', createdAt: at, updatedAt: at, notebooks: { create: created } },
  });
}

beforeEach(openNotebook);

function enveloped(operations: readonly Operation[]): Envelope[] {
  return operations.map((operation) => {
    sent += 1;
    return { id: `operation${sent}`, operation };
  });
}

const saveAll = (operations: readonly Envelope[]) => database.$transaction((tx) => saveOperations('me', notebook, operations, tx));
const save = (...operations: Operation[]) => saveAll(enveloped(operations));
const text = (cell: string, base: number, body: string): Operation => ({ kind: 'text', id: cell, base, change: { as: 'whole', body } });
const insert = (cell: string, after: string | null, body = 'x', base = 0): Operation => ({
  kind: 'insert',
  id: cell,
  base,
  cell: { kind: 'sql', name: cell.split('-')[1], body },
  after,
});
const stored = () => database.cell.findMany({ where: { notebookId: notebook, deletedAt: null }, orderBy: { position: 'asc' } });
const names = async () => (await stored()).map((cell) => cell.name);

describe('saving a notebook', () => {
  it('does operations in order, raises versions and keeps the history', async () => {
    const answer = await save(
      text(id('aaaa'), 1, 'SELECT 1'),
      { kind: 'rename', id: id('aaaa'), base: 2, name: 'first' },
      { kind: 'insert', id: id('dddd'), base: 0, cell: { kind: 'text', name: null, body: 'note' }, after: id('aaaa') },
      { kind: 'move', id: id('cccc'), after: null },
      { kind: 'remove', id: id('bbbb'), base: 1 },
      { kind: 'title', from: 't', title: 'Renamed' },
    );
    expect(answer.conflicts).toEqual([]);
    expect(answer.version).toBe(6);
    expect(answer.done.map(({ version }) => version)).toEqual([2, 3, 1, null, 2, null]);
    expect((await stored()).map(({ name, kind, body, version, changedBy }) => [name, kind, body, version, changedBy])).toEqual([
      ['cccc', 'sql', 'cccc', 1, 'someone'],
      ['first', 'sql', 'SELECT 1', 3, 'me'],
      ['', 'text', 'note', 1, 'me'],
    ]);
    const history = await database.notebookOperation.findMany({ where: { notebookId: notebook }, orderBy: { version: 'asc' } });
    expect(history.map(({ version, userId }) => [version, userId])).toEqual([1, 2, 3, 4, 5, 6].map((version) => [version, 'me']));
    expect(history[0].operation).toEqual({ kind: 'text', id: id('aaaa'), base: 1, change: { as: 'whole', body: 'SELECT 1' } });
    expect(await database.notebook.findUnique({ where: { id: notebook } })).toMatchObject({ title: 'Renamed', version: 6 });
  });

  it('gives the later saver of one cell both texts and changes nothing of it', async () => {
    await save(text(id('aaaa'), 1, 'theirs'));
    const [mine, other] = [text(id('aaaa'), 1, 'mine'), text(id('bbbb'), 1, 'other')];
    const answer = await save(mine, other, text(id('aaaa'), 2, 'mine, typed on'));
    expect(answer.conflicts).toMatchObject([
      { id: id('aaaa'), theirs: { body: 'theirs', version: 2 } },
      { id: id('aaaa'), theirs: { body: 'theirs', version: 2 } },
    ]);
    expect((await stored()).map(({ body }) => body)).toEqual(['theirs', 'other', 'cccc']);
    expect(await database.notebookOperation.count({ where: { notebookId: notebook } })).toBe(2);
  });

  it('says of a conflict whether it is with another window of the same person', async () => {
    const saveAs = (person: string, ...operations: Operation[]) =>
      database.$transaction((tx) => saveOperations(person, notebook, enveloped(operations), tx));
    await saveAs('me', text(id('aaaa'), 1, 'by me'), { kind: 'remove', id: id('cccc'), base: 1 });
    await saveAs('other', text(id('bbbb'), 1, 'by another'));
    const answer = await saveAs('me', text(id('aaaa'), 1, 'x'), text(id('bbbb'), 1, 'x'), text(id('cccc'), 1, 'x'));
    expect(answer.conflicts.map(({ own }) => own)).toEqual([true, false, true]);
  });

  it('puts no title over one it was not made from, and stores the same title from two hands once', async () => {
    const titled = (from: string, title: string): Operation => ({ kind: 'title', from, title });
    const saveAs = (person: string, operation: Operation) =>
      database.$transaction((tx) => saveOperations(person, notebook, enveloped([operation]), tx));
    await saveAs('ann', titled('t', 'By Ann'));
    expect((await saveAs('bob', titled('t', 'By Bob'))).conflicts).toMatchObject([{ id: null, theirs: 'By Ann', own: false }]);
    expect((await saveAs('ann', titled('t', 'Again'))).conflicts).toMatchObject([{ id: null, theirs: 'By Ann', own: true }]);
    expect((await saveAs('bob', titled('t', 'By Ann'))).conflicts).toEqual([]);
    expect(await database.notebook.findUnique({ where: { id: notebook } })).toMatchObject({ title: 'By Ann', version: 1 });
    expect((await saveAs('bob', titled('By Ann', 'By Bob'))).conflicts).toEqual([]);
    expect(await database.notebook.findUnique({ where: { id: notebook } })).toMatchObject({ title: 'By Bob', version: 2 });
  });

  it('does an operation that arrives twice once, and answers it as it was done', async () => {
    const operations = enveloped([
      text(id('aaaa'), 1, 'SELECT 1'),
      text(id('aaaa'), 2, 'SELECT 2'),
      insert(id('dddd'), null),
      { kind: 'move', id: id('cccc'), after: null },
      { kind: 'remove', id: id('bbbb'), base: 1 },
    ]);
    const first = await saveAll(operations);
    await save({ kind: 'move', id: id('cccc'), after: id('aaaa') }, text(id('aaaa'), 3, 'SELECT 3'));
    const before = await stored();
    const again = await saveAll(operations);
    expect(again.conflicts).toEqual([]);
    const inOrder = (done: typeof again.done) => done.toSorted((a, b) => a.operation.localeCompare(b.operation));
    expect(inOrder(again.done)).toEqual(inOrder(first.done));
    expect(await stored()).toEqual(before);
    expect(await names()).toEqual(['dddd', 'aaaa', 'cccc']);
  });

  it('brings a removed cell back where it stood, with its versions going on', async () => {
    await save({ kind: 'remove', id: id('bbbb'), base: 1 });
    const answer = await save(insert(id('bbbb'), id('aaaa'), 'bbbb'));
    expect(answer.done).toMatchObject([{ version: 3 }]);
    expect(await names()).toEqual(['aaaa', 'bbbb', 'cccc']);
    const both = await save({ kind: 'remove', id: id('bbbb'), base: 3 }, insert(id('bbbb'), null, 'anew', 4));
    expect(both.done.map(({ version }) => version)).toEqual([4, 5]);
    expect((await stored()).map(({ name, body, version }) => [name, body, version])[0]).toEqual(['bbbb', 'anew', 5]);
  });

  it('answers an edit of a removed cell as a conflict without a text', async () => {
    await save({ kind: 'remove', id: id('bbbb'), base: 1 });
    expect((await save(text(id('bbbb'), 1, 'mine'))).conflicts).toMatchObject([{ id: id('bbbb'), theirs: null }]);
  });

  it('refuses whole what names a cell of another notebook, or what no notebook can take', async () => {
    const foreign = `notebook${count - 1}-aaaa`;
    for (const wrong of [
      insert(foreign, null),
      text(foreign, 1, 'x'),
      { ...insert(id('eeee'), null), cell: { kind: 'sql', name: null, body: '' } },
    ]) {
      await expect(save(text(id('aaaa'), 1, 'x'), wrong as Operation)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(await database.cell.findUnique({ where: { id: foreign } })).toMatchObject({ body: 'aaaa' });
    expect((await stored()).map(({ body }) => body)).toEqual(['aaaa', 'bbbb', 'cccc']);
  });

  it('reads no text but of the cells named, and writes no cell but those', async () => {
    await save(...Array.from({ length: 60 }, (_, place) => insert(id(`n${place}`), id('aaaa'))));
    const { notebook: read } = await readForSaving(database, { id: notebook, title: 't' }, [
      text(id('aaaa'), 1, 'SELECT 1'),
      insert(id('last'), id('bbbb')),
    ]);
    expect(read.cells.map(({ body }) => body)).toEqual(['aaaa', ...Array.from({ length: 62 }, () => '')]);
    const queries: { readonly model: string | undefined; readonly operation: string }[] = [];
    const watched = database.$extends({
      query: {
        $allOperations: ({ model, operation, args, query }) => {
          queries.push({ model, operation });
          return query(args);
        },
      },
    });
    await saveOperations('me', notebook, enveloped([text(id('aaaa'), 1, 'SELECT 1'), insert(id('last'), id('bbbb'))]), watched as never);
    const writes = queries.filter(({ model, operation }) => model === 'Cell' && /update|create/u.test(operation));
    expect(writes.map(({ operation }) => operation)).toEqual(['createMany', 'update']);
    expect(queries.length).toBeLessThanOrEqual(8);
  });

  it('stores what the kernel says, whatever is done', async () => {
    const cell = fc.constantFrom('aaaa', 'bbbb', 'cccc', 'dddd', 'eeee');
    const base = fc.constantFrom(0, 1, 1, 2, 3);
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('remove' as const), cell, base }),
      fc.record({ kind: fc.constant('move' as const), cell, after: fc.option(cell) }),
      fc.record({ kind: fc.constant('text' as const), cell, base, body: fc.string({ maxLength: 8, unit: 'grapheme' }) }),
      fc.record({ kind: fc.constant('rename' as const), cell, base, name: fc.constantFrom('x', 'y') }),
      fc.record({ kind: fc.constant('insert' as const), cell, after: fc.option(cell) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(operation, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), async (saves) => {
        await openNotebook();
        const full = (name: string | null) => name && id(name);
        let pure = {
          ...emptyNotebook(),
          cells: ['aaaa', 'bbbb', 'cccc'].map((name) => newCell(id(name), { kind: 'sql', name, body: name }, 1)),
        };
        const removed = new Map<string, number>();
        for (const given of saves) {
          const operations = given.map((one): Operation => {
            if (one.kind === 'insert') return insert(id(one.cell), full(one.after), one.cell, removed.get(id(one.cell)) ?? 0);
            if (one.kind === 'text') return text(id(one.cell), one.base, one.body);
            if (one.kind === 'move') return { kind: 'move', id: id(one.cell), after: full(one.after) };
            const { cell: name, ...rest } = one;
            return { ...rest, id: id(name) };
          });
          const result = applyAll(pure, operations);
          pure = { ...result.notebook, cells: [...result.notebook.cells] };
          for (const { effects } of result.applied)
            for (const effect of effects) if (effect.kind === 'removed') removed.set(effect.id, effect.version);
          const answer = await save(...operations);
          expect(answer.conflicts.map((conflict) => conflict.id)).toEqual(result.applied.flatMap(({ conflict }) => conflict?.id ?? []));
          expect((await stored()).map(({ id: own, name, body, version }) => ({ id: own, name, body, version }))).toEqual(
            pure.cells.map(({ id: own, name, body, version }) => ({ id: own, name, body, version })),
          );
        }
      }),
      { seed: 20261129, numRuns: 40 },
    );
  });
});

describe('a notebook has room for', () => {
  const full = { code: 'notebook-full' };

  it('so much text, whatever it came with; a cell is made short and removed still', async () => {
    const long = 'x'.repeat(190_000);
    const cells = Array.from({ length: 10 }, (_, place) => id(`long${place}`));
    for (const cell of cells) await save(insert(cell, null, long));
    await expect(save(insert(id('more'), null, long))).rejects.toMatchObject(full);
    await expect(save(text(id('aaaa'), 1, long))).rejects.toMatchObject(full);
    await save(text(id('aaaa'), 1, 'short'), { kind: 'remove', id: cells[0], base: 1 });
    await save(insert(id('more'), null, long));
  });

  it('so many cells, and one that is removed makes room', async () => {
    const rows = Array.from({ length: 997 }, (_, place) => ({
      id: id(`many${place}`),
      notebookId: notebook,
      position: `b${String(place).padStart(6, '0')}`,
    }));
    await database.cell.createMany({
      data: rows.map((row) => ({ ...row, kind: 'text', name: '', body: '', changedAt: at, changedBy: 'someone' })),
    });
    await expect(save(insert(id('more'), null))).rejects.toMatchObject(full);
    await save({ kind: 'remove', id: rows[0].id, base: 1 });
    await save(insert(id('more'), null));
  });
});
