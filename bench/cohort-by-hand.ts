/** The benchmark's cohort as a program, and as the SQL an engineer would write for it by hand. */

export const program = `cohort eight
from renal
codes ckd         = ICD10 { "N18.3*", "N18.4".."N18.5" }
codes diabetes    = ICD10 { "E10".."E14" }
codes replacement = ICD9CM3 { "39.95", "54.98", "55.69" }
index at first diagnosis where code in ckd
include "Adults":              age at index >= 18
include "Observed before":     observed 180 days before index
include "Sustained low eGFR":  at least 2 lab(egfr) where value < 60 mL/min/1.73m² within 365 days on or before index spaced 90 days
exclude "Prior replacement":   any procedure where code in replacement on or before index
include "Creatinine known":    any lab(creatinine) within 365 days on or before index
include "Diabetes":            any diagnosis where code in diabetes on or before index
exclude "Severe anaemia":      value of last lab(haemoglobin) within 365 days on or before index < 70 g/L
include "Seen twice":          at least 2 distinct days of visit within 730 days on or before index
`;

/** Entries by hand: the same rules (comparators, missing values, periods that touch), one query. */
export const byHand = `
WITH codes AS (SELECT patient_id, date, upper(replace(code, '.', '')) AS code FROM diagnosis),
periods AS (
  SELECT patient_id, min(start_date) AS first_day, max(end_date) AS last_day
  FROM (
    SELECT *, sum(CAST(so_far IS NULL OR start_date > so_far + 1 AS INTEGER)) OVER (PARTITION BY patient_id ORDER BY start_date) AS run
    FROM (
      SELECT patient_id, start_date, coalesce(end_date, DATE '2025-12-31') AS end_date,
        max(coalesce(end_date, DATE '2025-12-31')) OVER (PARTITION BY patient_id ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far
      FROM observed
    )
  )
  GROUP BY patient_id, run
),
entries AS (
  SELECT c.patient_id, min(c.date) AS day
  FROM codes AS c
  WHERE c.date IS NOT NULL AND (starts_with(c.code, 'N183') OR left(c.code, 4) BETWEEN 'N184' AND 'N185')
  GROUP BY 1
),
low AS (
  SELECT e.patient_id
  FROM entries AS e JOIN lab AS l USING (patient_id)
  WHERE l.item = 'egfr' AND CAST(l.date AS DATE) BETWEEN e.day - 365 AND e.day
    AND (l.value < 60 AND coalesce(l.comparator, '') NOT IN ('>', '>=') OR l.value = 60 AND l.comparator = '<')
  GROUP BY 1
  HAVING max(CAST(l.date AS DATE)) >= min(CAST(l.date AS DATE)) + 90
),
known AS (
  SELECT DISTINCT e.patient_id
  FROM entries AS e JOIN lab AS l USING (patient_id)
  WHERE l.item = 'creatinine' AND CAST(l.date AS DATE) BETWEEN e.day - 365 AND e.day
),
replaced AS (
  SELECT DISTINCT e.patient_id
  FROM entries AS e JOIN procedure AS p USING (patient_id)
  WHERE upper(replace(p.code, '.', '')) IN ('3995', '5498', '5569') AND p.date <= e.day
),
diabetic AS (
  SELECT DISTINCT e.patient_id
  FROM entries AS e JOIN codes AS c USING (patient_id)
  WHERE left(c.code, 3) BETWEEN 'E10' AND 'E14' AND c.date <= e.day
),
anaemic AS (
  SELECT patient_id
  FROM (
    SELECT e.patient_id, arg_max(l.value, (l.date, l.value)) AS value
    FROM entries AS e JOIN lab AS l USING (patient_id)
    WHERE l.item = 'haemoglobin' AND l.value IS NOT NULL AND CAST(l.date AS DATE) BETWEEN e.day - 365 AND e.day
    GROUP BY 1
  )
  WHERE value < 70
),
seen AS (
  SELECT e.patient_id
  FROM entries AS e JOIN visit AS v USING (patient_id)
  WHERE v.date BETWEEN e.day - 730 AND e.day
  GROUP BY 1
  HAVING count(DISTINCT v.date) >= 2
)
SELECT e.patient_id, e.day AS index_date
FROM entries AS e
JOIN patient AS p USING (patient_id)
JOIN periods AS o ON o.patient_id = e.patient_id AND e.day BETWEEN o.first_day AND o.last_day
WHERE date_diff('year', p.birth_date, e.day) - CAST(strftime(e.day, '%m%d') < strftime(p.birth_date, '%m%d') AS INTEGER) >= 18
  AND o.first_day <= e.day - 180
  AND least(o.last_day, p.death_date) >= e.day
  AND e.patient_id IN (FROM low) AND e.patient_id IN (FROM known) AND e.patient_id IN (FROM diabetic) AND e.patient_id IN (FROM seen)
  AND e.patient_id NOT IN (FROM replaced) AND e.patient_id NOT IN (FROM anaemic)
ORDER BY 1`;
