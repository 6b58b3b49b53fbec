/** What an open page is told of results that were withdrawn. */
import { beforeAll, expect, it } from 'vitest';
import { readNotebookAction } from '@/app/_actions/workbench';
import type { RefreshedNotebook } from '@/app/_contract/notebooks';
import type { Person } from '@/app/_server/access/person';
import { attempt, definitionOf } from '@/app/_server/action';
import { withdrawResult } from '@/app/_server/notebooks/kept-results';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, RELEASE, type TestProject } from '../world';
import { keepResults, key, result } from './kept';

let database: PrismaClient;
let owner: Person;
let viewer: Person;
let mine: TestProject;
let other: TestProject;

beforeAll(async () => {
  database = await freshStore();
  owner = await addPerson(database, 'owner', ['researcher']);
  viewer = await addPerson(database, 'viewer', ['researcher']);
  mine = await addProject(database, 'mine', { owner, viewer });
  other = await addProject(database, 'other', { owner });
});

const keep = ({ id, notebook }: TestProject, digit: string, value = 1) =>
  keepResults(owner, { projectId: id, release: RELEASE, notebookId: notebook }, [result(digit, 'code', { value })], database, () => false);

async function told(reader = viewer): Promise<readonly string[]> {
  const definition = definitionOf(readNotebookAction);
  if (!definition) throw new Error('no definition');
  const outcome = await attempt(definition, reader, { notebook: mine.notebook }, database);
  if (!outcome.ok) throw outcome.refusal;
  return (outcome.value as RefreshedNotebook).withdrawn;
}

it('the keys of its own project, the last withdrawn first, to whoever may read it', async () => {
  for (const digit of ['1', '2', '3']) await keep(mine, digit);
  await keep(other, '4');
  expect(await told()).toEqual([]);
  await withdrawResult(owner.id, { projectId: mine.id }, key('1'), database);
  await withdrawResult(owner.id, { projectId: other.id }, key('4'), database);
  await database.keptResult.update({
    where: { projectId_key: { projectId: mine.id, key: key('1') } },
    data: { withdrawnAt: new Date('2026-01-01T00:00:00Z') },
  });
  await withdrawResult(owner.id, { projectId: mine.id }, key('3'), database);
  expect(await told()).toEqual([key('3'), key('1')]);
  expect(await told(owner)).toEqual([key('3'), key('1')]);
});

it('no longer once another run stands under it, and of one withdrawn again', async () => {
  await keep(mine, '3', 2);
  expect(await told()).toEqual([key('1')]);
  await withdrawResult(owner.id, { projectId: mine.id }, key('3'), database);
  expect(await told()).toEqual([key('3'), key('1')]);
});

it('of very many the last two hundred', async () => {
  const at = new Date('2027-01-01T00:00:00Z');
  const facts = { release: RELEASE, kind: 'code' as const, result: {}, bytes: 2, createdAt: at, createdBy: owner.id };
  await database.keptResult.createMany({
    data: Array.from({ length: 205 }, (_, place) => ({
      ...{ ...facts, projectId: mine.id, key: place.toString(16).padStart(64, 'f') },
      withdrawnAt: new Date(at.getTime() + place * 1000),
    })),
  });
  const keys = await told();
  expect(keys).toHaveLength(200);
  expect(keys[0]).toBe((204).toString(16).padStart(64, 'f'));
  expect(keys).not.toContain(key('3'));
});
