import type { functions as duckdb } from '@/cohort-dsl/sql/dialects/duckdb/functions';
import type { Blueprint } from '@/cohort-dsl/types/blueprint';

/** In `functions` of the types: what completion, hover and the manual say. */
export const words: Blueprint = {
  name: 'log10',
  kind: 'function',
  signature: 'log10(x)',
  grain: 'one value a patient',
  missing: { en: 'Missing for a missing x, and for zero or less.', zh: 'x 缺失、为零或为负则结果缺失。' },
  doc: { en: 'Logarithm to base 10 of a bare number.', zh: '无单位数值的常用对数。' },
  example: 'log10(value of last lab(crp) / 1 mg/L)',
};

/** In `functions` of DuckDB, which refuses the logarithm of zero. */
export const sql: (typeof duckdb)['ln'] = ([x]) => `CASE WHEN ${x.sql} > 0 THEN log10(CAST(${x.sql} AS DOUBLE)) END`;

/** In `call` of the reference: the meaning again, written without looking at the SQL. */
export const meaning = (x: number): number => (x <= 0 ? Number.NaN : Math.log10(x));
