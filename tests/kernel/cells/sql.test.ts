import { describe, expect, it } from 'vitest';
import { readSql } from '@/analysis-kernel/cells/kinds/sql';
import { substituteParameters } from '@/analysis-kernel/cells/sql/parameters';
import { tableReferences } from '@/analysis-kernel/cells/sql/references';
import { passesThrough, selectItems } from '@/analysis-kernel/cells/sql/select-list';
import { withoutSemicolon } from '@/analysis-kernel/cells/sql/single-query';
import { sqlTokens } from '@/analysis-kernel/cells/sql/tokens';

function reads(sql: string): string[] {
  return tableReferences(sqlTokens(sql).tokens)
    .filter((reference) => reference.bare)
    .map((reference) => reference.name);
}

describe('tables a query reads', () => {
  // With a copy of the names for each, this many would not be read within any test's time.
  it('of as many queries named before as a cell can hold', () => {
    const named = Array.from({ length: 40_000 }, (_, at) => `a${at} AS (SELECT * FROM a${Math.max(at - 1, 0)})`);
    expect(reads(`WITH ${named.join(',')} SELECT * FROM a39999, t`)).toEqual(['a0', 't']);
  });

  it.each<[string, string[]]>([
    ['SELECT * FROM a', ['a']],
    ['select x from a join b using (id) left join c on a.id = c.id', ['a', 'b', 'c']],
    ['SELECT * FROM a, b AS bb, "Third table" t WHERE x IN (SELECT y FROM d)', ['a', 'b', 'Third table', 'd']],
    ['FROM a SELECT x, y', ['a']],
    ['FROM a NATURAL JOIN b', ['a', 'b']],
    ['SELECT (SELECT max(x) FROM a), y FROM (SELECT * FROM b JOIN c USING (k)) AS s, d', ['a', 'b', 'c', 'd']],
    ['SELECT * FROM (a JOIN b USING (k)), c', ['a', 'b', 'c']],
    ['SELECT * FROM main.a, memory.main.b', ['a', 'b']],
    ['SELECT * FROM renal.patient, renal.main.lab', []],
    ['WITH x AS (SELECT * FROM a), y(p, q) AS MATERIALIZED (FROM x) SELECT * FROM y JOIN b USING (p)', ['a', 'b']],
    ['WITH a AS (SELECT * FROM a) SELECT * FROM a', ['a']],
    ['WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t, u) SELECT * FROM t', ['u']],
    ['SELECT * FROM (WITH x AS (FROM a) FROM x), x', ['a', 'x']],
    ['PIVOT a ON b, c USING sum(d), avg(e) GROUP BY f', ['a']],
    ['SELECT * FROM (PIVOT a ON b USING sum(c))', ['a']],
    ['FROM (VALUES (1, 2), (3, 4)) AS v(x, y), a', ['a']],
    ['SELECT * FROM range(10) r, a, unnest([1, 2])', ['a']],
    ["SELECT * FROM query_table('a')", ['a']],
    ["FROM query_table(['a', 'b'], true), c", ['a', 'b', 'c']],
    ['SELECT * FROM histogram(a, age), b', ['a', 'b']],
    ['SELECT alias.x FROM alias: a, b', ['a', 'b']],
    ['SELECT x IS DISTINCT FROM y, extract(year FROM d), trim(both FROM e) FROM a', ['a']],
    ['SELECT DISTINCT ON (k) x FROM a ORDER BY b, c', ['a']],
    ["SELECT 'FROM t1' /* FROM t2 /* FROM t3 */ */ FROM a -- FROM t4", ['a']],
    ['SELECT * FROM a UNION ALL SELECT * FROM b EXCEPT FROM c', ['a', 'b', 'c']],
    ['SELECT * FROM a GROUP BY b, c HAVING d > 0', ['a']],
    ['SELECT * FROM 队列 ASOF JOIN 随访 USING (k, d)', ['队列', '随访']],
    ["SELECT $$ FROM x $$, e'it\\'s FROM y' FROM a", ['a']],
    ['SELECT * FROM LATERAL (SELECT 1 AS x), a', ['a']],
    ['SUMMARIZE a', ['a']],
  ])('%s', (sql, expected) => {
    expect(reads(sql)).toEqual(expected);
  });
});

