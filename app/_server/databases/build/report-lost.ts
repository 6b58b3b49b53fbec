import 'server-only';
/** Which fields gave no value, and why: words for what is not known are missing, what is not of its column's type is a fault. */
import { isMissingWord } from '@/analysis-kernel/node';
import type { Table } from '@/cohort-dsl/schema/dictionary';
import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';
import { dateHint, expectedText, keepsWords, type Parsed } from './parse-text';
import type { RawRows } from './read-rows';

/** Fields that hold a word for what is not known are missing, and that is said. */
async function warnOfWords(engine: Engine, table: Table, source: string, parsed: readonly Parsed[], faults: BuildFaults): Promise<void> {
  const columns = parsed.filter(({ column }) => !keepsWords(column));
  if (columns.length === 0) return;
  const counts = columns.map(
    ({ field }, at) => `coalesce(count_if(${isMissingWord(field)} AND trim(${field}) <> 'NA'), 0)::DOUBLE AS c${at}`,
  );
  const found = await engine.row<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${source}`);
  for (const [at, { column }] of columns.entries()) {
    const count = found[`c${at}`];
    if (count === 0) continue;
    faults.warn(
      `${table.name}, column ${column.name}: ${count === 1 ? '1 field is' : `${count} fields are`} written as unknown (such as "." or "N/A") and read as missing.`,
      `${table.name} ${column.name} 列：${count} 个字段写作未知（如“.”或“N/A”），按缺失读取。`,
    );
  }
}

async function reportMisfits(engine: Engine, table: Table, source: string, parsed: readonly Parsed[], faults: BuildFaults): Promise<void> {
  const counts = parsed.map(({ text, value }, at) => `coalesce(count_if(${text} IS NOT NULL AND (${value}) IS NULL), 0)::DOUBLE AS c${at}`);
  const found = await engine.row<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${source}`);
  for (const [at, { column, text, value }] of parsed.entries()) {
    const total = found[`c${at}`];
    if (total === 0) continue;
    const rows = await engine.rows<{ row: number; value: string | null }>(
      `SELECT (rowid + 1)::DOUBLE AS row, ${text} AS value FROM ${source} WHERE ${text} IS NOT NULL AND (${value}) IS NULL ORDER BY rowid LIMIT 3`,
    );
    const expected = column.role === 'comparator' ? { en: 'one of <, <=, >, >=', zh: '<、<=、>、>= 之一' } : expectedText(column);
    await faults.rows(table.name, column.name, rows, total, (written) => {
      const hint = dateHint(column, written);
      return { en: `"${written}" is not ${expected.en}.${hint.en}`, zh: `“${written}”不是${expected.zh}。${hint.zh}` };
    });
  }
}

/** Reads the file of a table again, and says of the fields without a value what is to be said. */
export async function reportLost(
  engine: Engine,
  table: Table,
  rows: RawRows,
  parsed: readonly Parsed[],
  faults: BuildFaults,
): Promise<void> {
  const source = `raw.${quoteName(table.name)}`;
  await engine.run(`CREATE TABLE ${source} AS SELECT * FROM ${rows.source}`);
  await warnOfWords(engine, table, source, parsed, faults);
  await reportMisfits(engine, table, source, parsed, faults);
  await engine.run(`DROP TABLE ${source}`);
}
