-- Days are counted from each person's index date, which becomes 2000-01-01.
CREATE MACRO source.day(days) AS DATE '2000-01-01' + days::INTEGER;
CREATE TABLE source.person AS SELECT * FROM read_csv(getvariable('sources') || '/nafld1.csv.gz', nullstr = ['', 'NA']);
CREATE TABLE source.measured AS SELECT * FROM read_csv(getvariable('sources') || '/nafld2.csv.gz', nullstr = ['', 'NA']);
CREATE TABLE source.diagnosed AS SELECT * FROM read_csv(getvariable('sources') || '/nafld3.csv.gz', nullstr = ['', 'NA']);

-- Index on 1 January: 1 July of the year before the birthday's year gives back the age.
CREATE TABLE staged.patient AS
  SELECT id AS patient_id, CASE WHEN male = 1 THEN 'M' ELSE 'F' END AS sex, make_date(1999 - age::INTEGER, 7, 1) AS birth_date,
    CASE WHEN status = 1 THEN source.day(futime) END AS death_date, "case.id" AS matched_case
  FROM source.person;

CREATE TABLE staged.observed AS
  SELECT id AS patient_id,
    source.day(least(0, (SELECT min(days) FROM source.measured m WHERE m.id = p.id), (SELECT min(days) FROM source.diagnosed d WHERE d.id = p.id))) AS start_date,
    source.day(futime) AS end_date
  FROM source.person p;

CREATE TABLE staged.enrolment AS
  SELECT id AS patient_id, source.day(0) AS date, weight, height, bmi FROM source.person;

CREATE TABLE staged.diagnosis AS
  SELECT d.id AS patient_id, source.day(d.days) AS date,
    CASE d.event
      WHEN 'nafld' THEN 'fatty_liver' WHEN 'htn' THEN 'hypertension' WHEN 'diabetes' THEN 'diabetes' WHEN 'dyslipidemia' THEN 'dyslipidaemia'
      WHEN 'ang/isc' THEN 'angina' WHEN 'MI' THEN 'myocardial_infarction' WHEN 'heart failure' THEN 'heart_failure'
      WHEN 'afib' THEN 'atrial_fibrillation' WHEN 'stroke' THEN 'stroke' WHEN 'cardiac arrest' THEN 'cardiac_arrest'
      ELSE d.event
    END AS condition,
    CASE WHEN d.days > p.futime THEN 'after_follow_up' END AS flag
  FROM source.diagnosed d JOIN source.person p ON p.id = d.id;

-- chol is a copy of hdl and dbp of sbp (a defect of the source): neither is used.
CREATE TABLE staged.measurement AS
  SELECT id AS patient_id, source.day(days) AS date, test AS item, value::DOUBLE AS value,
    CASE WHEN (test = 'hdl' AND NOT value BETWEEN 5 AND 150) OR (test = 'sbp' AND NOT value BETWEEN 50 AND 300)
           OR (test = 'fib4' AND NOT value BETWEEN 0 AND 30) OR (test = 'smoke' AND NOT value BETWEEN 0 AND 1) THEN 'implausible' END AS flag
  FROM source.measured WHERE test IN ('hdl', 'sbp', 'fib4', 'smoke');
