/**
 * Which queries over patients may be kept for others to see. 200 patients of two sexes and ten grades; grade 9 has four of them, centre C
 * has one; patient 7 is called Ada, was born like no other, alone has a rare column, another status and another dose, and no weight after.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSummary } from '@/analysis-kernel/cells/sql/read-summary';
import { sqlTokens } from '@/analysis-kernel/cells/sql/tokens';
import { groupsQuery, showsNobody as judge, partsQuery } from '@/analysis-kernel/disclosure/judge-summary';
import type { SummaryPlan } from '@/analysis-kernel/disclosure/summary-plan';
import { openNodeEngine } from '@/analysis-kernel/node';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { EngineError, type QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

let engine: QueryEngine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute(`CREATE TABLE patient AS SELECT i AS patient_id, CASE WHEN i % 2 = 0 THEN 'F' ELSE 'M' END AS sex,
    CASE WHEN i < 4 THEN 9 ELSE i % 4 END AS grade, CASE WHEN i = 7 THEN 'Ada' ELSE 'n' || i END AS name, 40 + i % 37 + 0.5 AS age,
    DATE '1950-01-01' + CAST(i AS INTEGER) AS birth_date, (i % 3 = 0)::INTEGER AS event, (i = 7)::INTEGER AS rare, CASE WHEN i = 7 THEN 1 ELSE (i % 3 = 0)::INTEGER END AS event_again, CASE WHEN i >= 21 THEN 1 END AS known_again,
    (i < 5)::INTEGER AS rare5, (i >= 5)::INTEGER AS nearly, i % 5 = 0 AS smoker, 100 + i * 0.5 AS weight,
    CASE WHEN i = 7 THEN 12.5 ELSE 0 END AS hidden, CASE WHEN i < 3 THEN 1.5 END AS mostly_missing,
    CASE WHEN i % 2 = 0 OR i IN (1, 3, 5) THEN 2.5 END AS few_men, CASE WHEN i % 2 = 1 THEN 100 WHEN i = 8 THEN 50 ELSE 0 END AS mixed,
    CASE WHEN i = 7 THEN 2 ELSE 1 END AS status, CASE WHEN i < 12 THEN 2 ELSE 1 END AS coded, CASE WHEN i = 7 THEN 62.5 ELSE 50 END AS dose,
    60 + i % 23 AS kg, CASE WHEN i = 7 THEN 70.0 ELSE 1000.0 * (60 + i % 23) END AS grams, round(CASE WHEN i = 7 THEN 70 ELSE 2.2046 * (60 + i % 23) END) AS pounds,
    60 + i % 23 + CASE WHEN i < 4 THEN 9 ELSE i % 4 END + CASE WHEN i = 7 THEN 42 ELSE 0 END AS both, CASE WHEN i = 7 THEN 71.3 ELSE 60 + i % 23 END AS scale,
    CASE WHEN i <> 7 THEN 100 + i * 0.5 END AS weight_after, CASE WHEN i >= 20 THEN 1 END AS known, CASE WHEN i = 11 THEN 'C' WHEN i % 2 = 0 THEN 'A' ELSE 'B' END AS centre FROM range(200) t(i)`);
  await engine.execute(
    "CREATE TABLE lab AS SELECT i % 200 AS patient_id, i AS value, i % 5 AS item, DATE '2020-01-01' + CAST(i % 900 AS INTEGER) AS drawn FROM range(2000) t(i)",
  );
  // Patient 7 has nearly all the stays.
  await engine.execute(`CREATE TABLE stay AS SELECT CASE WHEN i < 900 THEN 7 ELSE i - 900 END AS patient_id,
    CASE WHEN i < 900 THEN 33.3 ELSE 1.0 END AS cost FROM range(930) t(i)`);
  await engine.execute('CREATE TABLE heavy AS SELECT 7 AS k FROM range(5000)');
  await engine.execute("CREATE TABLE counts AS SELECT 'F' AS sex, 100 AS n UNION ALL SELECT 'M', 100");
  await engine.execute('CREATE TABLE listed AS SELECT patient_id, age FROM patient');
});
afterAll(() => engine.close());

async function showsNobody(sql: string): Promise<boolean> {
  const plan = readSummary(sql, sqlTokens(sql).tokens, new Set(['patient_id']));
  const faults =
    plan &&
    partsQuery(plan, (table) => {
      const name = table.toLowerCase();
      if (/^(counts|heavy)$/.test(name)) return undefined;
      return /^(patient|lab|stay)$/.test(name) ? 'patient_id' : null;
    });
  if (!faults) return false;
  try {
    return judge(tableOfFrame(await engine.query(faults)).rows);
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

describe('shows groups of patients', () => {
  it.each([
    'SELECT count(*) AS n FROM patient',
    'SELECT count(DISTINCT patient_id) AS patients FROM lab',
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex',
    'SELECT sex, count(*) n FROM patient GROUP BY 1 ORDER BY n DESC LIMIT 5',
    'SELECT sex, count(*) AS n, avg(age) AS age FROM patient GROUP BY ALL ORDER BY sex',
    'SELECT sex, round(avg(age), 1) AS age, stddev(age) AS sd FROM patient GROUP BY sex',
    'SELECT round(100 * avg(event), 1) AS percent, median(age) AS age FROM patient',
    "SELECT sex, sum(age) / count(*) AS mean FROM patient WHERE age > 50 AND name <> '' GROUP BY sex",
    'SELECT grade, count(*) AS n FROM patient GROUP BY grade HAVING count(*) >= 10',
    'SELECT CAST(floor(age / 20) * 20 AS INTEGER) AS age_from, sum(event) AS events FROM patient GROUP BY age_from',
    'SELECT year(birth_date) AS born, count(*) AS n FROM patient GROUP BY ALL',
    'SELECT sex, quantile_cont(age, 0.25) AS q1, quantile_cont(age, 0.75) AS q3 FROM patient GROUP BY sex',
    'SELECT sex, sum(CASE WHEN age > 60 THEN 1 ELSE 0 END) AS older FROM patient GROUP BY sex',
    'SELECT count(*) FILTER (WHERE age > 60) AS older, count(*) AS n FROM patient',
    'SELECT count_if(age > 60) AS older FROM patient',
    "SELECT avg(age) FILTER (WHERE sex = 'F') AS women, avg(age) FILTER (WHERE sex = 'M') AS men FROM patient",
    'SELECT p.sex, avg(l.value) AS value FROM patient AS p JOIN lab AS l ON l.patient_id = p.patient_id GROUP BY p.sex',
    'SELECT sex, avg(value) AS value FROM patient LEFT JOIN lab USING (patient_id) GROUP BY sex',
    'SELECT item, count(DISTINCT patient_id) AS patients, avg(value) AS mean FROM lab GROUP BY item',
    'SELECT p.sex, count(*) AS n, c.n AS before FROM patient p JOIN counts c ON c.sex = p.sex GROUP BY ALL',
    'SELECT "sex", avg("age") AS "mean age" FROM "patient" GROUP BY "sex" -- by sex',
    "SELECT /* women */ count(*) AS n FROM patient WHERE sex = 'F'",
    "SELECT sex, avg(age::DOUBLE * 12 + 1) AS months FROM patient WHERE birth_date >= DATE '1950-02-01' GROUP BY sex",
    "SELECT CASE WHEN age < 60 THEN 'young' ELSE 'old' END AS band, count(*) AS n FROM patient GROUP BY band",
    'SELECT sex FROM patient GROUP BY sex',
    "SELECT upper(sex) || ' ' || sex AS who, count(*) AS n FROM patient WHERE centre IN ('A', 'B') GROUP BY ALL",
    'SELECT sex, sem(weight) AS v FROM patient WHERE weight > age AND NOT smoker AND age BETWEEN 45 AND 75 GROUP BY sex',
    'SELECT sum(kg) AS a, sum(age) AS b, sum(event) AS c FROM patient',
    "SELECT coalesce(sex, '?') AS sex, 100.0 * sum(event) / count(*) AS percent FROM patient GROUP BY 1",
    'SELECT sex, CASE WHEN count(*) > 20 THEN avg(age) END AS age FROM patient GROUP BY sex',
    'SELECT sex, var_samp(age) AS v, sem(age) AS se FROM patient WHERE age BETWEEN 45 AND 70 AND name IS NOT NULL GROUP BY sex',
    "SELECT count(*) AS n FROM patient WHERE sex IS NOT DISTINCT FROM 'F'",
    // Middles of columns that are zero but for one patient, or known of many: no sum that one could dominate.
    'SELECT median(hidden) AS v FROM patient',
    "SELECT median(mixed) AS v FROM patient WHERE sex = 'F'",
    'SELECT count(few_men) AS v FROM patient',
    'SELECT avg(coded) AS v, stddev(coded) AS sd FROM patient',
    'SELECT avg(weight_after) AS v, count(*) AS n FROM patient',
    'SELECT count(known) AS v, count(*) AS n FROM patient',
    'SELECT avg(known) AS v FROM patient',
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex HAVING count(patient_id) > 20',
    // Twelve patients are enough for a number of them, and for the rest.
    'SELECT count(*) FILTER (WHERE age < 42) AS v FROM patient',
    'SELECT smoker, count(*) AS n FROM patient GROUP BY smoker ORDER BY smoker',
    'SELECT sex, smoker, count(*) AS n, round(avg(weight), 1) AS kg FROM patient GROUP BY sex, smoker',
    'SELECT sex, count(*) FILTER (WHERE smoker) AS smokers, count(*) AS n FROM patient GROUP BY sex',
    "SELECT count(*) FILTER (WHERE smoker) AS a, count(*) FILTER (WHERE age >= 60) AS b, count(*) FILTER (WHERE sex = 'F') AS c FROM patient",
    'SELECT avg(age) FILTER (WHERE smoker) AS a, avg(age) FILTER (WHERE NOT smoker) AS b FROM patient',
    'SELECT sum(weight) AS v FROM patient',
    'SELECT sum(event) AS events, count(*) AS n, 100.0 * sum(event) / count(*) AS percent FROM patient',
    'SELECT sex, sum(event) AS events FROM patient GROUP BY sex',
    'SELECT 2.2 * avg(weight) AS pounds FROM patient',
    'SELECT item, avg(value) AS v, stddev(value) AS sd FROM lab GROUP BY item',
    'SELECT item, median(value) AS v FROM lab GROUP BY item',
    'SELECT item, quantile_cont(value, 0.25) AS a, quantile_cont(value, 0.75) AS b, count(*) AS n FROM lab GROUP BY item ORDER BY item',
    'SELECT p.sex, l.item, avg(l.value) AS v FROM lab l JOIN patient p ON p.patient_id = l.patient_id GROUP BY p.sex, l.item',
    'SELECT year(drawn) AS y, count(*) AS n, count(DISTINCT patient_id) AS p FROM lab GROUP BY y ORDER BY y',
    "SELECT date_trunc('year', drawn) AS y, avg(value) AS v FROM lab GROUP BY 1",
    'SELECT sum(age) AS v FROM patient p JOIN counts c ON c.sex = p.sex',
    'SELECT avg(smoker::INTEGER::DOUBLE) AS v FROM patient',
    'SELECT floor(weight / 10) * 10 AS w, count(*) AS n FROM patient GROUP BY w HAVING count(*) >= 10',
    'SELECT var_pop(age - 50) AS v FROM patient',
    'SELECT count_if(grade = 1) AS a, count_if(grade = 2) AS b, count_if(grade = 3) AS c FROM patient WHERE grade < 9 AND grade > 0',
    "SELECT sex, count(DISTINCT centre) AS centres FROM patient WHERE centre <> 'C' GROUP BY sex",
    // Twelve patients share no value of theirs with ten others: together they are enough.
    'SELECT count(DISTINCT birth_date) AS days, count(*) AS n FROM patient',
    'SELECT p.sex, count(DISTINCT l.item) AS items FROM lab l JOIN patient p ON p.patient_id = l.patient_id GROUP BY p.sex',
    'SELECT count(DISTINCT l.patient_id) AS patients FROM lab l JOIN patient p ON p.patient_id = l.patient_id',
    'SELECT sum(weight) - sum(age) AS v FROM patient',
    'SELECT sum(event) AS a, sum(smoker::INTEGER) AS b, avg(age) AS c FROM patient',
    'SELECT count(known) AS a, count(few_men) AS b FROM patient',
    'SELECT quantile_cont(age, 0.05) AS a, quantile_cont(age, 0.5) AS b, quantile_cont(age, 0.95) AS c FROM patient',
    'SELECT quantile_cont(age, 0.5) AS a, median(age) AS b, quantile_cont(weight, 0.51) AS c FROM patient',
    'SELECT sex, avg(age) AS a, avg(weight) AS b, avg(event) AS c FROM patient GROUP BY sex',
    'SELECT sum(CASE WHEN event = 1 THEN 1 ELSE 0 END) AS e, avg(age) AS age FROM patient',
    "SELECT CASE WHEN age < 50 THEN 'a' WHEN age < 60 THEN 'b' ELSE 'c' END AS band, avg(event) AS risk FROM patient GROUP BY ALL",
    "SELECT sex, 100 * avg(event) AS risk, count(*) AS n FROM patient WHERE birth_date < DATE '1950-06-01' GROUP BY sex ORDER BY risk DESC",
    'SELECT count(*) AS n FROM lab WHERE value > 100',
    'SELECT median(value) FILTER (WHERE item = 3) AS crp FROM lab',
    'SELECT avg(value) FILTER (WHERE item = 3) AS a, avg(value) FILTER (WHERE item = 4) AS b, avg(value) FILTER (WHERE item = 0) AS c FROM lab',
  ])('%s', async (sql) => {
    expect(await showsNobody(sql)).toBe(true);
  });
});

