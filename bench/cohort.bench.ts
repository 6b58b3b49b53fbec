/** A cohort of eight criteria on the database renal, compiled and run, beside SQL written by hand for the same question. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openNodeEngine } from '@/analysis-kernel/node';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { buildEmbedded, sourcesFolder } from '@/app/_server/databases/embedded/build-embedded';
import { findEmbedded } from '@/app/_server/databases/embedded/catalogue';
import { settings } from '@/app/_server/settings/environment';
import { compile, type Dictionary, type Plan } from '@/cohort-dsl';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { type PrintedCohort, printAttrition, printCohort } from '@/cohort-dsl/sql/print-cohort';
import { byHand, program } from './cohort-by-hand';
import { type Measurement, measure } from './measure';

const ROUNDS = 5;

/** Our compiling, running and counting beside the SQL by hand; a size not built yet is built first (a million patients take minutes) and kept. */
export async function run(sizes: readonly number[] = [20_000, 1_000_000]): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const patients of sizes) {
    const file = await renalOf(patients);
    const engine = await openNodeEngine({ database: { name: 'renal', file } });
    try {
      measurements.push(...(await measured(engine, patients)));
    } finally {
      await engine.close();
    }
  }
  return measurements;
}

async function renalOf(patients: number): Promise<string> {
  const folder = join(settings().dataDirectory, 'bench');
  const file = join(folder, `renal-${patients}.duckdb`);
  if (existsSync(file)) return file;
  const database = findEmbedded('renal');
  if (!database) throw new Error('the database renal is not among the embedded ones');
  await mkdir(folder, { recursive: true });
  console.log(`building renal with ${patients} patients`);
  await buildEmbedded(database, { patients }, file, sourcesFolder());
  return file;
}

async function measured(engine: QueryEngine, patients: number): Promise<readonly Measurement[]> {
  const { rows } = tableOfFrame(await engine.query('SELECT path, json FROM _coho_dictionary'));
  const dictionary = dictionaryFromRows(rows.map(([path, json]) => ({ path: String(path), json: String(json) })));
  const print = () => printCohort(planOf(dictionary), { name: 'eight', dialect: 'duckdb' });
  const printed = print();
  const { query: attrition } = printAttrition(planOf(dictionary), { name: 'eight', dialect: 'duckdb' });
  const compiled = await measure('cohort, 8 criteria: compile to SQL', patients, ROUNDS, print);
  const ran = await measure('cohort, 8 criteria: run', patients, ROUNDS, () => makeTables(engine, printed));
  const counted = await measure('cohort, 8 criteria: attrition alone', patients, ROUNDS, () => engine.query(attrition));
  const hand = await measure('SQL by hand', patients, ROUNDS, () => engine.execute(`CREATE OR REPLACE TABLE by_hand AS ${byHand}`));
  const differ = tableOfFrame(
    await engine.query(
      'SELECT count(*) AS n FROM (SELECT patient_id, index_date FROM eight) AS a FULL JOIN by_hand AS b USING (patient_id, index_date) WHERE a.patient_id IS NULL OR b.patient_id IS NULL',
    ),
  ).rows[0][0];
  if (differ !== 0) throw new Error(`${differ} entries differ between the program and the SQL written by hand`);
  return [compiled, ran, counted, hand];
}

function planOf(dictionary: Dictionary): Plan {
  const { plan, diagnostics } = compile(program, { dictionary });
  if (plan === null) throw new Error(diagnostics.map((diagnostic) => diagnostic.message.en).join('\n'));
  return plan;
}

/** What a cohort cell runs. */
async function makeTables(engine: QueryEngine, printed: PrintedCohort): Promise<void> {
  for (const statement of printed.statements) await engine.execute(statement);
  for (const { name, query } of [printed.table, printed.attrition]) await engine.execute(`CREATE OR REPLACE TABLE "${name}" AS ${query}`);
  for (const { query } of printed.warnings) await engine.query(query);
  for (const statement of printed.cleanup) await engine.execute(statement);
}
