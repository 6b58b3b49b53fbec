/** Which tables a report takes for rows of patients. */
import { describe, expect, it } from 'vitest';
import { type CellOutcome, EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { summarises } from '@/analysis-kernel/cells/sql/summarises';
import { sqlTokens } from '@/analysis-kernel/cells/sql/tokens';
import { type Cell, newCell } from '@/analysis-kernel/document/notebook';
import { patientTables, readersOf } from '@/analysis-kernel/report/patient-rows';

const isSummary = (sql: string) => summarises(sqlTokens(sql).tokens, (table) => table === 'counts');

describe('a query that summarises', () => {
  it.each([
    'SELECT sex, count(*) AS n FROM ckd GROUP BY sex',
    'SELECT count(*) AS n, avg(age) FILTER (WHERE sex = 1) AS a FROM ckd',
    'FROM ckd SELECT round(median(age), 1) AS age',
    'SELECT n / 2 AS half FROM counts',
    'SELECT * FROM (SELECT sex, count(*) AS n FROM ckd GROUP BY sex) AS s JOIN counts USING (sex)',
    'WITH old AS (SELECT * FROM ckd WHERE age > 60), n AS (SELECT count(*) AS n FROM old) SELECT n FROM n, counts',
    '(SELECT count(*) AS n FROM a) UNION ALL SELECT max(x) AS n FROM b',
    'SELECT sum(n) AS n FROM (SELECT *, row_number() OVER (ORDER BY age) AS n FROM ckd)',
    'SELECT 1 AS one',
    'VALUES (1), (2)',
  ])('is %s', (sql) => {
    expect(isSummary(sql)).toBe(true);
  });

  it.each([
    'SELECT *, age > 60 AS old FROM ckd',
    'FROM ckd',
    'SELECT DISTINCT patient_id FROM ckd',
    'SELECT age, avg(age) OVER () AS mean FROM ckd',
    'SELECT age, avg(age) FILTER (WHERE sex = 1) OVER () AS mean FROM ckd',
    'SELECT age, (SELECT max(age) FROM ckd) AS most FROM ckd',
    'SELECT a.age FROM ckd a JOIN counts USING (sex)',
    'SELECT age FROM counts, ckd',
    'WITH old AS (SELECT * FROM ckd WHERE age > 60) SELECT * FROM old',
    'SELECT count(*) AS n FROM ckd UNION ALL SELECT age FROM ckd',
    'SELECT * FROM main.counts',
    "SELECT * FROM read_csv('a.csv')",
    'TABLE ckd',
  ])('is none of %s', (sql) => {
    expect(isSummary(sql)).toBe(false);
  });
});

const outcome = (columns: readonly string[], total: number, change: Partial<CellOutcome> = {}): CellOutcome => ({
  ...EMPTY_OUTCOME,
  tables: new Map([['table', { columns, types: columns.map(() => 'integer' as const), rows: [] }]]),
  totals: new Map([['table', total]]),
  ...change,
});
const cell = (kind: Cell['kind'], name: string, body: string) => newCell(name, { kind, name, body }, 1);

it('names rows of patients by what a cell reads and gives', () => {
  const cases: readonly (readonly [Cell, CellOutcome, boolean])[] = [
    [cell('sql', 'prep', 'SELECT age FROM ckd'), outcome(['age'], 200), true],
    [cell('sql', 'first', 'SELECT patient_id, min(t) AS t FROM ckd GROUP BY patient_id'), outcome(['Patient_ID', 't'], 200), true],
    [cell('sql', 'counts', 'SELECT sex, count(*) AS n FROM prep GROUP BY sex'), outcome(['sex', 'n'], 2), false],
    [cell('sql', 'shares', 'SELECT n / 200 AS share FROM counts'), outcome(['share'], 2), false],
    [cell('sql', 'judged', 'FROM ckd'), outcome(['age'], 3, { aggregates: ['judged'] }), false],
    [cell('sql', 'round1', 'FROM round2'), outcome(['n'], 3), true],
    [cell('sql', 'round2', 'FROM round1'), outcome(['n'], 3), true],
    [cell('code', 'same', 'return prep'), outcome(['age'], 200), true],
    [cell('code', 'few', 'return prep.slice(0, 3)'), outcome(['mean'], 1), false],
    [
      cell('analysis', 'fit', 'data: prep'),
      outcome(['score'], 200, { stored: new Map([['table', 'fit_table']]), aggregates: ['fit_other'] }),
      true,
    ],
  ];
  const cells = cases.map(([own]) => own);
  const found = new Map(cases.map(([own, given]) => [own, given]));
  const rowsOf = patientTables({ cells, outcomeOf: (own) => found.get(own) ?? null, keys: ['patient_id'] });
  expect(cells.map((own) => [own.name, rowsOf(own).size > 0])).toEqual(cases.map(([{ name }, , isRows]) => [name, isRows]));
  expect(readersOf(cells[0], cells).map(({ name }) => name)).toEqual(['counts', 'same', 'few', 'fit']);
});
