import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { readDictionaryFile } from '@/app/_server/databases/build/read-dictionary-file';
import { buildEmbedded, sourcesFolder, stageEmbedded } from '@/app/_server/databases/embedded/build-embedded';
import { findEmbedded } from '@/app/_server/databases/embedded/catalogue';
import { Engine } from '@/app/_server/databases/engine';
import { ask, folderOf } from './folder';

function renal() {
  const database = findEmbedded('renal');
  if (!database) throw new Error('the embedded database renal is gone');
  return database;
}

test('the same seed and size give the same rows; another seed gives others', async () => {
  const folder = await folderOf({});
  const build = async (seed: number) =>
    (await buildEmbedded(renal(), { patients: 300, seed }, join(folder, `${seed}.duckdb`), sourcesFolder())).manifest;
  const [first, again, other] = [await build(7), await build(7), await build(8)];
  expect(again.tables).toEqual(first.tables);
  expect(other.tables.lab.sha256).not.toBe(first.tables.lab.sha256);
  expect(first.parameters).toEqual({ patients: 300, seed: 7 });
});

test('the rows are the same however many patients are made at a time', async () => {
  const folder = await folderOf({});
  const build = async (atOnce: number) =>
    (await buildEmbedded(renal(), { patients: 300 }, join(folder, `${atOnce}.duckdb`), sourcesFolder(), atOnce)).manifest.tables;
  const whole = await build(300);
  expect(await build(70)).toEqual(whole);
  expect(whole.patient.rows).toBe(300);
  const differing = await ask(
    join(folder, '70.duckdb'),
    `ATTACH '${join(folder, '300.duckdb')}' AS whole (READ_ONLY);
     SELECT path FROM _coho_profile p JOIN whole._coho_profile w USING (path) WHERE p.json <> w.json`,
  );
  expect(differing).toEqual([]);
});

test('records are consistent with the patients they belong to', async () => {
  const folder = await folderOf({});
  const path = join(folder, 'renal.duckdb');
  await buildEmbedded(renal(), { patients: 2000 }, path, sourcesFolder());
  const one = async (sql: string) => Object.values((await ask(path, sql))[0])[0];
  for (const table of ['visit', 'diagnosis', 'lab', 'vital', 'prescription', 'procedure']) {
    const stray = `SELECT count(*) FROM ${table} t JOIN observed USING (patient_id) WHERE t.date::DATE NOT BETWEEN start_date AND end_date`;
    expect(await one(stray), table).toBe('0');
  }
  expect(await one('SELECT count(*) FROM observed JOIN patient USING (patient_id) WHERE end_date > death_date')).toBe('0');
  expect(await one('SELECT count(*) FROM patient WHERE (death_date IS NULL) <> (cause_of_death IS NULL)')).toBe('0');
  expect(await one('SELECT count(DISTINCT centre) FROM patient')).toBe('7');
  expect(await one("SELECT count(DISTINCT unit_source) FROM lab WHERE item = 'creatinine'")).toBe('2');
  expect(await one("SELECT count(DISTINCT unit) FROM lab WHERE item = 'creatinine'")).toBe('1');
  expect(await one('SELECT count(comparator) > 0 AND count(*) > count(value) FROM lab')).toBe(true);
  // On the day of index one eGFR and one albuminuria; repeats of a day lie elsewhere.
  const index = "(SELECT patient_id, min(date) AS day FROM diagnosis WHERE code LIKE 'N18%' GROUP BY 1)";
  expect(
    await one(`SELECT count(*) FROM (SELECT patient_id, count(*) FILTER (WHERE item = 'egfr') AS e, count(*) FILTER (WHERE item = 'acr') AS a
    FROM lab JOIN ${index} USING (patient_id) WHERE date::DATE = day GROUP BY 1) WHERE e <> 1 OR a <> 1`),
  ).toBe('0');
  expect(
    await one(
      "SELECT count(*) > 50 FROM (SELECT patient_id FROM lab WHERE item = 'creatinine' GROUP BY patient_id, date::DATE HAVING count(*) > 1)",
    ),
  ).toBe(true);
  // A laboratory's eGFR is CKD-EPI 2021 of the creatinine of the same sample, age counted from the month of birth.
  const worst =
    await one(`SELECT max(abs(e.value - 142 * least(c.value * 0.011312 / k, 1) ** a * greatest(c.value * 0.011312 / k, 1) ** -1.2
      * 0.9938 ** age * CASE sex WHEN 'F' THEN 1.012 ELSE 1 END))
    FROM lab e JOIN lab c USING (patient_id, date)
    JOIN (SELECT patient_id, sex, birth_date, CASE sex WHEN 'F' THEN 0.7 ELSE 0.9 END AS k, CASE sex WHEN 'F' THEN -0.241 ELSE -0.302 END AS a FROM patient) USING (patient_id),
    LATERAL (SELECT date_diff('month', birth_date, date_trunc('month', e.date)) // 12 AS age)
    WHERE e.item = 'egfr' AND c.item = 'creatinine'`);
  expect(worst).toBeLessThan(0.0501);
});

