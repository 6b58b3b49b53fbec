/** Tables of counts: expected counts and Pearson's χ². */
import { pchisq } from '@/analysis-kernel/numeric/dist/chi-squared';
import type { GroupTest } from './group-test';

/** Rows × columns of counts. */
export type Counts = readonly (readonly number[])[];

/** The table without rows and columns that hold nothing. */
export function withoutEmpty(counts: Counts): number[][] {
  const rows = counts.filter((row) => row.some((n) => n > 0));
  const kept = [...(rows[0] ?? []).keys()].filter((j) => rows.some((row) => row[j] > 0));
  return rows.map((row) => kept.map((j) => row[j]));
}

/** Row totals, column totals and the grand total. R: `addmargins(table)`. */
export function margins(counts: Counts): { rows: number[]; columns: number[]; total: number } {
  const rows = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = (counts[0] ?? []).map((_, j) => counts.reduce((total, row) => total + row[j], 0));
  return { rows, columns, total: rows.reduce((a, b) => a + b, 0) };
}

/** The smallest expected count; Infinity for an empty table. */
export function smallestExpected(counts: Counts): number {
  const { rows, columns, total } = margins(counts);
  return (Math.min(...rows) * Math.min(...columns)) / total;
}

/**
 * Pearson's χ² of independence without continuity correction, on (r − 1)(c − 1) degrees of freedom. The table must have no empty row or column; with one
 * row or column it is NaN. R: `chisq.test(table, correct = FALSE)`.
 */
export function chiSquaredTest(counts: Counts): GroupTest {
  const { rows, columns, total } = margins(counts);
  const df = (rows.length - 1) * (columns.length - 1);
  if (df < 1) return { statistic: Number.NaN, df: null, pValue: Number.NaN };
  let statistic = 0;
  rows.forEach((r, i) => {
    columns.forEach((c, j) => {
      const expected = (r * c) / total;
      statistic += (counts[i][j] - expected) ** 2 / expected;
    });
  });
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}
