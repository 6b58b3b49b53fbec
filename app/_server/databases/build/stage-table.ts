import 'server-only';
/** Raw text rows → typed rows in schema `staged`; a field that is not of its column's type is a fault. */
import { codeNotes, isMissingWord } from '@/analysis-kernel/node';
import { type Column, columnOfRole, type Table } from '@/cohort-dsl/schema/dictionary';
import { type Engine, identifier, literal } from '../engine';
import type { BuildFaults } from './faults';
import { comparatorPrefix, comparatorSql, expectedText, keepsWords, presentText, valueSql } from './parse-text';
import { type RawRows, raw } from './read-rows';
import { addedColumn, staged } from './storage';

/** A column with the SQL of its present text and of its value, both over the raw rows. */
interface Parsed {
  readonly column: Column;
  readonly text: string;
  readonly value: string;
}

const noComparator = "''";

function field(rows: RawRows, column: Column): string | null {
  const found = rows.columns.find((name) => name.toLowerCase() === column.name.toLowerCase());
  return found === undefined ? null : identifier(found);
}

async function hasComparators(engine: Engine, table: Table, text: string): Promise<boolean> {
  const { found } = await engine.row<{ found: boolean }>(
    `SELECT count(*) > 0 AS found FROM ${raw(table.name)} WHERE regexp_matches(${text}, ${literal(comparatorPrefix)})`,
  );
  return found;
}

/** Marks behind an ICD-10 code (dagger, asterisk) say how it is used; they are no part of it. */
function withoutMarks(column: Column, text: string): string {
  return column.system?.startsWith('ICD10') ? `regexp_replace(trim(${text}), '[†*+]$', '')` : text;
}

async function parseColumns(engine: Engine, table: Table, rows: RawRows, faults: BuildFaults): Promise<{ parsed: Parsed[]; table: Table }> {
  const valueColumn = columnOfRole(table, 'value');
  const valueField = valueColumn?.type === 'number' ? field(rows, valueColumn) : null;
  const prefixed = valueColumn && valueField && (await hasComparators(engine, table, presentText(valueColumn, valueField)));
  const declared = columnOfRole(table, 'comparator');
  const ownPrefix =
    prefixed && valueColumn ? `regexp_extract(${presentText(valueColumn, valueField)}, ${literal(comparatorPrefix)}, 1)` : noComparator;
  const parsed: Parsed[] = [];
  for (const column of table.columns) {
    const source = field(rows, column);
    if (column.role === 'comparator' && (source !== null || prefixed)) {
      const text = source === null ? 'NULL' : `nullif(nullif(trim(${source}), ''), '=')`;
      parsed.push({ column, text, value: `coalesce(${comparatorSql(ownPrefix)}, ${comparatorSql(text)})` });
    } else if (source === null) {
      const known = rows.columns.join(', ');
      faults.add(
        `${table.name}, column ${column.name}: ${rows.file} has no such column; it has ${known}.`,
        `${table.name} ${column.name} 列：${rows.file} 没有此列；现有：${known}。`,
      );
    } else {
      const text = presentText(column, source);
      const bare = column === valueColumn && prefixed ? `regexp_replace(${text}, ${literal(comparatorPrefix)}, '')` : text;
      parsed.push({ column, text, value: valueSql(column, column.type === 'code' ? withoutMarks(column, bare) : bare) });
    }
  }
  if (!prefixed || declared) return { parsed, table };
  const added: Column = {
    ...addedColumn('comparator', 'category', { en: 'Comparator of the value', zh: '数值比较符' }, null),
    role: 'comparator',
    values: [
      { key: '<', label: { en: 'Below', zh: '低于' } },
      { key: '<=', label: { en: 'At most', zh: '不高于' } },
      { key: '>', label: { en: 'Above', zh: '高于' } },
      { key: '>=', label: { en: 'At least', zh: '不低于' } },
    ],
  };
  parsed.push({ column: added, text: 'NULL', value: comparatorSql(ownPrefix) });
  return { parsed, table: { ...table, columns: [...table.columns, added] } };
}

