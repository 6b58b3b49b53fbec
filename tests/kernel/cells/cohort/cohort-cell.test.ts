import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countSteps } from '@/analysis-kernel/cells/cohort/attrition';
import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { releaseFacts } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { renal } from '../../../cohort-dsl/dictionary';

const tables = [
  'CREATE TABLE patient (patient_id BIGINT, sex VARCHAR, birth_date DATE, death_date DATE, hospital VARCHAR, smoker BOOLEAN, height DOUBLE, children BIGINT, village VARCHAR, stage VARCHAR, enrolled DATE)',
  'CREATE TABLE observed (patient_id BIGINT, start_date DATE, end_date DATE)',
  'CREATE TABLE diagnosis (patient_id BIGINT, date DATE, code VARCHAR, main BOOLEAN, grade VARCHAR)',
  'CREATE TABLE prescription (patient_id BIGINT, date DATE, end_date DATE, code VARCHAR, dose DOUBLE, packs BIGINT)',
  "INSERT INTO patient (patient_id, sex, birth_date, death_date, stage) VALUES (1, 'F', DATE '1960-01-01', NULL, '2'), (2, 'M', DATE '1950-01-01', DATE '2021-01-01', '3')",
  "INSERT INTO observed VALUES (1, DATE '2015-01-01', DATE '2024-12-31'), (2, DATE '2015-01-01', DATE '2024-12-31')",
  "INSERT INTO diagnosis VALUES (1, DATE '2020-01-01', 'N18.3', true, 'mild'), (2, DATE '2020-02-01', 'N18.4', true, 'severe'), (1, DATE '2020-03-01', 'Z99.2', true, NULL)",
  "INSERT INTO prescription VALUES (1, DATE '2020-01-01', NULL, 'A', NULL, 9223372036854775807), (1, DATE '2020-01-02', NULL, 'A', NULL, 1)",
];

const program = `index at first diagnosis where code in ICD10 { "N18*" }
include "Not mild": patient.stage >= "2"
outcome dialysis = first diagnosis where code in ICD10 { "Z99.2" } after index
variable stage "CKD stage" = patient.stage
variable grade = index.grade`;

let engine: QueryEngine;
let session: NotebookSession;
beforeEach(async () => {
  engine = await openNodeEngine();
  for (const statement of tables) await engine.execute(statement);
  session = new NotebookSession({
    engine,
    compilers: { analysis: registryCompiler, cohort: cohortCompiler(renal), code: null },
    database: releaseFacts(renal),
    settings: new Map([['dose', '5']]),
  });
});
afterEach(() => session.close());

async function run(text: string) {
  const notebook = readNotebook(text);
  await session.update(notebook);
  await session.runAll();
  return session.states();
}

const leftovers = async () =>
  tableOfFrame(await engine.query("SELECT table_name FROM duckdb_tables() WHERE contains(table_name, '~')")).rows;

