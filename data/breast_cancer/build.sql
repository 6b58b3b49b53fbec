-- Two study populations as two centres. Keys are made anew: 682 of GBSG's numbers also occur in Rotterdam.
CREATE TABLE source.rotterdam AS
  SELECT 1000000 + pid AS patient_id, make_date(year, 7, 1) AS surgery, * FROM read_csv(getvariable('sources') || '/rotterdam.csv.gz');
CREATE TABLE source.gbsg AS
  SELECT 2000000 + pid AS patient_id, DATE '2000-01-01' AS surgery, * FROM read_csv(getvariable('sources') || '/gbsg.csv.gz');

-- Surgery on 1 July: born on 1 July `age` years before. Surgery on 1 January: on 1 July of the year before that one.
CREATE TABLE staged.patient AS
  SELECT patient_id, 'rotterdam' AS centre, make_date(year - age, 7, 1) AS birth_date,
    CASE WHEN death = 1 THEN surgery + dtime::INTEGER END AS death_date,
    CASE WHEN meno = 1 THEN 'post' ELSE 'pre' END AS menopause
  FROM source.rotterdam
  UNION ALL
  SELECT patient_id, 'gbsg', make_date(1999 - age, 7, 1), NULL, CASE WHEN meno = 1 THEN 'post' ELSE 'pre' END
  FROM source.gbsg;

CREATE TABLE staged.observed AS
  SELECT patient_id, surgery AS start_date, surgery + greatest(rtime, dtime)::INTEGER AS end_date FROM source.rotterdam
  UNION ALL
  SELECT patient_id, surgery, surgery + rfstime::INTEGER FROM source.gbsg;

CREATE TABLE staged.surgery AS
  SELECT patient_id, surgery AS date, nodes, grade, size AS size_band, NULL::DOUBLE AS size_mm,
    er, pgr, hormon AS hormone, chemo
  FROM source.rotterdam
  UNION ALL
  SELECT patient_id, surgery, nodes, grade, CASE WHEN size <= 20 THEN '<=20' WHEN size <= 50 THEN '20-50' ELSE '>50' END, size,
    er, pgr, hormon, NULL
  FROM source.gbsg;

-- Recurrence is never recorded after death, so recurrence, where there is one, is the earlier of the two.
CREATE TABLE staged.event AS
  SELECT patient_id, surgery + rtime::INTEGER AS date, 'recurrence' AS kind FROM source.rotterdam WHERE recur = 1
  UNION ALL
  SELECT patient_id, surgery + dtime::INTEGER, 'death' FROM source.rotterdam WHERE death = 1
  UNION ALL
  SELECT patient_id, surgery + (CASE WHEN recur = 1 THEN rtime ELSE dtime END)::INTEGER, 'recurrence_or_death'
  FROM source.rotterdam WHERE recur = 1 OR death = 1
  UNION ALL
  SELECT patient_id, surgery + rfstime::INTEGER, 'recurrence_or_death' FROM source.gbsg WHERE status = 1;
