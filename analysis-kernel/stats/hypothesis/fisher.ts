/** Fisher's exact test of independence in tables of any size. */
import { dhyper } from '@/analysis-kernel/numeric/dist/hypergeometric';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import { type Counts, margins } from './contingency';
import { clopperPearson } from './exact-interval';
import { networkP } from './fisher-network';
import { type FisherPiece, hitsOf, piecesOf } from './fisher-simulation';

export interface FisherResult {
  readonly pValue: number;
  /** Null when exact; `low` and `high` bound the p value that endless tables would give, at 95 %. */
  readonly simulation: { readonly tables: number; readonly low: number; readonly high: number; readonly seed: number } | null;
}

export const FISHER_SEED = 20240501;
const TABLES = 200_000;

/** The piece of work a simulation is split into. */
export const FISHER_TASK = { name: 'fisher', run: hitsOf };

/**
 * Two-sided p value of Fisher's exact test: the probability, given the margins, of all tables no more probable than the observed one (within 1e-7 relative).
 *
 * 2 × 2 by the hypergeometric distribution; larger tables by the network algorithm (Mehta & Patel 1983, doi:10.1080/01621459.1983.10477989) within a cap of
 * work; beyond it null, for `fisherPieces`. The table must have no empty row or column; one row or column gives NaN. R: `fisher.test(table)`.
 */
export function exactFisherP(counts: Counts): number | null {
  const { rows, columns, total } = margins(counts);
  if (rows.length < 2 || columns.length < 2) return Number.NaN;
  if (rows.length === 2 && columns.length === 2) return twoByTwo(counts[0][0], rows[0], columns[0], total);
  return networkP(
    counts,
    Float64Array.from({ length: total + 1 }, (_, n) => lgamma(n + 1)),
  );
}

/** Fisher's test by random tables with the same margins, in pieces with a seed each that may run anywhere; `simulatedFisher` joins them. */
export function fisherPieces(counts: Counts, tables = TABLES, seed = FISHER_SEED): FisherPiece[] {
  return piecesOf(counts, tables, seed);
}

/**
 * (1 + hits) / (1 + tables) of all pieces, which is never 0, with the Clopper–Pearson interval of hits among tables, which has a width where all
 * tables are hits or none is. R: `fisher.test(table, simulate.p.value = TRUE)`, `binom.test(hits, tables)`.
 */
export function simulatedFisher(pieces: readonly FisherPiece[], hits: readonly number[], seed = FISHER_SEED): FisherResult {
  const tables = pieces.reduce((sum, piece) => sum + piece.tables, 0);
  const extreme = hits.reduce((sum, n) => sum + n, 0);
  const [low, high] = clopperPearson(extreme, tables, 0.95);
  return { pValue: (1 + extreme) / (1 + tables), simulation: { tables, low, high, seed } };
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