describe('a cohort cell', () => {
  it('makes its tables, sorted, for the cells that read it', async () => {
    const [cohort, sql] = await run(
      `\`\`\`cohort name=ckd\n${program}\n\`\`\`\n\`\`\`sql name=n\nSELECT count(*) AS n FROM ckd JOIN ckd_attrition ON kind = 'result'\n\`\`\`\n`,
    );
    expect(cohort.error).toBeNull();
    expect(cohort.outcome?.tables.get('table')?.rows.map((row) => row.slice(0, 2))).toEqual([
      [1, '2020-01-01'],
      [2, '2020-02-01'],
    ]);
    expect(cohort.outcome?.tables.get('attrition')?.rows.at(-1)).toEqual([6, 'result', 'Cohort', 2, 2, 0, 0]);
    expect(sql.outcome?.tables.get('table')?.rows).toEqual([[2]]);
    expect(await leftovers()).toEqual([]);
  });

  it('says what is known of its columns, unlabelled deaths counted', async () => {
    const [{ outcome }] = await run(`\`\`\`cohort name=ckd\n${program}\n\`\`\`\n`);
    const meta = outcome?.meta.get('ckd');
    expect(meta?.get('patient_id')).toMatchObject({ role: 'key' });
    expect(meta?.get('dialysis_event')).toMatchObject({ event: { outcome: 'dialysis', causes: null, deathsUnlabelled: 1 } });
    expect(meta?.get('stage')).toMatchObject({ label: { en: 'CKD stage' }, ordered: true });
    expect(meta?.get('stage')?.levels?.map((level) => level.key)).toEqual(['1', '2', '3']);
    expect(outcome?.warnings.map((warning) => warning.code)).toContain('deaths_unlabelled');
    expect(outcome?.words?.en).toContain('Not mild');
    expect(outcome?.words?.zh).toContain('入组日期');
  });

  it('says for how many a criterion cannot be told and what became of them, in the words of now', async () => {
    const criteria = (label: string) => `index at first diagnosis where code in ICD10 { "N18*" }
include "${label}": patient.height > 150 cm or patient.stage = "3"
exclude "Smokers": patient.smoker
include "Ill": any diagnosis on or before index`;
    const said = async (label: string) => {
      const [cohort] = await run(`\`\`\`cohort name=ckd\n${criteria(label)}\n\`\`\`\n`);
      expect(cohort.error).toBeNull();
      return cohort.outcome?.warnings.filter(({ code }) => code.endsWith('_unknown')).map(({ message }) => message);
    };
    expect(await said('Tall')).toEqual([
      {
        en: '“Tall” cannot be told for 1: a value it needs is missing, so it was left out.',
        zh: '“Tall”对 1 例无法判断：所需数值缺失，故未纳入。',
      },
      {
        en: '“Smokers” cannot be told for 1: a value it needs is missing, so it was kept.',
        zh: '“Smokers”对 1 例无法判断：所需数值缺失，故予保留。',
      },
    ]);
    // Words alone run nothing, and are the ones of now.
    expect((await said('Large'))?.[0].en).toContain('“Large”');
  });

  it('stands in error at the place of the mistake', async () => {
    const [{ error }] = await run('```cohort name=ckd\nindex at first diagnosis\ninclude patient.sexx = "F"\n```\n');
    expect(error).toMatchObject({ line: 2 });
    expect(error?.message.en).toContain('sexx');
    expect(error?.message.zh).not.toBe('');
  });

  it('drops what it made on the way when it fails', async () => {
    const [{ error }] = await run('```cohort name=ckd\nindex at first diagnosis\nvariable packs = sum of packs of prescription + 1\n```\n');
    expect(error).toMatchObject({ code: 'integer_overflow', line: 2 });
    expect(await leftovers()).toEqual([]);
  });
});

describe('counts of a program', () => {
  it('are those of the cohort’s own table, each with its words and the place of its clause', async () => {
    const [{ outcome }] = await run(`\`\`\`cohort name=ckd\n${program}\n\`\`\`\n`);
    const { compiled } = cohortCompiler(renal).read({ source: program, name: 'ckd' }, new Map(), []);
    if (!compiled) throw new Error('the program compiles');
    const steps = await countSteps(engine, compiled);
    expect(steps).toEqual(outcome?.attrition);
    expect(steps.map(({ patients }) => patients)).toEqual(outcome?.tables.get('attrition')?.rows.map((row) => row[3]));
    const placed = steps.flatMap(({ place, written }) => (place ? [[program.slice(place.start, place.end).split(' ')[0], written]] : []));
    expect(placed).toEqual([
      ['index', null],
      ['include', 'Not mild'],
    ]);
    expect(steps[0].label).toEqual({ en: 'Patients in the database', zh: '数据库患者' });
  });

  it('find merges at the end, and a criterion without a label in words', () => {
    const source =
      'index at each visit\nexclude age at index < 18\nmerge entries within 4 days\nfollow until earliest { index.end as "left" }\n';
    const { compiled } = cohortCompiler(renal).read({ source, name: 'x' }, new Map(), []);
    const found = (compiled?.attrition ?? []).map(({ kind, place, written }) => [
      kind,
      place && source.slice(place.start, place.start + 5),
      written,
    ]);
    expect(found).toEqual([
      ['database', null, null],
      ['index', 'index', null],
      ['observation', null, null],
      ['exclude', 'exclu', null],
      ['follow_up', 'follo', null],
      ['merged', 'merge', null],
      ['result', null, null],
    ]);
    expect(compiled?.attrition[3].label.zh).toMatch(/18/);
  });

  it('compile a text once for its parameters and the cohorts beside it', () => {
    const compiler = cohortCompiler(renal);
    const read = (value: number, cohorts: readonly string[]) =>
      compiler.read(
        { source: `param oldest = 90\n${program}\nexclude age at index > oldest`, name: 'ckd' },
        new Map([['oldest', value]]),
        cohorts,
      );
    expect(read(90, [])).toBe(read(90, []));
    expect(read(80, []).compiled?.fingerprint).not.toBe(read(90, []).compiled?.fingerprint);
    expect(read(90, ['other'])).not.toBe(read(90, []));
  });
});