describe('shows a patient, or may', () => {
  it.each([
    'SELECT * FROM patient',
    'FROM patient',
    'SELECT age FROM patient',
    'SELECT DISTINCT age FROM patient',
    'SELECT patient_id, count(*) AS n FROM patient GROUP BY patient_id',
    'SELECT "PATIENT_ID" % 1000000 AS p, count(*) AS n FROM patient GROUP BY p',
    'SELECT patient_id // 1 AS p, avg(age) AS age FROM patient GROUP BY ALL',
    'SELECT name, avg(age) AS age FROM patient GROUP BY name',
    'SELECT birth_date, sex, count(*) AS n FROM patient GROUP BY ALL',
    'SELECT grade, avg(age) AS age FROM patient GROUP BY grade',
    'SELECT centre, count(*) AS n FROM patient GROUP BY centre',
    'SELECT grade, count(*) AS n FROM patient GROUP BY grade HAVING count(*) = 1',
    'SELECT grade, count(*) AS n FROM patient GROUP BY grade HAVING count(*) > 3',
    "SELECT sex, count(*) AS n FROM patient GROUP BY sex HAVING max(CASE WHEN name = 'Ada' THEN age END) > 40",
    "SELECT sum(CASE WHEN name = 'Ada' THEN age END) AS v FROM patient",
    "SELECT sum(CASE WHEN name = 'Ada' THEN age ELSE 0 END) AS v FROM patient",
    "SELECT sum(CASE WHEN sex = 'F' THEN CASE WHEN name = 'Ada' THEN age ELSE 0 END ELSE 0 END) AS v FROM patient",
    "SELECT sum(CASE WHEN name = 'Ada' THEN 1 ELSE 0 END) AS v FROM patient",
    "SELECT sum(age * (name = 'Ada')::INTEGER) AS v FROM patient",
    'SELECT sum(age * rare) AS v FROM patient',
    'SELECT sum(hidden) AS v FROM patient',
    'SELECT avg(hidden) AS v FROM patient',
    'SELECT sum(rare) AS v FROM patient',
    'SELECT sum(1 / (age - 47.5)) AS v FROM patient',
    'SELECT avg(mostly_missing) AS v FROM patient',
    'SELECT count(mostly_missing) AS v FROM patient',
    "SELECT avg(age) AS v FROM patient WHERE name = 'Ada'",
    "SELECT avg(age) AS v FROM patient WHERE birth_date = DATE '1950-01-08'",
    'SELECT avg(age) AS v FROM patient WHERE patient_id = 7',
    'SELECT avg(age) AS v FROM patient WHERE "patient_id" = 7',
    'SELECT avg(age) AS v FROM patient WHERE patient."Patient_Id" BETWEEN 0 AND 100',
    'SELECT avg(age) AS v FROM patient WHERE rowid < 100',
    "SELECT avg(age) FILTER (WHERE name = 'Ada') AS v, count(*) AS n FROM patient",
    "SELECT sum(age) - sum(age) FILTER (WHERE name <> 'Ada') AS v FROM patient",
    "SELECT sum(age) FILTER (WHERE age > 45) - sum(age) FILTER (WHERE age > 45 AND name <> 'Ada') AS v FROM patient",
    'SELECT count_if(rare = 1) AS v FROM patient',
    // The sum of all less that of the women is of the three men with a value.
    "SELECT sum(few_men) FILTER (WHERE sex = 'F') AS v FROM patient",
    // Among the women, one has all of it.
    "SELECT sum(mixed) FILTER (WHERE sex = 'F') AS v FROM patient",
    'SELECT min(age) AS v FROM patient',
    'SELECT max(age) AS v FROM patient',
    'SELECT sex, any_value(age) AS v FROM patient GROUP BY sex',
    'SELECT sex, first(age) AS v, count(*) AS n FROM patient GROUP BY sex',
    'SELECT arg_max(name, age) AS v FROM patient',
    'SELECT max_by(name, age) AS v FROM patient',
    'SELECT mode(name) AS v FROM patient',
    'SELECT quantile_cont(age, 0.999) AS v FROM patient',
    'SELECT quantile_cont(age, 1) AS v FROM patient',
    'SELECT quantile_disc(age, 0.5) AS v FROM patient',
    'SELECT quantile_cont(age, [0.1, 0.9]) AS v FROM patient',
    'SELECT list(age) AS v FROM patient',
    'SELECT array_agg(age) AS v FROM patient',
    "SELECT string_agg(name, ',') AS v FROM patient",
    'SELECT histogram(age) AS v FROM patient',
    "SELECT count(*) AS n, {'a': 1} AS v FROM patient GROUP BY ALL",
    'SELECT count(*) AS n, MAP {1: avg(age)} AS v FROM patient',
    'SELECT age, count(*) OVER (PARTITION BY sex) AS n FROM patient',
    'SELECT sex, sum(count(*)) OVER () AS n FROM patient GROUP BY sex',
    'SELECT count(*) AS n, (SELECT min(age) FROM patient) AS v FROM patient',
    'SELECT count(*) AS n FROM patient p WHERE EXISTS (SELECT 1 FROM lab l WHERE l.patient_id = p.patient_id AND l.value > 1990)',
    'SELECT sex, count(*) AS n FROM patient WHERE age = (SELECT max(age) FROM patient) GROUP BY sex',
    'SELECT count(*) AS n FROM patient UNION ALL SELECT age FROM patient',
    'WITH a AS (SELECT * FROM patient) SELECT sex, count(*) AS n FROM a GROUP BY sex',
    'SELECT avg(age) AS v FROM (SELECT age FROM patient LIMIT 1)',
    "SELECT sum(o.age) / count(*) AS v FROM patient p JOIN patient o ON o.sex = p.sex WHERE o.name = 'Ada'",
    'SELECT count(*) AS n, avg(l.age) AS v FROM patient p JOIN listed l ON l.patient_id = p.patient_id',
    'SELECT avg(age) AS v FROM listed',
    'SELECT avg(age) AS v FROM patient, range(100)',
    'SELECT avg(age) AS v FROM patient TABLESAMPLE 1 ROWS',
    'SELECT avg(age) AS v FROM patient USING SAMPLE 1',
    'PIVOT patient ON grade USING count(*)',
    'SELECT *, count(*) AS n FROM patient GROUP BY ALL',
    'SELECT patient.*, count(*) AS n FROM patient GROUP BY ALL',
    'SELECT COLUMNS(*), count(*) AS n FROM patient GROUP BY ALL',
    'SELECT count(*) AS n, sex FROM patient GROUP BY ROLLUP (sex, name)',
    'SELECT sex, count(*) AS n FROM patient GROUP BY GROUPING SETS ((sex), (name))',
    'SELECT sex, 10 AS "~0", count(*) AS n FROM patient GROUP BY ALL',
    'SELECT sex -- avg(age)\n, name, count(*) AS n FROM patient GROUP BY ALL',
    "SELECT sex, count(*) AS n FROM patient /* WHERE */ WHERE name = 'Ada' GROUP BY sex",
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex ORDER BY max(age)',
    "SELECT sex, count(*) AS n FROM patient GROUP BY sex ORDER BY sum(CASE WHEN name = 'Ada' THEN age END)",
    'SELECT sex, "sum"(age) AS v FROM patient GROUP BY sex',
    "SELECT sex, list_aggregate([1], 'sum') AS v, count(*) AS n FROM patient GROUP BY sex",
    'SELECT count(*) AS n, sex FROM patient GROUP BY sex QUALIFY row_number() OVER () = 1',
    'SELECT corr(age, event) AS v FROM patient',
    'SELECT sex, count(*) AS n FROM memory.main.patient GROUP BY sex',
    "SELECT sum(age) - sum(age) FILTER (WHERE sex='F') - sum(age) FILTER (WHERE sex='M' AND name<>'Ada') AS v FROM patient",
    "SELECT count(*) - count(*) FILTER (WHERE sex='F') - count(*) FILTER (WHERE sex='M' AND name<>'Ada') AS v FROM patient",
    "SELECT sum(mixed) - sum(mixed) FILTER (WHERE sex='M') AS v FROM patient",
    'SELECT sum(hidden + 1) AS v FROM patient',
    'SELECT avg(hidden + 100) - 100 AS v FROM patient',
    'SELECT avg(100 - hidden) AS v FROM patient',
    'SELECT stddev(hidden + 5) AS v FROM patient',
    'SELECT sum(rare5) AS v FROM patient',
    'SELECT avg(rare5) AS v FROM patient',
    'SELECT sum(nearly) AS v FROM patient',
    'SELECT sum(1 - nearly) AS v FROM patient',
    'SELECT sum(cost) AS v FROM stay',
    'SELECT avg(cost) AS v FROM stay',
    'SELECT median(cost) AS v FROM stay',
    'SELECT count(*) AS v FROM stay',
    'SELECT count(cost) AS v FROM stay',
    'SELECT avg(age) AS v FROM patient LEFT JOIN heavy ON heavy.k = patient.patient_id',
    'SELECT median(age) AS v FROM patient LEFT JOIN heavy h ON h.k = patient.patient_id',
    'SELECT sum(CAST((age - 76) * 1e-323 AS DOUBLE)) AS v FROM patient',
    'SELECT sum(CAST((weight - 0) * 7e-48 AS REAL)) AS v FROM patient',
    'SELECT sum((weight-199) * 1e-323) AS v FROM patient',
    'SELECT patient, count(*) AS n FROM patient GROUP BY patient',
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex, name',
    "SELECT count(*) AS n, $$ ' $$ || min(name) FROM patient",
    "SELECT count(*) AS n /* /* */ , min(age) AS v */ FROM patient WHERE name = 'Ada'",
    'SELECT count(*) AS n FROM patient p ANTI JOIN lab l ON l.patient_id = p.patient_id',
    'SELECT sum(age) AS v FROM patient ORDER BY ALL',
    'SELECT count(*) AS n FROM patient WHERE patient.rowid = 7',
    'SELECT count(DISTINCT name) FILTER (WHERE rare = 1) AS n FROM patient',
    // One patient alone is of a centre, and of those of a centre with one man he is the only one.
    'SELECT count(DISTINCT centre) AS v FROM patient',
    'SELECT sex, count(DISTINCT centre) AS centres FROM patient GROUP BY sex',
    "SELECT count(DISTINCT centre) FILTER (WHERE sex = 'M') AS v FROM patient",
    'SELECT count(DISTINCT p.centre) AS v FROM lab l JOIN patient p ON p.patient_id = l.patient_id',
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex ORDER BY count(DISTINCT centre)',
    // Two columns that are one but for a patient, and a difference of known values.
    'SELECT sum(weight) - sum(weight_after) AS v FROM patient',
    'SELECT sum(weight) AS a, sum(weight_after) AS b FROM patient',
    'SELECT sex, avg(status) * 2 - avg(coded) AS v FROM patient WHERE age > 41 GROUP BY sex',
    'SELECT sum(weight) AS a, sum(weight + hidden) AS b FROM patient',
    'SELECT avg(event) AS a, avg(event_again) AS b FROM patient',
    'SELECT count(known) AS a, count(known_again) AS b FROM patient',
    // Steps so fine that one patient stands on each.
    'SELECT quantile_cont(age, 0.5) AS a, quantile_cont(age, 0.51) AS b FROM patient',
    "SELECT quantile_cont(2 * age, 0.5) AS a, quantile_cont(age, 0.51) FILTER (WHERE sex <> '') AS b FROM patient",
    'SELECT quantile_cont(value, 0.04) AS v FROM lab',
    `SELECT ${Array.from({ length: 21 }, (_, at) => `sum(age + ${at}) AS s${at}`).join(', ')} FROM patient`,
    'SELECT median(age) FILTER (WHERE rare5 = 1) AS v FROM patient',
    'SELECT median(age) FILTER (WHERE nearly = 1) AS v, median(age) FILTER (WHERE nearly = 0) AS w FROM patient',
    "SELECT count(*) FILTER (WHERE sex='F' OR rare=1) AS n, count(*) FILTER (WHERE sex='F') AS m FROM patient",
    "SELECT count(*) FILTER (WHERE centre='A') AS a, count(*) FILTER (WHERE sex='F' ) AS b, count(*) FILTER (WHERE centre='B' AND rare5=1 OR sex='F' ) AS m FROM patient",
    'SELECT sum(age) FILTER (WHERE grade=1) + sum(age) FILTER (WHERE grade=2) + sum(age) FILTER (WHERE grade=3) + sum(age) FILTER (WHERE grade=0) - sum(age) AS v FROM patient',
    // One value for all but one patient, whose value is told by the number of patients.
    'SELECT avg(status) AS v FROM patient',
    'SELECT sum(status) - count(*) AS v FROM patient',
    'SELECT sex, avg(dose) AS v FROM patient GROUP BY sex',
    'SELECT variance(dose) AS v FROM patient',
    'SELECT sum(2 - coded) AS v FROM patient WHERE age < 45',
    'SELECT avg(p.status) AS v FROM patient p JOIN lab l ON l.patient_id = p.patient_id',
    // One does not know it.
    'SELECT count(*) AS n, count(weight_after) AS m FROM patient',
    // The groups left out, or alone shown, are told by three patients, and by one with nearly all stays.
    'SELECT smoker, count(*) AS n FROM patient GROUP BY smoker HAVING count(mostly_missing) >= 2',
    'SELECT sex FROM patient p JOIN stay s ON s.patient_id = p.patient_id GROUP BY sex HAVING count(*) > 500',
    "SELECT count(*) AS n FROM patient -- of all\rWHERE name = 'Ada'",
    // That there is none says something of those there are.
    "SELECT count(*) AS n FROM patient WHERE name = 'Ada' AND age > 90",
    "SELECT sex, count(*) AS n FROM patient WHERE name = 'Ada' AND age > 90 GROUP BY sex",
    'SELECT sex, count(*) AS n FROM patient GROUP BY sex HAVING count(*) > 1000',
    'SELECT floor(age / 30) AS age, count(*) AS n FROM patient GROUP BY age',
    'SELECT count(*) AS n FROM patient GROUP BY sex, birth_date',
    // That nobody meets a condition on a name and an event is the event of who has the name.
    "SELECT count(*) AS n, count(*) FILTER (WHERE name = 'Ada' AND event = 1) AS v FROM patient",
    "SELECT count(*) AS n, count_if(name = 'Ada' AND age > 60) AS v FROM patient",
    "SELECT sum(CASE WHEN name = 'Ada' AND grade <> 3 THEN 1 ELSE 0 END) AS v, count(*) AS n FROM patient",
    "SELECT avg(age) FILTER (WHERE name = 'Ada' AND age > 60) AS v, avg(age) AS m FROM patient",
    "SELECT median(age) FILTER (WHERE name = 'Ada' AND age > 60) AS v, avg(age) AS m FROM patient",
    "SELECT coalesce(sum(event) FILTER (WHERE name = 'Ada' AND event = 1), -1) AS v, count(*) AS n FROM patient",
    "SELECT name = 'Ada' AND event = 1 AS q, count(*) AS n FROM patient GROUP BY q",
    "SELECT count(*) AS n FROM patient GROUP BY (name = 'Ada')::INTEGER * event",
    "SELECT count(*) AS n FROM patient GROUP BY CASE name WHEN 'Ada' THEN event ELSE 0 END",
    "SELECT CASE WHEN count(*) FILTER (WHERE name = 'Ada' AND event = 1) > 0 THEN 'no' ELSE 'yes' END AS v, count(*) AS n FROM patient",
    "SELECT sum(CASE WHEN name = 'Ada' THEN 1 ELSE 0 END) FILTER (WHERE event = 1) AS v, count(*) AS n FROM patient",
    "SELECT count(*) FILTER (WHERE name = 'Ada') AS v, count(*) AS n FROM patient WHERE event = 1",
    "SELECT sex, count(*) FILTER (WHERE name = 'Ada') AS v, count(*) AS n FROM patient WHERE event = 1 GROUP BY sex",
    "SELECT name = 'Ada' AS q, count(*) AS n FROM patient WHERE event = 1 GROUP BY q",
    'SELECT centre, count(*) AS n FROM patient WHERE event = 1 GROUP BY centre',
    // One patient added to many by another condition.
    "SELECT event, count(*) AS n FROM patient WHERE event = 0 OR name = 'Ada' GROUP BY event",
    "SELECT count(*) AS n, avg(event) AS e FROM patient WHERE event = 1 OR birth_date = DATE '1950-01-08'",
    "SELECT count(*) AS n, sum(event) AS e FROM patient WHERE NOT (event = 0 AND name <> 'Ada')",
    "SELECT count(*) AS n, sum(event) AS e FROM patient WHERE (event = 0) * (name <> 'Ada') = 0",
    "SELECT count(*) AS n, sum(event) AS e FROM patient WHERE CASE WHEN name = 'Ada' THEN TRUE ELSE event = 1 END",
    "SELECT count(*) AS n, sum(event) AS e FROM patient WHERE greatest(event, (name = 'Ada')::INTEGER) = 1",
    "SELECT grade, count(*) AS n FROM patient WHERE name = 'Ada' OR grade = 3 GROUP BY grade",
    "SELECT count(DISTINCT grade) AS v FROM patient WHERE name = 'Ada' OR grade = 3",
    "SELECT count(*) FILTER (WHERE event = 1) AS a, count(*) FILTER (WHERE event = 1 OR name = 'Ada') AS b FROM patient",
    // A patient whose second unit is another, a sum of three columns, and the fraction only one has.
    'SELECT sum(kg) AS x, sum(grams) AS y FROM patient',
    'SELECT sum(grams) - 1000 * sum(kg) AS v FROM patient',
    'SELECT avg(kg) AS x, avg(pounds) AS y FROM patient',
    'SELECT sum(kg) AS x, sum(grade) AS y, sum(both) AS z FROM patient',
    'SELECT sum(both) - sum(kg) - sum(grade) AS v FROM patient',
    'SELECT sum(scale) AS x, sum(scale::INTEGER) AS y FROM patient',
    'SELECT avg(scale - 60) AS x, avg(scale::INTEGER - 60) AS y FROM patient',
    'SELECT sum(kg) AS a, sum(age) AS b, sum(event) AS c, sum(weight) AS d, sum(scale) AS e, sum(grade) AS f, sum(smoker::INTEGER) AS g FROM patient',
  ])('not %s', async (sql) => {
    expect(await showsNobody(sql)).toBe(false);
  });
});

