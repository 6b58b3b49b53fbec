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

const ROUNDS = 5;

/** Prints one line a size; a size not built yet is built first (a million patients take minutes) and kept in the data directory. */
export async function run(sizes: readonly number[] = [20_000, 1_000_000]): Promise<void> {
  for (const patients of sizes) {
    const file = await renalOf(patients);
    const engine = await openNodeEngine({ database: { name: 'renal', file } });
    try {
      console.log(await measure(engine, patients));
    } finally {
      await engine.close();
    }
  }
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

/** The fastest of some rounds, in milliseconds. */
async function fastest(work: () => Promise<unknown> | unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

async function measure(engine: QueryEngine, patients: number): Promise<string> {
  const { rows } = tableOfFrame(await engine.query('SELECT path, json FROM _coho_dictionary'));
  const dictionary = dictionaryFromRows(rows.map(([path, json]) => ({ path: String(path), json: String(json) })));
  const print = () => printCohort(planOf(dictionary), { name: 'eight', dialect: 'duckdb' });
  const printed = print();
  const attrition = printAttrition(planOf(dictionary), { name: 'eight', dialect: 'duckdb' });
  const compiled = await fastest(print);
  const ran = await fastest(() => makeTables(engine, printed));
  const counted = await fastest(() => engine.query(attrition));
  const hand = await fastest(() => engine.execute(`CREATE OR REPLACE TABLE by_hand AS ${byHand}`));
  const differ = tableOfFrame(
    await engine.query(
      'SELECT count(*) AS n FROM (SELECT patient_id, index_date FROM eight) AS a FULL JOIN by_hand AS b USING (patient_id, index_date) WHERE a.patient_id IS NULL OR b.patient_id IS NULL',
    ),
  ).rows[0][0];
  if (differ !== 0) throw new Error(`${differ} entries differ between the program and the SQL written by hand`);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return `cohort, 8 criteria, ${patients.toLocaleString('en')} patients: compiled ${ms(compiled)}, run ${ms(ran)}, attrition alone ${ms(counted)}; by hand ${ms(hand)} (×${(ran / hand).toFixed(2)})`;
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
