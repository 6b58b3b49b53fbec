import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureEmbedded } from '@/app/_server/databases/ensure-embedded';
import { manifestFromRows } from '@/app/_server/databases/manifest';
import { profileFromRows } from '@/cohort-dsl/schema/profile';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { ask } from './folder';

const real = ['breast_cancer', 'cardiometabolic', 'renal_flc'];
let dataDirectory: string;
const path = (name: string) => join(dataDirectory, 'databases', `${name}@2026.1.duckdb`);

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'coho-embedded-'));
  await ensureEmbedded(dataDirectory, real);
});

afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

/** A source file, read here and not by the engine. The sources hold no quoted commas. */
async function source(name: string): Promise<readonly Record<string, string>[]> {
  const [head, ...lines] = gunzipSync(await readFile(`data/sources/${name}.csv.gz`))
    .toString('utf8')
    .trim()
    .split('\n');
  const names = head.replaceAll('"', '').split(',');
  return lines.map((line) =>
    Object.fromEntries(
      line
        .replaceAll('"', '')
        .split(',')
        .map((value, at) => [names[at], value]),
    ),
  );
}

/** Completed years, as the cohort language counts them. */
const ageSql = (birth: string, day: string) =>
  `year(${day}) - year(${birth}) - CASE WHEN (month(${day}), day(${day})) < (month(${birth}), day(${birth})) THEN 1 ELSE 0 END`;

test('breast_cancer: 2,982 and 686 women, keys distinct although the sources share numbers', async () => {
  expect(
    await ask(
      path('breast_cancer'),
      'SELECT centre, count(*) AS n, count(DISTINCT patient_id) AS keys FROM patient GROUP BY centre ORDER BY centre',
    ),
  ).toEqual([
    { centre: 'gbsg', n: '686', keys: '686' },
    { centre: 'rotterdam', n: '2982', keys: '2982' },
  ]);
});

test('breast_cancer: age at surgery, days to events and covariates are those of the sources', async () => {
  const rotterdam = (await source('rotterdam')).map((row) => {
    const [rtime, dtime, recur, death] = [row.rtime, row.dtime, row.recur, row.death].map(Number);
    const either = recur === 1 ? rtime : death === 1 ? dtime : null;
    return {
      key: String(1_000_000 + Number(row.pid)),
      age: row.age,
      nodes: row.nodes,
      hormone: row.hormon,
      year: row.year,
      recurrence: recur ? rtime : null,
      death: death ? dtime : null,
      either,
      last: Math.max(rtime, dtime),
    };
  });
  const gbsg = (await source('gbsg')).map((row) => {
    const days = Number(row.rfstime);
    return {
      key: String(2_000_000 + Number(row.pid)),
      age: row.age,
      nodes: row.nodes,
      hormone: row.hormon,
      year: '2000',
      recurrence: null,
      death: null,
      either: row.status === '1' ? days : null,
      last: days,
    };
  });
  const days = (kind: string) => `(SELECT e.date - s.date FROM event e WHERE e.patient_id = s.patient_id AND kind = '${kind}')::INTEGER`;
  const rows = await ask(
    path('breast_cancer'),
    `SELECT s.patient_id::VARCHAR AS key, (${ageSql('birth_date', 's.date')})::VARCHAR AS age, nodes::VARCHAR AS nodes, hormone::VARCHAR AS hormone, year(s.date)::VARCHAR AS year,
       ${days('recurrence')} AS recurrence, ${days('death')} AS death, ${days('recurrence_or_death')} AS either, (o.end_date - o.start_date)::INTEGER AS last
     FROM surgery s JOIN patient p USING (patient_id) JOIN observed o USING (patient_id) WHERE o.start_date = s.date ORDER BY s.patient_id`,
  );
  const byKey = <T extends { key: string }>(list: readonly T[]) => [...list].sort((a, b) => Number(a.key) - Number(b.key));
  expect(rows).toEqual(byKey([...rotterdam, ...gbsg]));
});

