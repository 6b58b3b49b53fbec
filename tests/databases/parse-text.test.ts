/** A field plainly written is read by a cheap test: its value must be the one the closer look gives. */
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { presentText, valueSql, withPlain } from '@/app/_server/databases/build/parse-text';
import { addedColumn } from '@/app/_server/databases/build/storage';
import type { Column, ColumnType } from '@/cohort-dsl/schema/dictionary';

const types: readonly ColumnType[] = ['integer', 'number', 'boolean', 'text', 'date', 'datetime', 'category', 'code'];

const written = [
  ...[
    '0',
    '1',
    '-1',
    '+1',
    '007',
    '-0',
    '1.',
    '1.0',
    '1.50',
    '.5',
    '1e5',
    '-1E-3',
    '1_000',
    '0x10',
    '1,5',
    '12345678901234567',
    'NaN',
    'inf',
  ],
  ...[
    '9223372036854775807',
    '9223372036854775808',
    '1e999',
    '123456789012345.123456789012345',
    '1 000',
    '５',
    'true',
    'TRUE',
    'false',
    'f',
  ],
  ...['2020-01-31', '2020-02-30', '2020-1-3', '20200131', '0001-01-01', '99999-01-01', 'infinity', '2020', '2020-01', '0044-03-15 (BC)'],
  ...[
    '2020-01-31T08:30',
    '2020-01-31 08:30:59.123456789',
    '2020-01-31T24:00',
    '2020-01-31T08:60',
    '2020-01-31T08:30:61',
    '2020-01-31T00:00',
  ],
  ...[
    '2020-01-31T08:30Z',
    '2020-01-31 08:30+02',
    '2020-01-31T',
    '31/01/2020',
    '.',
    '..',
    '-',
    '--',
    '?',
    'NA',
    'na',
    'N/A',
    'n.a.',
    '#N/A',
  ],
  ...[
    'NULL',
    'null',
    '\\N',
    'I10',
    'I10†',
    'I10*',
    'E11.9+',
    'N18.3',
    'n18',
    'NAN',
    'NANCY',
    'Nx',
    'O',
    '!',
    '!x',
    '女',
    '\u3000NA',
    '\u00a0',
    '\u007f',
  ],
];
const around = (text: string) => [text, ` ${text}`, `${text} `, `\t${text}`, `${text}\n`, `\u3000${text}\u00a0`];

function columns(type: ColumnType): readonly Column[] {
  const plain = addedColumn('x', type, { en: 'X', zh: 'X' }, null);
  if (type === 'date') return (['day', 'month', 'year'] as const).map((precision) => ({ ...plain, precision }));
  if (type === 'code') return [plain, { ...plain, system: 'ICD10' }];
  if (type === 'category') return [plain, { ...plain, values: [{ key: 'NA', label: { en: 'North America', zh: '北美' } }] }];
  return [plain];
}

test.each(types.flatMap((type) => columns(type).map((column) => [type, column] as const)))('%s', async (_, column) => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const fields = written.flatMap(around).map((text) => `('${text.replaceAll("'", "''")}')`);
    await connection.run(`CREATE TABLE t AS SELECT * FROM (VALUES ${fields.join(', ')}) AS v(field)`);
    const closer = valueSql(column, presentText(column, 'field'));
    const differ = await connection.runAndReadAll(
      `SELECT field, p::VARCHAR, c::VARCHAR FROM (SELECT field, ${withPlain(column, 'field', closer)} AS p, ${closer} AS c FROM t) WHERE p IS DISTINCT FROM c`,
    );
    expect(differ.getRowsJS()).toEqual([]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});
