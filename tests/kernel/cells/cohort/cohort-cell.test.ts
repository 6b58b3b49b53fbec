import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import { liveAttrition } from '@/analysis-kernel/cells/cohort/live-attrition';
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

describe('live attrition', () => {
  it('counts the steps as the cohort’s own table does, in the language asked for', async () => {
    const [{ outcome }] = await run(`\`\`\`cohort name=ckd\n${program}\n\`\`\`\n`);
    const request = { source: program, name: 'ckd', dictionary: renal, values: new Map(), cohorts: [], lang: 'en' as const };
    const live = await liveAttrition(engine, request);
    expect(live.attrition).toEqual(outcome?.tables.get('attrition'));
    const clauses = live.clauses.flatMap((clause) =>
      clause ? [[program.slice(clause.span.start, clause.span.end).split(' ')[0], clause.label]] : [],
    );
    expect(clauses).toEqual([
      ['index', null],
      ['include', 'Not mild'],
    ]);
    const chinese = await liveAttrition(engine, { ...request, lang: 'zh' });
    expect(chinese.attrition?.rows.map((row) => row[2])).toContain('数据库患者');
  });

  it('gives the diagnostics of a program in error', async () => {
    const request = { source: 'index at', name: 'ckd', dictionary: renal, values: new Map(), cohorts: [], lang: 'en' as const };
    const live = await liveAttrition(engine, request);
    expect(live.attrition).toBeNull();
    expect(live.diagnostics.some((diagnostic) => diagnostic.severity === 'error')).toBe(true);
  });
});