/** Fields that hold a word for what is not known are missing, and that is said. */
async function warnOfWords(engine: Engine, table: Table, rows: RawRows, faults: BuildFaults): Promise<void> {
  const columns = table.columns.flatMap((column) => {
    const source = keepsWords(column) ? null : field(rows, column);
    return source === null ? [] : [{ name: column.name, source }];
  });
  if (columns.length === 0) return;
  const counts = columns.map(
    ({ source }, at) => `coalesce(count_if(${isMissingWord(source)} AND trim(${source}) <> 'NA'), 0)::DOUBLE AS c${at}`,
  );
  const found = await engine.row<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${raw(table.name)}`);
  for (const [at, { name }] of columns.entries()) {
    const count = found[`c${at}`];
    if (count === 0) continue;
    faults.warn(
      `${table.name}, column ${name}: ${count === 1 ? '1 field is' : `${count} fields are`} written as unknown (such as "." or "N/A") and read as missing.`,
      `${table.name} ${name} 列：${count} 个字段写作未知（如“.”或“N/A”），按缺失读取。`,
    );
  }
}

async function reportMisfits(engine: Engine, table: Table, parsed: readonly Parsed[], faults: BuildFaults): Promise<void> {
  const counts = parsed.map(({ text, value }, at) => `coalesce(count_if(${text} IS NOT NULL AND (${value}) IS NULL), 0)::DOUBLE AS c${at}`);
  if (counts.length === 0) return;
  const found = await engine.row<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${raw(table.name)}`);
  for (const [at, { column, text, value }] of parsed.entries()) {
    const total = found[`c${at}`];
    if (total === 0) continue;
    const rows = await engine.rows<{ row: number; value: string | null }>(
      `SELECT (rowid + 1)::DOUBLE AS row, ${text} AS value FROM ${raw(table.name)}
       WHERE ${text} IS NOT NULL AND (${value}) IS NULL ORDER BY rowid LIMIT 3`,
    );
    const expected = column.role === 'comparator' ? { en: 'one of <, <=, >, >=', zh: '<、<=、>、>= 之一' } : expectedText(column);
    faults.rows(table.name, column.name, rows, total, (written) => ({
      en: `"${written}" is not ${expected.en}.`,
      zh: `“${written}”不是${expected.zh}。`,
    }));
  }
}

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

/**
 * Types the raw rows of a table by its dictionary.
 * @returns the table with the columns it then has (a comparator found in its values is a column of its own)
 */
export async function stageTable(engine: Engine, table: Table, rows: RawRows, faults: BuildFaults): Promise<Table> {
  warnOfOthers(table, rows, faults);
  const { parsed, table: extended } = await parseColumns(engine, table, rows, faults);
  await warnOfWords(engine, table, rows, faults);
  await reportMisfits(engine, table, parsed, faults);
  const missing = extended.columns.filter((column) => !parsed.some((entry) => entry.column.name === column.name));
  const columns = [
    ...parsed.map(({ column, value }) => `${value} AS ${identifier(column.name)}`),
    ...missing.map((column) => `NULL::VARCHAR AS ${identifier(column.name)}`),
  ];
  await engine.run(`CREATE TABLE ${staged(table.name)} AS SELECT ${columns.join(', ')} FROM ${raw(table.name)} ORDER BY rowid`);
  await engine.run(`DROP TABLE ${raw(table.name)}`);
  const numbers = parsed.flatMap(({ column: { name, type, role } }) =>
    (type === 'integer' || type === 'number') && role !== 'key' ? [name] : [],
  );
  for (const [name, { en, zh }] of await codeNotes(engine.connection, staged(table.name), numbers)) {
    faults.warn(`${table.name}, column ${name}: ${en}`, `${table.name} ${name} 列：${zh}`);
  }
  return extended;
}