describe('one query', () => {
  it.each([
    'SELECT 1 AS x',
    'from t',
    'WITH a AS (SELECT 1 AS x) FROM a',
    'VALUES (1, 2)',
    'PIVOT t ON a USING sum(b)',
    '-- a remark first\nSELECT 1 AS x;',
    '(SELECT 1 AS x) UNION ALL (SELECT 2 AS x);',
    'SELECT \';\' AS x, "a;b" FROM t -- ; the end',
    "SELECT 'pg_class' AS x, t.glob AS y FROM (DESCRIBE t)",
  ])('%s', (sql) => {
    expect(readSql(sql).errors).toEqual([]);
  });

  it.each<[string, string, number, number]>([
    ['', 'sql_empty', 1, 1],
    [' -- nothing\n', 'sql_empty', 1, 1],
    ['DROP TABLE a', 'sql_not_a_query', 1, 1],
    ["\n ATTACH ':memory:' AS m", 'sql_not_a_query', 2, 2],
    ['INSERT INTO a VALUES (1)', 'sql_not_a_query', 1, 1],
    ['SELECT 1 AS x; DROP TABLE a', 'sql_several', 1, 16],
    ['SELECT 1 AS x) ; DROP TABLE a; --', 'sql_unopened', 1, 14],
    ['SELECT (1 AS x', 'sql_unclosed', 1, 8],
    ["SELECT 'a AS x", 'sql_unclosed', 1, 8],
    ['SELECT 1 AS "x', 'sql_unclosed', 1, 13],
    ['SELECT 1 AS x /* never', 'sql_unclosed', 1, 15],
    ["SELECT * FROM read_csv('/etc/passwd')", 'sealed', 1, 15],
    ["SELECT * FROM\n  enable_logging('QueryLog', storage := 'file')", 'sealed', 2, 3],
    ['SELECT * FROM a, duckdb_databases()', 'sealed', 1, 18],
    ['SELECT * FROM "pg_catalog"."pg_class"', 'sealed', 1, 15],
    ['FROM information_schema.tables', 'sealed', 1, 6],
    ['FROM x: sqlite_master', 'sealed', 1, 9],
    ['FROM _coho_profile', 'sealed', 1, 6],
    ["FROM query('SELECT * FROM a')", 'sealed', 1, 6],
    ["FROM query_table('information_schema.tables')", 'sealed', 1, 18],
    ["FROM query_table('a' || 'b')", 'sealed', 1, 22],
    ['FROM (SHOW TABLES)', 'sealed', 1, 7],
    ['FROM (DESCRIBE)', 'sealed', 1, 7],
    ["SELECT 'HOME'.getenv() AS x", 'sealed', 1, 15],
    ["SELECT current_setting('threads') AS x", 'sealed', 1, 8],
    ['SELECT ? AS x', 'sql_nameless_parameter', 1, 8],
    ['SELECT x FROM a WHERE y = $1', 'sql_nameless_parameter', 1, 27],
  ])('%j is none', (sql, code, line, column) => {
    expect(readSql(sql).errors).toMatchObject([{ code, line, column }]);
  });

  it('names the word that cannot begin one, in both languages', () => {
    const [error] = readSql('DETACH renal').errors;
    expect(error.message.en).toContain('DETACH');
    expect(error.message.zh).toContain('DETACH');
  });

  it.each([
    ['SELEC 1 AS x', ['SELECT']],
    ['form t', ['FROM']],
    ['DROP TABLE a', []],
    // A word of SQL that begins no query.
    ['WERE x > 1', []],
  ])('%s: offers the word that was meant', (sql, fixes) => {
    const [error] = readSql(sql).errors;
    expect(error.fixes).toEqual(fixes);
    for (const fix of fixes) expect(error.message.en).toContain(`Did you mean ${fix}?`);
  });

  it('loses its last semicolon only', () => {
    const sql = "SELECT ';' AS x ; -- end";
    expect(withoutSemicolon(sql, sqlTokens(sql).tokens)).toBe("SELECT ';' AS x ");
  });

  it.each<[string, boolean]>([
    ['SELECT now() AS t', true],
    ['SELECT current_date AS d', true],
    ['SELECT random() AS r FROM t', true],
    ['SELECT avg(extract(year FROM age(birth_date))) AS years FROM t', true],
    ["SELECT age(DATE '2020-01-01', coalesce(birth_date, d)) AS a, t.age FROM t", false],
    ['SELECT current_localtimestamp() AS t', true],
    ['FROM t USING SAMPLE 10', true],
    ['FROM t USING SAMPLE reservoir(10 ROWS) REPEATABLE (42)', false],
    ['SELECT random, "now" FROM t', false],
    ["SELECT 'now()' AS x", false],
  ])('%s reads the clock or chance: %s', (sql, expected) => {
    expect(readSql(sql).volatile).toBe(expected);
  });
});

