/** Fisher's exact test of independence in tables of any size. */
import { dhyper } from '@/analysis-kernel/numeric/dist/hypergeometric';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import { type Counts, margins } from './contingency';
import { networkP } from './fisher-network';
import { simulatedP } from './fisher-simulation';

export interface FisherResult {
  readonly pValue: number;
  /** Null when exact. */
  readonly simulation: { readonly tables: number; readonly stdError: number; readonly seed: number } | null;
}

export const FISHER_SEED = 20240501;
const TABLES = 200_000;

/**
 * Two-sided p value of Fisher's exact test: the probability, given the margins, of all tables no more probable than the observed one (within 1e-7 relative).
 *
 * 2 × 2 by the hypergeometric distribution; larger tables by the network algorithm (Mehta & Patel 1983, doi:10.1080/01621459.1983.10477989) within a cap of
 * work; beyond it by `tables` random tables with the same margins from a fixed seed, (1 + hits) / (1 + tables), with its standard error. The table must
 * have no empty row or column; one row or column gives NaN. R: `fisher.test(table)`; `simulate.p.value = TRUE`.
 */
export function fisherTest(counts: Counts, tables = TABLES, seed = FISHER_SEED): FisherResult {
  const { rows, columns, total } = margins(counts);
  if (rows.length < 2 || columns.length < 2) return { pValue: Number.NaN, simulation: null };
  if (rows.length === 2 && columns.length === 2) return { pValue: twoByTwo(counts[0][0], rows[0], columns[0], total), simulation: null };
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, n) => lgamma(n + 1));
  const exact = networkP(counts, logFactorial);
  if (exact !== null) return { pValue: exact, simulation: null };
  const pValue = simulatedP(counts, logFactorial, tables, seed);
  return { pValue, simulation: { tables, stdError: Math.sqrt((pValue * (1 - pValue)) / tables), seed } };
}

function twoByTwo(observed: number, row: number, column: number, total: number): number {
  const other = total - row;
  const low = Math.max(0, column - other);
  const high = Math.min(row, column);
  const limit = dhyper(observed, row, other, column) * (1 + 1e-7);
  let p = 0;
  for (let x = low; x <= high; x++) {
    const d = dhyper(x, row, other, column);
    if (d <= limit) p += d;
  }
  return Math.min(1, p);
}