test('every code in use has a name in both languages', async () => {
  const folder = await folderOf({});
  const path = join(folder, 'renal.duckdb');
  await buildEmbedded(renal(), { patients: 2000 }, path, sourcesFolder());
  const nameless = await ask(
    path,
    `SELECT DISTINCT system, code FROM (SELECT 'ICD10' AS system, code FROM diagnosis UNION ALL SELECT 'ICD10', cause_of_death FROM patient
       UNION ALL SELECT 'ATC', code FROM prescription UNION ALL SELECT 'ICD9CM3', code FROM procedure) used
     WHERE code IS NOT NULL AND NOT EXISTS (FROM _coho_concept c WHERE c.system = used.system AND c.code = used.code AND en IS NOT NULL AND zh IS NOT NULL)`,
  );
  expect(nameless).toEqual([]);
  const [{ json }] = await ask(path, "SELECT json FROM _coho_profile WHERE path = 'tables/procedure/columns/code'");
  expect(JSON.parse(String(json)).summary.values[0]).toMatchObject({
    value: '55.23',
    label: { en: 'Closed [percutaneous] biopsy of kidney', zh: '闭合性（经皮）肾活检' },
  });
});

// The manifest's program, written by hand in SQL over the recorded rows.
const cohortSql = `
  WITH entry AS (SELECT patient_id, min(date) AS day FROM staged.diagnosis WHERE code LIKE 'N18%' GROUP BY 1),
  failure AS (SELECT patient_id, min(date) AS day FROM staged.procedure JOIN entry USING (patient_id)
              WHERE code IN ('39.95', '54.98', '55.69') AND date > entry.day GROUP BY 1),
  latest AS (SELECT patient_id, arg_max(value, date) FILTER (WHERE item = 'egfr') AS egfr, arg_max(value, date) FILTER (WHERE item = 'acr') AS acr
             FROM staged.lab JOIN entry USING (patient_id)
             WHERE item IN ('egfr', 'acr') AND date::DATE BETWEEN day - 180 AND day AND value IS NOT NULL GROUP BY 1),
  diabetic AS (SELECT DISTINCT patient_id FROM staged.diagnosis d JOIN entry USING (patient_id) WHERE left(code, 3) BETWEEN 'E10' AND 'E14' AND d.date <= day)
  SELECT date_diff('month', birth_date, date_trunc('month', entry.day)) // 12 AS age, (sex = 'M')::INTEGER AS male, egfr, ln(acr) AS ln_acr,
    (diabetic.patient_id IS NOT NULL)::INTEGER AS diabetes, least(end_date, death_date) AS exit,
    (least(failure.day, exit) - entry.day)::INTEGER AS days, coalesce(failure.day <= exit, false)::INTEGER AS event
  FROM staged.patient JOIN entry USING (patient_id) JOIN staged.observed USING (patient_id) LEFT JOIN failure USING (patient_id)
  LEFT JOIN latest USING (patient_id) LEFT JOIN diabetic USING (patient_id)
  ORDER BY patient_id`;

test('at 200,000 patients the true model finds each log hazard ratio within three standard errors', async () => {
  const { about } = await readDictionaryFile(join(sourcesFolder(), 'renal', 'dictionary.yaml'));
  const truth = about.true_model?.log_hazard_ratios;
  if (!truth) throw new Error('the dictionary of renal names no true model');
  const engine = await Engine.inMemory();
  const terms = { age: 'age', sexM: 'male', egfr: 'egfr', ln_acr: 'ln_acr', diabetesTRUE: 'diabetes' } as const;
  expect(Object.keys(truth)).toEqual(Object.keys(terms));
  try {
    await stageEmbedded(engine, renal(), { patients: 200_000 }, sourcesFolder());
    const rows = await engine.rows<Record<string, number>>(`SELECT COLUMNS(* EXCLUDE exit)::DOUBLE FROM (${cohortSql})`);
    const n = rows.length;
    expect(n).toBe(200_000);
    const columns = Object.values(terms);
    const x = new Float64Array(n * columns.length);
    columns.forEach((column, j) => {
      rows.forEach((row, i) => {
        x[j * n + i] = row[column];
      });
    });
    const fit = fitCox({
      n,
      p: columns.length,
      time: Float64Array.from(rows, ({ days }) => days),
      start: null,
      event: Uint8Array.from(rows, ({ event }) => event),
      x,
      strata: null,
      weights: null,
      offset: null,
      cluster: null,
      ties: 'efron',
      assign: Int32Array.from(columns, (_, j) => j),
    });
    expect(fit.converged).toBe(true);
    expect(fit.events).toBeGreaterThan(15_000);
    Object.keys(terms).forEach((term, j) => {
      const error = Math.sqrt(fit.modelVariance[j * columns.length + j]);
      expect(Math.abs(fit.coefficients[j] - truth[term]) / error, `${term}: ${fit.coefficients[j]}`).toBeLessThan(3);
    });
  } finally {
    engine.close();
  }
}, 300_000);
