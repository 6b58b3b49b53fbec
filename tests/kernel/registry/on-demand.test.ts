/** A method's code comes when it is needed; where it does not come, the cell says so and the next try fetches it. */
import { afterEach, expect, it, vi } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { parseAnalysis, parseLoaded } from '@/analysis-kernel/registry/parse-analysis';
import { loadedMethod, loadMethod, loadMethods, loadTask, methodEntries } from '@/analysis-kernel/registry/registry';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { readCsv } from '../read-csv';
import { away } from './methods-away';

vi.mock('@/analysis-kernel/registry/fetched', async (original) => (await import('./methods-away')).overNetwork(original));

afterEach(() => away.clear());

const KM = '# one curve\ndata: lung\nmethod: km\nformula: Surv(time, status) ~ 1\n';

it('says at the method’s name that it could not be fetched, and is read once it can', async () => {
  away.add('km');
  const read = await parseAnalysis(KM);
  expect(read.ok ? null : read.errors).toMatchObject([{ code: 'method_unavailable', line: 3, column: 9 }]);
  for (const text of read.ok ? [] : Object.values(read.errors[0].message)) expect(text).toContain(' km ');
  expect([loadedMethod('km'), parseLoaded(KM)]).toEqual([null, null]);
  away.clear();
  expect((await parseAnalysis(KM)).ok).toBe(true);
  expect(parseLoaded(KM)).toMatchObject({ ok: true, analysis: { data: 'lung' } });
});

it('says so too where what computes it does not come, and computes the next time', async () => {
  const read = await parseAnalysis(KM);
  if (!read.ok) throw new Error('expected a parse');
  away.add('km');
  expect(await runMethod(read.analysis, readCsv('lung'))).toMatchObject({ ok: false, error: { code: 'method_unavailable', line: 3 } });
  away.clear();
  expect((await runMethod(read.analysis, readCsv('lung'))).ok).toBe(true);
});

it('keeps nothing of a failed reading: a session that is asked to run the cell reads it again', async () => {
  away.add('competing');
  const engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
  const compilers = { analysis: registryCompiler, cohort: null, code: null };
  const session = new NotebookSession({ engine, compilers, database: withFileTables(null, ['lung']) });
  const cell = 'method: competing\ndata: lung\nformula: Surv(time, status) ~ 1\ncause: 2\n';
  await session.update(readNotebook(`\`\`\`sql name=one\nSELECT 1 AS x\n\`\`\`\n\`\`\`analysis name=fit\n${cell}\`\`\`\n`));
  await session.runAll();
  expect(session.state('fit')?.error?.code).toBe('method_unavailable');
  expect(session.state('one')?.freshness).toBe('fresh');
  away.clear();
  await session.run(['fit']);
  expect(session.state('fit')?.error?.code).not.toBe('method_unavailable');
  await session.close();
});

it('finds each piece of work by the name it has', async () => {
  const names = methodEntries().flatMap(({ tasks }) => Object.keys(tasks ?? {}));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect((await loadTask(name))?.name).toBe(name);
  expect(await loadTask('toString')).toBeNull();
});

it('has every method whole under the id its menus know, and none besides', async () => {
  expect((await loadMethods()).map(({ id, title }) => [id, title])).toEqual(methodEntries().map(({ id, title }) => [id, title]));
  expect(await loadMethod('constructor')).toBeNull();
});