it('knows of every aggregate of the engine whether it may show a row', async () => {
  const { rows } = tableOfFrame(
    await engine.query("SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate' ORDER BY 1"),
  );
  const read = (name: unknown) => {
    const sql = `SELECT ${name}(x) AS v FROM t`;
    return readSummary(sql, sqlTokens(sql).tokens, new Set()) !== null;
  };
  expect(rows.flat().filter(read)).toEqual(
    (
      'avg count count_if countif favg fsum kahan_sum mean median sem stddev stddev_pop stddev_samp sum sumkahan ' +
      'var_pop var_samp variance'
    ).split(' '),
  );
});

describe('the query that asks', () => {
  const plan = (...summaries: SummaryPlan['summaries']): SummaryPlan => ({
    tables: [{ name: 'ward', as: 'w' }],
    summaries,
    list: 'SELECT 1 AS n',
    summarises: [true],
    source: 'FROM ward AS w',
    unnarrowed: 'FROM ward AS w',
    groups: [],
    having: null,
  });

  it('is asked of tables of patients whose key is known', async () => {
    const all = plan({ kind: 'count', of: null, condition: null });
    expect(partsQuery(all, () => undefined)).toBeNull();
    expect(partsQuery(all, () => null)).toBeNull();
    const odd = 'the "key';
    await engine.execute('CREATE TABLE ward AS SELECT i AS "the ""key", i % 2 AS half, i % 20 AS part FROM range(40) t(i)');
    const ask = async (asked: SummaryPlan) => judge(tableOfFrame(await engine.query(partsQuery(asked, () => odd) ?? '')).rows);
    expect(await ask(all)).toBe(true);
    expect(await ask(plan({ kind: 'count', of: null, condition: 'part = 1' }))).toBe(false);
    expect(await ask(plan({ kind: 'count', of: null, condition: 'half = 1' }))).toBe(true);
    // Twenty patients on either side of a tenth are two beyond it.
    const quantile = (fraction: number) => plan({ kind: 'quantile', of: 'part', column: 'part', condition: null, fraction });
    expect(await ask(quantile(0.25))).toBe(true);
    expect(await ask(quantile(0.2))).toBe(false);
    expect(await ask(quantile(0.75))).toBe(true);
    expect(await ask(quantile(0.8))).toBe(false);
  });

  it.each([
    ['SELECT count(*) AS n FROM patient', 1],
    ['SELECT sex, median(age) AS age FROM patient GROUP BY ALL', 2],
    ['SELECT count(*) AS n FROM patient GROUP BY name LIMIT 5', 200],
    ['SELECT grade, count(*) AS n FROM patient GROUP BY 1 HAVING count(*) > 10 ORDER BY n', 5],
    ['SELECT sex AS a, sex AS a, count(*) AS n FROM patient WHERE grade = 9 GROUP BY sex, grade', 2],
  ])('counts the groups first, shown or not: %s', async (sql, groups) => {
    const read = readSummary(sql, sqlTokens(sql).tokens, new Set(['patient_id']));
    expect(read && tableOfFrame(await engine.query(groupsQuery(read))).rows).toEqual([[groups]]);
  });

  it('takes fifteen conditions, and no more', () => {
    const conditions = (number: number) =>
      plan(...Array.from({ length: number }, (_, at) => ({ kind: 'count', of: null, condition: `a > ${at}` }) as const));
    expect(partsQuery(conditions(15), () => 'k')).not.toBeNull();
    expect(partsQuery(conditions(16), () => 'k')).toBeNull();
  });
});

