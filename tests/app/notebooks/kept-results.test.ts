import { beforeAll, expect, it } from 'vitest';
import { type KeptResult, keptResult } from '@/app/_contract/kept-results';
import { keepResults, keptResults } from '@/app/_server/notebooks/kept-results';
import type { Store } from '@/app/_server/store';
import { addPerson, addProject, freshStore, RELEASE } from '../world';

let database: Store;
let project: { readonly projectId: string; readonly release: string };
beforeAll(async () => {
  database = await freshStore();
  const owner = await addPerson(database, 'owner');
  project = { projectId: (await addProject(database, 'kept', { owner })).id, release: RELEASE };
});

const key = (digit: string) => digit.repeat(64);
const table = (rows: number) => ({
  columns: ['n'],
  types: ['integer' as const],
  rows: Array.from({ length: rows }, (_, at) => [at]),
});

function result(digit: string, kind: KeptResult['kind'], outcome: Record<string, unknown>): KeptResult {
  const nothing = { tables: [], totals: [], stored: [], warnings: [], conventions: {}, seed: null, figures: [], views: [], rows: null };
  const words = { sentence: null, paragraph: null, words: null, rScript: null, labels: {}, aggregates: [] };
  return keptResult.parse({ key: key(digit), kind, method: null, outcome: { ...nothing, ...words, ...outcome } });
}

it('keeps short tables of queries and drawings, and shows nobody what runs', async () => {
  const svg = '<svg viewBox="0 0 1 1" onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)"><path d="M0 0"/></a></svg>';
  await keepResults('', project, [result('a', 'sql', { tables: [['table', table(3)]] }), result('b', 'chart', { svg })], database);
  const kept = new Map(await keptResults(project, [key('a'), key('b')], database));
  expect(kept.get(key('a'))?.tables).toEqual([['table', table(3)]]);
  expect(kept.get(key('b'))?.svg).toMatch(/^<svg viewBox="0 0 1 1"/);
  expect(kept.get(key('b'))?.svg).not.toMatch(/script|onload|javascript/);
});

it.each<[string, KeptResult]>([
  ['a query as long as a list of patients', result('c', 'sql', { tables: [['table', table(1001)]] })],
  ['a chart with a table', result('d', 'chart', { svg: '<svg></svg>', tables: [['table', table(1)]] })],
  ['a chart that is no drawing', result('e', 'chart', { svg: '<div>words</div>' })],
  ['the rows of a cohort', result('f', 'cohort', { tables: [['table', table(1)]] })],
])('refuses %s', async (_, refused) => {
  await expect(keepResults('', project, [refused], database)).rejects.toThrow();
  expect(await keptResults(project, [refused.key], database)).toEqual([]);
});
