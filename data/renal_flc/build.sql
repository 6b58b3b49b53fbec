-- The source has no identifier: its row number becomes the key.
CREATE TABLE source.resident AS
  SELECT row_number() OVER () AS patient_id, make_date("sample.yr", 7, 1) AS sampled, *
  FROM read_csv(getvariable('sources') || '/flchain.csv.gz', nullstr = ['', 'NA']);

CREATE TABLE staged.patient AS
  SELECT patient_id, sex, make_date("sample.yr" - age, 7, 1) AS birth_date, CASE WHEN death = 1 THEN sampled + futime::INTEGER END AS death_date,
    CASE chapter WHEN 'External Causes' THEN 'external' WHEN 'Ill Defined' THEN 'ill_defined' WHEN 'Injury and Poisoning' THEN 'injury'
      ELSE lower(chapter) END AS cause_of_death
  FROM source.resident;

CREATE TABLE staged.observed AS
  SELECT patient_id, sampled AS start_date, sampled + futime::INTEGER AS end_date FROM source.resident;

-- eGFR: CKD-EPI 2021, creatinine in mg/dL, age in completed years at the sample.
-- least and greatest skip a missing creatinine; the case keeps its eGFR missing.
CREATE TABLE staged.sample AS
  SELECT patient_id, sampled AS date, kappa AS flc_kappa, "lambda" AS flc_lambda, "flc.grp" AS flc_group, creatinine,
    CASE WHEN creatinine IS NOT NULL THEN 142 * least(creatinine / CASE sex WHEN 'F' THEN 0.7 ELSE 0.9 END, 1) ** (CASE sex WHEN 'F' THEN -0.241 ELSE -0.302 END)
        * greatest(creatinine / CASE sex WHEN 'F' THEN 0.7 ELSE 0.9 END, 1) ** (-1.2)
        * 0.9938 ** age * CASE sex WHEN 'F' THEN 1.012 ELSE 1 END END AS egfr,
    mgus = 1 AS mgus
  FROM source.resident;
