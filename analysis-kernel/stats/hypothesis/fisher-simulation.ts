/** Fisher's test by random tables with the observed margins. */

import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import { type Counts, margins } from './contingency';

const PIECE = 12_500;

/** So many random tables from a seed of their own: plain data, the same whoever counts them. */
export interface FisherPiece {
  readonly counts: Counts;
  readonly tables: number;
  readonly seed: number;
}

/** Splits `tables` into pieces; how many depends on nothing else, so that one worker and eight give the same bits. */
export function piecesOf(counts: Counts, tables: number, seed: number): FisherPiece[] {
  return Array.from({ length: Math.ceil(tables / PIECE) }, (_, piece) => ({
    counts,
    tables: Math.min(PIECE, tables - piece * PIECE),
    seed: seed + piece,
  }));
}

/**
 * How many of the piece's random tables are no more probable than the observed. Tables are drawn cell by cell from the hypergeometric distribution of
 * each given what came before (Patefield 1981, doi:10.2307/2346669), so all tables with the margins come with their probability.
 */
export function hitsOf({ counts, tables, seed }: FisherPiece): number {
  const { rows, columns, total } = margins(counts);
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, n) => lgamma(n + 1));
  const random = seededRandom(seed);
  let observed = 0;
  for (const row of counts) for (const n of row) observed -= logFactorial[n];
  const limit = observed + Math.log1p(1e-7);
  let hits = 0;
  const left = new Float64Array(rows.length);
  for (let t = 0; t < tables; t++) {
    left.set(rows);
    if (drawTable(left, columns, logFactorial, random) <= limit) hits++;
  }
  return hits;
}

/** Draws a table; returns −Σ log x! of it. */
function drawTable(left: Float64Array, columns: readonly number[], logFactorial: Float64Array, random: RandomSource): number {
  let log = 0;
  let total = left.reduce((sum, n) => sum + n, 0);
  for (let j = 0; j < columns.length - 1; j++) {
    let open = columns[j];
    let others = total;
    for (let i = 0; i < left.length - 1 && open > 0; i++) {
      others -= left[i];
      const x = drawHypergeometric(left[i], others, open, logFactorial, random);
      left[i] -= x;
      open -= x;
      log -= logFactorial[x];
    }
    left[left.length - 1] -= open;
    log -= logFactorial[open];
    total -= columns[j];
    if (left[left.length - 1] < 0) throw new RangeError('a drawn table left its margins');
  }
  for (const n of left) log -= logFactorial[n];
  return log;
}

/** White balls among `draws` from `white` and `black`, by inversion outwards from the mode. */
function drawHypergeometric(white: number, black: number, draws: number, logFactorial: Float64Array, random: RandomSource): number {
  const low = Math.max(0, draws - black);
  const high = Math.min(white, draws);
  if (low === high) return low;
  const mode = Math.floor(((draws + 1) * (white + 1)) / (white + black + 2));
  const f = logFactorial;
  const logMode =
    f[white] -
    f[mode] -
    f[white - mode] +
    f[black] -
    f[draws - mode] -
    f[black - draws + mode] -
    f[white + black] +
    f[draws] +
    f[white + black - draws];
  const atMode = Math.exp(logMode);
  let u = random.uniform() - atMode;
  if (u <= 0) return mode;
  let below = mode;
  let above = mode;
  let pBelow = atMode;
  let pAbove = atMode;
  while (below > low || above < high) {
    if (above < high) {
      pAbove *= ((white - above) * (draws - above)) / ((above + 1) * (black - draws + above + 1));
      above++;
      u -= pAbove;
      if (u <= 0) return above;
    }
    if (below > low) {
      pBelow *= (below * (black - draws + below)) / ((white - below + 1) * (draws - below + 1));
      below--;
      u -= pBelow;
      if (u <= 0) return below;
    }
  }
  return mode;
}