describe('values of inputs', () => {
  it('become literals, and places are found again', () => {
    const written = "SELECT $a + x - $b AS y, '$a' AS s -- $a\nFROM t WHERE d > $from AND z = $unknown";
    const values = new Map<string, string | number>([
      ['a', 10],
      ['b', -1],
      ['from', "O'Hara"],
    ]);
    const { sql, original } = substituteParameters(written, (name) => values.get(name));
    expect(sql).toBe("SELECT (10) + x - (-1) AS y, '$a' AS s -- $a\nFROM t WHERE d > 'O''Hara' AND z = $unknown");
    expect(original(sql.indexOf('x -'))).toBe(written.indexOf('x -'));
    expect(original(sql.indexOf('AS y'))).toBe(written.indexOf('AS y'));
    expect(original(sql.indexOf('AND'))).toBe(written.indexOf('AND'));
    expect(original(sql.indexOf('-1'))).toBeLessThanOrEqual(written.indexOf('$b') + 2);
    expect(
      readSql(written)
        .references.filter(({ role }) => role === 'input')
        .map(({ name }) => name),
    ).toEqual(['a', 'b', 'from', 'unknown']);
  });
});

describe('columns passed through', () => {
  it.each<[string, string, boolean]>([
    ['FROM t', 'age', true],
    ['SELECT * FROM t WHERE age > 50', 'age', true],
    ['SELECT age, grade FROM t', 'age', true],
    ['SELECT t.age FROM t', 'age', true],
    ['SELECT * REPLACE (age / 10 AS age) FROM t', 'age', false],
    ['SELECT max(age) AS age FROM t', 'age', false],
    ['SELECT max(age) age FROM t', 'age', false],
    ['SELECT age: 3 FROM t', 'age', false],
    ['SELECT grade, count(*) AS n FROM t GROUP BY grade', 'grade', true],
    ['SELECT grade FROM t UNION SELECT grade FROM u', 'grade', false],
    ['SELECT age FROM (SELECT 1 AS age)', 'age', false],
  ])('%s: %s %s', (sql, column, expected) => {
    expect(passesThrough(sqlTokens(sql).tokens, column)).toBe(expected);
  });

  it('stand in the outermost list', () => {
    const sql = 'WITH a AS (SELECT 1 AS x, 2 AS y) SELECT DISTINCT x, f(y, 2) AS z, [1, 2] AS l FROM a';
    expect(selectItems(sqlTokens(sql).tokens).map(({ start, end }) => sql.slice(start, end))).toEqual(['x', 'f(y, 2) AS z', '[1, 2] AS l']);
  });
});
