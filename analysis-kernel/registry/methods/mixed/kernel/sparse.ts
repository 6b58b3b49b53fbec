/** LDLᵀ of a sparse positive definite matrix whose pattern stays and whose values change, and the entries of its inverse on that pattern. */

/** The upper triangle by columns, diagonal included; rows of a column in any order. */
export interface UpperPattern {
  readonly n: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Where the entries of L stand; its columns hold their rows ascending, the diagonal left out. */
export interface FactorPattern {
  readonly n: number;
  readonly upper: UpperPattern;
  readonly parent: Int32Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Entries of L and multiplications of a factorisation, counted without making them; the elimination tree on the way. */
function count({ n, starts, rows }: UpperPattern) {
  const parent = new Int32Array(n).fill(-1);
  const flag = new Int32Array(n);
  const counts = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    flag[k] = k;
    for (let p = starts[k]; p < starts[k + 1]; p++) {
      for (let i = rows[p]; i < k && flag[i] !== k; i = parent[i]) {
        if (parent[i] < 0) parent[i] = k;
        counts[i]++;
        flag[i] = k;
      }
    }
  }
  let [entries, work] = [0, 0];
  for (const size of counts) {
    entries += size;
    work += size * size;
  }
  return { parent, counts, entries, work };
}

/**
 * The pattern of L in the order given. Null where it has more than `mostEntries` entries or a factorisation takes more than `mostWork` multiplications.
 * Davis, Algorithm 849 (2005).
 */
export function factorPattern(upper: UpperPattern, mostEntries: number, mostWork: number): FactorPattern | null {
  const { n } = upper;
  const { parent, counts, entries, work } = count(upper);
  if (entries > mostEntries || work > mostWork) return null;
  const starts = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) starts[j + 1] = starts[j] + counts[j];
  const rows = new Int32Array(entries);
  const filled = new Int32Array(n);
  const flag = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    flag[k] = k;
    for (let p = upper.starts[k]; p < upper.starts[k + 1]; p++) {
      for (let i = upper.rows[p]; i < k && flag[i] !== k; i = parent[i]) {
        rows[starts[i] + filled[i]++] = k;
        flag[i] = k;
      }
    }
  }
  return { n, upper, parent, starts, rows };
}

/** Room for factorisations of one pattern, used again for each. */
export class SparseLdl {
  readonly l: Float64Array;
  readonly d: Float64Array;
  /** Entries of the inverse where L has entries, and on the diagonal. */
  readonly inverse: Float64Array;
  readonly inverseDiagonal: Float64Array;
  private readonly flag: Int32Array;
  private readonly filled: Int32Array;
  private readonly pattern: Int32Array;
  private readonly work: Float64Array;
  private readonly other: Float64Array;

  constructor(readonly shape: FactorPattern) {
    const { n, rows } = shape;
    this.l = new Float64Array(rows.length);
    this.d = new Float64Array(n);
    this.inverse = new Float64Array(rows.length);
    this.inverseDiagonal = new Float64Array(n);
    this.flag = new Int32Array(n);
    this.filled = new Int32Array(n);
    this.pattern = new Int32Array(n);
    this.work = new Float64Array(n);
    this.other = new Float64Array(n);
  }

  /** Factors the matrix of these values, which stand as the pattern's rows; gives the logarithm of its determinant, NaN where it is not positive definite. */
  factor(values: Float64Array): number {
    const { n, upper, parent, starts, rows } = this.shape;
    const { l, d, flag, filled, pattern, work: y } = this;
    filled.fill(0);
    flag.fill(-1);
    y.fill(0);
    let logarithm = 0;
    for (let k = 0; k < n; k++) {
      let top = n;
      flag[k] = k;
      for (let p = upper.starts[k]; p < upper.starts[k + 1]; p++) {
        let i = upper.rows[p];
        y[i] += values[p];
        let length = 0;
        for (; flag[i] !== k; i = parent[i]) {
          pattern[length++] = i;
          flag[i] = k;
        }
        while (length > 0) pattern[--top] = pattern[--length];
      }
      let pivot = y[k];
      y[k] = 0;
      for (; top < n; top++) {
        const i = pattern[top];
        const yi = y[i];
        y[i] = 0;
        const end = starts[i] + filled[i];
        for (let p = starts[i]; p < end; p++) y[rows[p]] -= l[p] * yi;
        const entry = yi / d[i];
        pivot -= entry * yi;
        l[end] = entry;
        filled[i]++;
      }
      d[k] = pivot;
      if (!(pivot > 0)) return Number.NaN;
      logarithm += Math.log(pivot);
    }
    return logarithm;
  }

  /** L⁻¹B in place; B has `m` columns, row by row. */
  forward(b: Float64Array, m: number): void {
    const { n, starts, rows } = this.shape;
    const { l } = this;
    for (let j = 0; j < n; j++) {
      for (let p = starts[j]; p < starts[j + 1]; p++) {
        const to = rows[p] * m;
        const entry = l[p];
        for (let c = 0; c < m; c++) b[to + c] -= entry * b[j * m + c];
      }
    }
  }

  /** L⁻ᵀD⁻¹B in place. */
  backward(b: Float64Array, m: number): void {
    const { n, starts, rows } = this.shape;
    const { l, d } = this;
    for (let j = n - 1; j >= 0; j--) {
      const at = j * m;
      for (let c = 0; c < m; c++) b[at + c] /= d[j];
      for (let p = starts[j]; p < starts[j + 1]; p++) {
        const from = rows[p] * m;
        const entry = l[p];
        for (let c = 0; c < m; c++) b[at + c] -= entry * b[from + c];
      }
    }
  }

  /** Fills `inverse` and `inverseDiagonal`. Takahashi, Fagan and Chen (1973); Erisman and Tinney (1975). */
  invert(): void {
    const { n, starts, rows } = this.shape;
    const { l, d, inverse, inverseDiagonal, flag, work: sum, other: own } = this;
    flag.fill(-1);
    for (let j = n - 1; j >= 0; j--) {
      const [from, to] = [starts[j], starts[j + 1]];
      for (let p = from; p < to; p++) {
        flag[rows[p]] = j;
        own[rows[p]] = l[p];
        sum[rows[p]] = 0;
      }
      for (let p = from; p < to; p++) {
        const k = rows[p];
        const entry = l[p];
        let total = inverseDiagonal[k] * entry;
        for (let e = starts[k]; e < starts[k + 1]; e++) {
          const r = rows[e];
          if (flag[r] !== j) continue;
          sum[r] -= inverse[e] * entry;
          total += inverse[e] * own[r];
        }
        sum[k] -= total;
      }
      let diagonal = 1 / d[j];
      for (let p = from; p < to; p++) {
        inverse[p] = sum[rows[p]];
        diagonal -= l[p] * inverse[p];
      }
      inverseDiagonal[j] = diagonal;
    }
    sum.fill(0);
  }

  /** The place of an entry of L, which must be there. */
  placeOf(row: number, column: number): number {
    const { starts, rows } = this.shape;
    let [low, high] = [starts[column], starts[column + 1] - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
