import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeptCell } from '@/analysis-kernel/session/kept';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import { type BroughtResults, type KeptResult, keptResult } from '@/app/_contract/kept-results';
import type { Person } from '@/app/_server/access/person';
import { attempt, definitionOf } from '@/app/_server/action';
import { databasesFolder } from '@/app/_server/databases/releases';
import { broughtResults } from '@/app/_server/notebooks/brought/brought-results';
import { readyToRead } from '@/app/_server/notebooks/brought/reading-thread';
import { checkAll, checkWaiting, startChecking } from '@/app/_server/notebooks/check/check-results';
import { type CheckRun, runCheck } from '@/app/_server/notebooks/check/run-check';
import { standing } from '@/app/_server/notebooks/kept-entries';
import { checkWhereAsked } from '@/app/_server/notebooks/kept-reading';
import { withdrawResult } from '@/app/_server/notebooks/kept-results';

import { readNotebook } from '@/app/_server/notebooks/read';
import { judgeSent } from '@/app/_server/notebooks/results/judge';
import { settings } from '@/app/_server/settings/environment';
import type { PrismaClient } from '@/prisma/generated/client';
import { buildSmallDatabase } from '../../cli/cohort-database';
import { addPerson, addProject, freshStore } from '../world';
import { attrition, keepResults, keptResults, key, result, table } from './kept';

const RELEASE = 'small@2026.1';

let database: PrismaClient;
let honest: Person;
let forger: Person;
let of: { readonly projectId: string; readonly release: string; readonly notebookId: string };

beforeAll(async () => {
  database = await freshStore();
  honest = await addPerson(database, 'honest', ['researcher']);
  forger = await addPerson(database, 'forger', ['researcher']);
  const project = await addProject(database, 'kept', { owner: honest, analyst: forger });
  await database.project.update({ where: { id: project.id }, data: { release: RELEASE } });
  of = { projectId: project.id, release: RELEASE, notebookId: project.notebook };
  const folder = databasesFolder(settings().dataDirectory);
  await mkdir(folder, { recursive: true });
  const file = await buildSmallDatabase(folder);
  await rename(file, join(folder, `${RELEASE}.duckdb`));
  await rename(file.replace(/\.duckdb$/, '.manifest.json'), join(dirname(file), `${RELEASE}.manifest.json`));
});

const never = () => false;
/** A run of the server's own, as its process writes it. */
const says = (run: CheckRun) => async () => JSON.stringify(run);

it('a refusal is on record', async () => {
  const { keepResultsAction } = await import('@/app/_actions/workbench');
  const definition = definitionOf(keepResultsAction);
  if (!definition) throw new Error('no definition');
  const outcome = await attempt(definition, forger, { notebook: of.notebookId, results: JSON.stringify([{ key: key('c'), kind: 'sql' }]) });
  expect(outcome.ok ? null : outcome.refusal.code).toBe('result-refused');
  const last = await database.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
  expect(last).toMatchObject({ userName: 'forger', action: 'results.keep', outcome: 'failed', reason: 'result-refused' });
});

it('one faulty result of a call is refused and on record; the others are kept', async () => {
  const { keepResultsAction } = await import('@/app/_actions/workbench');
  const definition = definitionOf(keepResultsAction);
  if (!definition) throw new Error('no definition');
  const good = result('4', 'analysis', { sentence: { en: 'Good.', zh: '好。' } }, 'km');
  const faulty = result('5', 'cohort', { tables: [['table', table(1)]] });
  const outcome = await attempt(definition, honest, { notebook: of.notebookId, results: JSON.stringify([faulty, good]) });
  expect(outcome.ok).toBe(true);
  const kept = await keptResults(of, [key('4'), key('5')], honest.id, database);
  expect(kept.map((entry) => entry.key)).toEqual([key('4')]);
  const entry = await database.auditEntry.findFirstOrThrow({ where: { action: 'results.keep', userName: 'honest', outcome: 'failed' } });
  expect(entry).toMatchObject({
    reason: 'result-refused',
    projectId: of.projectId,
    details: { of: 1, refused: [{ key: key('5'), reason: 'table' }] },
  });
});

