import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { releaseFacts } from '@/analysis-kernel/session/database-facts';
import { fromKept, type KeptOutcome, keptOf } from '@/analysis-kernel/session/kept';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { ThreadCodeRunner } from '@/cli/code-runner';
import { renal } from '../../cohort-dsl/dictionary';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-kept-'));
  const rows = Array.from({ length: 60 }, (_, at) => `${at + 1},${at % 3 === 0 ? 'F' : 'M'},${1950 + at}-01-01,${at}`);
  await writeFile(join(folder, 'patient.csv'), `patient_id,sex,birth_date,height\n${rows.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

const notebook = readNotebook(
  '```sql name=by_sex\nSELECT sex, count(*) AS n FROM patient GROUP BY sex ORDER BY sex\n```\n' +
    '```sql name=share\nSELECT sex, n / sum(n) OVER () AS share FROM by_sex\n```\n' +
    '```sql name=by_birth\nSELECT birth_date, count(*) AS n FROM patient GROUP BY birth_date\n```\n' +
    '```sql name=few\nSELECT count(*) AS n FROM patient WHERE height < 3\n```\n' +
    '```sql name=people\nSELECT sex, height FROM patient\n```\n' +
    '```sql name=of_people\nSELECT sex, count(*) AS n FROM people GROUP BY sex\n```\n' +
    '```analysis name=heights\nmethod: describe\ndata: patient\nvariables: [height]\n```\n' +
    '```sql name=height\nSELECT mean FROM heights_variables\n```\n' +
    "```chart name=bars\nPlot.barY(by_sex, { x: 'sex', y: 'n' }).plot()\n```\n" +
    "```chart name=dots\nPlot.dot(people, { x: 'sex', y: 'height' }).plot()\n```\n" +
    '```code name=total\nby_sex.numRows()\n```\n```sql name=chance\nSELECT sex, avg(random()) AS r FROM patient GROUP BY sex\n```\n',
);

async function openSession() {
  const session = new NotebookSession({
    engine: await openNodeEngine({ tables: [{ name: 'patient', file: join(folder, 'patient.csv') }] }),
    compilers: { analysis: registryCompiler, cohort: cohortCompiler(renal), code: new ThreadCodeRunner() },
    database: releaseFacts(renal),
  });
  await session.update(notebook);
  return session;
}

it('keeps what shows no single patient, and shows it again without running anything', async () => {
  const first = await openSession();
  await first.runAll();
  expect(first.states().filter(({ error }) => error !== null)).toEqual([]);
  const kept = new Map<string, KeptOutcome>();
  const names: string[] = [];
  for (const state of first.states()) {
    const outcome = keptOf(state, first.reading?.readings.get(state.id)?.analysis ?? null);
    if (!outcome || state.key === null) continue;
    names.push(state.name);
    kept.set(state.key, JSON.parse(JSON.stringify(outcome)) as KeptOutcome);
  }
  await first.close();
  // Groups of one patient each, a group of three, rows of patients, what is read from those (nobody knows how many patients they are)
  // and what chance gives are computed again.
  expect(names).toEqual(['by_sex', 'share', 'heights', 'height', 'bars', 'total']);

  const later = await openSession();
  await later.restore(new Map([...kept].map(([key, outcome]) => [key, fromKept(outcome)])));
  const shown = later.states().filter(({ freshness }) => freshness === 'fresh');
  expect(shown.map(({ name }) => name)).toEqual(names);
  expect(later.state('by_sex')?.outcome?.tables.get('table')?.rows).toEqual([
    ['F', 20],
    ['M', 40],
  ]);
  expect(later.state('bars')?.outcome?.svg).toContain('<svg');
  expect(later.state('total')?.outcome?.value).toBe(2);
  // A cell that reads a kept one has it made again.
  await later.run(['share']);
  expect(later.state('share')?.outcome?.tables.get('table')?.rows).toEqual([
    ['F', 20 / 60],
    ['M', 40 / 60],
  ]);
  await later.close();
});

it('says of a result that was kept elsewhere that no run here gave it, though an earlier text ran here', async () => {
  const cell = (body: string) => readNotebook(`\`\`\`sql name=n\n${body}\n\`\`\`\n`);
  const [here, there] = [await openSession(), await openSession()];
  await there.update(cell('SELECT count(*) AS n FROM patient WHERE height > 1'));
  await there.runAll();
  const [theirs] = there.states();
  await here.update(cell('SELECT count(*) AS n FROM patient'));
  await here.runAll();
  expect(here.states()[0].duration).not.toBeNull();
  await here.update(cell('SELECT count(*) AS n FROM patient WHERE height > 1'));
  const outcome = there.outcome(theirs.id);
  if (theirs.key === null || outcome === null) throw new Error('the cell did not run');
  await here.restore(new Map([[theirs.key, outcome]]));
  expect(here.states()[0]).toMatchObject({ freshness: 'fresh', duration: null });
  await here.run(['n']);
  expect(here.states()[0].duration).not.toBeNull();
  await here.close();
  await there.close();
});

it('knows of a query with very many groups that nobody can tell whom it shows', async () => {
  const folderOf = async (groups: number) => {
    const file = join(folder, `of_${groups}.parquet`);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT i AS patient_id, i // 10 AS ward FROM range(${10 * groups}) t(i)) TO '${file}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    return file;
  };
  const aggregatesOf = async (groups: number) => {
    const session = new NotebookSession({
      engine: await openNodeEngine({ tables: [{ name: 'patient', file: await folderOf(groups) }] }),
      compilers: { analysis: registryCompiler, cohort: cohortCompiler(renal), code: new ThreadCodeRunner() },
      database: releaseFacts(renal),
    });
    await session.update(readNotebook('```sql name=wards\nSELECT ward, count(*) AS n FROM patient GROUP BY ward LIMIT 5\n```\n'));
    await session.runAll();
    const outcome = session.state('wards')?.outcome;
    await session.close();
    return outcome?.aggregates;
  };
  expect(await aggregatesOf(50)).toEqual(['wards']);
  expect(await aggregatesOf(100_001)).toEqual([]);
});
