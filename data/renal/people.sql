-- A synthetic kidney registry: who the patients are, and when what happens to them.
-- Every random number depends only on the seed, the patient and the name of the draw, so any number of patients repeats exactly.
CREATE MACRO source.uniform(patient, draw, k) AS
  ((hash(patient, draw, k, getvariable('seed')) >> 11)::DOUBLE + 0.5) / 9007199254740992.0;
CREATE MACRO source.normal(patient, draw, k) AS
  sqrt(-2 * ln(source.uniform(patient, draw, 2 * k))) * cos(2 * pi() * source.uniform(patient, draw, 2 * k + 1));
-- Days until a Weibull event whose cumulative hazard at five years is `five_years`.
CREATE MACRO source.weibull(u, five_years, shape) AS 1826.25 * (-ln(u) / five_years) ** (1 / shape);

-- CKD-EPI 2021: eGFR from creatinine in mg/dL, and back.
CREATE MACRO source.kappa(sex) AS CASE sex WHEN 'F' THEN 0.7 ELSE 0.9 END;
CREATE MACRO source.egfr_at_kappa(sex, age) AS 142 * 0.9938 ** age * CASE sex WHEN 'F' THEN 1.012 ELSE 1 END;
CREATE MACRO source.ckd_epi(creatinine, sex, age) AS source.egfr_at_kappa(sex, age)
  * least(creatinine / source.kappa(sex), 1) ** (CASE sex WHEN 'F' THEN -0.241 ELSE -0.302 END)
  * greatest(creatinine / source.kappa(sex), 1) ** (-1.2);
CREATE MACRO source.creatinine_for(egfr, sex, age) AS source.kappa(sex) * CASE
  WHEN egfr <= source.egfr_at_kappa(sex, age) THEN (egfr / source.egfr_at_kappa(sex, age)) ** (-1 / 1.2)
  ELSE (egfr / source.egfr_at_kappa(sex, age)) ** (1 / CASE sex WHEN 'F' THEN -0.241 ELSE -0.302 END) END;
-- Creatinine as a centre writes it: µmol/L without decimals, or mg/dL with two. Always back in mg/dL.
CREATE MACRO source.recorded_creatinine(mg_dl, american) AS
  CASE WHEN american THEN round(mg_dl, 2) ELSE round(mg_dl * 1000000 / 11312.0, 0) * 0.011312 END;
-- Completed years; a birth date is the first of its month.
CREATE MACRO source.age_on(birth, day) AS year(day) - year(birth) - CASE WHEN month(day) < month(birth) THEN 1 ELSE 0 END;

-- Seven centres: share of patients, units of its laboratory, first and last day of its records.
CREATE TABLE source.centre AS SELECT * FROM (VALUES
  ('H1', 0.00, 0.22, false, DATE '2012-01-01', DATE '2025-12-31'),
  ('H2', 0.22, 0.42, false, DATE '2012-01-01', DATE '2025-12-31'),
  ('H3', 0.42, 0.58, true,  DATE '2013-01-01', DATE '2025-12-31'),
  ('H4', 0.58, 0.72, false, DATE '2014-01-01', DATE '2025-12-31'),
  ('H5', 0.72, 0.84, false, DATE '2014-07-01', DATE '2025-12-31'),
  ('H6', 0.84, 0.94, true,  DATE '2015-01-01', DATE '2024-12-31'),
  ('H7', 0.94, 1.00, false, DATE '2016-01-01', DATE '2025-12-31')
) AS t(centre, share_from, share_to, american, opens, closes);

-- At index (the first diagnosis of chronic kidney disease): what the true model sees is exactly what is recorded.
CREATE TABLE source.entered AS
  SELECT 1000000 + i AS patient, c.centre, c.american, c.opens, c.closes,
    CASE WHEN source.uniform(i, 'sex', 0) < 0.44 THEN 'F' ELSE 'M' END AS sex,
    c.opens + 200 + floor(source.uniform(i, 'index', 0) * (c.closes - c.opens - 380))::INTEGER AS indexed,
    least(greatest(62 + 13 * source.normal(i, 'age', 0), 20), 92) AS exact_age,
    source.uniform(i, 'diabetes', 0) < 0.42 AS diabetes,
    15.5 + 43 * source.uniform(i, 'egfr', 0) ** 0.7 AS exact_egfr
  FROM range(getvariable('first_patient'), getvariable('last_patient') + 1) r(i)
  JOIN source.centre c ON source.uniform(i, 'centre', 0) >= c.share_from AND source.uniform(i, 'centre', 0) < c.share_to;

