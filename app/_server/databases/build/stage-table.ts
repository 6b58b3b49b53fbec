import 'server-only';
/**
 * Rows of text → typed rows in schema `staged`, by one pass over the file; a field that is not of its column's type is a fault. The pass marks
 * the rows in which a field gave no value: only where there are some is the file read again, to say which they are.
 */
import { dateCodeNotes, itemCodeNotes, numberNotes, ofColumn, pointNotes } from '@/analysis-kernel/node';
import { type Column, columnOfRole, type Table } from '@/cohort-dsl/schema/dictionary';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';
import { comparatorPrefix, comparatorSql, keepsWords, type Parsed, presentText, valueSql, withPlain } from './parse-text';
import { type RawRows, unreadable } from './read-rows';
import { reportLost } from './report-lost';
import { addedColumn, staged } from './storage';

/** A comparator written before the value (`<5`), until it is known whether there is one. */
const ownComparator = '_coho_comparator';
/** Marks a row in which a field gave no value. */
const lost = '_coho_lost';

function fieldOf(rows: RawRows, column: Column): string | null {
  const found = rows.columns.find((name) => name.toLowerCase() === column.name.toLowerCase());
  return found === undefined ? null : quoteName(found);
}

/** SQL of the comparator before a value; null where its column is no number, or not in the file. */
function prefixSql(table: Table, rows: RawRows): string | null {
  const column = columnOfRole(table, 'value');
  const field = column?.type === 'number' ? fieldOf(rows, column) : null;
  if (!column || field === null) return null;
  const prefix = `regexp_extract(${presentText(column, field)}, ${quoteText(comparatorPrefix)}, 1)`;
  return withPlain(column, field, comparatorSql(prefix), 'NULL');
}

function parseColumns(table: Table, rows: RawRows): Parsed[] {
  const value = columnOfRole(table, 'value');
  const prefix = prefixSql(table, rows);
  return table.columns.flatMap((column) => {
    const field = fieldOf(rows, column);
    if (field === null) return [];
    if (column.role === 'comparator') {
      const text = `nullif(nullif(trim(${field}), ''), '=')`;
      return { column, field, text, value: `coalesce(${prefix ?? 'NULL'}, ${comparatorSql(text)})` };
    }
    const text = presentText(column, field);
    const bare = column === value && prefix !== null ? `regexp_replace(${text}, ${quoteText(comparatorPrefix)}, '')` : text;
    return { column, field, text, value: withPlain(column, field, valueSql(column, bare)) };
  });
}

const addedComparator: Column = {
  ...addedColumn('comparator', 'category', { en: 'Comparator of the value', zh: '数值比较符' }, null),
  role: 'comparator',
  values: [
    { key: '<', label: { en: 'Below', zh: '低于' } },
    { key: '<=', label: { en: 'At most', zh: '不高于' } },
    { key: '>', label: { en: 'Above', zh: '高于' } },
    { key: '>=', label: { en: 'At least', zh: '不低于' } },
  ],
};

/** Columns of the file that the dictionary does not know are left out, and said so. */
function warnOfOthers(table: Table, rows: RawRows, faults: BuildFaults): void {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const others = rows.columns.filter((name) => !known.has(name.toLowerCase()));
  if (others.length === 0) return;
  faults.warn(
    `${table.name}: ${rows.file} has columns the dictionary does not know; they are left out: ${others.join(', ')}.`,
    `${table.name}：${rows.file} 含字典中没有的列，已略去：${others.join('、')}。`,
  );
}

/** The one pass over the file. */
async function createStaged(engine: Engine, table: Table, rows: RawRows, parsed: readonly Parsed[]): Promise<void> {
  const checked = parsed.flatMap(({ column, field, text }, at) => {
    const entry = { value: `v${at}`, given: `f${at}` };
    if (column.role === 'comparator') return [{ ...entry, isGiven: `${text} IS NOT NULL` }];
    return keepsWords(column) ? [] : [{ ...entry, isGiven: `(${field} IS NOT NULL AND ${field} <> 'NA')` }];
  });
  const inner = [
    ...parsed.map(({ value }, at) => `${value} AS v${at}`),
    ...checked.map(({ isGiven, given }) => `${isGiven} AS ${given}`),
    `${prefixSql(table, rows) ?? 'NULL::VARCHAR'} AS ${ownComparator}`,
  ];
  const absent = table.columns.filter((column) => !parsed.some((entry) => entry.column === column));
  const outer = [
    ...parsed.map(({ column }, at) => `v${at} AS ${quoteName(column.name)}`),
    ...absent.map(({ name }) => `NULL::VARCHAR AS ${quoteName(name)}`),
    ownComparator,
    `(${['false', ...checked.map(({ given, value }) => `(${given} AND ${value} IS NULL)`)].join(' OR ')}) AS ${lost}`,
  ];
  await engine.run(
    `CREATE TABLE ${staged(table.name)} AS SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${rows.source})`,
  );
}

