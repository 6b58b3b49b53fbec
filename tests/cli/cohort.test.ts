import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import type { ResultsDocument } from '@/analysis-kernel/session/results-document';
import { runCommandLine } from '@/cli/main';
import { trinoFaults } from '../cohort-dsl/spec/trino-judge';
import { buildSmallDatabase } from './cohort-database';

let folder: string;
let database: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-cohort-'));
  database = await buildSmallDatabase(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function coho(...words: string[]) {
  const out: string[] = [];
  const status = await runCommandLine(['cohort', ...words], { out: (line) => out.push(line), progress: () => {} });
  return { status, out };
}

async function program(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const ckd = `cohort ckd "New CKD"
from small
codes ckd_codes = ICD10 { "N18.3*", "N18.4" }
codes dialysis = ICD10 { "Z99.2" }
param history = 180 days
index at first diagnosis where code in ckd_codes
include "Adults": age at index >= 18
include observed history before index
outcome dialysis_start = first diagnosis where code in dialysis after index
variable sex = patient.sex
variable egfr0 = value of last lab(egfr) on or before index
`;

const results = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as ResultsDocument;

describe('coho cohort run', () => {
  it('writes the entries, keys beyond 2^53 exact', async () => {
    const out = join(folder, 'rows.csv');
    const { status, out: lines } = await coho('run', await program('ckd.cohort', ckd), '--database', database, '--out', out);
    expect(await readFile(out, 'utf8')).toBe(
      'cohort,subject_id,start_date,end_date\nckd,1,2020-01-10,2024-12-31\nckd,2,2020-02-01,2020-05-05\nckd,9007199254740993,2020-03-01,2024-12-31\n',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^cohort ckd: ok, 3 rows; warning: /);
    expect(lines[0]).toContain('warning: dialysis_start: 1 follow-up ended at death, which is a competing event here.');
    expect(status).toBe(0);
  });

  it('writes the same document as a notebook’s run: a cell a file, one in error not stopping the others', async () => {
    const json = join(folder, 'out.json');
    const broken = await program('broken-one.cohort', 'from small\nindex at first diagnosis where codde = "N18.3"\n');
    const { status } = await coho('run', broken, await program('ckd.cohort', ckd), '--database', database, '--json', json);
    expect(status).toBe(1);
    const document = await results(json);
    expect(document).toMatchObject({ notebook: 'broken-one.cohort, ckd.cohort', database: 'small@2026.1' });
    expect(document.cells.map(({ name, kind, status: own }) => [name, kind, own])).toEqual([
      ['broken_one', 'cohort', 'error'],
      ['ckd', 'cohort', 'ok'],
    ]);
    expect(document.cells[0].error).toMatchObject({ line: 2, column: 32 });
    expect(document.cells[1].tables?.table).toMatchObject({
      columns: [
        'patient_id',
        'index_date',
        'exit_date',
        'exit_reason',
        'dialysis_start_date',
        'dialysis_start_days',
        'dialysis_start_event',
        'sex',
        'egfr0',
      ],
      rows: [
        [1, '2020-01-10', '2024-12-31', 'end of observation', '2021-02-01', 388, 1, 'F', 40],
        [2, '2020-02-01', '2020-05-05', 'death', null, 94, 0, 'M', 29],
        ['9007199254740993', '2020-03-01', '2024-12-31', 'end of observation', null, 1766, 0, 'F', null],
      ],
    });
    expect(document.cells[1].tables?.attrition.rows.map((row) => row.slice(1, 5))).toEqual([
      ['database', 'Patients in the database', 5, null],
      ['index', 'With an index date', 5, 5],
      ['observation', 'Under observation at index', 5, 5],
      ['include', 'Adults', 4, 4],
      ['include', expect.stringContaining('180 days'), 3, 3],
      ['follow_up', 'With follow-up from index', 3, 3],
      ['result', 'Cohort', 3, 3],
    ]);
  });

  it('takes parameters and refuses those no program has', async () => {
    const out = join(folder, 'rows.csv');
    const file = await program('ckd.cohort', ckd);
    expect((await coho('run', file, '--database', database, '--out', out, '--set', 'history=30 days')).status).toBe(0);
    expect((await readFile(out, 'utf8')).trim().split('\n')).toHaveLength(5);
    expect(await coho('run', file, '--database', database, '--set', 'histroy=30')).toEqual({
      status: 2,
      out: ['--set histroy: no program has a parameter of that name.'],
    });
  });

  it('names the expression whose whole numbers leave 64 bits', async () => {
    const file = await program('large.cohort', `${ckd}variable heavy = sum of weight of diagnosis + 1\n`);
    const { status, out } = await coho('run', file, '--database', database);
    expect(status).toBe(1);
    expect(out[0]).toMatch(/large\.cohort:12:18: integer_overflow: .*sum of weight of diagnosis/);
  });

  it('reports a file that cannot be read, and runs the others', async () => {
    const json = join(folder, 'out.json');
    const { status } = await coho(
      'run',
      join(folder, 'none.cohort'),
      await program('ckd.cohort', ckd),
      '--database',
      database,
      '--json',
      json,
    );
    expect(status).toBe(2);
    expect((await results(json)).cells.map(({ name, status: own, error }) => [name, own, error?.code])).toEqual([
      ['none', 'error', 'unreadable_file'],
      ['ckd', 'ok', undefined],
    ]);
  });
});

describe('coho cohort check', () => {
  it('prints file, line, column, code and message; 1 for an error', async () => {
    const file = await program('wrong.cohort', 'from small\nindex at first diagnosis\ninclude age at index >= 18 years\n');
    const { status, out } = await coho('check', file, '--database', database);
    expect(status).toBe(1);
    expect(out[0].startsWith(`${file}:3:`)).toBe(true);
    expect(out[0]).toMatch(/:3:\d+: [a-z-]+: /);
  });

  it('is silent about a program without faults', async () => {
    const file = await program('fine.cohort', 'from small\nindex at first diagnosis\nfollow until index + 1 year\noutcome gone = death\n');
    const { status, out } = await coho('check', file, '--database', database);
    expect(out).toEqual([]);
    expect(status).toBe(0);
  });

  it('fails where cohorts read one another in a circle, at the name in the last program', async () => {
    const reads = (name: string, other: string) =>
      program(`${name}.cohort`, `cohort ${name}\nfrom small\nindex at first cohort ${other}\n`);
    const files = [await reads('one', 'two'), await reads('two', 'three'), await reads('three', 'one')];
    const { status, out } = await coho('check', ...files, '--database', database);
    expect(status).toBe(1);
    expect(out).toEqual([`${files[2]}:3:23: type-cohort-self: The cohort \`three\` leads back to itself.`]);
    expect((await coho('sql', ...files, '--database', database)).status).toBe(1);
    expect(
      (
        await coho(
          'check',
          files[0],
          files[1],
          await program('three.cohort', 'cohort three\nfrom small\nindex at first visit\n'),
          '--database',
          database,
        )
      ).status,
    ).toBe(1);
  });

  it('knows wrong usage', async () => {
    expect((await coho('check')).status).toBe(2);
    expect((await coho('dance')).status).toBe(2);
    expect((await coho('check', await program('ckd.cohort', ckd), '--database', join(folder, 'none.duckdb'))).status).toBe(2);
    expect((await coho('check', join(folder, 'none.cohort'))).status).toBe(2);
  });
});

describe('coho cohort sql', () => {
  it('prints a script that makes the same tables', async () => {
    const file = await program('ckd.cohort', ckd);
    const { status, out } = await coho('sql', file, '--database', database, '--dialect', 'duckdb');
    expect(status).toBe(0);
    const engine = await openNodeEngine({ database: { name: 'small', file: database } });
    for (const statement of out.join('\n').split(/;\n\n|;$/)) if (statement.trim() !== '') await engine.execute(statement);
    const { rows } = tableOfFrame(await engine.query('SELECT patient_id, index_date FROM ckd'));
    expect(rows.map(([key]) => key)).toEqual([1, 2, '9007199254740993']);
    const left = tableOfFrame(await engine.query("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%~%'"));
    expect(left.rows).toEqual([]);
    await engine.close();
  });

  it('prints it for Trino, which has no temporary tables and lists columns instead of leaving some out', async () => {
    const { status, out } = await coho('sql', await program('ckd.cohort', ckd), '--database', database, '--dialect', 'trino');
    expect(status).toBe(0);
    const script = out.join('\n');
    expect(trinoFaults(script)).toEqual([]);
    expect(script).toContain('CREATE TABLE "ckd" AS');
    expect(script).not.toMatch(/TEMP TABLE|EXCLUDE|MATERIALIZED/);
  });

  it('refuses a dialect that does not exist, with those that do', async () => {
    expect(await coho('sql', await program('ckd.cohort', ckd), '--database', database, '--dialect', 'oracle')).toEqual({
      status: 2,
      out: ['There is no dialect "oracle"; there are duckdb and trino.'],
    });
  });
});

describe('coho cohort explain', () => {
  it('puts the program into words, in either language', async () => {
    const file = await program('ckd.cohort', ckd);
    const english = await coho('explain', file, '--database', database);
    expect(english.status).toBe(0);
    expect(english.out.join('\n')).toContain('Adults: ');
    const chinese = await coho('explain', file, '--database', database, '--lang', 'zh');
    expect(chinese.out.join('\n')).toContain('入组日期');
    expect((await coho('explain', file, '--database', database, '--lang', 'fr')).status).toBe(2);
  });
});

describe('coho cohort format', () => {
  it('prints the one layout, and writes it where asked', async () => {
    const file = await program('loose.cohort', 'from small   index at first diagnosis\n');
    const { status, out } = await coho('format', file);
    expect(status).toBe(0);
    await coho('format', file, '--write');
    expect((await readFile(file, 'utf8')).trimEnd()).toBe(out.join('\n'));
    expect(await coho('format', file)).toEqual({ status: 0, out });
  });
});
