import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import { apply, type Operation, rebased } from '@/analysis-kernel/document/operations';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';

/** A query that no test waits for. */
const ENDLESS = 'SELECT count(*) AS n FROM range(100000000) x, range(1000) y';
const BUDGET = 60_000;

let session: NotebookSession;
let notebook: Notebook;
let heard: string[];
let awaited: { readonly line: string; readonly reached: () => void } | null;

async function openSession(lines: number): Promise<void> {
  heard = [];
  awaited = null;
  session = new NotebookSession({
    engine: await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }], lines }),
    compilers: { analysis: registryCompiler, cohort: null, code: null },
    database: withFileTables(null, ['lung']),
    onChange: (ids) => {
      for (const id of ids) {
        const line = `${id} ${session.state(id)?.activity}`;
        if (heard.at(-1) !== line) heard.push(line);
        if (line === awaited?.line) awaited.reached();
      }
    },
  });
}

function comesTo(line: string): Promise<void> {
  return new Promise((reached) => {
    awaited = { line, reached };
  });
}

async function open(text: string): Promise<void> {
  notebook = readNotebook(text);
  await session.update(notebook);
}

async function change(operation: Operation): Promise<void> {
  notebook = apply(notebook, rebased(operation, notebook)).notebook;
  await session.update(notebook);
}

const edit = (id: string, body: string): Operation => ({ kind: 'text', id, base: 0, change: { as: 'whole', body } });
const sql = (name: string, body: string) => `\`\`\`sql name=${name}\n${body}\n\`\`\`\n`;
const ran = () => heard.filter((line) => line.endsWith(' running')).map((line) => line.split(' ')[0]);
const activities = () => Object.fromEntries(session.states().map(({ name, activity }) => [name, activity]));

beforeEach(() => openSession(4));
afterEach(() => session.close());

describe('cells that run by themselves', () => {
  it('are not those whose run was called off or ran out of memory elsewhere, nor what reads them, until they are asked for', async () => {
    await open(
      sql('off', 'SELECT 1 AS x') + sql('big', 'SELECT 2 AS x') + sql('reads', 'SELECT x FROM big') + sql('other', 'SELECT 3 AS x'),
    );
    const key = (id: string) => session.state(id)?.key ?? '';
    await session.rest([
      [key('off'), 'cancelled'],
      [key('big'), 'out_of_memory'],
      ['0'.repeat(64), 'cancelled'],
    ]);
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['other']);
    expect(activities()).toEqual({ off: 'cancelled', big: 'failed', reads: 'failed', other: 'idle' });
    expect(session.state('big')?.error?.code).toBe('out_of_memory');
    expect(session.state('reads')?.error).toMatchObject({ code: 'blocked', by: 'big' });
    await session.run(['off', 'big']);
    await session.autorun({ budget: BUDGET });
    // What stands is left as it is.
    await session.rest([[key('off'), 'cancelled']]);
    expect(activities()).toEqual({ off: 'idle', big: 'idle', reads: 'idle', other: 'idle' });
  });

  it('are those that have never run, a new one as soon as its inputs are there', async () => {
    await open(sql('a', 'SELECT 1 AS x'));
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['a']);
    heard = [];
    await change({ kind: 'insert', id: 'b', base: 0, after: 'a', cell: { kind: 'sql', name: 'b', body: 'SELECT x + 1 AS x FROM a' } });
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['b']);
  });

  it('are not those of which only words changed', async () => {
    await open(`# Title\n${sql('a', 'SELECT 1 AS x')}`);
    await session.autorun({ budget: BUDGET });
    heard = [];
    await change(edit(notebook.cells[0].id, '# Another title'));
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual([]);
  });

  it('are not those that failed or were called off, until their text or inputs change', async () => {
    await open(sql('wrong', 'SELECT nope') + sql('after', 'FROM wrong') + sql('slow', ENDLESS) + sql('reads', 'FROM slow'));
    const running = comesTo('slow running');
    const all = session.autorun({ budget: BUDGET });
    await running;
    await session.cancel('slow');
    await all;
    expect(activities()).toEqual({ wrong: 'failed', after: 'failed', slow: 'cancelled', reads: 'failed' });
    heard = [];
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual([]);
    await change(edit('slow', 'SELECT 1 AS n'));
    await change(edit('wrong', 'SELECT 2 AS n'));
    await session.autorun({ budget: BUDGET });
    expect(activities()).toEqual({ wrong: 'idle', after: 'idle', slow: 'idle', reads: 'idle' });
  });

  it('are not those that somebody else runs, nor what reads them, until the result is here or does not come', async () => {
    await open(sql('theirs', 'SELECT 1 AS x') + sql('reads', 'SELECT x + 1 AS x FROM theirs') + sql('other', 'SELECT 3 AS x'));
    await session.autorun({ budget: BUDGET, elsewhere: ['theirs'] });
    expect(ran()).toEqual(['other']);
    expect(activities()).toEqual({ theirs: 'idle', reads: 'idle', other: 'idle' });
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['other', 'theirs', 'reads']);
  });

  it('are those of rows that travel to nobody only where something that runs reads them', async () => {
    await open(sql('rows', 'SELECT 1 AS x') + sql('more', 'SELECT 2 AS x'));
    await session.autorun({ budget: BUDGET, unasked: ['rows', 'more'] });
    expect(ran()).toEqual([]);
    await change({
      kind: 'insert',
      id: 'n',
      base: 0,
      after: 'rows',
      cell: { kind: 'sql', name: 'n', body: 'SELECT count(*) AS n FROM rows' },
    });
    await session.autorun({ budget: BUDGET, unasked: ['rows', 'more'] });
    expect(ran()).toEqual(['rows', 'n']);
  });

  it('never say that they are queued behind one that failed', async () => {
    await open(sql('wrong', 'SELECT nope') + sql('after', 'FROM wrong') + sql('slow', ENDLESS));
    await session.run(['wrong']);
    heard = [];
    const running = comesTo('slow running');
    const all = session.autorun({ budget: BUDGET });
    await running;
    expect(activities()).toEqual({ wrong: 'failed', after: 'failed', slow: 'running' });
    expect(heard).not.toContain('after queued');
    await session.cancel();
    await all;
  });

  it('are held by a cell whose last runs took longer than the budget, and follow it when it is asked for', async () => {
    await open(sql('a', 'SELECT 1 AS x') + sql('b', 'FROM a') + sql('c', 'FROM b') + sql('other', 'SELECT 5 AS y'));
    await session.runAll();
    await session.run(['b']);
    await change(edit('a', 'SELECT 2 AS x'));
    heard = [];
    await session.autorun({ budget: -1 });
    expect(session.states().map(({ held }) => held?.by ?? null)).toEqual(['a', 'a', 'a', null]);
    await session.run(['a']);
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['a', 'b', 'c']);
    expect(session.states().every(({ held }) => held === null)).toBe(true);
  });
});

