import { beforeAll, expect, it } from 'vitest';
import { saveNotebookAction } from '@/app/_actions/workbench';
import type { Person } from '@/app/_server/access/person';
import { attempt, definitionOf } from '@/app/_server/action';
import type { Store } from '@/app/_server/store';
import { addPerson, addProject, freshStore, type TestProject } from '../world';

let database: Store;
let project: TestProject;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  database = await freshStore();
  [ann, bob] = [await addPerson(database, 'ann'), await addPerson(database, 'bob')];
  project = await addProject(database, 'Study', { owner: ann, analyst: bob });
});

it('does not save what one person wrote as the work of another who may edit too', async () => {
  const definition = definitionOf(saveNotebookAction);
  if (!definition) throw new Error('no such action');
  const operations = [{ id: 'operation1', operation: { kind: 'title', from: 'Notebook', title: 'By Ann' } }];
  const input = { notebook: project.notebook, person: ann.id, operations };
  expect(await attempt(definition, bob, input)).toMatchObject({ ok: false, refusal: { code: 'other-person' } });
  expect(await database.notebookOperation.count()).toBe(0);
  expect(await attempt(definition, ann, input)).toMatchObject({ ok: true, value: { done: [{ operation: 'operation1' }] } });
  expect(await database.notebookOperation.findMany()).toMatchObject([{ userId: ann.id, operationId: 'operation1' }]);
});
