import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotebookChange } from '@/app/_contract/notebook-changes';
import { saveChanges } from '@/app/_server/notebooks/save';
import { openStore } from '@/prisma/client';
import type { PrismaClient } from '@/prisma/generated/client';
import { migrate } from '@/prisma/migrate';

const at = new Date('2026-01-01T00:00:00Z');
let database: PrismaClient;
let count = 0;
let notebook = '';
const id = (name: string) => `${notebook}-${name}`;

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'coho-save-')), 'application.sqlite');
  await migrate(file, join(process.cwd(), 'prisma', 'migrations'), at);
  database = openStore(file);
});

afterAll(() => database.$disconnect());

beforeEach(async () => {
  count += 1;
  notebook = `notebook${count}`;
  const cells = ['aaaa', 'bbbb', 'cccc'].map((name, place) => ({
    id: id(name),
    kind: 'sql' as const,
    name,
    body: name,
    position: String(place + 1).padStart(4, '0'),
    changedAt: at,
    changedBy: 'someone',
  }));
  await database.project.create({
    data: {
      name: 'p',
      question: 'q',
      release: 'renal@2026.1',
      createdAt: at,
      updatedAt: at,
      notebooks: {
        create: {
          id: notebook,
          title: 't',
          settings: { database: 'renal', other: {} },
          createdAt: at,
          updatedAt: at,
          cells: { create: cells },
        },
      },
    },
  });
});

const save = (...changes: NotebookChange[]) => saveChanges('me', notebook, changes, database);
const stored = () => database.cell.findMany({ where: { notebookId: notebook, deletedAt: null }, orderBy: { position: 'asc' } });
const names = async () => (await stored()).map((cell) => cell.name);

describe('saving a notebook', () => {
  it('applies changes in order, raises versions and keeps the history', async () => {
    const answer = await save(
      { kind: 'edit', id: id('aaaa'), base: 1, body: 'SELECT 1' },
      { kind: 'rename', id: id('aaaa'), base: 2, name: 'first' },
      { kind: 'insert', id: id('dddd'), cell: { kind: 'text', name: '', body: 'note' }, after: id('aaaa') },
      { kind: 'move', id: id('cccc'), after: null },
      { kind: 'remove', id: id('bbbb'), base: 1 },
    );
    expect(answer.conflicts).toEqual([]);
    expect(answer.version).toBe(5);
    expect((await stored()).map(({ name, body, version }) => [name, body, version])).toEqual([
      ['cccc', 'cccc', 1],
      ['first', 'SELECT 1', 3],
      ['', 'note', 1],
    ]);
    expect(await database.notebookOperation.count({ where: { notebookId: notebook } })).toBe(5);
  });

  it('gives the later saver of one cell both texts and changes nothing', async () => {
    await save({ kind: 'edit', id: id('aaaa'), base: 1, body: 'theirs' });
    const answer = await save(
      { kind: 'edit', id: id('aaaa'), base: 1, body: 'mine' },
      { kind: 'edit', id: id('bbbb'), base: 1, body: 'other' },
    );
    expect(answer.conflicts).toMatchObject([{ change: 0, id: id('aaaa'), theirs: { body: 'theirs', version: 2 } }]);
    expect((await stored()).map(({ body }) => body)).toEqual(['theirs', 'other', 'cccc']);
  });

  it('takes a change that arrives twice once', async () => {
    const changes: NotebookChange[] = [
      { kind: 'edit', id: id('aaaa'), base: 1, body: 'SELECT 1' },
      { kind: 'insert', id: id('dddd'), cell: { kind: 'sql', name: 'dddd', body: 'x' }, after: null },
      { kind: 'remove', id: id('bbbb'), base: 1 },
    ];
    await save(...changes);
    const again = await save(...changes);
    expect(again.conflicts).toEqual([]);
    expect(await names()).toEqual(['dddd', 'aaaa', 'cccc']);
  });

  it('brings a deleted cell back where it stood, also by undoing its removal', async () => {
    await save({ kind: 'remove', id: id('bbbb'), base: 1 });
    const answer = await save({ kind: 'insert', id: id('bbbb'), cell: { kind: 'sql', name: 'bbbb', body: 'bbbb' }, after: id('aaaa') });
    expect(answer.cells).toEqual([{ id: id('bbbb'), version: 3 }]);
    expect(await names()).toEqual(['aaaa', 'bbbb', 'cccc']);
  });

  it('answers an edit of a deleted cell as a conflict without a text', async () => {
    await save({ kind: 'remove', id: id('bbbb'), base: 1 });
    expect((await save({ kind: 'edit', id: id('bbbb'), base: 1, body: 'mine' })).conflicts).toEqual([
      { change: 0, id: id('bbbb'), theirs: null },
    ]);
  });

  it('refuses the id of a cell of another notebook', async () => {
    const foreign = `notebook${count - 1}-aaaa`;
    expect((await save({ kind: 'insert', id: foreign, cell: { kind: 'sql', name: 'x', body: 'x' }, after: null })).conflicts).toEqual([
      { change: 0, id: foreign, theirs: null },
    ]);
    expect((await save({ kind: 'edit', id: foreign, base: 1, body: 'x' })).conflicts).toHaveLength(1);
    expect(await names()).toEqual(['aaaa', 'bbbb', 'cccc']);
  });
});
