import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileTableError, openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { engineContract } from './contract';

engineContract('duckdb-node', () => openNodeEngine({ lines: 2 }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-engine-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string | Buffer, name = 't.csv') {
  const file = join(folder, name);
  await writeFile(file, text);
  const engine = await openNodeEngine({ tables: [{ name: 't', file }] });
  try {
    return tableOfFrame(await engine.query('FROM t'));
  } finally {
    await engine.close();
  }
}

async function column(...values: string[]) {
  const { types, rows } = await load(`x,k\n${values.map((value) => `${value},0`).join('\n')}\n`);
  return [types[0], ...rows.map((row) => row[0])];
}

describe('CSV tables', () => {
  it.each<[string, string[], unknown[]]>([
    ['integers', ['1', '-2', '+3'], ['integer', 1, -2, 3]],
    ['quotes do not make text', ['"1"', '"2"'], ['integer', 1, 2]],
    ['empty fields and NA are missing', ['1', '', 'NA', '""', '"NA"'], ['integer', 1, null, null, null, null]],
    ['0 and 1 stay integers', ['0', '1'], ['integer', 0, 1]],
    ['minus nought among integers', ['-0', '1', '2'], ['integer', 0, 1, 2]],
    ['numbers with minus nought and exponents', ['-0.5', '1e3', '2E-1', '7'], ['number', -0.5, 1000, 0.2, 7]],
    ['two points are no number', ['0.5', '0.5.1'], ['text', '0.5', '0.5.1']],
    ['numbers', ['1', '2.5', '-1e-3', '.5', '5.'], ['number', 1, 2.5, -0.001, 0.5, 5]],
    [
      'numbers that are none',
      ['1.5', 'NaN', 'Inf', '-Inf', 'Infinity'],
      ['number', 1.5, null, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ],
    ['dates', ['2020-02-29', 'NA'], ['date', '2020-02-29', null]],
    ['a day that does not exist makes text', ['2020-02-28', '2021-02-29'], ['text', '2020-02-28', '2021-02-29']],
    ['date times', ['2020-02-29 08:30', '2020-03-01'], ['datetime', '2020-02-29T08:30:00', '2020-03-01T00:00:00']],
    ['true and false', ['true', 'FALSE', ''], ['boolean', true, false, null]],
    ['true and 1 are text', ['true', '1'], ['text', 'true', '1']],
    ['leading zeros are identifiers', ['007', '12'], ['text', '007', '12']],
    ['keys beyond 2^53 keep their digits', ['9007199254740993', '1'], ['integer', '9007199254740993', 1]],
    ['digits beyond 64 bits stay text', ['99999999999999999999', '1'], ['text', '99999999999999999999', '1']],
    ['one word at the end makes text', [...Array.from({ length: 3 }, (_, at) => String(at)), 'high'], ['text', '0', '1', '2', 'high']],
    ['nothing known is text', ['NA', ''], ['text', null, null]],
    ['commas and quotes in quotes', ['"a, b"', '"say ""x"""'], ['text', 'a, b', 'say "x"']],
    ['blanks around numbers', ['1', ' 2', '3 ', ' NA', '  '], ['integer', 1, 2, 3, null, null]],
    ['blanks around texts stay', [' a', 'b '], ['text', ' a', 'b ']],
    ['F is a word', ['F', 'F'], ['text', 'F', 'F']],
  ])('%s', async (_, values, expected) => {
    expect(await column(...values)).toEqual(expected);
  });

  it('infers over the whole file', async () => {
    const many = Array.from({ length: 60_000 }, () => '1');
    const [type, ...values] = await column(...many, '2.5');
    expect(type).toBe('number');
    expect(values.at(-1)).toBe(2.5);
  });

  it('reads tabs and semicolons, a byte order mark, and other line ends', async () => {
    expect(await load('\uFEFFa;b\r\n1;x\r\n')).toEqual({ columns: ['a', 'b'], types: ['integer', 'text'], rows: [[1, 'x']] });
    expect((await load('a\tb\n1\t2\n')).columns).toEqual(['a', 'b']);
    expect((await load('a,b\r\n1,"x\r\ny"\n2,z\r3,\r\n')).rows).toEqual([
      [1, 'x\ny'],
      [2, 'z'],
      [3, null],
    ]);
  });

  it('keeps dotted, empty and repeated names readable', async () => {
    const { columns } = await load('ph.ecog,Age (years),x,X\n1,2,3,4\n');
    expect(columns.slice(0, 3)).toEqual(['ph.ecog', 'Age (years)', 'x']);
    expect(new Set(columns.map((name) => name.toLowerCase())).size).toBe(4);
  });

  it('reads a header alone', async () => {
    expect(await load('a,b\n')).toEqual({ columns: ['a', 'b'], types: ['text', 'text'], rows: [] });
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /empty/],
    ['a row too long among mixed line ends', 'a,b\r\n1,2\n1,2,3\r\n', /line 3 has 3 fields where the header has 2/],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), /UTF-16.*UTF-8/],
    ['a header in Latin 1', Buffer.from('pr\xE9nom,b\n1,2\n', 'latin1'), /line 1 is not UTF-8/],
    ['a value in Latin 1', Buffer.from('a,b\n1,Jos\xE9\n2,Andr\xE9s\n', 'latin1'), /line 2 is not UTF-8/],
    ['a character broken off at the end', Buffer.concat([Buffer.from('a\n中文'), Buffer.from([0xe4, 0xb8])]), /line 2 is not UTF-8/],
    ['a row too long', 'a,b\n1,2\n1,2,3\n', /line 3 has 3 fields where the header has 2/],
    ['a row too short', 'a,b\n1,2\n1\n', /line 3 has 1 field where the header has 2/],
    ['a quote never closed', 'a,b\n1,"open\n2,x\n', /never closed/],
  ])('refuses %s, and says where', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(FileTableError);
    await expect(load(text)).rejects.toThrow(message);
    await expect(load(text)).rejects.toThrow(/t\.csv: /);
  });

  it('keeps lines that begin with a hash, names after their place, line ends inside quotes', async () => {
    expect(await load('#,a,a,\n#1,"x\ny",2,3\n')).toEqual({
      columns: ['#', 'a', 'a_2', 'column4'],
      types: ['text', 'text', 'integer', 'integer'],
      rows: [['#1', 'x\ny', 2, 3]],
    });
  });

  it('names a file that is not there', async () => {
    await expect(openNodeEngine({ tables: [{ name: 't', file: join(folder, 'nowhere.csv') }] })).rejects.toThrow(/nowhere\.csv/);
  });
});

describe('files of DuckDB', () => {
  it('reads Parquet and a release attached read-only, by bare names', async () => {
    const release = join(folder, "it's.duckdb");
    const parquet = join(folder, 'p.parquet');
    const writer = await DuckDBInstance.create(release);
    const connection = await writer.connect();
    await connection.run("CREATE TABLE patient AS SELECT 1 AS id, DATE '2020-01-01' AS born");
    await connection.run(`COPY (SELECT 7 AS seven) TO '${parquet}' (FORMAT parquet)`);
    connection.closeSync();
    writer.closeSync();
    const engine = await openNodeEngine({ database: { name: 'renal', file: release }, tables: [{ name: 'p', file: parquet }] });
    try {
      expect(tableOfFrame(await engine.query('SELECT * FROM patient, p')).rows).toEqual([[1, '2020-01-01', 7]]);
      expect(tableOfFrame(await engine.query('SELECT count(*) AS n FROM renal.patient')).rows).toEqual([[1]]);
      await engine.execute('CREATE TABLE mine AS FROM patient');
      await expect(engine.execute('DELETE FROM patient')).rejects.toThrow(/read-only/i);
    } finally {
      await engine.close();
    }
  });
});
