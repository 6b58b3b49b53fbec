import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { frameOfTable } from '@/analysis-kernel/cells/table-frame';
import { inlinePool } from '@/analysis-kernel/registry/pool';
import type { ResultsDocument } from '@/analysis-kernel/session/results-document';
import { attempt, definitionOf } from '@/app/_server/action';
import { runCommandLine } from '@/cli/main';
import { addPerson, addProject, freshStore } from '../app/world';
import { folderOf } from '../databases/folder';
import { askQuestionAction } from './examples/ask-question';
import { meaning, sql } from './examples/log10';
import { proportionMethod } from './examples/proportion/method';

const page = await readFile('docs/extending.md', 'utf8');

describe('docs/extending.md', () => {
  it.each([
    ['ts', 'tests/docs/examples/proportion/entry.ts'],
    ['ts', 'tests/docs/examples/proportion/method.ts'],
    ['ts', 'tests/docs/examples/log10.ts'],
    ['tsx', 'tests/docs/examples/page.tsx'],
    ['ts', 'tests/docs/examples/ask-question.ts'],
  ])('shows in %s what stands in %s', async (language, file) => {
    const shown = page.includes(`\`\`\`${language}\n${await readFile(file, 'utf8')}\`\`\``);
    expect(shown, `${file} has changed: copy it into the page`).toBe(true);
  });

  it('shows a page that is one', () => {
    expectTypeOf<typeof import('./examples/page')>().toHaveProperty('default');
  });

  it('shows an action that is done and on record, by those who may', async () => {
    const database = await freshStore();
    const definition = definitionOf(askQuestionAction);
    const owner = await addPerson(database, 'owner', ['researcher']);
    const { id: project } = await addProject(database, 'A', { owner });
    if (!definition) throw new Error('the action is not in the pipeline');
    const asked = { project, question: 'Does it help?' };
    expect(await attempt(definition, await addPerson(database, 'other'), asked)).toMatchObject({ ok: false });
    expect(await attempt(definition, owner, asked)).toMatchObject({ ok: true });
    expect(await database.project.findUnique({ where: { id: project } })).toMatchObject({ question: 'Does it help?' });
    const entries = await database.auditEntry.findMany({ orderBy: { sequence: 'asc' } });
    expect(entries.map(({ action, outcome, projectId }) => [action, outcome, projectId])).toEqual([
      ['project.ask', 'denied', project],
      ['project.ask', 'done', project],
    ]);
  });

  it('shows a method that runs', async () => {
    const rows = [1, 0, 1, 0, null, 0, 0, 1, 0, 0, 0].map((dead) => [dead]);
    const frame = frameOfTable({ columns: ['dead'], types: ['integer'], rows });
    const work = { progress: () => undefined, signal: new AbortController().signal, pool: inlinePool };
    const options = proportionMethod.schema.parse({ data: 'cohort', variable: 'dead' });
    const { tables, sentence } = await proportionMethod.run({ options, frame, tables: new Map() }, work);
    expect(tables.get('estimate')?.columns).toEqual(['n', 'events', 'estimate', 'conf_low', 'conf_high']);
    const [n, events, estimate, low, high] = tables.get('estimate')?.rows[0] ?? [];
    expect([n, events, estimate]).toEqual([10, 3, 0.3]);
    // R: binom.test(3, 10)$conf.int
    expect(low).toBeCloseTo(0.06673951117773447, 12);
    expect(high).toBeCloseTo(0.6524528500599972, 12);
    expect(sentence.en).toBe('3 of 10 (30.0%).');
    const wrong = frameOfTable({ columns: ['dead'], types: ['integer'], rows: [[2]] });
    await expect(proportionMethod.run({ options, frame: wrong, tables: new Map() }, work)).rejects.toThrow(/other values than 0 and 1/);
  });

  it('shows a function whose SQL means what its reference means', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const type = { base: 'number', unit: null, system: null, category: null } as unknown as Parameters<typeof sql>[1];
    for (const x of [1000, 0.5, 0, -3]) {
      const reader = await connection.runAndReadAll(`SELECT ${sql([{ sql: `CAST(${x} AS DOUBLE)`, type }], type)}`);
      const [value] = reader.getRows()[0];
      const expected = meaning(x);
      if (Number.isNaN(expected)) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 14);
    }
    connection.closeSync();
  });

  it('shows a folder that becomes a database, and a program that reads it', async () => {
    const blocks = [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name, text] as const);
    const folder = await folderOf(Object.fromEntries(blocks));
    const out: string[] = [];
    const terminal = { out: (line: string) => out.push(line), progress: () => {} };
    const release = join(folder, 'ward.duckdb');
    expect(await runCommandLine(['database', 'build', folder, '--out', release], terminal), out.join('\n')).toBe(0);
    const words = ['cohort', 'run', join(folder, 'adults.cohort'), '--database', release, '--json', join(folder, 'out.json')];
    expect(await runCommandLine(words, terminal), out.join('\n')).toBe(0);
    const { cells } = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')) as ResultsDocument;
    expect(cells[0].tables?.table).toMatchObject({
      columns: ['patient_id', 'index_date', 'exit_date', 'exit_reason', 'heaviest'],
      rows: [[1, '2024-01-10', '2024-03-01', 'end of observation', 62]],
    });
  });
});
