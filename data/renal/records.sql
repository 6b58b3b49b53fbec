-- What the centres recorded: visits, diagnoses, laboratory, vital signs, prescriptions, procedures.
-- Visits at a patient's own pace, before and after index; index is one of them.
CREATE TABLE source.visit AS
  SELECT p.patient, k, p.indexed + (k * pace)::INTEGER + CASE WHEN k = 0 THEN 0 ELSE floor(41 * source.uniform(p.patient, 'visit day', k))::INTEGER - 20 END AS day
  FROM (SELECT *, 90 + floor(150 * source.uniform(patient, 'pace', 0))::INTEGER AS pace FROM source.person) p,
    LATERAL (SELECT unnest(range(-ceil((p.indexed - p.first_record) / p.pace)::BIGINT, 1 + ceil((p.last_contact - p.indexed) / p.pace)::BIGINT)) AS k)
  WHERE day BETWEEN p.first_record AND p.last_contact;

CREATE TABLE staged.visit AS
  SELECT v.patient AS patient_id, v.day AS date,
    CASE WHEN kind = 'inpatient' THEN least(v.day + 1 + floor(13 * source.uniform(v.patient, 'stay', k))::INTEGER, p.last_contact) ELSE v.day END AS "end", kind
  FROM (SELECT *, CASE WHEN k = 0 OR source.uniform(patient, 'visit kind', k) < 0.86 THEN 'outpatient'
                       WHEN source.uniform(patient, 'visit kind', k) < 0.96 THEN 'inpatient' ELSE 'emergency' END AS kind FROM source.visit) v
  JOIN source.person p USING (patient);

-- One code a patient with a chance, on a day before (negative) or after index.
CREATE TABLE source.condition AS SELECT * FROM (VALUES
  ('I10', 0.62, -1500, 0), ('I12.9', 0.20, -900, 0), ('E78.5', 0.38, -1200, 0), ('I25.1', 0.18, -1200, 900), ('I50.9', 0.13, -700, 1500),
  ('I48', 0.10, -700, 1500), ('I63.9', 0.07, -1200, 1500), ('I21.9', 0.06, -900, 1800), ('M10.9', 0.16, -900, 900), ('D63.8', 0.24, -200, 1500),
  ('E87.5', 0.12, 0, 1500), ('E83.3', 0.10, 0, 1800), ('N17.9', 0.14, 10, 1800), ('N04.9', 0.05, -600, 0), ('N03.9', 0.09, -900, 0),
  ('Q61.2', 0.05, -1200, 0), ('N20.0', 0.07, -1200, 1200), ('J44.9', 0.09, -1200, 1200), ('C64', 0.01, -200, 1500), ('B18.1', 0.04, -1500, 0)
) AS t(code, chance, earliest, latest);

CREATE TABLE staged.diagnosis AS
  -- Index itself, by the stage of that day.
  SELECT patient AS patient_id, indexed AS date, CASE WHEN egfr < 15 THEN 'N18.5' WHEN egfr < 30 THEN 'N18.4' ELSE 'N18.3' END AS code, true AS main FROM source.person
  UNION ALL
  -- Kidney disease is coded again at some later visits, one stage further where eGFR has fallen.
  SELECT v.patient, v.day, CASE WHEN p.egfr - p.daily_loss * (v.day - p.indexed) < 15 THEN 'N18.5' WHEN p.egfr - p.daily_loss * (v.day - p.indexed) < 30 THEN 'N18.4' ELSE 'N18.3' END,
    source.uniform(v.patient, 'main diagnosis', k) < 0.5
  FROM source.visit v JOIN source.person p USING (patient) WHERE k > 0 AND source.uniform(v.patient, 'coded again', k) < 0.3
  UNION ALL
  -- Diabetes at index is always recorded by index; the others may still get it later.
  SELECT patient, indexed - floor((indexed - first_record + 1) * source.uniform(patient, 'diabetes day', 0))::INTEGER,
    (['E11.2', 'E11.9', 'E11.9', 'E10.9', 'E14.9'])[1 + floor(5 * source.uniform(patient, 'diabetes code', 0))::INTEGER], false
  FROM source.person WHERE diabetes
  UNION ALL
  SELECT patient, day, 'E11.9', false
  FROM (SELECT *, indexed + 1 + floor(3000 * source.uniform(patient, 'late diabetes', 0))::INTEGER AS day FROM source.person WHERE NOT diabetes AND source.uniform(patient, 'late diabetes', 1) < 0.1)
  WHERE day <= last_contact
  UNION ALL
  SELECT patient, day, code, source.uniform(patient, code, 2) < 0.2
  FROM (SELECT p.*, c.*, p.indexed + earliest + floor((latest - earliest + 1) * source.uniform(p.patient, c.code, 1))::INTEGER AS day
        FROM source.person p JOIN source.condition c ON source.uniform(p.patient, c.code, 0) < c.chance)
  WHERE day BETWEEN first_record AND last_contact
  UNION ALL
  SELECT patient, failed, 'Z99.2', false FROM source.person WHERE failed IS NOT NULL;

