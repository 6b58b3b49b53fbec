WITH -- observation periods; those that overlap or touch are one
"small~periods" AS MATERIALIZED (
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
GROUP BY key, number
),
-- patients
"small~patients" AS MATERIALIZED (
SELECT p."patient_id" AS "_key", CAST(p."birth_date" AS DATE) AS "_birth", CAST(p."death_date" AS DATE) AS "_death"
FROM "patient" AS p
),
-- index
"small~index" AS MATERIALIZED (
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
WHERE i.day IS NOT NULL
),
-- index within a period of observation
"small~observed" AS MATERIALIZED (
SELECT e.*, p.first_day AS "_observed_from", p.last_day AS "_observed_to"
FROM "small~index" AS e
JOIN "small~periods" AS p ON p.key = e."_key" AND e."_index" BETWEEN p.first_day AND p.last_day
),
-- include: Adults
"small~step1" AS MATERIALIZED (
SELECT e.*
FROM "small~observed" AS e
WHERE (CASE WHEN e."_index" >= e."_birth" THEN (((year(e."_index") * 384 + month(e."_index") * 32 + day(e."_index")) - (year(e."_birth") * 384 + month(e."_birth") * 32 + day(e."_birth"))) // 384) END >= 18)
),
-- exclude: Bill's exclusion
"small~step2" AS MATERIALIZED (
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
WHERE ((coalesce("~7".value, 0) >= 1)) IS DISTINCT FROM true
),
-- follow-up
"small~followed" AS MATERIALIZED (
WITH "~8" AS NOT MATERIALIZED (
SELECT e.*, least(e."_observed_to", e."_death") AS "_exit"
FROM "small~step2" AS e
)
SELECT e.*, CASE WHEN e."_death" = e."_exit" THEN 'death' ELSE 'end of observation' END AS "_exit_reason"
FROM "~8" AS e
WHERE e."_exit" >= e."_index"
)
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
ORDER BY step
