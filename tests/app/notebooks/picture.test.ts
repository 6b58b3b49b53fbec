import { beforeAll, describe, expect, it } from 'vitest';
import type { KeptResult } from '@/app/_contract/kept-results';
import type { Person } from '@/app/_server/access/person';
import { readPicture, rememberPicture } from '@/app/_server/notebooks/picture';
import { recentNotebooks, rememberOpened } from '@/app/_server/notebooks/recent';
import type { Store } from '@/app/_server/store';
import { addPerson, addProject, freshStore, RELEASE, type TestProject } from '../world';
import { keepResults, keptResults } from './kept';

let database: Store;
let person: Person;
let mine: TestProject;
let theirs: TestProject;

beforeAll(async () => {
  database = await freshStore();
  person = await addPerson(database, 'analyst', ['researcher']);
  mine = await addProject(database, 'Mine', { owner: person });
  theirs = await addProject(database, 'Theirs', { owner: await addPerson(database, 'other', ['researcher']) });
});

const title = { en: 'Figure', zh: '图' };
const survival = {
  kind: 'survival',
  name: 'curve',
  title,
  table: 'curve',
  timeUnit: 'days',
  confLevel: 0.95,
  note: null,
  leastAtRisk: 10,
} as const;
const measure = { kind: 'ratio', name: title, lower: title, higher: title } as const;
const forest = { kind: 'forest', name: 'forest', title, table: 'coefficients', confLevel: 0.95, measure } as const;

function resultOf(digit: string, method: 'km' | 'cox', estimate: number): KeptResult {
  const figure = method === 'km' ? survival : forest;
  const table = { columns: ['time', 'estimate'], types: ['number' as const, 'number' as const], rows: [[1, estimate]] };
  return {
    key: digit.repeat(64),
    kind: 'analysis',
    method,
    outcome: {
      tables: [[figure.table, table]],
      totals: [],
      stored: [],
      warnings: [],
      conventions: {},
      seed: null,
      figures: [figure],
      views: [],
      rows: null,
      sentence: null,
      paragraph: null,
      words: null,
      rScript: null,
      labels: {},
      aggregates: [],
    },
  };
}

const keep = (project: TestProject, result: KeptResult) =>
  keepResults(person, { projectId: project.id, release: RELEASE, notebookId: project.notebook }, [result], database, () => false);

describe('kept results', () => {
  it('of one project are not shown in another, though the key is the same', async () => {
    await keep(theirs, resultOf('a', 'km', 0.1));
    expect(await keptResults({ projectId: mine.id, release: RELEASE }, ['a'.repeat(64)], person.id, database)).toEqual([]);
    await keep(mine, resultOf('a', 'km', 0.9));
    const [{ outcome }] = await keptResults({ projectId: mine.id, release: RELEASE }, ['a'.repeat(64)], person.id, database);
    expect(outcome?.tables[0][1].rows).toEqual([[1, 0.9]]);
  });
});

describe('the picture of a notebook', () => {
  const shown = async () => readPicture(await database.notebook.findUniqueOrThrow({ where: { id: mine.notebook } }), database);
  const estimates = async () => (await shown())?.table.rows.map((row) => row[5]);
  const see = (...results: KeptResult[]) =>
    rememberPicture(
      mine.notebook,
      results.map(({ key, outcome }) => [key, outcome]),
      database,
    );

  it('has names where the notebook cannot be read for the labels of columns', async () => {
    const mark = '\uE000hormone\uE001';
    const km = resultOf('f', 'km', 4);
    await keep(mine, { ...km, outcome: { ...km.outcome, labels: { hormone: { en: mark, zh: mark } } } });
    await database.notebook.update({ where: { id: mine.notebook }, data: { figureKey: km.key } });
    const [{ picture }] = await recentNotebooks(database, person, 1);
    expect(JSON.parse(picture ?? '').labels).toEqual({ hormone: { en: 'hormone', zh: 'hormone' } });
    await database.notebook.update({ where: { id: mine.notebook }, data: { figureKey: null } });
  });

  it('is the first survival curve, else the first forest plot, and the newer of two curves', async () => {
    const [cox, km, later] = [resultOf('b', 'cox', 1), resultOf('c', 'km', 2), resultOf('d', 'km', 3)];
    for (const result of [cox, km, later]) await keep(mine, result);
    await see(cox);
    expect((await shown())?.figure.kind).toBe('forest');
    await see(cox, km, later);
    expect(await estimates()).toEqual([2]);
    await see(cox);
    expect((await shown())?.figure.kind).toBe('survival');
    await see(later);
    expect(await estimates()).toEqual([3]);
  });

  it('of a result kept before there were pictures is made when it is asked for', async () => {
    await database.keptResult.updateMany({ where: { projectId: mine.id, key: 'd'.repeat(64) }, data: { picture: null } });
    expect(await estimates()).toEqual([3]);
    const { picture } = await database.keptResult.findFirstOrThrow({ where: { projectId: mine.id, key: 'd'.repeat(64) } });
    expect(picture).toContain('"survival"');
  });

  it('is not shown of a result in doubt', async () => {
    const where = { projectId: mine.id, key: 'd'.repeat(64) };
    await database.keptResult.updateMany({ where, data: { check: 'doubted' } });
    expect(await shown()).toBeNull();
    await database.keptResult.updateMany({ where, data: { check: 'none' } });
  });

  it('stands with the notebooks a person opened last', async () => {
    const at = new Date('2026-01-02T00:00:00Z');
    const settings = { database: 'breast_cancer', other: {} };
    await database.notebook.create({
      data: { projectId: mine.id, title: 'Changed later', settings, createdAt: at, updatedAt: new Date('2999-01-01') },
    });
    await rememberOpened(database, person, mine.notebook);
    await rememberOpened(database, person, theirs.notebook);
    const recent = await recentNotebooks(database, person, 4);
    expect(recent.map((notebook) => [notebook.title, JSON.parse(notebook.picture ?? 'null')?.figure.kind ?? null])).toEqual([
      ['Notebook', 'survival'],
      ['Changed later', null],
    ]);
  });
});