CREATE TABLE source.specimen AS
  SELECT v.patient, v.k, v.day, p.american, p.sex, p.failed, p.diabetes, p.acr AS acr0,
    v.day + INTERVAL (450 + floor(180 * source.uniform(v.patient, 'hour', k))::INTEGER) MINUTE AS taken,
    CASE WHEN k = 0 THEN p.creatinine ELSE source.recorded_creatinine(
      source.creatinine_for(least(greatest((p.egfr + CASE WHEN k < 0 THEN 3.0 / 365.25 ELSE p.daily_loss END * (p.indexed - v.day))
        * exp(0.06 * source.normal(v.patient, 'creatinine', k)), 4), 85), p.sex, source.age_on(p.born, v.day)), p.american) END AS creatinine,
    source.age_on(p.born, v.day) AS age
  FROM source.visit v JOIN source.person p USING (patient)
  WHERE k = 0 OR source.uniform(v.patient, 'blood taken', k) < 0.85;

-- The same day's second sample, at some visits other than index.
CREATE TABLE source.repeated AS
  SELECT * REPLACE (taken + INTERVAL 6 HOUR AS taken,
    source.recorded_creatinine(creatinine * exp(0.05 * source.normal(patient, 'repeat', k)), american) AS creatinine)
  FROM source.specimen WHERE k <> 0 AND source.uniform(patient, 'repeated', k) < 0.04;

-- Other items: chance at a visit, mean, standard deviation, decimals, unit, other unit and its factor, detection limits.
CREATE TABLE source.analyte AS SELECT * FROM (VALUES
  ('haemoglobin', 0.50, 122.0,  17.0, 0, 'g/L',    'g/dL', 0.1, NULL, NULL),
  ('potassium',   0.50,   4.6,   0.5, 1, 'mmol/L', NULL,   1.0, NULL, NULL),
  ('albumin',     0.35,  39.0,   5.0, 0, 'g/L',    'g/dL', 0.1, NULL, NULL),
  ('phosphate',   0.30,   1.25,  0.3, 2, 'mmol/L', NULL,   1.0, NULL, NULL),
  ('hba1c',       0.30,   7.2,   1.3, 1, '%',      NULL,   1.0, NULL, NULL),
  ('crp',         0.12,   6.0,   9.0, 0, 'mg/L',   NULL,   1.0, 5.0,  NULL),
  ('pth',         0.12, 130.0,  90.0, 0, 'pg/mL',  NULL,   1.0, NULL, 300.0)
) AS t(item, chance, mean, sd, decimals, unit, other_unit, other_factor, below, above);

CREATE TABLE source.analysed AS
  SELECT s.patient, s.taken, a.item, a.unit, a.other_unit, a.other_factor, a.decimals, a.below, a.above, s.american AND a.other_unit IS NOT NULL AS other,
    greatest(a.mean + a.sd * source.normal(s.patient, a.item, s.k) - CASE a.item WHEN 'haemoglobin' THEN greatest(0, 1.2 * s.creatinine - 2) * 4 ELSE 0 END, a.mean * 0.5) AS level,
    source.uniform(s.patient, a.item, 5000 + s.k) < 0.012 AS lost
  FROM source.specimen s JOIN source.analyte a ON source.uniform(s.patient, a.item, 9000 + s.k) < a.chance AND (a.item <> 'hba1c' OR s.diabetes);

CREATE TABLE staged.lab AS
  SELECT patient AS patient_id, taken AS date, 'creatinine' AS item,
    CASE WHEN american THEN round(creatinine, 2) ELSE round(creatinine / 0.011312, 0) END AS value, CASE WHEN american THEN 'mg/dL' ELSE 'µmol/L' END AS unit, NULL::VARCHAR AS comparator
  FROM (FROM source.specimen UNION ALL FROM source.repeated)
  UNION ALL
  -- The laboratory reports eGFR with most creatinines, never on dialysis.
  SELECT patient, taken, 'egfr', round(source.ckd_epi(creatinine, sex, age), 1), 'mL/min/1.73m²', NULL
  FROM (FROM source.specimen UNION ALL FROM source.repeated)
  WHERE (k = 0 OR source.uniform(patient, 'egfr reported', k) < 0.93) AND (failed IS NULL OR day < failed)
  UNION ALL
  SELECT patient, taken, 'acr', CASE WHEN k = 0 THEN acr0 ELSE round(least(greatest(level, 3), 8000), 1) END, 'mg/g',
    CASE WHEN k = 0 THEN NULL WHEN level < 3 THEN '<' WHEN level > 8000 THEN '>' END
  FROM (SELECT *, acr0 * exp(0.5 * source.normal(patient, 'acr', 1000 + k)) AS level FROM source.specimen WHERE k = 0 OR source.uniform(patient, 'urine', k) < 0.35)
  UNION ALL
  SELECT patient, taken, item,
    CASE WHEN lost THEN NULL
         WHEN level < below THEN below
         WHEN level > above THEN above
         WHEN other THEN round(level * other_factor, decimals + CASE WHEN other_factor < 1 THEN 1 ELSE 0 END)
         ELSE round(level, decimals) END,
    CASE WHEN other THEN other_unit ELSE unit END,
    CASE WHEN lost THEN NULL WHEN level < below THEN '<' WHEN level > above THEN '>' END
  FROM source.analysed;

