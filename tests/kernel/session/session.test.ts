import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import { apply, type Operation, rebased } from '@/analysis-kernel/document/operations';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { EngineLost, type QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';

const source =
  '```sql name=a\nSELECT 1 AS x\n```\n```sql name=b\nSELECT x + 1 AS x FROM a\n```\n```sql name=c\nSELECT x + 1 AS x FROM b\n```\n```sql name=other\nSELECT 5 AS y\n```\n';

let engine: QueryEngine;
let session: NotebookSession;
let notebook: Notebook;
let heard: string[];
let awaited: { readonly line: string; readonly reached: () => void } | null = null;

/** Resolves when the session says a cell has come to an activity. */
function comesTo(line: string): Promise<void> {
  return new Promise((reached) => {
    awaited = { line, reached };
  });
}

function openSession(engineToUse: QueryEngine): NotebookSession {
  return new NotebookSession({
    engine: engineToUse,
    compilers: { analysis: registryCompiler, cohort: null, code: null },
    database: withFileTables(null, ['lung']),
    onChange: (ids) => {
      for (const id of ids) {
        const state = session.state(id);
        if (state) heard.push(`${id} ${state.activity}`);
        if (heard.at(-1) === awaited?.line) awaited?.reached();
      }
    },
  });
}

beforeEach(async () => {
  heard = [];
  engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
  session = openSession(engine);
});
afterEach(() => session.close());

async function open(text: string): Promise<void> {
  notebook = readNotebook(text);
  await session.update(notebook);
}

async function change(operation: Operation): Promise<void> {
  notebook = apply(notebook, rebased(operation, notebook)).notebook;
  await session.update(notebook);
}

const edit = (id: string, body: string): Operation => ({ kind: 'text', id, base: 0, change: { as: 'whole', body } });

function freshness(): Record<string, string> {
  return Object.fromEntries(session.states().map((state) => [state.name, state.freshness]));
}

function value(id: string) {
  return session.state(id)?.outcome?.tables.get('table')?.rows[0]?.[0];
}

describe('a session', () => {
  it('runs what is needed and no more, in the order of what is read', async () => {
    await open(source);
    expect(freshness()).toEqual({ a: 'never', b: 'never', c: 'never', other: 'never' });
    await session.run(['c']);
    expect(freshness()).toEqual({ a: 'fresh', b: 'fresh', c: 'fresh', other: 'never' });
    expect(value('c')).toBe(3);
    const running = heard.filter((line) => line.endsWith(' running'));
    expect(running).toEqual(['a running', 'b running', 'c running']);
    heard = [];
    await session.runAll();
    expect(heard.filter((line) => line.endsWith(' running'))).toEqual(['other running']);
  });

  it('tells code that changed from inputs that changed', async () => {
    await open(source);
    await session.runAll();
    await change(edit('b', 'SELECT x + 10 AS x FROM a'));
    expect(freshness()).toEqual({ a: 'fresh', b: 'stale_code', c: 'stale_input', other: 'fresh' });
    // Results stay to be seen while stale.
    expect(value('c')).toBe(3);
    await session.run(['c']);
    expect(value('c')).toBe(12);
    // Blanks at line ends change nothing; a change taken back is fresh again.
    await change(edit('b', 'SELECT x + 10 AS x FROM a  \n\n'));
    expect(freshness().b).toBe('fresh');
    await change(edit('b', 'SELECT x + 99 AS x FROM a'));
    await change(edit('b', 'SELECT x + 10 AS x FROM a'));
    expect(freshness()).toEqual({ a: 'fresh', b: 'fresh', c: 'fresh', other: 'fresh' });
  });

  it('tells of the cells that are in another state and of no others', async () => {
    await open(source);
    await session.runAll();
    const [a] = session.states();
    heard = [];
    await change(edit('other', 'SELECT 6 AS y'));
    expect(heard).toEqual(['other idle']);
    expect(session.state('a')?.outcome).toBe(a.outcome);
    heard = [];
    await change(edit('b', 'SELECT x + 10 AS x FROM a'));
    expect(heard).toEqual(['b idle', 'c idle']);
  });

  it('forgets the tables of cells that are gone or renamed', async () => {
    await open(source);
    await session.runAll();
    await change({ kind: 'rename', base: 0, id: 'other', name: 'renamed' });
    await change({ kind: 'remove', base: 0, id: 'a' });
    await session.runAll();
    expect(session.state('b')?.error).toMatchObject({ code: 'unknown_table' });
    expect(session.state('c')?.error).toMatchObject({ code: 'blocked', by: 'b' });
    await expect(engine.query('FROM other')).rejects.toThrow();
    expect(tableOfFrame(await engine.query('FROM renamed')).rows).toEqual([[5]]);
  });

  it.each([
    ['SELECT 1 AS x FORM lung', 'FORM', 'FROM', 15],
    ['SELECT age FROM lung WERE age > 3', 'WERE', 'WHERE', 22],
    ['SELECT age FROM lung GROPU BY age', 'GROPU', 'GROUP', 22],
    ['SELECT age FROM lung ORDER BT age', 'BT', null, 28],
  ])('offers the word of SQL that was meant: %s', async (sql, word, meant, column) => {
    await open(`\`\`\`sql name=t\n${sql}\n\`\`\`\n`);
    await session.runAll();
    const error = session.state('t')?.error;
    expect(error).toMatchObject({ code: 'sql_syntax', column, fixes: meant === null ? [] : [meant] });
    expect(error?.message.en).toBe(`The query cannot be read at ${word}.${meant === null ? '' : ` Did you mean ${meant}?`}`);
  });

  it.each([
    ["word = 'dead'", '"where" leaves no rows: none has the value "dead" in word. Its values: "Alive", "Dead". Did you mean "Dead"?'],
    ["x > 0 AND word IN ('a', 'b')", '"where" leaves no rows: none has the value "a" in word. Its values: "Alive", "Dead".'],
    ["word = 'Dead' AND x > 9", 'There is nothing to analyse: "where" leaves no rows of d, or it has none.'],
  ])('says of a condition that leaves no rows which of its words none has: %s', async (where, message) => {
    const table = "SELECT * FROM (VALUES (1, 'Dead'), (2, 'Alive'), (3, 'Dead')) AS v(x, word)";
    await open(`\`\`\`sql name=d\n${table}\n\`\`\`\n\`\`\`analysis name=t\nmethod: describe\ndata: d\nwhere: ${where}\n\`\`\`\n`);
    await session.runAll();
    expect(session.state('t')?.error?.message.en).toBe(message);
  });

  it('lets the rest run where one is in error, and mends', async () => {
    await open(source);
    await change(edit('a', 'SELECT nope AS x'));
    await session.runAll();
    expect(session.states().map((state) => state.error?.code ?? 'ok')).toEqual(['unknown_column', 'blocked', 'blocked', 'ok']);
    await change(edit('a', 'SELECT 7 AS x'));
    expect(session.state('a')?.error).toBeNull();
    await session.runAll();
    expect(value('c')).toBe(9);
  });

  it('drops the late answer of an old version', async () => {
    await open('```sql name=a\nSELECT count(*) AS n FROM range(100000000) x, range(1000) y\n```\n');
    const running = comesTo('a running');
    const run = session.run(['a']);
    await running;
    await change(edit('a', 'SELECT 1 AS n'));
    await run;
    expect(session.state('a')).toMatchObject({ outcome: null, freshness: 'never' });
    await session.run(['a']);
    expect(value('a')).toBe(1);
  });

  it('runs the new version at once where the old one is still ending', async () => {
    await open('```sql name=a\nSELECT count(*) AS n FROM range(100000000) x, range(1000) y\n```\n');
    const running = comesTo('a running');
    const first = session.run(['a']);
    await running;
    await change(edit('a', 'SELECT 1 AS n'));
    await Promise.all([session.run(['a']), first]);
    expect(value('a')).toBe(1);
    expect(session.state('a')).toMatchObject({ activity: 'idle', freshness: 'fresh', error: null });
  });

  it('can be cancelled, one cell or all, and goes on', async () => {
    await open(
      '```sql name=slow\nSELECT count(*) AS n FROM range(100000000) x, range(1000) y\n```\n```sql name=after\nFROM slow\n```\n```sql name=quick\nSELECT 1 AS x\n```\n',
    );
    const running = comesTo('slow running');
    const run = session.runAll();
    await running;
    await session.cancel('slow');
    await run;
    expect(session.states().map((state) => [state.name, state.activity, state.error?.code ?? null])).toEqual([
      ['slow', 'cancelled', null],
      ['after', 'failed', 'blocked'],
      ['quick', 'idle', null],
    ]);
  });

  it('restores kept results by key without running, and makes tables again where they are read', async () => {
    await open(
      '```sql name=a\nSELECT age FROM lung WHERE age > 80\n```\n```analysis name=d\nmethod: describe\ndata: a\n```\n```sql name=n\nSELECT n FROM d_variables\n```\n',
    );
    await session.runAll();
    const kept = new Map<string, CellOutcome>();
    for (const { key, outcome } of session.states()) if (key !== null && outcome !== null) kept.set(key, outcome);
    const before = session.states().map((state) => state.key);
    await session.close();

    engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
    session = openSession(engine);
    await session.update(notebook);
    expect(session.states().map((state) => state.key)).toEqual(before);
    heard = [];
    expect(await session.restore(kept)).toEqual(['a', 'd', 'n']);
    expect(freshness()).toEqual({ a: 'fresh', d: 'fresh', n: 'fresh' });
    expect(heard.some((line) => line.endsWith('running'))).toBe(false);
    await session.run(['n']);
    expect(value('n')).toBe(2);
  });

  it('computes nothing again that is up to date where the engine dies under its tables: they are put there once more', async () => {
    await open('```analysis name=d\nmethod: describe\ndata: lung\nvariables: [age]\n```\n```sql name=n\nSELECT n FROM d_variables\n```\n');
    await session.runAll();
    const [d] = session.states();
    await session.close();

    engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
    let losses = 1;
    const losing = {
      ...engine,
      insert: async (...table: Parameters<QueryEngine['insert']>) => {
        if (losses > 0) {
          losses -= 1;
          throw new EngineLost('gone');
        }
        await engine.insert(...table);
      },
    };
    session = openSession({ ...losing, lines: [losing] });
    await session.update(notebook);
    await session.restore(new Map([[d.key ?? '', d.outcome as CellOutcome]]));
    const restored = session.state('d')?.outcome;
    await session.run(['n']);
    expect(losses).toBe(0);
    expect(value('n')).toBe(228);
    // A run would have given another.
    expect(session.outcome('d')?.tables).toBe(restored?.tables);
  });

  it('puts the table of a result that is only shown into the engine where it is looked into', async () => {
    await open('```sql name=a\nSELECT age FROM lung WHERE age > 80\n```\n');
    await session.runAll();
    const [a] = session.states();
    await session.close();

    engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
    session = openSession(engine);
    await session.update(notebook);
    await session.restore(new Map([[a.key ?? '', a.outcome as CellOutcome]]));
    await expect(engine.query('FROM a')).rejects.toThrow();
    await session.need('A');
    expect((await engine.query('FROM a')).length).toBe(a.outcome?.totals.get('table'));
    heard = [];
    await session.need('a');
    await session.need('lung');
    expect(heard).toEqual([]);
  });

  it('shows a result no more that was taken away, runs nothing for it, and runs its cell where it is asked for', async () => {
    await open('```sql name=a\nSELECT 1 AS x\n```\n```sql name=b\nSELECT x + 1 AS x FROM a\n```\n');
    await session.runAll();
    heard = [];
    expect(await session.forget(session.state('a')?.key ?? '')).toEqual(['a']);
    expect(session.state('a')).toMatchObject({ freshness: 'never', outcome: null, materialised: false, activity: 'idle' });
    expect(session.state('b')).toMatchObject({ freshness: 'fresh' });
    expect(heard.some((line) => line.endsWith('running'))).toBe(false);
    await session.autorun({ budget: 2000 });
    expect(session.state('a')).toMatchObject({ freshness: 'never', activity: 'idle' });
    await session.run(['b']);
    expect(value('a')).toBe(1);
    expect(await session.forget('0'.repeat(64))).toEqual([]);
  });

  it('does not keep what reads the clock, nor what reads that', async () => {
    await open('```sql name=t\nSELECT now() AS t\n```\n```sql name=u\nFROM t\n```\n```sql name=v\nSELECT 1 AS x\n```\n');
    expect(session.states().map((state) => state.keepable)).toEqual([false, false, true]);
  });

  it('holds the first rows only where asked, and how many there are', async () => {
    const limited = new NotebookSession({
      engine,
      compilers: { analysis: registryCompiler, cohort: null, code: null },
      database: withFileTables(null, ['lung']),
      rowLimit: 10,
    });
    await limited.update(readNotebook('```sql name=a\nFROM lung\n```\n'));
    await limited.runAll();
    const outcome = limited.state('a')?.outcome;
    expect(outcome?.tables.get('table')?.rows.length).toBe(10);
    expect(outcome?.totals.get('table')).toBe(228);
  });
});
