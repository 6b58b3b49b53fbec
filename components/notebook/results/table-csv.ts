import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { csvField } from '@/analysis-kernel/results/spreadsheet-text';

/** A table of a cell that may be taken away as a file. */
export interface FileTable {
  /** By the name results are read under. */
  readonly name: string;
  /** In the engine. */
  readonly stored: string;
  readonly table: ResultTable;
  readonly total: number;
}

/** The tables of a result that show no single patient. */
export function fileTables({ tables, totals, stored, aggregates }: CellOutcome): readonly FileTable[] {
  return [...tables].flatMap(([name, table]) => {
    const engineName = stored.get(name) ?? name;
    return aggregates.includes(engineName) ? [{ name, stored: engineName, table, total: totals.get(name) ?? table.rows.length }] : [];
  });
}

/**
 * A table as a CSV file (RFC 4180, UTF-8 with its mark, which spreadsheets need for Chinese): names of columns, then every value in full.
 * Missing values and what is no finite number are empty fields.
 */
export function csvOf({ columns, rows }: ResultTable): string {
  return `\ufeff${[columns, ...rows].map((row) => `${row.map((value) => csvField(typeof value === 'number' && !Number.isFinite(value) ? null : value)).join(',')}\r\n`).join('')}`;
}