CREATE TABLE source.baseline AS
  SELECT * EXCLUDE (exact_age, exact_egfr), exact_egfr,
    date_trunc('month', indexed - floor(exact_age * 365.25)::INTEGER)::DATE AS born,
    greatest(opens, indexed - floor(60 + 1500 * source.uniform(patient, 'first record', 0))::INTEGER) AS first_record
  FROM source.entered;

CREATE TABLE source.measured AS
  SELECT *, source.age_on(born, indexed) AS age,
    source.recorded_creatinine(source.creatinine_for(exact_egfr, sex, source.age_on(born, indexed)), american) AS creatinine,
    round(source.ckd_epi(source.recorded_creatinine(source.creatinine_for(exact_egfr, sex, source.age_on(born, indexed)), american),
                         sex, source.age_on(born, indexed)), 1) AS egfr
  FROM source.baseline;

CREATE TABLE source.at_index AS
  SELECT *, round(least(greatest(exp(4.2 + CASE WHEN diabetes THEN 0.4 ELSE 0 END + 0.02 * (45 - egfr) + 1.4 * source.normal(patient, 'acr', 0)), 3), 8000), 1) AS acr
  FROM source.measured;

-- The true model: proportional hazards in these five, with a Weibull baseline. The log hazard ratios are those of the manifest.
CREATE TABLE source.latent AS
  SELECT *,
    source.weibull(source.uniform(patient, 'kidney failure', 0),
      0.05 * exp(-0.015 * (age - 62) + CASE sex WHEN 'M' THEN 0.25 ELSE 0 END - 0.09 * (egfr - 40) + 0.4 * (ln(acr) - 4.5)
                 + CASE WHEN diabetes THEN 0.2 ELSE 0 END), 1.1) AS to_failure,
    -- Death before kidney failure, independent of it given the same five.
    source.weibull(source.uniform(patient, 'death', 0),
      0.13 * exp(0.075 * (age - 65) + CASE sex WHEN 'M' THEN 0.25 ELSE 0 END - 0.015 * (egfr - 40) + CASE WHEN diabetes THEN 0.3 ELSE 0 END), 1.15) AS to_death,
    -- Death after kidney failure comes sooner.
    -ln(source.uniform(patient, 'death on dialysis', 0)) * 365.25 / (0.11 * exp(0.03 * (age - 65))) AS failure_to_death,
    -ln(source.uniform(patient, 'loss', 0)) * 365.25 / 0.04 AS to_loss
  FROM source.at_index;

CREATE TABLE source.timed AS
  SELECT *, least(ceil(to_failure), 30000)::INTEGER AS failure_day,
    least(ceil(CASE WHEN to_failure < to_death THEN to_failure + failure_to_death ELSE to_death END), 30000)::INTEGER AS death_day,
    least(ceil(to_loss), 30000)::INTEGER AS loss_day
  FROM source.latent;

CREATE TABLE source.person AS
  SELECT *, indexed + least(death_day, loss_day, (closes - indexed)::INTEGER) AS last_contact,
    CASE WHEN indexed + death_day <= DATE '2025-12-31' THEN indexed + death_day END AS died,
    CASE WHEN to_failure < to_death AND failure_day <= least(death_day, loss_day, (closes - indexed)::INTEGER) THEN indexed + failure_day END AS failed,
    -- The declining line of eGFR: towards 8 at kidney failure.
    (greatest(egfr - 8, 0) / greatest(to_failure, 60)) AS daily_loss
  FROM source.timed;

CREATE TABLE staged.patient AS
  SELECT patient AS patient_id, sex, born AS birth_date, died AS death_date,
    CASE WHEN died IS NULL THEN NULL ELSE
      (['I46.1', 'I21.9', 'I50.9', 'I63.9', 'A41.9', 'J18.9', 'N18.5', 'C34.9', 'C18.9', 'R99'])[1 + floor(10 * source.uniform(patient, 'cause of death', 0) ** 1.3)::INTEGER]
    END AS cause_of_death,
    centre
  FROM source.person;

CREATE TABLE staged.observed AS
  SELECT patient AS patient_id, first_record AS start_date, last_contact AS end_date FROM source.person;
