-- observation periods; those that overlap or touch are one
CREATE OR REPLACE TEMP TABLE "small~periods" AS
WITH "~1" AS MATERIALIZED (
SELECT *
FROM (
SELECT o."patient_id" AS key, CAST(o."start_date" AS DATE) AS first_day, coalesce(CAST(o."end_date" AS DATE), DATE '2024-12-31') AS last_day
FROM "observed" AS o
)
WHERE first_day <= last_day
),
"~2" AS MATERIALIZED (
SELECT key, count(*) AS periods, min(first_day) AS first_day, max(last_day) AS last_day
FROM "~1"
GROUP BY key
),
"~3" AS NOT MATERIALIZED (
SELECT *, max(last_day) OVER (PARTITION BY key ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far
FROM "~1"
WHERE key IN (
SELECT key
FROM "~2"
WHERE periods > 1
)
),
"~4" AS NOT MATERIALIZED (
SELECT *, sum(CAST(so_far IS NULL OR first_day > (so_far + 1) AS INTEGER)) OVER (PARTITION BY key ORDER BY first_day, last_day ROWS UNBOUNDED PRECEDING) AS number
FROM "~3"
)
SELECT key, first_day, last_day
FROM "~2"
WHERE periods = 1
UNION ALL
SELECT key, min(first_day) AS first_day, max(last_day) AS last_day
FROM "~4"
GROUP BY key, number;

-- patients
CREATE OR REPLACE TEMP TABLE "small~patients" AS
SELECT p."patient_id" AS "_key", CAST(p."birth_date" AS DATE) AS "_birth", CAST(p."death_date" AS DATE) AS "_death"
FROM "patient" AS p;

-- index
CREATE OR REPLACE TEMP TABLE "small~index" AS
WITH "~5" AS NOT MATERIALIZED (
SELECT e."_key" AS id, min(r."date") AS "date"
FROM "small~patients" AS e
JOIN "diagnosis" AS r ON r."patient_id" = e."_key"
WHERE starts_with(upper(replace(CAST(r."code" AS VARCHAR), '.', '')), 'N18')
  AND r."date" IS NOT NULL
GROUP BY 1
),
"~6" AS NOT MATERIALIZED (
SELECT id, date AS day
FROM "~5"
)
SELECT row_number() OVER () AS "_entry", e."_key", e."_birth", e."_death", i.day AS "_index"
FROM "small~patients" AS e
JOIN "~6" AS i ON i.id = e."_key"
WHERE i.day IS NOT NULL;

-- index within a period of observation
CREATE OR REPLACE TEMP TABLE "small~observed" AS
SELECT e.*, p.first_day AS "_observed_from", p.last_day AS "_observed_to"
FROM "small~index" AS e
JOIN "small~periods" AS p ON p.key = e."_key" AND e."_index" BETWEEN p.first_day AND p.last_day;

-- include: Adults
CREATE OR REPLACE TEMP TABLE "small~step1" AS
SELECT e.*
FROM "small~observed" AS e
WHERE (CASE WHEN e."_index" >= e."_birth" THEN (((year(e."_index") * 384 + month(e."_index") * 32 + day(e."_index")) - (year(e."_birth") * 384 + month(e."_birth") * 32 + day(e."_birth"))) // 384) END >= 18);

-- exclude: Bill's exclusion
CREATE OR REPLACE TEMP TABLE "small~step2" AS
WITH "~7" AS NOT MATERIALIZED (
SELECT e."_entry" AS id, count(*) AS value
FROM "small~step1" AS e
JOIN "diagnosis" AS r ON r."patient_id" = e."_key"
WHERE r."date" < e."_index"
GROUP BY 1
)
SELECT e.*
FROM "small~step1" AS e
LEFT JOIN "~7" ON "~7".id = e."_entry"
WHERE ((coalesce("~7".value, 0) >= 1)) IS DISTINCT FROM true;

-- follow-up
CREATE OR REPLACE TEMP TABLE "small~followed" AS
WITH "~8" AS NOT MATERIALIZED (
SELECT e.*, least(e."_observed_to", e."_death") AS "_exit"
FROM "small~step2" AS e
)
SELECT e.*, CASE WHEN e."_death" = e."_exit" THEN 'death' ELSE 'end of observation' END AS "_exit_reason"
FROM "~8" AS e
WHERE e."_exit" >= e."_index";

-- table small
CREATE OR REPLACE TABLE "small" AS
WITH "~9" AS NOT MATERIALIZED (
SELECT e."_entry" AS id, first(r."value" ORDER BY r."date" DESC NULLS LAST, r."value" DESC NULLS LAST) AS "value"
FROM "small~followed" AS e
JOIN "lab" AS r ON r."patient_id" = e."_key"
WHERE r."item" = 'egfr'
  AND CAST(r."date" AS DATE) <= e."_index"
  AND r."date" IS NOT NULL
  AND r."value" IS NOT NULL
GROUP BY 1
),
"~10" AS NOT MATERIALIZED (
SELECT e.*, "~9".value AS "variable_0", CASE WHEN CASE WHEN e."_index" >= e."_birth" THEN (((year(e."_index") * 384 + month(e."_index") * 32 + day(e."_index")) - (year(e."_birth") * 384 + month(e."_birth") * 32 + day(e."_birth"))) // 384) END IS NOT NULL THEN coalesce(TRY((CAST(CASE WHEN e."_index" >= e."_birth" THEN (((year(e."_index") * 384 + month(e."_index") * 32 + day(e."_index")) - (year(e."_birth") * 384 + month(e."_birth") * 32 + day(e."_birth"))) // 384) END AS BIGINT) * CAST(2 AS BIGINT))), CAST(error('Integer overflow in: age at index * 2') AS BIGINT)) END AS "variable_1"
FROM "small~followed" AS e
LEFT JOIN "~9" ON "~9".id = e."_entry"
)
SELECT e."_key" AS "patient_id",
  e."_index" AS "index_date",
  e."_exit" AS "exit_date",
  e."_exit_reason" AS "exit_reason",
  e."variable_0" AS "egfr0",
  e."variable_1" AS "double_age"
FROM "~10" AS e
ORDER BY 1, 2;

-- table small_attrition
CREATE OR REPLACE TABLE "small_attrition" AS
SELECT CAST(step AS BIGINT) AS step,
  kind,
  label,
  patients,
  entries,
  lag(patients) OVER (ORDER BY step) - patients AS removed_patients,
  lag(entries) OVER (ORDER BY step) - entries AS removed_entries
FROM (
SELECT 1 AS step, 'database' AS kind, 'Patients in the database' AS label, count(*) AS patients, CAST(NULL AS BIGINT) AS entries
FROM "patient"
UNION ALL
SELECT 2 AS step, 'index' AS kind, 'With an index date' AS label, count(*) AS patients, count(*) AS entries
FROM "small~index"
UNION ALL
SELECT 3 AS step, 'observation' AS kind, 'Under observation at index' AS label, count(*) AS patients, count(*) AS entries
FROM "small~observed"
UNION ALL
SELECT 4 AS step, 'include' AS kind, 'Adults' AS label, count(*) AS patients, count(*) AS entries
FROM "small~step1"
UNION ALL
SELECT 5 AS step, 'exclude' AS kind, 'Bill''s exclusion' AS label, count(*) AS patients, count(*) AS entries
FROM "small~step2"
UNION ALL
SELECT 6 AS step, 'follow_up' AS kind, 'With follow-up from index' AS label, count(*) AS patients, count(*) AS entries
FROM "small~followed"
UNION ALL
SELECT 7 AS step, 'result' AS kind, 'Cohort' AS label, count(*) AS patients, count(*) AS entries
FROM "small~followed"
)
ORDER BY step;

DROP TABLE IF EXISTS temp."small~followed";

DROP TABLE IF EXISTS temp."small~step2";

DROP TABLE IF EXISTS temp."small~step1";

DROP TABLE IF EXISTS temp."small~observed";

DROP TABLE IF EXISTS temp."small~index";

DROP TABLE IF EXISTS temp."small~patients";

DROP TABLE IF EXISTS temp."small~periods";