describe('a kept result', () => {
  const text = `${sql('a', 'SELECT age FROM lung')}\`\`\`analysis name=d\nmethod: describe\ndata: a\n\`\`\`\n${sql('n', 'SELECT n FROM d_variables')}`;

  async function reopened(): Promise<void> {
    await open(text);
    await session.runAll();
    const kept = new Map<string, CellOutcome>();
    for (const { key, id } of session.states()) {
      const outcome = session.outcome(id);
      if (key !== null && outcome !== null) kept.set(key, outcome);
    }
    await session.close();
    await openSession(4);
    await session.update(notebook);
    await session.restore(kept);
    heard = [];
  }

  it('is ready for what only shows it: nothing below it is computed', async () => {
    await reopened();
    await session.autorun({ budget: BUDGET });
    await session.runAll();
    expect(ran()).toEqual([]);
  });

  it('is put into the engine where its rows are all there, without what it was made of', async () => {
    await reopened();
    await change(edit('n', 'SELECT n + 1 AS n FROM d_variables'));
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['d', 'n']);
    expect(session.state('n')?.outcome?.tables.get('table')?.rows).toEqual([[229]]);
    expect(session.state('a')?.materialised).toBe(false);
  });

  it('of a query is computed again where another cell reads it', async () => {
    await reopened();
    await change(edit('d', 'method: describe\ndata: a\nwhere: age > 80'));
    await session.autorun({ budget: BUDGET });
    expect(ran()).toEqual(['a', 'd', 'n']);
    expect(session.state('n')?.outcome?.tables.get('table')?.rows).toEqual([[2]]);
  });
});

describe('a long query', () => {
  it('lets others go on, says since when it runs, and who waits for it', async () => {
    await open(sql('slow', ENDLESS) + sql('reads', 'FROM slow') + sql('quick', 'SELECT 1 AS x'));
    const running = comesTo('slow running');
    const all = session.autorun({ budget: BUDGET });
    await running;
    await session.run(['quick']);
    expect(activities()).toEqual({ slow: 'running', reads: 'queued', quick: 'idle' });
    expect(session.state('slow')?.since).toBeGreaterThan(1.6e12);
    expect(session.state('reads')?.waitsFor).toEqual(['slow']);
    await session.cancel('slow');
    await all;
    expect(activities()).toEqual({ slow: 'cancelled', reads: 'failed', quick: 'idle' });
  });

  it('leaves what has no line waiting for those that have one', async () => {
    await session.close();
    await openSession(1);
    await open(sql('slow', ENDLESS) + sql('quick', 'SELECT 1 AS x'));
    const running = comesTo('slow running');
    const all = session.autorun({ budget: BUDGET });
    await running;
    expect(session.state('quick')).toMatchObject({ activity: 'queued', waitsFor: ['slow'] });
    await session.cancel('slow');
    await all;
    expect(activities()).toEqual({ slow: 'cancelled', quick: 'idle' });
  });
});

describe('a failed cell', () => {
  it('whose name begins that of a table does not block what reads the table', async () => {
    await session.close();
    const engine = await openNodeEngine({ tables: [{ name: 'lung_data', file: 'tests/fixtures/data/lung.csv' }] });
    session = new NotebookSession({
      engine,
      compilers: { analysis: registryCompiler, cohort: null, code: null },
      database: withFileTables(null, ['lung_data']),
    });
    await open(
      `\`\`\`analysis name=lung\nmethod: nothing\n\`\`\`\n${sql('n', 'SELECT count(*) AS n FROM lung_data')}${sql('m', 'FROM lung_more')}`,
    );
    await session.runAll();
    expect(session.state('n')?.outcome?.tables.get('table')?.rows).toEqual([[228]]);
    // What no table is called may still be one of its own.
    expect(session.state('m')?.error).toMatchObject({ code: 'blocked', by: 'lung' });
  });
});
