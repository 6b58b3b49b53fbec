import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '@/cohort-dsl/schema/dictionary';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import { hashFile } from '../file-hash';
import { columnList, released } from './storage';

/** SHA-256 of a table's rows as CSV, in dictionary column order, sorted by all columns, without a header. */
export class TableHash {
  private readonly hash = createHash('sha256');
  private reading: Promise<void> = Promise.resolve();

  /**
   * @param folder takes the CSV while it is read
   * @param order the columns by which the rows are known to stand in order already
   */
  constructor(
    private readonly engine: Engine,
    private readonly table: Table,
    private readonly folder: string,
    private readonly order: readonly string[] = [],
  ) {}

  /** Adds the rows from a place in the released table on; they are hashed while the engine goes on to what is next. */
  async add(from: number): Promise<void> {
    const path = join(this.folder, `${randomUUID()}.csv`);
    const columns = columnList(this.table);
    const isSorted = this.table.columns.every(({ name }, at) => name === this.order[at]);
    const rows = `${released(this.table.name)}${from === 0 ? '' : ` WHERE rowid >= ${from}`}${isSorted ? '' : ` ORDER BY ${columns}`}`;
    try {
      await this.engine.run(`COPY (SELECT ${columns} FROM ${rows}) TO ${quoteText(path)} (FORMAT csv, HEADER false)`);
      await this.reading;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    this.reading = hashFile(this.hash, path).finally(() => rm(path, { force: true }));
    // Told by whoever waits for it next.
    this.reading.catch(() => {});
  }

  async digest(): Promise<string> {
    await this.reading;
    return this.hash.digest('hex');
  }
}