test('cardiometabolic: ages come back, the copied items are absent, implausible and late rows are flagged', async () => {
  const ages = (await source('nafld1')).map(({ id, age }) => [id, age]);
  const rows = await ask(
    path('cardiometabolic'),
    `SELECT patient_id::VARCHAR AS id, (${ageSql('birth_date', 'date')})::VARCHAR AS age FROM enrolment JOIN patient USING (patient_id)`,
  );
  expect(new Map(rows.map(({ id, age }) => [id, age]))).toEqual(new Map(ages.map(([id, age]) => [id, age])));
  expect(await ask(path('cardiometabolic'), 'SELECT item, count(*) AS n FROM measurement GROUP BY item ORDER BY item')).toEqual([
    { item: 'fib4', n: '3738' },
    { item: 'hdl', n: '161259' },
    { item: 'sbp', n: '33430' },
    { item: 'smoke', n: '7008' },
  ]);
  expect(
    await ask(
      path('cardiometabolic'),
      "SELECT max(value) AS top, count(*) FILTER (WHERE value > 300) AS high FROM measurement WHERE item = 'sbp' AND flag = 'implausible'",
    ),
  ).toEqual([{ top: 13682, high: '3' }]);
  expect(await ask(path('cardiometabolic'), 'SELECT count(flag) AS n FROM diagnosis')).toEqual([{ n: '13' }]);
  const stray = await ask(
    path('cardiometabolic'),
    `SELECT count(*) AS n FROM (
      SELECT patient_id, date FROM measurement UNION ALL SELECT patient_id, date FROM diagnosis WHERE flag IS NULL) JOIN observed USING (patient_id)
      WHERE date NOT BETWEEN start_date AND end_date`,
  );
  expect(stray).toEqual([{ n: '0' }]);
});

test('renal_flc: one row a resident, age and eGFR by hand', async () => {
  const rows = await ask(
    path('renal_flc'),
    `SELECT (${ageSql('birth_date', 'date')})::VARCHAR AS age, egfr FROM sample JOIN patient USING (patient_id) ORDER BY patient_id`,
  );
  expect(rows.map(({ age }) => age)).toEqual((await source('flchain')).map(({ age }) => age));
  // Row 1: a woman of 97, creatinine 1.7 mg/dL: 142 × (1.7/0.7)^−1.2 × 0.9938^97 × 1.012.
  expect(rows[0].egfr).toBeCloseTo(142 * (1.7 / 0.7) ** -1.2 * 0.9938 ** 97 * 1.012, 9);
  const { length } = rows.filter(({ egfr }) => egfr === null);
  expect(length).toBe(1350);
});

test.each(real)('%s: manifest, dictionary and profile speak of the same tables; every label has both languages', async (name) => {
  const read = async (table: string) =>
    (await ask(path(name), `FROM ${table}`)).map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
    );
  const dictionary = dictionaryFromRows((await read('_coho_dictionary')).map(({ path: at, json }) => ({ path: at, json })));
  const manifest = manifestFromRows((await read('_coho_manifest')).map(({ key, json }) => ({ key, json })));
  const profile = profileFromRows((await read('_coho_profile')).map(({ path: at, json }) => ({ path: at, json })));
  expect(manifest.about.policy).toBe('open data');
  expect(manifest.about.licence).toBe('LGPL-2.0-or-later');
  expect(Object.keys(manifest.tables)).toEqual(dictionary.tables.map((table) => table.name));
  expect(dictionary.template?.en).toContain(`from ${name}\n`);
  for (const table of dictionary.tables) {
    expect(profile.tables.get(table.name)?.rows).toBe(manifest.tables[table.name].rows);
    const named = [table, ...table.columns, ...table.items, ...table.columns.flatMap((column) => column.values ?? [])];
    for (const { label } of named) expect(label.zh, `${table.name}: ${label.en}`).toMatch(/[一-鿿]/);
    for (const column of table.columns) {
      const facts = profile.columns.get(`${table.name}/${column.name}`);
      expect(facts?.rows).toBe(manifest.tables[table.name].rows);
      expect(facts?.known).toBeLessThanOrEqual(facts?.rows ?? 0);
    }
    for (const item of table.items) {
      const facts = profile.items.get(`${table.name}/${item.name}`);
      if (facts?.summary.kind !== 'number' || !facts.summary.histogram) continue;
      const { counts, edges, below, above } = facts.summary.histogram;
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
      expect(edges).toHaveLength(counts.length + 1);
      expect(below + above + counts.reduce((sum, count) => sum + count, 0)).toBe(facts.known);
    }
  }
});

test('rows lie by patient, so that a range read of one patient is local', async () => {
  expect(
    await ask(
      path('cardiometabolic'),
      'SELECT count(*) AS n FROM (SELECT patient_id, lag(patient_id) OVER (ORDER BY rowid) AS before FROM measurement) WHERE before > patient_id',
    ),
  ).toEqual([{ n: '0' }]);
});