describe('a change of words', () => {
  const analysis = '```analysis name=sizes\nmethod: describe\ndata: ckd\nvariables: [age]\n```\n';
  const labels = '```sql name=labels\nSELECT label FROM ckd_attrition\n```\n';
  const text = (criterion: string, variable: string, layout = '') =>
    `\`\`\`cohort name=ckd\nindex at first diagnosis\n${layout}include "${criterion}": age at index >= 18\nvariable age "${variable}" = age at index\n\`\`\`\n`;
  const freshness = () => session.states().map(({ name, freshness, activity }) => [name, freshness, activity]);

  it('keeps every result, and shows the words of now', async () => {
    await run(`${text('Adults', 'Age')}${analysis}${labels}`);
    const rows = session.state('sizes')?.outcome?.tables.get('variables')?.rows;
    await session.update(readNotebook(`${text('Grown-up', 'Years of age', '// adults only\n')}${analysis}${labels}`));
    expect(freshness()).toEqual([
      ['ckd', 'fresh', 'idle'],
      ['sizes', 'fresh', 'idle'],
      // The labels of criteria are values of the table it reads.
      ['labels', 'stale_input', 'idle'],
    ]);
    const [cohort, sizes] = session.states();
    expect(cohort.outcome?.tables.get('attrition')?.rows.map((row) => row[2])).toContain('Grown-up');
    expect(cohort.outcome?.attrition?.find(({ kind }) => kind === 'include')?.written).toBe('Grown-up');
    expect(cohort.outcome?.words?.en).toContain('Grown-up');
    expect(sizes.outcome?.labels.age).toEqual({ en: 'Years of age', zh: 'Years of age' });
    expect(sizes.outcome?.sentence?.en).toContain('Years of age had mean');
    expect(sizes.outcome?.tables.get('variables')?.rows).toEqual(rows);
    await session.runAll();
    expect(session.state('labels')?.outcome?.tables.get('table')?.rows.flat()).toContain('Grown-up');
  });

  it('runs again what has a label where it had none, and what changes the rows', async () => {
    await run(`${text('Adults', 'Age').replace('"Age" ', '')}${analysis}`);
    expect(session.state('sizes')?.outcome?.sentence?.en).toContain('age had mean');
    await session.update(readNotebook(`${text('Adults', 'Age')}${analysis}`));
    expect(freshness().map(([, fresh]) => fresh)).toEqual(['fresh', 'stale_input']);
    await session.update(readNotebook(`${text('Adults', 'Age').replace('>= 18', '>= 19')}${analysis}`));
    expect(freshness().map(([, fresh]) => fresh)).toEqual(['stale_code', 'stale_input']);
  });

  it('runs again where a label is a value of rows', async () => {
    const until = (label: string) =>
      `\`\`\`cohort name=ckd\nindex at first diagnosis\nfollow until earliest { index + 60 days as "sixty"; death as "${label}" }\n\`\`\`\n`;
    await run(until('Died'));
    await session.update(readNotebook(until('Dead')));
    expect(freshness()).toEqual([['ckd', 'stale_code', 'idle']]);
  });
});