/** Rank of rows of ones and zeros in fractions, kept whole by multiplying instead of dividing. */
function rankByFractions(parts: readonly number[]): number {
  let rows = parts.map((part) => [1n, ...Array.from({ length: 15 }, (_, bit) => BigInt((part >> bit) & 1))]);
  for (let rank = 0; ; rank++) {
    const pivot = rows.find((row) => row.some((value) => value !== 0n));
    if (pivot === undefined) return rank;
    const at = pivot.findIndex((value) => value !== 0n);
    rows = rows.filter((row) => row !== pivot).map((row) => row.map((value, j) => value * pivot[at] - row[at] * pivot[j]));
  }
}

it('finds small parts hidden where they add nothing to the rank of the large ones', () => {
  const random = seededRandom(7);
  const answers = { hidden: 0, shown: 0 };
  for (let trial = 0; trial < 300; trial++) {
    const bits = 2 + Math.floor(random.uniform() * 14);
    const draw = (number: number) => Array.from({ length: number }, () => Math.floor(random.uniform() * 2 ** bits));
    const [large, small] = [draw(2 + Math.floor(random.uniform() * (bits + 6))), draw(1 + Math.floor(random.uniform() * 3))];
    const hidden = rankByFractions(large) === rankByFractions([...large, ...small]);
    expect([large, small, judge([[1, `${large}|${small}`]])]).toEqual([large, small, hidden]);
    answers[hidden ? 'hidden' : 'shown'] += 1;
  }
  expect(Math.min(answers.hidden, answers.shown)).toBeGreaterThan(50);
});

describe('small parts', () => {
  it.each([
    ['none', [[2, null]], true],
    ['no group', [[0, null]], false],
    ['nothing but a small group', [[1, '|0']], false],
    ['few who meet a condition', [[1, '0|1']], false],
    ['few who meet both of two conditions, told by no sum of the three', [[1, '0,1,2|3']], true],
    ['few who meet neither of two that exclude one another: all less either', [[1, '1,2|0']], false],
    ['hidden in one group, shown in another', [[2, '0,1,2|3;0,1|2']], false],
    [
      'hidden as one key sees it, shown by another',
      [
        [1, null],
        [1, '0|1'],
      ],
      false,
    ],
    ['of four parts of three conditions, the last is all less the others', [[1, '1,2,4|0']], false],
    ['beside enough parts of three conditions', [[1, '0,1,2,4|3,5,6,7']], true],
  ] as const)('%s', (_, rows, nobody) => expect(judge(rows)).toBe(nobody));
});
