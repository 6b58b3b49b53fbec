import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOneAggregate, rowsAggregated } from '@/analysis-kernel/cells/sql/aggregate';
import { sqlTokens } from '@/analysis-kernel/cells/sql/tokens';
import { openNodeEngine } from '@/analysis-kernel/node';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

const isOne = (sql: string) => isOneAggregate(sqlTokens(sql).tokens, new Set(['patient_id']));

let engine: QueryEngine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

describe('one aggregate over rows of patients', () => {
  it.each([
    'SELECT count(*) AS n FROM t',
    'SELECT grade, count(*) AS n, avg(age) AS age FROM t GROUP BY grade ORDER BY grade',
    'SELECT CAST(floor(age / 5) * 5 AS INTEGER) AS age_from, sum(event) AS events FROM t WHERE age > 40 GROUP BY ALL HAVING count(*) > 10',
    'FROM t JOIN u USING (visit) SELECT u.kind, count(DISTINCT t.patient_id) AS patients GROUP BY u.kind',
    'SELECT round(100 * avg(event), 1) AS percent, median(age) AS age FROM t',
  ])('%s', (sql) => {
    expect(isOne(sql)).toBe(true);
  });

  it.each([
    'FROM t',
    'SELECT * FROM t',
    'SELECT age FROM t',
    'SELECT DISTINCT age FROM t',
    'SELECT age FROM t GROUP BY age',
    'SELECT patient_id, count(*) AS n FROM t GROUP BY patient_id',
    'SELECT "PATIENT_ID" % 1000000 AS p, count(*) AS n FROM t GROUP BY p',
    'SELECT max(age) AS age FROM t',
    'SELECT grade, count(*) AS n, list(age) AS ages FROM t GROUP BY grade',
    'SELECT age, count(*) OVER (PARTITION BY grade) AS n FROM t',
    'SELECT count(*) AS n, (SELECT min(age) FROM t) AS youngest FROM t',
    'WITH a AS (SELECT count(*) AS n FROM t) FROM a',
    'SELECT count(*) AS n FROM t UNION ALL SELECT age FROM t',
    'PIVOT t ON grade USING count(*)',
    'SELECT *, count(*) AS n FROM t GROUP BY ALL',
  ])('not %s', (sql) => {
    expect(isOne(sql)).toBe(false);
  });

  it('knows of every aggregate of the engine whether it may show a row', async () => {
    const { rows } = tableOfFrame(
      await engine.query("SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate' ORDER BY 1"),
    );
    expect(rows.flat().filter((name) => isOne(`SELECT count(*) AS n, ${name}(x) AS v FROM t`))).toEqual(
      (
        'approx_count_distinct avg bool_and bool_or corr count count_if count_star countif covar_pop covar_samp entropy favg fsum kahan_sum ' +
        'kurtosis kurtosis_pop mad mean median quantile_cont regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx ' +
        'regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp sum sum_no_overflow sumkahan var_pop var_samp variance'
      ).split(' '),
    );
  });

  it('finds the rows it is over', () => {
    const rows = (sql: string) => rowsAggregated(sql, sqlTokens(sql).tokens);
    expect(rows('SELECT a, extract(year FROM d) AS y FROM t JOIN u USING (k) WHERE (a > 1) GROUP BY a')).toBe(
      'FROM t JOIN u USING (k) WHERE (a > 1) ',
    );
    expect(rows('FROM t SELECT count(*) AS n')).toBe('FROM t ');
  });
});
