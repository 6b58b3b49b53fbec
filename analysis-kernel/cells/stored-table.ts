/** Tables of cells in the engine: making them and reading them back. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { Frame } from '../frame/column';
import type { EngineLine } from '../ports/query-engine';
import { tableOfFrame } from '../results/from-frame';
import type { ResultTable } from '../results/result';
import type { TableMeta } from './outcome';

/** The rows of a table, at most `limit`, and how many there are. */
export async function readStored(
  engine: EngineLine,
  table: string,
  limit: number | null,
  signal: AbortSignal,
): Promise<{ readonly table: ResultTable; readonly total: number }> {
  const frame = await engine.query(`SELECT * FROM ${quoteName(table)}${limit === null ? '' : ` LIMIT ${limit}`}`, signal);
  if (limit === null || frame.length < limit) return { table: tableOfFrame(frame), total: frame.length };
  const count = tableOfFrame(await engine.query(`SELECT count(*) AS n FROM ${quoteName(table)}`, signal)).rows[0][0];
  return { table: tableOfFrame(frame), total: Number(count) };
}

/** The frame with what is known of its columns. */
export function withMeta(frame: Frame, meta: TableMeta | null): Frame {
  if (meta === null || meta.size === 0) return frame;
  return { length: frame.length, columns: frame.columns.map((column) => ({ ...column, meta: meta.get(column.name) ?? column.meta })) };
}
