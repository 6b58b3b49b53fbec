/** The profiled deviance of a linear mixed model, its gradient, and what the estimates are read from. */
import { factorLdl, inverseLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { SparseLdl } from './sparse';
import type { Block, System } from './system';

export interface Evaluated {
  /** −2 log likelihood, of REML the restricted one, at the best β and σ; NaN where rounding leaves nothing. */
  readonly deviance: number;
  /** ∂deviance/∂θ. */
  readonly gradient: Float64Array;
  /** ∂ of the logarithms of determinants alone, and of the penalised sum of squares. */
  readonly determinants: Float64Array;
  readonly squares: Float64Array;
  /** Penalised residual sum of squares. */
  readonly r2: number;
  /** Coefficients on the orthonormal design, and (QᵀV⁻¹Q)⁻¹, rank × rank, V the variance over σ². */
  readonly gamma: Float64Array;
  readonly unscaled: Float64Array;
}

/**
 * d(θ) = log|ΛᵀZᵀWZΛ + I| + log|XᵀV⁻¹X| + (n − p)(1 + log(2πr²/(n − p))), for maximum likelihood without the second term and with n; θ are the lower
 * triangles of the relative factors Λ of the blocks, by columns. The gradient is exact: with S = ZᵀV⁻¹(·) and U = ΛᵀS each of its parts is a sum over levels
 * of products of the two, the first by the entries of the inverse on the pattern. A Λ with a negative diagonal is that with the column's sign turned.
 * Bates et al. 2015, eqs 33–41.
 */
export class Deviance {
  private readonly ldl: SparseLdl;
  private readonly values: Float64Array;
  /** N × m: first ΛᵀZᵀ[X y], then L⁻¹ of it, then the conditional modes. */
  private readonly u: Float64Array;
  private readonly lu: Float64Array;
  private readonly s: Float64Array;
  /** Of each coupling the entry of L in each column of a left level where the rows of the right one begin. */
  private readonly places: readonly Int32Array[];
  /** Denominator of σ². */
  readonly denominator: number;
  evaluations = 0;

  constructor(readonly system: System) {
    const { pattern, size, m, blocks } = system;
    this.ldl = new SparseLdl(pattern);
    this.values = new Float64Array(pattern.upper.rows.length);
    this.u = new Float64Array(size * m);
    this.lu = new Float64Array(size * m);
    this.s = new Float64Array(size * m);
    this.denominator = system.reml ? system.n - system.rank : system.n;
    this.places = system.couplings.map(({ first, second, left, right }) => {
      const [a, b] = [blocks[first], blocks[second]];
      const places = new Int32Array(left.length * a.q);
      left.forEach((level, k) => {
        for (let j = 0; j < a.q; j++) places[k * a.q + j] = this.ldl.placeOf(b.from + right[k] * b.q, a.from + level * a.q + j);
      });
      return places;
    });
  }

  at(theta: Float64Array): Evaluated {
    this.evaluations++;
    const { system, ldl, u } = this;
    const { m, rank, size, reml } = system;
    const factors = system.blocks.map((block) => relativeFactor(block, theta));
    this.fill(factors);
    const logA = ldl.factor(this.values);
    this.rightHandSides(factors);
    ldl.forward(u, m);
    // QᵀV⁻¹[Q y]: QᵀQ = I and Qᵀy = 0.
    const cross = new Float64Array(m * m);
    for (let j = 0; j < rank; j++) cross[j * m + j] = 1;
    cross[rank * m + rank] = system.yy;
    for (let i = 0; i < size; i++) {
      const weight = 1 / ldl.d[i];
      for (let a = 0; a < m; a++) {
        const scaled = u[i * m + a] * weight;
        for (let b = 0; b <= a; b++) cross[a * m + b] -= scaled * u[i * m + b];
      }
    }
    const factored = new Float64Array(rank * rank);
    for (let a = 0; a < rank; a++) for (let b = 0; b <= a; b++) factored[a * rank + b] = cross[a * m + b];
    factorLdl(factored, rank, 1e-300);
    let logX = 0;
    for (let j = 0; j < rank; j++) logX += Math.log(factored[j * rank + j]);
    const gamma = cross.slice(rank * m, rank * m + rank);
    solveLdl(factored, rank, gamma);
    let r2 = cross[rank * m + rank];
    for (let j = 0; j < rank; j++) r2 -= gamma[j] * cross[rank * m + j];
    const { denominator } = this;
    const deviance =
      system.constant + logA + (reml ? logX : 0) + denominator * (1 + Math.log((2 * Math.PI * Math.max(r2, 0)) / denominator));
    const unscaled = inverseLdl(factored, rank);
    const { determinants, squares } = this.slopes(factors, gamma, unscaled);
    const gradient = determinants.map((value, k) => value + (denominator / r2) * squares[k]);
    return { deviance, gradient, determinants, squares, r2, gamma, unscaled };
  }

  /** Conditional modes of the random effects of a block on its own columns, levels × q, after `at` of the same θ. */
  modes(block: Block, theta: Float64Array, gamma: Float64Array): Float64Array {
    const { m, rank } = this.system;
    const { q, levels, from, back } = block;
    const lambda = relativeFactor(block, theta);
    const modes = new Float64Array(levels * q);
    const scaled = new Float64Array(q);
    for (let level = 0; level < levels; level++) {
      scaled.fill(0);
      for (let b = 0; b < q; b++) {
        const at = (from + level * q + b) * m;
        let e = this.u[at + rank];
        for (let j = 0; j < rank; j++) e -= this.u[at + j] * gamma[j];
        for (let a = b; a < q; a++) scaled[a] += lambda[a * q + b] * e;
      }
      for (let a = 0; a < q; a++) for (let b = 0; b < q; b++) modes[level * q + a] += back[a * q + b] * scaled[b];
    }
    return modes;
  }

  /** ΛᵀZᵀZΛ + I. */
  private fill(factors: readonly Float64Array[]): void {
    const { blocks, couplings, pattern } = this.system;
    const { starts } = pattern.upper;
    const { values } = this;
    blocks.forEach(({ from, levels, q, zz }, t) => {
      const lambda = factors[t];
      for (let level = 0; level < levels; level++) {
        for (let b = 0; b < q; b++) {
          const end = starts[from + level * q + b + 1] - b - 1;
          for (let a = 0; a <= b; a++) values[end + a] = congruent(lambda, zz, level * q * q, q, lambda, q, a, b) + (a === b ? 1 : 0);
        }
      }
    });
    for (const { first, second, left, right, zz, at } of couplings) {
      const [qa, { from, q: qb }] = [blocks[first].q, blocks[second]];
      for (let k = 0; k < left.length; k++) {
        for (let b = 0; b < qb; b++) {
          const column = starts[from + right[k] * qb + b] + at[k];
          for (let a = 0; a < qa; a++) values[column + a] = congruent(factors[first], zz, k * qa * qb, qa, factors[second], qb, a, b);
        }
      }
    }
  }

  private rightHandSides(factors: readonly Float64Array[]): void {
    const { blocks, m } = this.system;
    const { u } = this;
    u.fill(0);
    blocks.forEach(({ from, levels, q, zxy }, t) => {
      for (let level = 0; level < levels; level++) {
        for (let b = 0; b < q; b++) {
          const to = (from + level * q + b) * m;
          for (let a = b; a < q; a++) {
            const entry = factors[t][a * q + b];
            const own = (level * q + a) * m;
            for (let c = 0; c < m; c++) u[to + c] += entry * zxy[own + c];
          }
        }
      }
    });
  }

  private slopes(factors: readonly Float64Array[], gamma: Float64Array, unscaled: Float64Array) {
    const { blocks, m, rank, size, parameters, reml } = this.system;
    const { u, ldl } = this;
    ldl.backward(u, m);
    this.residuals(factors);
    ldl.invert();
    const determinants = new Float64Array(parameters);
    const squares = new Float64Array(parameters);
    const w = new Float64Array(rank);
    blocks.forEach(({ from, levels, q, parameter }, t) => {
      const traces = this.traces(factors, t);
      const [design, residual] = [new Float64Array(q * q), new Float64Array(q * q)];
      for (let level = 0; level < levels; level++) {
        for (let b = 0; b < q; b++) {
          const at = (from + level * q + b) * m;
          let e = u[at + rank];
          for (let j = 0; j < rank; j++) e -= u[at + j] * gamma[j];
          if (reml) {
            for (let j = 0; j < rank; j++) {
              w[j] = 0;
              for (let k = 0; k < rank; k++) w[j] += unscaled[j * rank + k] * u[at + k];
            }
          }
          for (let a = b; a < q; a++) {
            const own = (from + level * q + a) * m;
            let s = this.s[own + rank];
            for (let j = 0; j < rank; j++) s -= this.s[own + j] * gamma[j];
            residual[a * q + b] += s * e;
            if (reml) for (let j = 0; j < rank; j++) design[a * q + b] += this.s[own + j] * w[j];
          }
        }
      }
      let place = parameter;
      for (let b = 0; b < q; b++) {
        for (let a = b; a < q; a++, place++) {
          determinants[place] = 2 * (traces[a * q + b] - design[a * q + b]);
          squares[place] = -2 * residual[a * q + b];
        }
      }
    });
    if (size === 0) determinants.fill(0);
    return { determinants, squares };
  }

  /** S = Zᵀ[X y] − ZᵀZΛU. */
  private residuals(factors: readonly Float64Array[]): void {
    const { blocks, couplings, m } = this.system;
    const { u, lu, s } = this;
    lu.fill(0);
    blocks.forEach(({ from, levels, q, zxy }, t) => {
      for (let level = 0; level < levels; level++) {
        for (let a = 0; a < q; a++) {
          const to = (from + level * q + a) * m;
          for (let b = 0; b <= a; b++) {
            const entry = factors[t][a * q + b];
            const own = (from + level * q + b) * m;
            for (let c = 0; c < m; c++) lu[to + c] += entry * u[own + c];
          }
        }
      }
      s.set(zxy, from * m);
    });
    for (const { from, levels, q, zz } of blocks) {
      for (let level = 0; level < levels; level++) subtract(s, lu, zz, level * q * q, from + level * q, q, from + level * q, q, m);
    }
    for (const { first, second, left, right, zz } of couplings) {
      const [a, b] = [blocks[first], blocks[second]];
      for (let k = 0; k < left.length; k++) {
        const [row, column] = [a.from + left[k] * a.q, b.from + right[k] * b.q];
        subtract(s, lu, zz, k * a.q * b.q, row, a.q, column, b.q, m);
        subtractTransposed(s, lu, zz, k * a.q * b.q, row, a.q, column, b.q, m);
      }
    }
  }

  /** The sum over the levels of a block of its diagonal blocks of ZᵀZΛA⁻¹, q × q. */
  private traces(factors: readonly Float64Array[], t: number): Float64Array {
    const { blocks, couplings, pattern } = this.system;
    const { inverse, inverseDiagonal } = this.ldl;
    const { from, levels, q, zz } = blocks[t];
    const sum = new Float64Array(q * q);
    const entry = (i: number, j: number) => (i === j ? inverseDiagonal[i] : inverse[pattern.starts[Math.min(i, j)] + Math.abs(i - j) - 1]);
    for (let level = 0; level < levels; level++) {
      const own = from + level * q;
      for (let b = 0; b < q; b++) {
        for (let c = 0; c < q; c++) {
          // (Λ A⁻¹)[c, b] of the block.
          let product = 0;
          for (let d = 0; d <= c; d++) product += factors[t][c * q + d] * entry(own + d, own + b);
          for (let a = b; a < q; a++) sum[a * q + b] += zz[(level * q + a) * q + c] * product;
        }
      }
    }
    couplings.forEach(({ first, second, left, zz: cross }, at) => {
      if (first !== t && second !== t) return;
      const places = this.places[at];
      const [qa, qb] = [blocks[first].q, blocks[second].q];
      const other = factors[first === t ? second : first];
      for (let k = 0; k < left.length; k++) {
        const block = k * qa * qb;
        if (first === t) {
          for (let b = 0; b < qa; b++) {
            for (let c = 0; c < qb; c++) {
              let product = 0;
              for (let d = 0; d <= c; d++) product += other[c * qb + d] * inverse[places[k * qa + b] + d];
              for (let a = b; a < qa; a++) sum[a * qa + b] += cross[block + a * qb + c] * product;
            }
          }
          continue;
        }
        for (let b = 0; b < qb; b++) {
          for (let c = 0; c < qa; c++) {
            let product = 0;
            for (let d = 0; d <= c; d++) product += other[c * qa + d] * inverse[places[k * qa + d] + b];
            for (let a = b; a < qb; a++) sum[a * qb + b] += cross[block + c * qb + a] * product;
          }
        }
      }
    });
    return sum;
  }
}

/** The lower triangle of θ as a q × q matrix, row by row. */
export function relativeFactor({ q, parameter }: Pick<Block, 'q' | 'parameter'>, theta: Float64Array): Float64Array {
  const lambda = new Float64Array(q * q);
  let at = parameter;
  for (let b = 0; b < q; b++) for (let a = b; a < q; a++) lambda[a * q + b] = theta[at++];
  return lambda;
}

/** One entry of ΛᵀBΛ′ of lower triangular Λ and Λ′. */
function congruent(
  first: Float64Array,
  b: Float64Array,
  at: number,
  rows: number,
  second: Float64Array,
  columns: number,
  i: number,
  j: number,
): number {
  let total = 0;
  for (let r = i; r < rows; r++) {
    const left = first[r * rows + i];
    for (let c = j; c < columns; c++) total += left * b[at + r * columns + c] * second[c * columns + j];
  }
  return total;
}

function subtract(
  s: Float64Array,
  v: Float64Array,
  b: Float64Array,
  at: number,
  row: number,
  rows: number,
  column: number,
  columns: number,
  m: number,
): void {
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < columns; k++) {
      const entry = b[at + r * columns + k];
      for (let c = 0; c < m; c++) s[(row + r) * m + c] -= entry * v[(column + k) * m + c];
    }
  }
}

function subtractTransposed(
  s: Float64Array,
  v: Float64Array,
  b: Float64Array,
  at: number,
  row: number,
  rows: number,
  column: number,
  columns: number,
  m: number,
): void {
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < columns; k++) {
      const entry = b[at + r * columns + k];
      for (let c = 0; c < m; c++) s[(column + k) * m + c] -= entry * v[(row + r) * m + c];
    }
  }
}
