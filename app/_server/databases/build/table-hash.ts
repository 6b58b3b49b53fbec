import 'server-only';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '@/cohort-dsl/schema/dictionary';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import { fileHash } from '../file-hash';
import { columnList, released } from './storage';

/**
 * SHA-256 of a table's rows as CSV, in dictionary column order, sorted by all columns, without a header.
 * @param folder takes the CSV while it is read
 * @param order the columns by which the rows are known to stand in order already
 */
export async function tableHash(engine: Engine, table: Table, folder: string, order: readonly string[] = []): Promise<string> {
  const path = join(folder, `${randomUUID()}.csv`);
  try {
    const columns = columnList(table);
    const isSorted = table.columns.every(({ name }, at) => name === order[at]);
    const sorted = isSorted ? '' : ` ORDER BY ${columns}`;
    await engine.run(`COPY (SELECT ${columns} FROM ${released(table.name)}${sorted}) TO ${quoteText(path)} (FORMAT csv, HEADER false)`);
    return await fileHash(path);
  } finally {
    await rm(path, { force: true });
  }
}
