/** Comments on a notebook: who may, about what, and what becomes of them. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginThreadAction, changeCommentAction, readCommentsAction, replyAction, settleThreadAction } from '@/app/_actions/comments';
import { type CommentAnchor, type CommentsDto, LONGEST_COMMENT } from '@/app/_contract/comments';
import { type ProjectRole, projectRoles } from '@/app/_contract/roles';
import type { Person } from '@/app/_server/access/person';
import { attempt, definitionOf } from '@/app/_server/action';
import { now } from '@/app/_server/clock';
import { saveOperations } from '@/app/_server/notebooks/save';
import type { PrismaClient } from '@/prisma/generated/client';
import { attrition, keepResults, key, result } from './notebooks/kept';
import { addPerson, addProject, freshStore, RELEASE, type TestProject } from './world';

const BODY = 'index at first surgery\ninclude "Adult": age at index >= 18\nvariable grade = index.grade';

let database: PrismaClient;
let project: TestProject;
let elsewhere: TestProject;
let count = 0;
const members = new Map<ProjectRole, Person>();
const by = (role: ProjectRole) => members.get(role) as Person;

beforeAll(async () => {
  database = await freshStore();
  for (const role of projectRoles) members.set(role, await addPerson(database, role, ['researcher']));
});

beforeEach(async () => {
  count += 1;
  project = await addProject(database, `P${count}`, Object.fromEntries(members));
  elsewhere = await addProject(database, `Q${count}`, { owner: by('owner') });
  await addCell(project, 'cohort');
  await addCell(elsewhere, 'other');
});

const cellOf = (name: string) => `cell-${name}-${count}`;

async function addCell({ notebook }: TestProject, name: string): Promise<void> {
  const cell = { kind: 'cohort' as const, name, body: BODY, position: '000001', changedAt: now(), changedBy: 'someone' };
  await database.cell.create({ data: { id: cellOf(name), notebookId: notebook, ...cell } });
}

async function does(action: object, person: Person | null, input: object): Promise<unknown> {
  const definition = definitionOf(action);
  if (!definition) throw new Error('an action without a definition');
  const outcome = await attempt(definition, person, { notebook: project.notebook, ...input }, database);
  return outcome.ok ? (outcome.value ?? 'done') : outcome.refusal.code;
}

const begin = (person: Person | null, id: string, given: object = {}) =>
  does(beginThreadAction, person, { id, cell: cellOf('cohort'), anchor: { on: 'cell' }, text: 'Why?', result: null, ...given });
const reply = (person: Person, id: string, thread: string, text = 'Because.') => does(replyAction, person, { id, thread, text });
const change = (person: Person, id: string, comment: string, text: string | null) =>
  does(changeCommentAction, person, { id, comment, text });
const settle = (person: Person, id: string, thread: string, resolved: boolean) =>
  does(settleThreadAction, person, { id, thread, resolved });
const read = async (role: ProjectRole = 'viewer') => (await does(readCommentsAction, by(role), { known: 0 })) as CommentsDto;

describe('a thread', () => {
  it('is begun, answered by several, resolved and reopened by those who may comment', async () => {
    for (const [at, role] of (['owner', 'analyst', 'statistician', 'reviewer'] as const).entries())
      expect(await begin(by(role), `thread-${at}`), role).toBe('done');
    expect(await begin(by('viewer'), 'thread-viewer')).toBe('needs-project-role');
    expect(
      await Promise.all([reply(by('analyst'), 'reply-one', 'thread-0', 'One'), reply(by('reviewer'), 'reply-two', 'thread-0', 'Two')]),
    ).toEqual(['done', 'done']);
    expect(await settle(by('reviewer'), 'settle-1', 'thread-0', true)).toBe('done');
    const { threads, mayComment } = await read();
    expect(mayComment).toBe(false);
    expect((await read('reviewer')).mayComment).toBe(true);
    expect(threads.map(({ id }) => id)).toEqual(['thread-0', 'thread-1', 'thread-2', 'thread-3']);
    expect(threads[0].comments.map(({ text }) => text).toSorted()).toEqual(['One', 'Two', 'Why?']);
    expect(threads[0].resolved?.by).toBe(by('reviewer').id);
    expect(await settle(by('analyst'), 'settle-2', 'thread-0', false)).toBe('done');
    expect((await read()).threads[0].resolved).toBeNull();
  });

  it('settled twice at once is settled, and sent again stands once', async () => {
    await begin(by('owner'), 'thread-0');
    expect(await begin(by('owner'), 'thread-0')).toBe('done');
    expect(await reply(by('analyst'), 'reply-one', 'thread-0')).toBe('done');
    expect(await reply(by('analyst'), 'reply-one', 'thread-0')).toBe('done');
    // Another's id is nobody else's to use.
    expect(await reply(by('owner'), 'reply-one', 'thread-0')).toBe('invalid-input');
    expect(
      await Promise.all([settle(by('owner'), 'settle-1', 'thread-0', true), settle(by('analyst'), 'settle-2', 'thread-0', true)]),
    ).toEqual(['done', 'done']);
    const { threads, known } = await read();
    expect(threads.map(({ comments }) => comments.length)).toEqual([2]);
    expect(known).toBe(3);
  });

  it('is read again only where there is more', async () => {
    await begin(by('owner'), 'thread-0');
    const { known } = await read();
    expect(await does(readCommentsAction, by('viewer'), { known })).toBe('done');
    await reply(by('owner'), 'reply-one', 'thread-0');
    expect(await does(readCommentsAction, by('viewer'), { known })).toMatchObject({ known: known + 1 });
  });

  it('stays with its cell when it is renamed, removed and comes back', async () => {
    await begin(by('owner'), 'thread-0');
    const cell = cellOf('cohort');
    const save = (id: string, operation: Parameters<typeof saveOperations>[2][number]['operation']) =>
      database.$transaction((tx) => saveOperations(by('owner').id, project.notebook, [{ id, operation }], tx));
    await save(`rename-${count}`, { kind: 'rename', id: cell, base: 1, name: 'patients' });
    await save(`remove-${count}`, { kind: 'remove', id: cell, base: 2 });
    expect((await read()).threads[0].cell).toBe(cell);
    expect(await reply(by('reviewer'), 'reply-gone', 'thread-0')).toBe('done');
    expect(await begin(by('owner'), 'thread-1')).toBe('not-found');
    const back = { kind: 'cohort' as const, name: 'patients', body: BODY };
    await save(`insert-${count}`, { kind: 'insert', id: cell, base: 3, cell: back, after: null });
    expect((await read()).threads[0].comments).toHaveLength(2);
    expect(await begin(by('owner'), 'thread-1')).toBe('done');
  });
});

describe('a comment', () => {
  it('is edited and deleted by whoever wrote it alone; what it said stays in a history that only grows', async () => {
    await begin(by('analyst'), 'thread-0', { text: 'First' });
    for (const role of ['owner', 'reviewer'] as const) {
      expect(await change(by(role), `change-${role}`, 'thread-0', 'Mine'), role).toBe('not-your-comment');
      expect(await change(by(role), `delete-${role}`, 'thread-0', null), role).toBe('not-your-comment');
    }
    expect(await change(by('analyst'), 'change-1', 'thread-0', 'Second')).toBe('done');
    expect((await read()).threads[0].comments[0]).toMatchObject({ text: 'Second', edited: expect.any(String) });
    expect(await change(by('analyst'), 'change-2', 'thread-0', null)).toBe('done');
    expect(await change(by('analyst'), 'change-2', 'thread-0', null)).toBe('done');
    expect((await read()).threads[0].comments[0]).toMatchObject({ text: null, by: by('analyst').id });
    expect(await change(by('analyst'), 'change-3', 'thread-0', 'Again')).toBe('not-found');
    const events = await database.commentEvent.findMany({ where: { notebookId: project.notebook }, orderBy: { number: 'asc' } });
    expect(events.map(({ kind, text }) => [kind, text])).toEqual([
      ['begin', 'First'],
      ['edit', 'Second'],
      ['delete', null],
    ]);
    const where = { notebookId: project.notebook };
    await expect(database.commentEvent.updateMany({ where, data: { text: 'x' } })).rejects.toThrow('comments are append-only');
    await expect(database.commentEvent.deleteMany({ where })).rejects.toThrow('comments are append-only');
    const replaced = database.$executeRaw`INSERT OR REPLACE INTO "CommentEvent" SELECT * FROM "CommentEvent" WHERE "notebookId" = ${where.notebookId}`;
    await expect(replaced).rejects.toThrow('comments are append-only');
  });

  it('mentions members of the project by their sign-in names, and nobody else', async () => {
    await addPerson(database, `stranger${count}`, ['researcher']);
    await begin(by('owner'), 'thread-0', { text: `@reviewer, and @Analyst: ask stranger@viewer or @stranger${count}. @owners` });
    expect((await read()).threads[0].comments[0].mentions).toEqual([by('reviewer').id, by('analyst').id]);
    await change(by('owner'), 'change-1', 'thread-0', 'See @viewer.');
    expect((await read()).threads[0].comments[0].mentions).toEqual([by('viewer').id]);
  });

  it('keeps the name of someone who is a member no more', async () => {
    await begin(by('statistician'), 'thread-0');
    await database.member.delete({ where: { projectId_userId: { projectId: project.id, userId: by('statistician').id } } });
    expect((await read()).people.find(({ account }) => account === by('statistician').id)).toMatchObject({
      legalName: 'statistician',
      isMember: false,
    });
    expect(await reply(by('statistician'), 'reply-left', 'thread-0')).toBe('not-a-member');
  });

  it('is on record without its words', async () => {
    await begin(by('owner'), 'thread-0', { text: 'A secret of the study' });
    await reply(by('owner'), 'reply-one', 'thread-0', 'Another secret');
    const entries = await database.auditEntry.findMany({ where: { projectId: project.id } });
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['comment.begin', 'done'],
      ['comment.reply', 'done'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });
});

describe('nothing is written', () => {
  it('in an archived project, which is still read', async () => {
    await begin(by('owner'), 'thread-0');
    await database.project.update({ where: { id: project.id }, data: { status: 'archived' } });
    expect(await begin(by('owner'), 'thread-1')).toBe('project-archived');
    expect(await reply(by('owner'), 'reply-one', 'thread-0')).toBe('project-archived');
    expect(await change(by('owner'), 'change-1', 'thread-0', null)).toBe('project-archived');
    expect(await settle(by('owner'), 'settle-1', 'thread-0', true)).toBe('project-archived');
    expect(await read('owner')).toMatchObject({ mayComment: false, threads: [{ id: 'thread-0' }] });
  });

  it('about a cell or a thread of another notebook, though it is one’s own', async () => {
    expect(await begin(by('owner'), 'thread-0', { cell: cellOf('other') })).toBe('not-found');
    expect(await begin(by('owner'), 'thread-0', { notebook: elsewhere.notebook, cell: cellOf('other') })).toBe('done');
    expect(await reply(by('owner'), 'reply-one', 'thread-0')).toBe('not-found');
    expect(await settle(by('owner'), 'settle-1', 'thread-0', true)).toBe('not-found');
    expect(await change(by('owner'), 'change-1', 'thread-0', null)).toBe('not-found');
    expect(await begin(by('analyst'), 'thread-1', { notebook: elsewhere.notebook, cell: cellOf('other') })).toBe('not-a-member');
    expect((await read()).threads).toEqual([]);
  });

  it('that is empty, too long, or of an id or a place that is none', async () => {
    const wrong = [
      { text: ' \n ' },
      { text: 'x'.repeat(LONGEST_COMMENT + 1) },
      { id: 'x' },
      { cell: 'a b' },
      { anchor: { on: 'row' } },
      { anchor: { on: 'value', table: 't', column: 'n', key: [] } },
      { anchor: { on: 'words', start: -1, words: 'x', before: '', after: '' } },
      { anchor: { on: 'words', start: 0, words: 'x'.repeat(2001), before: '', after: '' } },
    ];
    for (const given of wrong)
      expect(await begin(by('owner'), 'thread-0', given), JSON.stringify(given).slice(0, 60)).toBe('invalid-input');
    expect(await begin(by('owner'), 'thread-0', { text: 'x'.repeat(LONGEST_COMMENT) })).toBe('done');
  });
});

describe('what a thread is about', () => {
  const words = (from: string, given: Partial<Extract<CommentAnchor, { on: 'words' }>> = {}) => ({
    on: 'words',
    start: BODY.indexOf(from),
    words: from,
    before: '',
    after: '',
    ...given,
  });

  it('are words of the cell as the server has it, with what stands around them there', async () => {
    const line = 'include "Adult": age at index >= 18';
    expect(await begin(by('owner'), 'thread-0', { anchor: words(line, { before: 'forged' }) })).toBe('done');
    expect((await read()).threads[0].anchor).toEqual({
      on: 'words',
      start: BODY.indexOf(line),
      words: line,
      before: 'index at first surgery\n',
      after: '\nvariable grade = index.grade',
    });
    expect(await begin(by('owner'), 'thread-1', { anchor: words('patient 4711 died', { start: 0 }) })).toBe('comment-words-gone');
    // Chosen in a window that the server is ahead of.
    expect(await begin(by('owner'), 'thread-2', { anchor: words(line, { start: 3 }) })).toBe('done');
  });

  const onValue = (given: object = {}) => ({ on: 'value', table: 'attrition', column: 'patients', key: [['label', 'Adults']], ...given });
  const keep = (digit: string, kind: 'cohort' | 'sql' = 'cohort', tables: readonly unknown[] = [['attrition', attrition()]]) =>
    keepResults(
      { id: by('owner').id, name: 'owner' },
      { projectId: project.id, release: RELEASE, notebookId: project.notebook },
      [result(digit, kind, { tables })],
      database,
      () => false,
      kind === 'sql',
    );

  it('is a value of a result that is kept and shown to all, known by its row and column', async () => {
    await keep('1');
    expect(await begin(by('reviewer'), 'thread-0', { anchor: onValue(), result: key('1') })).toBe('done');
    expect((await read()).threads[0].anchor).toEqual(onValue());
  });

  it('is never a value that the server does not show to all: a row of patients, one of another run, kind or project', async () => {
    await keep('1');
    const refused = async (given: object) =>
      expect(await begin(by('owner'), 'thread-0', given), JSON.stringify(given)).toBe('comment-not-shown');
    await refused({ anchor: onValue() });
    await refused({ anchor: onValue(), result: key('2') });
    await refused({ anchor: onValue({ table: 'table', key: [['patient_id', 4711]], column: 'age' }), result: key('1') });
    await refused({ anchor: onValue({ key: [['label', 'Patient 4711']] }), result: key('1') });
    await refused({ anchor: onValue({ column: 'age' }), result: key('1') });
    // In doubt until the server's own run: shown to its sender alone.
    const groups = { columns: ['grade', 'n'], types: ['integer', 'integer'], rows: [[1, 12]] };
    await keep('3', 'sql', [['table', groups]]);
    await database.cell.update({ where: { id: cellOf('cohort') }, data: { kind: 'sql' } });
    await refused({ anchor: onValue({ table: 'table', key: [['grade', 1]], column: 'n' }), result: key('3') });
    // A cell of another kind.
    await refused({ anchor: onValue(), result: key('1') });
    await database.keptResult.updateMany({ where: { projectId: project.id, key: key('3') }, data: { check: 'agrees' } });
    const shown = { anchor: onValue({ table: 'table', key: [['grade', 1]], column: 'n' }), result: key('3') };
    expect(await begin(by('owner'), 'thread-0', shown)).toBe('done');
    await database.keptResult.updateMany({ where: { projectId: project.id }, data: { withdrawnAt: now() } });
    expect(await begin(by('owner'), 'thread-1', shown)).toBe('comment-not-shown');
  });

  it('is no result of a cell that gives none', async () => {
    await database.cell.update({ where: { id: cellOf('cohort') }, data: { kind: 'text', name: '' } });
    expect(await begin(by('owner'), 'thread-0', { anchor: { on: 'table', table: 'table' } })).toBe('not-found');
  });
});
