/** Fisher's test by random tables with the observed margins. */
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { type Counts, margins } from './contingency';

/**
 * (1 + number of random tables no more probable than the observed) / (1 + tables). Tables are drawn cell by cell from the hypergeometric distribution of
 * each given what came before (Patefield 1981, doi:10.2307/2346669), so all tables with the margins come with their probability.
 */
export function simulatedP(counts: Counts, logFactorial: Float64Array, tables: number, seed: number): number {
  const { rows, columns } = margins(counts);
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
  return (1 + hits) / (1 + tables);
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