it('results are read beside the server: a text that is none, and drawings made to be slow, are refused with their reason', async () => {
  const judged = (results: unknown) => judgeSent(typeof results === 'string' ? results : JSON.stringify(results), of, database);
  for (const text of ['[', 'null', '[1]', '[]', JSON.stringify([{ key: 'short' }])]) {
    await expect(judged(text), text).rejects.toMatchObject({ code: 'invalid-input', parameters: { fields: ['results'] } });
  }
  const deep = result('9', 'chart', { svg: `<svg>${'<g>'.repeat(120_000)}</svg>` });
  await expect(judged([deep])).rejects.toMatchObject({ code: 'result-refused', parameters: { reason: 'shape' } });
  const drawing = result('8', 'chart', { svg: '<svg onload="x()"><text>a</text></svg>' });
  const { results, refused } = await judged([drawing, deep]);
  expect(results.map(({ key: kept, json, against }) => [kept, json.includes('onload'), against])).toEqual([[key('8'), false, null]]);
  expect(refused).toEqual([{ key: key('9'), reason: 'shape' }]);
});

describe('two runs of one key', () => {
  const shown = async (digit: string, reader = honest) => (await keptResults(of, [key(digit)], reader.id, database))[0];
  const cohort = (digit: string, patients: number) =>
    result(digit, 'cohort', { tables: [['attrition', { ...attrition(), rows: [[1, 'database', 'All', patients, null, null, null]] }]] });

  it('the later takes the place of one that differs, says whose it is, waits for the server, and both are on record', async () => {
    expect(await keepResults(forger, of, [cohort('1', 99)], database, never)).toBe(false);
    expect((await shown('1')).origin).toMatchObject({ by: 'forger', check: 'none', version: KERNEL_VERSION });
    expect(await keepResults(honest, of, [cohort('1', 4)], database, never)).toBe(true);
    const now = await shown('1');
    expect(now.origin).toMatchObject({ by: 'honest', check: 'pending', withdrawn: null });
    expect(now.outcome?.tables[0][1].rows[0][3]).toBe(4);
    const entry = await database.auditEntry.findFirstOrThrow({ where: { action: 'results.differ' } });
    expect(entry).toMatchObject({ userName: 'honest', reason: 'replaced', details: { key: key('1'), before: forger.id } });
  });

  it('what only a run could confirm is shown to nobody else before the server has run it; what it never runs, to nobody else', async () => {
    for (const [kind, given, waits] of [
      ['analysis', { tables: [['coefficients', table(1)]] }, true],
      ['chart', { svg: '<svg></svg>' }, false],
      ['code', { value: 'Ada, 71' }, false],
    ] as const) {
      expect(await keepResults(forger, of, [result('7', kind, given)], database, never, true)).toBe(waits);
      expect(await shown('7'), kind).toBeUndefined();
      expect(await shown('7', forger)).toBeDefined();
      await database.keptResult.deleteMany({ where: { key: key('7') } });
    }
  });

  it('a result that a browser sends is held to the words of its notebook, of the release and of its method', async () => {
    const said = (digit: string, words: string) => result(digit, 'analysis', { sentence: { en: words, zh: '' } }, 'km');
    const { results } = await judgeSent(JSON.stringify([said('a', 'Survival, events.'), said('b', 'Ada, 71.')]), of, database);
    expect(results.map(({ key: kept, doubtful }) => [kept[0], doubtful])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('what the server confirmed stays; what it could not run stands unchecked', async () => {
    await checkAll(database, says({ ran: true, kept: cohort('1', 4) }));
    expect((await shown('1')).origin.check).toBe('agrees');
    expect(await keepResults(forger, of, [cohort('1', 99)], database, never)).toBe(false);
    expect((await shown('1')).outcome?.tables[0][1].rows[0][3]).toBe(4);
    await keepResults(honest, of, [cohort('2', 4)], database, () => true);
    await checkAll(database, says({ ran: false, why: 'unable' }));
    expect((await shown('2')).origin).toMatchObject({ check: 'none', withdrawn: null });
  });

  it('neither what the server\u2019s run wrote nor what is kept is read on the server\u2019s own thread', async () => {
    const long = (rows: number) => result('5', 'sql', { tables: [['table', table(rows)]] });
    await keepResults(forger, of, [long(20_000)], database, never, true);
    const read = vi.spyOn(JSON, 'parse');
    await checkAll(database, says({ ran: true, kept: long(30_000) }));
    const longest = Math.max(0, ...read.mock.calls.map(([text]) => String(text).length));
    read.mockRestore();
    expect(longest).toBeLessThan(10_000);
    expect((await shown('5', forger)).origin.check).toBe('differs');
    await keepResults(forger, of, [long(20_000)], database, never, true);
    await checkAll(database, async () => 'no run');
    expect(await shown('5')).toBeUndefined();
  });

  it('one in doubt is shown to its sender alone until the server has run it', async () => {
    await keepResults(honest, of, [cohort('6', 4)], database, never);
    await keepResults(forger, of, [cohort('6', 99)], database, never);
    expect((await shown('6', forger)).origin).toMatchObject({ by: 'forger', check: 'pending' });
    expect(await shown('6')).toBeUndefined();
    await checkAll(database, says({ ran: true, kept: cohort('6', 4) }));
    expect(await shown('6')).toMatchObject({ outcome: null, origin: { check: 'differs' } });
  });

  it('one in doubt that the server cannot run stays its sender\u2019s alone, also where too many wait', async () => {
    await keepResults(honest, of, [cohort('c', 4)], database, never);
    await keepResults(forger, of, [cohort('c', 99)], database, never);
    await checkAll(database, says({ ran: false, why: 'unable' }));
    expect(await shown('c')).toBeUndefined();
    expect((await shown('c', forger)).origin.check).toBe('none');
    await keepResults(honest, of, [cohort('c', 4)], database, never);
    await checkAll(database, says({ ran: true, kept: cohort('c', 4) }));
    expect((await shown('c')).origin).toMatchObject({ by: 'honest', check: 'agrees' });
    const flood = Array.from({ length: 505 }, (_, at) => ({
      ...result('d', 'sql', { tables: [['table', table(2)]] }),
      key: at.toString(16).padStart(64, 'd'),
    }));
    await keepResults(forger, of, flood, database, never, true);
    await checkAll(database, says({ ran: false, why: 'elsewhere' }));
    const keys = flood.map((one) => one.key);
    expect(await keptResults(of, keys, honest.id, database)).toEqual([]);
  });

  it('what was claimed to be numbers of a drawing is never shown as such; the drawing is', async () => {
    await keepResults(forger, of, [cohort('e', 99)], database, () => true);
    await checkAll(database, says({ ran: false, why: 'drawn' }));
    expect(await shown('e')).toBeUndefined();
    await keepResults(honest, of, [result('e', 'chart', { svg: '<svg></svg>' })], database, never);
    await checkAll(database, says({ ran: false, why: 'drawn' }));
    expect((await shown('e')).kind).toBe('chart');
  });

  it('another drawing takes the place of one, on record where somebody else drew it', async () => {
    const drawing = (words: string) => result('f', 'chart', { svg: `<svg><text>${words}</text></svg>` });
    const differences = () =>
      database.auditEntry.count({ where: { action: 'results.differ', details: { path: '$.key', equals: key('f') } } });
    await keepResults(forger, of, [drawing('HR 0.1')], database, never);
    await keepResults(honest, of, [drawing('HR 1.1')], database, never);
    expect(await shown('f')).toMatchObject({ outcome: { svg: expect.stringContaining('HR 1.1') }, origin: { by: 'honest' } });
    expect(await differences()).toBe(1);
    await keepResults(honest, of, [drawing('HR 1.10')], database, never);
    expect((await shown('f')).outcome?.svg).toContain('HR 1.10');
    expect(await differences()).toBe(1);
  });

  it('one answer holds so many bytes of results, in the order asked', async () => {
    const keys = ['a1', 'a2', 'a3'].map((end) => end.padStart(64, 'a'));
    const small = keys.map((one) => ({ ...result('a', 'analysis', { tables: [] }, 'km'), key: one }));
    await keepResults(honest, of, small, database, never);
    await database.keptResult.updateMany({ where: { key: { in: keys } }, data: { bytes: 1_700_000 } });
    const answered = async (asked: readonly string[]) => (await keptResults(of, asked, honest.id, database)).map((entry) => entry.key);
    expect((await answered(keys)).toSorted()).toEqual(keys.slice(0, 2));
    expect((await answered(keys.toReversed())).toSorted()).toEqual(keys.slice(1));
  });

  it('a query is shown to others once the server has run it, as the server found it', async () => {
    const query = (words: string) => result('7', 'sql', { tables: [['table', table(2)]], aggregates: [words] });
    await keepResults(forger, of, [query('[[1, 40]]')], database, never, true);
    expect(await shown('7')).toBeUndefined();
    await checkAll(database, says({ ran: true, kept: query('deaths') }));
    expect(await shown('7')).toMatchObject({ outcome: { aggregates: ['deaths'] }, origin: { check: 'agrees' } });
  });

  it('sent from a notebook without its cell, it is run where a cell asks for it', async () => {
    const other = await database.notebook.create({
      data: { projectId: of.projectId, title: 'Other', settings: {}, createdAt: new Date(0), updatedAt: new Date(0) },
    });
    await keepResults(forger, { ...of, notebookId: other.id }, [cohort('8', 99)], database, () => true);
    const here = ({ notebookId }: { notebookId: string | null }) =>
      says(notebookId === of.notebookId ? { ran: true, kept: cohort('8', 4) } : { ran: false, why: 'elsewhere' })();
    await checkAll(database, here);
    expect(await shown('8')).toBeUndefined();
    expect(await checkWhereAsked(of, [key('7')], database)).toBe(false);
    expect(await checkWhereAsked(of, [key('8')], database)).toBe(true);
    await checkAll(database, here);
    expect((await shown('8')).origin.check).toBe('differs');
  });

  it('one that says it is a drawing is run again as what its cell is', async () => {
    const claimed = result('9', 'code', { value: 1.05 });
    await keepResults(forger, of, [claimed], database, () => true);
    expect((await shown('9')).kind).toBe('code');
    await checkAll(database, says({ ran: true, kept: cohort('9', 4) }));
    expect((await shown('9')).origin.check).toBe('differs');
    await keepResults(forger, of, [claimed], database, never);
    expect(await shown('9')).toBeUndefined();
  });

  it('what waits is taken up at the start, and what comes while the checks are at work is not missed', async () => {
    await keepResults(honest, of, [cohort('0', 4)], database, () => true);
    const runs: string[] = [];
    const settled = (digit: string) => expect.poll(async () => (await shown(digit)).origin.check).toBe('agrees');
    startChecking(database, async ({ key: run }) => {
      runs.push(run);
      return says({ ran: true, kept: cohort(run[0], 4) })();
    });
    await settled('0');
    await keepResults(honest, of, [cohort('b', 4)], database, () => true);
    checkWaiting();
    await settled('b');
    expect(runs).toContain(key('0'));
  });

  it('numbers that differ by the order of a sum are the same', async () => {
    const sum = (value: number) => result('3', 'code', { value });
    await keepResults(honest, of, [sum(1)], database, never);
    await keepResults(forger, of, [sum(1 + 1e-12)], database, never);
    expect((await shown('3')).origin.by).toBe('honest');
    await keepResults(forger, of, [sum(1.001)], database, never);
    expect((await shown('3')).origin.by).toBe('forger');
  });

  it('a withdrawn result is shown to nobody; the next run is kept and run again', async () => {
    await withdrawResult(honest.id, of, key('3'), database);
    const gone = await shown('3');
    expect(gone.outcome).toBeNull();
    expect(gone.origin.withdrawn).toMatchObject({ by: 'honest' });
    expect(standing([gone])).toEqual([]);
    await expect(withdrawResult(honest.id, of, key('3'), database)).rejects.toMatchObject({ code: 'not-found' });
    await keepResults(honest, of, [result('3', 'code', { value: 1 })], database, never);
    expect((await shown('3')).origin.withdrawn).toBeNull();
  });
});

describe('the server runs a cell itself', () => {
  const SLOWEST = 600_000;
  const body = 'index at first diagnosis\ninclude "Adults": age at index >= 18';
  let own: KeptResult;

  it(
    'in a process of its own, and finds what a browser would',
    async () => {
      const { emptyNotebook } = await import('@/analysis-kernel/document/notebook');
      const { openHost } = await import('@/analysis-kernel/host/open-host');
      const { openNodeEngine } = await import('@/analysis-kernel/node');
      const { registryCompiler } = await import('@/analysis-kernel/cells/registry-compiler');
      const { openRelease } = await import('@/app/_server/catalogue/open-release');
      const { findRelease } = await import('@/app/_server/catalogue/releases');
      const file = await findRelease(RELEASE);
      const { dictionary } = await openRelease(file);
      const engine = await openNodeEngine({ database: { name: file.database, file: file.path } });
      const found: KeptCell[] = [];
      const host = openHost(
        { engine, dictionary, analysis: registryCompiler, code: null, rowLimit: 200 },
        { kept: (cells) => found.push(...cells) },
      );
      const cell = { id: 'c1', explicitId: false, kind: 'cohort' as const, name: 'adults', body, version: 1, written: null };
      await host.update({ ...emptyNotebook(), cells: [cell] });
      await host.runAll(null);
      await host.close();
      expect(found).toHaveLength(1);
      own = keptResult.parse(JSON.parse(JSON.stringify(found[0])));
      const run = await runCheck({ database: { name: file.database, file: file.path }, cells: [cell], key: own.key });
      expect(JSON.parse(run ?? '')).toEqual({ ran: true, kept: own });
      const elsewhere = await runCheck({ database: { name: file.database, file: file.path }, cells: [], key: own.key });
      expect(JSON.parse(elsewhere ?? '')).toEqual({ ran: false, why: 'elsewhere' });
    },
    SLOWEST,
  );

  it(
    'withdraws a forged result, says so, and lets the honest one stand',
    async () => {
      await database.cell.create({
        data: {
          id: 'c1',
          notebookId: of.notebookId,
          kind: 'cohort',
          name: 'adults',
          body,
          position: 'a',
          changedAt: new Date('2026-01-01T00:00:00Z'),
          changedBy: honest.id,
        },
      });
      const [, grown] = own.outcome.tables[0];
      const forged = {
        ...own,
        outcome: { ...own.outcome, tables: [['attrition', { ...grown, rows: grown.rows.map((row) => [...row.slice(0, 3), 9, 9, 0, 0]) }]] },
      };
      await keepResults(forger, of, [keptResult.parse(forged)], database, () => true);
      await checkAll(database);
      const [refuted] = await keptResults(of, [own.key], forger.id, database);
      expect(refuted).toMatchObject({ outcome: null, origin: { by: 'forger', check: 'differs', withdrawn: { by: null } } });
      const entry = await database.auditEntry.findFirstOrThrow({
        where: { action: 'results.check', outcome: 'failed' },
        orderBy: { sequence: 'desc' },
      });
      expect(entry).toMatchObject({ reason: 'differs', details: { key: own.key, by: forger.id } });
      await keepResults(honest, of, [own], database, never);
      await checkAll(database);
      expect((await keptResults(of, [own.key], honest.id, database))[0]).toMatchObject({
        outcome: own.outcome,
        origin: { by: 'honest', check: 'agrees' },
      });
    },
    SLOWEST,
  );

  it('names the keys of a notebook as its page will, and brings what is kept along with the words of today', async () => {
    const object = {
      kind: 'notebook',
      id: of.notebookId,
      project: { kind: 'project', id: of.projectId, role: 'owner', state: 'active' },
      lock: null,
    } as const;
    const notebook = await readNotebook(database, honest, object);
    // Nobody waits for a thread that does not stand yet.
    expect(await broughtResults(database, honest, object, notebook)).toBeNull();
    await readyToRead();
    const text = await broughtResults(database, honest, object, notebook);
    const brought = JSON.parse(text ?? '') as BroughtResults;
    expect(brought.looked).toEqual([own.key]);
    expect(brought.entries.map(({ key: kept, outcome }) => [kept, outcome?.tables[0][0]])).toEqual([[own.key, 'attrition']]);
    expect(brought.states).toMatchObject([{ id: 'c1', key: own.key, freshness: 'fresh', body, duration: null }]);
    expect(brought.states[0].said.attrition?.map(({ label }) => label.en)).toContain('Adults');
    const rewritten = { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, body: body.replace('18', '19') })) };
    const other = JSON.parse((await broughtResults(database, honest, object, rewritten)) ?? '') as BroughtResults;
    expect(other).toMatchObject({ entries: [], states: [] });
    expect(await broughtResults(database, honest, object, { ...notebook, release: 'none@1' })).toBeNull();
    const long = (characters: number) => ({
      ...notebook,
      cells: notebook.cells.map((cell) => ({ ...cell, body: body.padEnd(characters) })),
    });
    expect(await broughtResults(database, honest, object, long(50_000))).toContain('"looked"');
    expect(await broughtResults(database, honest, object, long(60_001))).toBeNull();
    expect(await broughtResults(database, honest, object, notebook)).toBe(text);
    await withdrawResult(honest.id, of, own.key, database);
    const without = JSON.parse((await broughtResults(database, honest, object, notebook)) ?? '') as BroughtResults;
    expect(without).toMatchObject({ looked: [own.key], entries: [{ outcome: null, origin: { withdrawn: { by: 'honest' } } }], states: [] });
  });
});