CREATE TABLE staged.vital AS
  SELECT patient AS patient_id, day AS date, item, round(mean + sd * source.normal(patient, item, k), 0) AS value
  FROM (SELECT * FROM source.visit WHERE k = 0 OR source.uniform(patient, 'pressure taken', k) < 0.5),
    (VALUES ('sbp', 138.0, 17.0), ('dbp', 80.0, 10.0)) AS t(item, mean, sd);

-- Drugs: chance of ever, first year on the market, share started after index; refilled every 90 days with gaps until stopped.
CREATE TABLE source.drug AS SELECT * FROM (VALUES
  ('C09AA02', 0.26, 2000, false), ('C09CA01', 0.30, 2000, false), ('C08CA01', 0.34, 2000, false), ('C03CA01', 0.22, 2000, true),
  ('C10AA05', 0.38, 2000, false), ('B01AC06', 0.20, 2000, false), ('A10BA02', 0.22, 2000, false), ('A10BK01', 0.16, 2018, true),
  ('A10BK03', 0.10, 2018, true), ('A10BH01', 0.10, 2012, true), ('A10AE04', 0.12, 2000, true), ('B03XA01', 0.10, 2000, true),
  ('V03AE02', 0.07, 2000, true), ('M04AA01', 0.12, 2000, false)
) AS t(code, chance, market, late);

CREATE TABLE staged.prescription AS
  SELECT patient AS patient_id, started + (90 * j)::INTEGER AS date, least(started + (90 * j)::INTEGER + 89, last_contact) AS "end", code
  FROM (
    SELECT p.patient, p.last_contact, p.died, d.code,
      greatest(CASE WHEN late THEN p.indexed + floor((p.last_contact - p.indexed) * source.uniform(p.patient, d.code, 1))::INTEGER
                    ELSE p.first_record + floor((p.indexed - p.first_record + 1) * source.uniform(p.patient, d.code, 1))::INTEGER END, make_date(market, 3, 1)) AS started,
      1 + floor(12 * source.uniform(p.patient, d.code, 2))::BIGINT AS refills
    FROM source.person p JOIN source.drug d
      ON source.uniform(p.patient, d.code, 0) < d.chance AND (d.code NOT LIKE 'A10%' OR p.diabetes OR (d.code LIKE 'A10BK%' AND source.uniform(p.patient, d.code, 3) < 0.3))
  ), LATERAL (SELECT unnest(range(0, refills)) AS j)
  WHERE started + (90 * j)::INTEGER <= last_contact AND (j = 0 OR source.uniform(patient, code, 100 + j) < 0.92);

-- Kidney replacement: haemodialysis, peritoneal dialysis or a transplant first; dialysis is noted monthly in its first year.
CREATE TABLE source.replacement AS
  SELECT *, CASE WHEN source.uniform(patient, 'modality', 0) < 0.72 THEN '39.95' WHEN source.uniform(patient, 'modality', 0) < 0.93 THEN '54.98' ELSE '55.69' END AS modality
  FROM source.person WHERE failed IS NOT NULL;

CREATE TABLE staged.procedure AS
  SELECT patient AS patient_id, failed + (28 * j)::INTEGER AS date, modality AS code
  FROM source.replacement, LATERAL (SELECT unnest(range(0, CASE WHEN modality = '55.69' THEN 1 ELSE 13 END)) AS j)
  WHERE failed + (28 * j)::INTEGER <= last_contact
  UNION ALL
  SELECT patient, day, '55.69'
  FROM (SELECT *, failed + 200 + floor(1400 * source.uniform(patient, 'later transplant', 0))::INTEGER AS day FROM source.replacement
        WHERE modality <> '55.69' AND age < 70 AND source.uniform(patient, 'later transplant', 1) < 0.2)
  WHERE day <= last_contact
  UNION ALL
  -- A fistula before haemodialysis, where there was time for it after index.
  SELECT patient, day, '39.27'
  FROM (SELECT *, failed - 30 - floor(120 * source.uniform(patient, 'fistula', 0))::INTEGER AS day FROM source.replacement WHERE modality = '39.95' AND source.uniform(patient, 'fistula', 1) < 0.6)
  WHERE day > indexed
  UNION ALL
  SELECT patient, indexed + 1 + floor(60 * source.uniform(patient, 'biopsy', 0))::INTEGER, '55.23'
  FROM source.person WHERE source.uniform(patient, 'biopsy', 1) < 0.12 AND last_contact - indexed > 61;
