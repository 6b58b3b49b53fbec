/** What every engine must do; run over each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSql } from '@/analysis-kernel/cells/kinds/sql';
import { EngineError, type QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

export function engineContract(name: string, open: () => Promise<QueryEngine>): void {
  describe(`the engine ${name}`, () => {
    let engine: QueryEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    async function table(sql: string) {
      return tableOfFrame(await engine.query(sql));
    }

    it('reads the same where the types are known beforehand', async () => {
      const sql = "SELECT 1::BIGINT AS n, 'a' AS label, NULL::BIGINT AS none, DATE '2020-02-29' AS day";
      const columns = await engine.describe(sql);
      expect(columns.map(({ type }) => type)).toEqual(['BIGINT', 'VARCHAR', 'BIGINT', 'DATE']);
      expect(tableOfFrame(await engine.query(sql, undefined, columns))).toEqual(await table(sql));
    });

    it('is DuckDB 1.4.3', () => {
      expect(engine.version).toBe('v1.4.3');
    });

    it.each<[string, string, unknown]>([
      ['1::TINYINT', 'integer', 1],
      ['9007199254740991', 'integer', 9007199254740991],
      ['9007199254740993', 'integer', '9007199254740993'],
      ['-9223372036854775808', 'integer', '-9223372036854775808'],
      ['sum(n) FROM (VALUES (1), (2)) v(n)', 'integer', 3],
      ['170141183460469231731687303715884105727::HUGEINT', 'decimal', '170141183460469231731687303715884105727'],
      ['18446744073709551615::UBIGINT', 'decimal', '18446744073709551615'],
      ['1.50::DECIMAL(10, 2)', 'decimal', '1.50'],
      ['(-0.05)::DECIMAL(4, 2)', 'decimal', '-0.05'],
      ['12345678901234567890123.45::DECIMAL(38, 2)', 'decimal', '12345678901234567890123.45'],
      ['0.1::DOUBLE', 'number', 0.1],
      ['0.5::FLOAT', 'number', 0.5],
      ["'inf'::DOUBLE", 'number', Number.POSITIVE_INFINITY],
      ['TRUE', 'boolean', true],
      ["DATE '2020-02-29'", 'date', '2020-02-29'],
      ["DATE '1899-12-31'", 'date', '1899-12-31'],
      ["TIMESTAMP '2020-01-31 08:30:00.250'", 'datetime', '2020-01-31T08:30:00.250'],
      ["TIMESTAMP '1960-01-01 00:00:00'", 'datetime', '1960-01-01T00:00:00'],
      ["TIMESTAMP_S '2020-01-31 08:30:00'", 'datetime', '2020-01-31T08:30:00'],
      ["'tumour 肿瘤'", 'text', 'tumour 肿瘤'],
      ["''", 'text', ''],
      ["'a'::ENUM ('a', 'b')", 'text', 'a'],
      ["TIME '08:30:00'", 'text', '08:30:00'],
      ['INTERVAL 14 MONTH', 'text', '1 year 2 months'],
      ['[1, NULL, 3]', 'text', '[1, NULL, 3]'],
      ["{'a': 1, 'b': 'x'}", 'text', "{'a': 1, 'b': x}"],
      ["'2a9ea7b1-79d5-4b58-9f5d-8d0f2a0f8f4d'::UUID", 'text', '2a9ea7b1-79d5-4b58-9f5d-8d0f2a0f8f4d'],
    ])('reads SELECT %s as %s', async (expression, type, value) => {
      const sql = expression.includes(' FROM ') ? `SELECT ${expression.replace(' FROM', ' AS x FROM')}` : `SELECT ${expression} AS x`;
      expect(await table(sql)).toEqual({ columns: ['x'], types: [type], rows: [[value]] });
    });

    it('keeps missing values of every type', async () => {
      const types = ['INTEGER', 'BIGINT', 'HUGEINT', 'DOUBLE', 'DECIMAL(9, 2)', 'BOOLEAN', 'VARCHAR', 'DATE', 'TIMESTAMP', 'INTERVAL'];
      const columns = types.map((type, at) => `CASE WHEN i = 1 THEN NULL ELSE NULL END::${type} AS c${at}`);
      const result = await table(`SELECT ${columns.join(', ')} FROM range(2) r(i)`);
      expect(result.rows).toEqual([types.map(() => null), types.map(() => null)]);
    });

    it('reads more rows than a chunk, in order', async () => {
      const frame = await engine.query("SELECT i, i % 3 AS k, 'v' || (i % 5) AS t FROM range(10000) r(i)");
      expect(frame.length).toBe(10_000);
      const rows = tableOfFrame(frame).rows;
      expect(rows[9_999]).toEqual([9_999, 0, 'v4']);
      expect(rows.every((row, at) => row[0] === at)).toBe(true);
    });

    it('reads no rows', async () => {
      expect(await table('SELECT 1 AS x, [1] AS l WHERE FALSE')).toEqual({ columns: ['x', 'l'], types: ['integer', 'text'], rows: [] });
    });

    it('takes in what it gave out', async () => {
      const sql =
        "SELECT * FROM (VALUES (1, 9007199254740993, 0.5::DOUBLE, TRUE, DATE '2020-02-29', TIMESTAMP '1960-01-01 10:00:00', 'é\"''', NULL::INTEGER), " +
        '(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) v(i, b, d, f, day, moment, t, missing)';
      const frame = await engine.query(sql);
      await engine.insert('back "again"', frame);
      expect(await table('FROM "back ""again"""')).toEqual(tableOfFrame(frame));
      await engine.insert('back "again"', { length: 0, columns: frame.columns.map((column) => ({ ...column, valid: new Uint8Array(0) })) });
      expect((await table('FROM "back ""again"""')).rows).toEqual([]);
    });

    it('describes a query without running it', async () => {
      const columns = await engine.describe("SELECT 1 AS a, 'x' AS b, error('never run') AS c");
      expect(columns.slice(0, 2)).toEqual([
        { name: 'a', type: 'INTEGER' },
        { name: 'b', type: 'VARCHAR' },
      ]);
    });

    it.each<[string, string, number]>([
      ['SELECT 1 +', 'syntax', 10],
      ['SELECT agee FROM (SELECT 1 AS age)', 'binder', 7],
      ['SELECT * FROM nowhere_at_all', 'binder', 14],
      ["SELECT '年' AS 龄, agee FROM (SELECT 1 AS age)", 'binder', 17],
      ["SELECT CAST('x' AS INTEGER) AS n", 'conversion', 7],
    ])('refuses %s', async (sql, code, offset) => {
      const error = await engine.query(sql).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code, offset });
    });

    it('is sealed: no files, no network, no settings, no extensions', async () => {
      for (const sql of [
        "COPY (SELECT 1) TO '/tmp/coho-never.csv'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        'SET enable_external_access = true',
        "SET memory_limit = '100GB'",
        'LOAD httpfs',
        "ATTACH '/tmp/coho-never.duckdb' AS x",
      ]) {
        expect(await engine.execute(sql).catch((thrown: unknown) => thrown), sql).toBeInstanceOf(EngineError);
      }
    });

    it('has no table function and no catalogue that a SQL cell may use, but those that only compute', async () => {
      const functions = await table(
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro') ORDER BY 1",
      );
      const views = await table('SELECT DISTINCT view_name FROM duckdb_views() WHERE internal ORDER BY 1');
      const isOpen = (sql: string) => readSql(sql).errors.length === 0;
      expect(views.rows.flat().filter((view) => isOpen(`SELECT * FROM ${view}`))).toEqual(
        // Under their schema alone, which is out of reach.
        [
          'character_sets',
          'check_constraints',
          'columns',
          'constraint_column_usage',
          'constraint_table_usage',
          'key_column_usage',
          'referential_constraints',
          'schemata',
          'table_constraints',
          'tables',
          'views',
        ],
      );
      const computing = 'generate_series histogram histogram_values json_each json_tree query_table range repeat repeat_row summary';
      const open = functions.rows.flat().filter((name) => isOpen(`SELECT * FROM ${name}('a')`));
      expect(open.filter((name) => !`${computing} test_all_types test_vector_types unnest`.split(' ').includes(String(name)))).toEqual([]);
    });

    it('answers on one line while another is busy; tables are everybody’s, temporary ones the line’s own', async () => {
      const [long, short] = engine.lines;
      const stop = new AbortController();
      const running = long.query('SELECT count(*) AS n FROM range(100000000) a, range(1000) b', stop.signal);
      running.catch(() => undefined);
      await short.execute('CREATE TABLE made AS SELECT 3 AS y');
      await short.execute('CREATE TEMPORARY TABLE "own" AS SELECT 4 AS y');
      expect(tableOfFrame(await short.query('FROM made, own')).rows).toEqual([[3, 4]]);
      stop.abort();
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      expect(tableOfFrame(await long.query('FROM made')).rows).toEqual([[3]]);
      await expect(long.query('FROM own')).rejects.toMatchObject({ code: 'binder' });
    });

    it('stops when told to and goes on', async () => {
      const stop = new AbortController();
      const running = engine.query('SELECT count(*) AS n FROM range(100000000) a, range(1000) b', stop.signal);
      const queued = engine.query('SELECT 1 AS never', stop.signal);
      stop.abort();
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      await expect(queued).rejects.toMatchObject({ name: 'AbortError' });
      expect((await table('SELECT 2 AS x')).rows).toEqual([[2]]);
    });
  });
}
