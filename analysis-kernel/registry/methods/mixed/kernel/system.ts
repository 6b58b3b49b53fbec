/** A linear mixed model as cross-products: all that its deviance is made of, whatever the number of rows. */
import { applyQ, applyQTransposed, householderQr, leastSquares } from '../../../../numeric/linalg/qr';
import { type FactorPattern, factorPattern, type UpperPattern } from './sparse';

/** Random effects of the levels of one factor: intercepts, slopes, or both with their covariances. */
export interface RandomEffects {
  /** Level of each row, from 0; every level occurs. */
  readonly codes: Int32Array;
  readonly levels: number;
  readonly q: number;
  /** n × q, column by column. */
  readonly z: Float64Array;
}

/** All at the used rows. */
export interface MixedData {
  readonly n: number;
  readonly p: number;
  /** n × p, column by column. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The residual variance of a row is σ² over its weight. */
  readonly weights: Float64Array | null;
  readonly random: readonly RandomEffects[];
  readonly reml: boolean;
}

/** Random effects on columns of about unit size, and what turns estimates back: b = T b*, T q × q, row by row. */
export interface Block {
  /** Place in `random` of the data. */
  readonly index: number;
  readonly codes: Int32Array;
  readonly levels: number;
  readonly q: number;
  readonly back: Float64Array;
  /** The first of its random effects among all. */
  readonly from: number;
  /** The first of its parameters. */
  readonly parameter: number;
  /** levels × q × q. */
  readonly zz: Float64Array;
  /** levels × q × m. */
  readonly zxy: Float64Array;
}

/** Levels of two blocks that meet in a row. */
interface Coupling {
  /** Places in `blocks`, the first before the second. */
  readonly first: number;
  readonly second: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of each pair q₁ × q₂. */
  readonly zz: Float64Array;
  /** Where the rows of a pair begin within the columns of its right level. */
  readonly at: Int32Array;
}

export interface System {
  readonly n: number;
  readonly reml: boolean;
  /** Columns of the design kept, in their order. */
  readonly kept: readonly number[];
  readonly rank: number;
  /** Columns of the right-hand sides: the orthonormal design, then the outcome less its least-squares fit. */
  readonly m: number;
  /** Sum of squares of that outcome. */
  readonly yy: number;
  /** Least-squares coefficients of the kept columns, and R (rank × rank, row by row): β = ols + R⁻¹γ. */
  readonly ols: Float64Array;
  readonly r: Float64Array;
  /** What the deviance has besides: weights, and of REML the scale of the design. */
  readonly constant: number;
  readonly blocks: readonly Block[];
  readonly couplings: readonly Coupling[];
  readonly size: number;
  readonly parameters: number;
  readonly pattern: FactorPattern;
}

/** Entries of the factor and multiplications of one factorisation. */
const MOST_ENTRIES = 20_000_000;
const MOST_WORK = 3_000_000_000;

/** The levels of factors that cross meet in too many pairs. */
export class TooCrossed extends Error {}

/**
 * The system of a model: the design made orthonormal, the outcome less its least-squares fit, the columns of random effects centred (beside an
 * intercept) and scaled, so that no unit of measurement is seen by what follows. Columns that earlier ones determine are left out by R's rule.
 * Throws TooCrossed.
 */
export function systemOf(data: MixedData): System {
  const { n, p, weights, reml } = data;
  const root = weights === null ? null : weights.map(Math.sqrt);
  const x = root === null ? data.x : data.x.map((value, at) => value * root[at % n]);
  const y = root === null ? data.y.slice() : data.y.map((value, i) => value * root[i]);
  const qr = householderQr(x, n, p);
  const { rank } = qr;
  // Pivoted columns stand behind the others, which keep their order.
  const kept = Array.from(qr.pivot.subarray(0, rank));
  const all = leastSquares(qr, y);
  applyQTransposed(qr, y);
  y.fill(0, 0, rank);
  applyQ(qr, y);
  const m = rank + 1;
  const xy = new Float64Array(n * m);
  for (let j = 0; j < rank; j++) {
    const column = new Float64Array(n);
    column[j] = 1;
    applyQ(qr, column);
    for (let i = 0; i < n; i++) xy[i * m + j] = column[i];
  }
  let yy = 0;
  for (let i = 0; i < n; i++) {
    xy[i * m + rank] = y[i];
    yy += y[i] * y[i];
  }
  const r = new Float64Array(rank * rank);
  let scale = 0;
  for (let j = 0; j < rank; j++) {
    for (let i = 0; i <= j; i++) r[i * rank + j] = qr.factors[j * n + i];
    scale += 2 * Math.log(Math.abs(r[j * rank + j]));
  }
  const weighing = weights === null ? 0 : weights.reduce((sum, weight) => sum + Math.log(weight), 0);
  // The factor with most levels is eliminated first: of nested factors nothing fills in.
  const order = data.random.map((_, index) => index).sort((a, b) => data.random[b].levels - data.random[a].levels || a - b);
  const scaled = order.map((index) => scaledColumns(data.random[index], n, root));
  const blocks: Block[] = [];
  let [from, parameter] = [0, 0];
  order.forEach((index, at) => {
    const { codes, levels, q } = data.random[index];
    const { z, back } = scaled[at];
    blocks.push({ index, codes, levels, q, back, from, parameter, ...ownProducts(codes, levels, q, z, xy, m) });
    from += levels * q;
    parameter += (q * (q + 1)) / 2;
  });
  const met = couplingsOf(
    blocks,
    scaled.map(({ z }) => z),
  );
  const upper = upperPattern(blocks, met, from);
  const pattern = factorPattern(upper.pattern, MOST_ENTRIES, MOST_WORK);
  if (pattern === null) throw new TooCrossed();
  return {
    n,
    reml,
    kept,
    rank,
    m,
    yy,
    ols: Float64Array.from(kept, (j) => all[j]),
    r,
    constant: (reml ? scale : 0) - weighing,
    blocks,
    couplings: upper.couplings,
    size: from,
    parameters: parameter,
    pattern,
  };
}