/** Values that may not be what they seem: codes for missing, points that may divide thousands. */
async function warnOfCodes(engine: Engine, table: Table, rows: RawRows, parsed: readonly Parsed[], faults: BuildFaults): Promise<void> {
  const numbers = parsed.filter(({ column: { type, role } }) => (type === 'integer' || type === 'number') && role !== 'key');
  const names = numbers.map(({ column }) => column.name);
  const fields = numbers.flatMap(({ column, field }) => (column.type === 'number' ? [`${field} AS ${quoteName(column.name)}`] : []));
  const written = `(SELECT ${fields.join(', ')} FROM ${rows.source})`;
  const pointed = numbers.flatMap(({ column }) => (column.type === 'number' && rows.bySemicolon ? [column.name] : []));
  const width = table.columns.length;
  const value = columnOfRole(table, 'item') === null ? null : columnOfRole(table, 'value');
  const plain = names.filter((name) => name !== value?.name);
  const dates = parsed.flatMap(({ column }) => (column.type === 'date' || column.type === 'datetime' ? [column.name] : []));
  const notes = [
    ...(await dateCodeNotes(engine.connection, staged(table.name), width, dates)),
    ...(await numberNotes(engine.connection, staged(table.name), width, plain)),
    ...(await pointNotes(engine.connection, written, fields.length, pointed)),
  ];
  for (const [name, note] of notes) {
    const { en, zh } = ofColumn(note, name);
    faults.warn(`${table.name}, column ${name}: ${en}`, `${table.name} ${name} 列：${zh}`);
  }
  if (value !== null && names.includes(value.name)) await warnOfItems(engine, table, value, faults);
}

/** The same of a long table's values, item by item. */
async function warnOfItems(engine: Engine, table: Table, value: Column, faults: BuildFaults): Promise<void> {
  const keys = [columnOfRole(table, 'item'), columnOfRole(table, 'unit')].flatMap((column) => (column ? [quoteName(column.name)] : []));
  for (const { item, note } of await itemCodeNotes(engine.connection, staged(table.name), keys, quoteName(value.name))) {
    const [name, unit] = item;
    const { en, zh } = ofColumn(note, value.name);
    const written = unit ? `${name} (${unit})` : name;
    faults.warn(`${table.name}, column ${value.name}, item ${written}: ${en}`, `${table.name} ${value.name} 列，项目 ${written}：${zh}`);
  }
}

/** The comparators found before values become a column of their own, if the dictionary has none or its own is not in the file. */
async function keepComparators(engine: Engine, table: Table, rows: RawRows, prefixed: boolean): Promise<Table> {
  const declared = columnOfRole(table, 'comparator');
  if (!prefixed || (declared && fieldOf(rows, declared) !== null)) return table;
  if (declared) await engine.run(`ALTER TABLE ${staged(table.name)} DROP COLUMN ${quoteName(declared.name)}`);
  await engine.run(`ALTER TABLE ${staged(table.name)} RENAME COLUMN ${ownComparator} TO ${quoteName((declared ?? addedComparator).name)}`);
  return declared ? table : { ...table, columns: [...table.columns, addedComparator] };
}

/**
 * Types the rows of a table by its dictionary.
 * @returns the table with the columns it then has (a comparator found in its values is a column of its own)
 */
export async function stageTable(engine: Engine, table: Table, rows: RawRows, faults: BuildFaults): Promise<Table> {
  warnOfOthers(table, rows, faults);
  const parsed = parseColumns(table, rows);
  try {
    await createStaged(engine, table, rows, parsed);
  } catch (error) {
    unreadable(table.name, rows.file, error, faults);
    return table;
  }
  const found = await engine.row<{ lost: number; prefixed: boolean }>(
    `SELECT count_if(${lost})::DOUBLE AS lost, count(${ownComparator}) > 0 AS prefixed FROM ${staged(table.name)}`,
  );
  const extended = await keepComparators(engine, table, rows, found.prefixed);
  for (const column of table.columns) {
    if (fieldOf(rows, column) !== null || (column.role === 'comparator' && found.prefixed)) continue;
    const known = rows.columns.join(', ');
    faults.add(
      `${table.name}, column ${column.name}: ${rows.file} has no such column; it has ${known}.`,
      `${table.name} ${column.name} 列：${rows.file} 没有此列；现有：${known}。`,
    );
  }
  if (found.lost > 0) await reportLost(engine, table, rows, parsed, faults);
  await warnOfCodes(engine, table, rows, parsed, faults);
  return extended;
}
