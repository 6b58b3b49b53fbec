/** The programs that ship with the embedded databases compile, run and mean what they say. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDictionaryFile } from '@/app/_server/databases/build/read-dictionary-file';
import { buildEmbedded, sourcesFolder } from '@/app/_server/databases/embedded/build-embedded';
import { embeddedDatabases } from '@/app/_server/databases/embedded/catalogue';
import { compile } from '@/cohort-dsl/compile';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';

type Row = Record<string, Json>;

let folder: string;
const release = (name: string) => join(folder, `${name}.duckdb`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-programs-'));
  for (const database of embeddedDatabases) await buildEmbedded(database, { patients: 2000 }, release(database.name), sourcesFolder());
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function onRelease<T>(
  name: string,
  work: (query: (sql: string) => Promise<readonly Row[]>, dictionary: Dictionary) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(release(name), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as readonly Row[];
  try {
    const rows = await query('SELECT path, json FROM _coho_dictionary');
    return await work(query, dictionaryFromRows(rows.map(({ path, json }) => ({ path: String(path), json: String(json) }))));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function run(name: string, source: string): Promise<{ readonly table: readonly Row[]; readonly attrition: readonly Row[] }> {
  return onRelease(name, async (query, dictionary) => {
    const { plan, diagnostics } = compile(source, { dictionary });
    if (!plan) throw new Error(diagnostics.map((diagnostic) => JSON.stringify(diagnostic)).join('\n'));
    const cohort = printCohort(plan, { name: 'cohort_of_test', dialect: 'duckdb' });
    for (const statement of cohort.statements) await query(statement);
    return { table: await query(cohort.table.query), attrition: await query(cohort.attrition.query) };
  });
}

const templates = embeddedDatabases.flatMap(({ name }) => [[name, 'en'] as const, [name, 'zh'] as const]);

test.each(templates)('the template of %s in %s compiles and finds patients', async (name, lang) => {
  const source = await onRelease(name, async (_, dictionary) => {
    const text = dictionary.template?.[lang] ?? '';
    // Not even a remark on the design: people begin from these.
    expect(compile(text, { dictionary }).diagnostics).toEqual([]);
    return text;
  });
  const { table, attrition } = await run(name, source);
  expect(table.length).toBeGreaterThan(300);
  expect(attrition.at(-1)).toMatchObject({ kind: 'result', patients: String(table.length) });
});

test('breast_cancer: the node-positive cohort is that of the sources', async () => {
  const source = await onRelease('breast_cancer', async (_, dictionary) => dictionary.template?.en ?? '');
  const { table } = await run('breast_cancer', source);
  // 1,546 of Rotterdam's 2,982 women and all 686 of GBSG have a positive node.
  expect(table).toHaveLength(1546 + 686);
  expect(table.filter(({ centre }) => centre === 'gbsg')).toHaveLength(686);
  expect(table.filter(({ centre, relapse_event }) => centre === 'gbsg' && String(relapse_event) === '1')).toHaveLength(299);
});

test("renal: the manifest's program gives the rows of the same cohort written by hand", async () => {
  const { about } = await readDictionaryFile(join(sourcesFolder(), 'renal', 'dictionary.yaml'));
  const { table } = await run('renal', about.true_model?.program ?? '');
  const byHand = await onRelease('renal', (query) =>
    query(`
      WITH entry AS (SELECT patient_id, min(date) AS day FROM diagnosis WHERE code LIKE 'N18%' GROUP BY 1),
      failure AS (SELECT patient_id, min(date) AS day FROM procedure JOIN entry USING (patient_id)
                  WHERE code IN ('39.95', '54.98', '55.69') AND date > entry.day GROUP BY 1),
      latest AS (SELECT patient_id, arg_max(value, date) FILTER (WHERE item = 'egfr') AS egfr, arg_max(value, date) FILTER (WHERE item = 'acr') AS acr
                 FROM lab JOIN entry USING (patient_id) WHERE item IN ('egfr', 'acr') AND date::DATE BETWEEN day - 180 AND day AND value IS NOT NULL GROUP BY 1),
      diabetic AS (SELECT DISTINCT patient_id FROM diagnosis d JOIN entry USING (patient_id) WHERE left(code, 3) BETWEEN 'E10' AND 'E14' AND d.date <= day)
      SELECT patient_id, entry.day AS index_date, least(end_date, death_date) AS exit_date,
        (least(failure.day, exit_date) - entry.day)::INTEGER AS kidney_failure_days, coalesce(failure.day <= exit_date, false)::INTEGER AS kidney_failure_event,
        date_diff('month', birth_date, date_trunc('month', entry.day)) // 12 AS age, sex, egfr, ln(acr) AS ln_acr, diabetic.patient_id IS NOT NULL AS diabetes
      FROM patient JOIN entry USING (patient_id) JOIN observed USING (patient_id) LEFT JOIN failure USING (patient_id)
      LEFT JOIN latest USING (patient_id) LEFT JOIN diabetic USING (patient_id) ORDER BY patient_id`),
  );
  expect(table).toHaveLength(byHand.length);
  const plain = (row: Row, names: readonly string[]) =>
    names.map((name) => (typeof row[name] === 'number' ? Number(Number(row[name]).toPrecision(12)) : String(row[name])));
  const names = ['patient_id', 'index_date', 'exit_date', 'sex', 'egfr', 'ln_acr', 'diabetes'];
  expect(table.map((row) => plain(row, names))).toEqual(byHand.map((row) => plain(row, names)));
  const counts = ['kidney_failure_days', 'kidney_failure_event', 'age'];
  expect(table.map((row) => counts.map((name) => Number(row[name])))).toEqual(byHand.map((row) => counts.map((name) => Number(row[name]))));
});