/** Columns row by row, about unit size; beside a first column of ones the others are centred. With weights times their root. */
function scaledColumns({ q, z }: RandomEffects, n: number, root: Float64Array | null): { z: Float64Array; back: Float64Array } {
  const isConstant = (j: number) => {
    for (let i = 1; i < n; i++) if (z[j * n + i] !== z[j * n]) return false;
    return z[j * n] !== 0;
  };
  const centred = q > 1 && isConstant(0);
  const scaled = new Float64Array(n * q);
  const back = new Float64Array(q * q);
  for (let j = 0; j < q; j++) {
    let mean = 0;
    if (centred && j > 0) for (let i = 0; i < n; i++) mean += z[j * n + i] / n;
    let square = 0;
    for (let i = 0; i < n; i++) square += (z[j * n + i] - mean) ** 2 / n;
    const size = square > 0 ? Math.sqrt(square) : 1;
    for (let i = 0; i < n; i++) scaled[i * q + j] = ((z[j * n + i] - mean) / size) * (root === null ? 1 : root[i]);
    back[j * q + j] = 1 / size;
    if (centred && j > 0) back[j] = -mean / size / z[0];
  }
  return { z: scaled, back };
}

function ownProducts(codes: Int32Array, levels: number, q: number, z: Float64Array, xy: Float64Array, m: number) {
  const zz = new Float64Array(levels * q * q);
  const zxy = new Float64Array(levels * q * m);
  codes.forEach((level, i) => {
    for (let a = 0; a < q; a++) {
      const own = z[i * q + a];
      const square = (level * q + a) * q;
      for (let b = 0; b < q; b++) zz[square + b] += own * z[i * q + b];
      const right = (level * q + a) * m;
      for (let c = 0; c < m; c++) zxy[right + c] += own * xy[i * m + c];
    }
  });
  return { zz, zxy };
}

type Met = Omit<Coupling, 'at'>;

function couplingsOf(blocks: readonly Block[], columns: readonly Float64Array[]): Met[] {
  const met: Met[] = [];
  for (let second = 1; second < blocks.length; second++) {
    for (let first = 0; first < second; first++) met.push(couplingOf(blocks, columns, first, second));
  }
  return met;
}

function couplingOf(blocks: readonly Block[], columns: readonly Float64Array[], first: number, second: number): Met {
  const [{ codes: a, levels, q: qa }, { codes: b, q: qb }] = [blocks[first], blocks[second]];
  const places = new Map<number, number>();
  const pairs: number[] = [];
  const place = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const key = b[i] * levels + a[i];
    let at = places.get(key);
    if (at === undefined) {
      if (pairs.length * qa * qb >= MOST_ENTRIES) throw new TooCrossed();
      at = pairs.length;
      places.set(key, at);
      pairs.push(key);
    }
    place[i] = at;
  }
  const zz = new Float64Array(pairs.length * qa * qb);
  for (let i = 0; i < a.length; i++) {
    for (let r = 0; r < qa; r++) {
      for (let c = 0; c < qb; c++) zz[(place[i] * qa + r) * qb + c] += columns[first][i * qa + r] * columns[second][i * qb + c];
    }
  }
  return {
    first,
    second,
    left: Int32Array.from(pairs, (key) => key % levels),
    right: Int32Array.from(pairs, (key) => Math.floor(key / levels)),
    zz,
  };
}

/** The pattern of ΛᵀZᵀZΛ + I: the columns of a level hold the levels of earlier blocks that it meets, then its own. */
function upperPattern(blocks: readonly Block[], met: readonly Met[], size: number): { pattern: UpperPattern; couplings: Coupling[] } {
  const heights = new Int32Array(size);
  const couplings = met.map((one): Coupling => {
    const { from, q } = blocks[one.second];
    const rows = blocks[one.first].q;
    const at = one.right.map((level) => {
      const column = from + level * q;
      const before = heights[column];
      for (let b = 0; b < q; b++) heights[column + b] += rows;
      return before;
    });
    return { ...one, at };
  });
  const starts = new Int32Array(size + 1);
  let total = 0;
  for (const { from, levels, q } of blocks) {
    for (let column = from; column < from + levels * q; column++) {
      total += heights[column] + ((column - from) % q) + 1;
      if (total > MOST_ENTRIES) throw new TooCrossed();
      starts[column + 1] = total;
    }
  }
  const rows = new Int32Array(total);
  for (const { first, second, left, right, at } of couplings) {
    const [{ from: above, q: qa }, { from, q: qb }] = [blocks[first], blocks[second]];
    left.forEach((level, k) => {
      for (let b = 0; b < qb; b++) {
        const column = starts[from + right[k] * qb + b] + at[k];
        for (let a = 0; a < qa; a++) rows[column + a] = above + level * qa + a;
      }
    });
  }
  for (const { from, levels, q } of blocks) {
    for (let column = from; column < from + levels * q; column++) {
      const own = (column - from) % q;
      for (let a = 0; a <= own; a++) rows[starts[column] + heights[column] + a] = column - own + a;
    }
  }
  return { pattern: { n: size, starts, rows }, couplings };
}
