import 'server-only';
import { columnOfRole, type Dictionary, patientTable, type Table } from '@/cohort-dsl/schema/dictionary';
/** What every table's rows must satisfy before a release is written. */
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';
import { staged } from './storage';

type RowFault = { row: number; value: string | null; total: number };

/** The first rows that meet a condition, the value that stands there, and how many there are. */
async function rowsWhere(engine: Engine, table: string, value: string, condition: string): Promise<readonly RowFault[]> {
  // Most tables have no such row, and counting costs less than finding.
  const { any } = await engine.row<{ any: boolean }>(`SELECT count(*) > 0 AS any FROM ${staged(table)} t WHERE ${condition}`);
  if (!any) return [];
  return engine.rows<RowFault>(
    `SELECT (rowid + 1)::DOUBLE AS row, (${value})::VARCHAR AS value, (count(*) OVER ())::DOUBLE AS total
     FROM ${staged(table)} t WHERE ${condition} ORDER BY rowid LIMIT 3`,
  );
}

async function checkKeys(engine: Engine, dictionary: Dictionary, table: Table, faults: BuildFaults): Promise<void> {
  const key = quoteName(table.key);
  const patient = patientTable(dictionary);
  const missing = await rowsWhere(engine, table.name, key, `${key} IS NULL`);
  await faults.rows(table.name, table.key, missing, missing[0]?.total ?? 0, () => ({
    en: 'the patient key is missing.',
    zh: '缺少患者标识。',
  }));
  if (table === patient) {
    const repeated = await rowsWhere(
      engine,
      table.name,
      key,
      `rowid IN (SELECT rowid FROM ${staged(table.name)} WHERE ${key} IS NOT NULL QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY rowid) > 1)`,
    );
    await faults.rows(table.name, table.key, repeated, repeated[0]?.total ?? 0, (value) => ({
      en: `patient ${value} has a row already; the patient table has one row a patient.`,
      zh: `患者 ${value} 已有一行；患者表每位患者只有一行。`,
    }));
    return;
  }
  const orphans = await rowsWhere(
    engine,
    table.name,
    key,
    `${key} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${staged(patient.name)} p WHERE p.${quoteName(patient.key)} = t.${key})`,
  );
  await faults.rows(table.name, table.key, orphans, orphans[0]?.total ?? 0, (value) => ({
    en: `patient ${value} is not in the table ${patient.name}.`,
    zh: `患者 ${value} 不在表 ${patient.name} 中。`,
  }));
}

async function checkCategories(engine: Engine, table: Table, faults: BuildFaults): Promise<void> {
  for (const column of table.columns) {
    if (column.type !== 'category' || column.values === null) continue;
    const keys = column.values.map(({ key }) => key);
    const name = quoteName(column.name);
    const list = keys.map(quoteText).join(', ');
    const wrong = await rowsWhere(engine, table.name, name, `${name} IS NOT NULL${keys.length > 0 ? ` AND ${name} NOT IN (${list})` : ''}`);
    const some = keys.slice(0, 12).join(', ') + (keys.length > 12 ? ', …' : '');
    const item = column.role === 'item';
    await faults.rows(table.name, column.name, wrong, wrong[0]?.total ?? 0, (value) => ({
      en: `"${value}" is no ${item ? 'item' : 'key'} of the dictionary; it knows ${some}.`,
      zh: `字典中没有${item ? '指标' : '键'}“${value}”；现有：${some}。`,
    }));
  }
}

/** A value without its item says nothing. */
async function checkItems(engine: Engine, table: Table, faults: BuildFaults): Promise<void> {
  const item = columnOfRole(table, 'item');
  if (!item) return;
  const missing = await rowsWhere(engine, table.name, 'NULL', `${quoteName(item.name)} IS NULL`);
  await faults.rows(table.name, item.name, missing, missing[0]?.total ?? 0, () => ({ en: 'the item is missing.', zh: '缺少指标。' }));
}

async function checkIntervals(engine: Engine, table: Table, faults: BuildFaults): Promise<void> {
  const start = columnOfRole(table, 'date');
  const end = columnOfRole(table, 'end');
  if (!start || !end) return;
  const [from, to] = [quoteName(start.name), quoteName(end.name)];
  if (table.role === 'observation') {
    const missing = await rowsWhere(engine, table.name, from, `${from} IS NULL`);
    await faults.rows(table.name, start.name, missing, missing[0]?.total ?? 0, () => ({
      en: 'the start of observation is missing.',
      zh: '缺少观察期起始日期。',
    }));
  }
  const reversed = await rowsWhere(engine, table.name, to, `${to} < ${from}`);
  if (reversed.length > 0) {
    const [{ row, total }] = reversed;
    faults.warn(
      `${table.name}, row ${row}, column ${end.name}: ${total} interval(s) end before they start and cover nothing.`,
      `${table.name} 第 ${row} 行 ${end.name} 列：${total} 个区间的结束早于开始，不覆盖任何日期。`,
    );
  }
}

/** Checks keys, categories, items and intervals of one staged table. */
export async function checkRows(engine: Engine, dictionary: Dictionary, table: Table, faults: BuildFaults): Promise<void> {
  await checkKeys(engine, dictionary, table, faults);
  await checkCategories(engine, table, faults);
  await checkItems(engine, table, faults);
  await checkIntervals(engine, table, faults);
}
