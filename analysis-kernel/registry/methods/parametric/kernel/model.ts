/** What a parametric survival model is to its fit and its predictions. */

export interface ParametricData {
  readonly n: number;
  readonly p: number;
  /** n × p, column by column; the intercept is one of them where the model has one. */
  readonly x: Float64Array;
  /** Above 0. */
  readonly time: Float64Array;
  /** Entry times, 0 or more and before `time`; null without left truncation. */
  readonly start: Float64Array | null;
  readonly event: Uint8Array;
  /** Above 0; null for 1. */
  readonly weights: Float64Array | null;
  readonly offset: Float64Array | null;
  /** Stratum of each row, from 0; null for one. */
  readonly strata: Int32Array | null;
  readonly strataCount: number;
}

/** A quantity of a row that is linear in the parameters: Σ θ[params[k]] · columns[k][row] + offset. */
interface Form {
  readonly params: readonly number[];
  readonly columns: readonly Float64Array[];
  readonly offset: Float64Array | null;
}

/** A row's log likelihood and its derivatives in the row's linear quantities: `first` has m, `second` m × m of them. */
export interface Contribution {
  value: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Whom a curve is of. */
export interface Profile {
  readonly x: ArrayLike<number>;
  readonly offset: number;
  readonly stratum: number;
}

/** Logarithms of survival and hazard at one time, with their derivatives in the parameters. */
export interface Point {
  readonly logSurvival: number;
  readonly logHazard: number;
  readonly survivalSlope: Float64Array;
  readonly hazardSlope: Float64Array;
}

export interface Model {
  /** Number of parameters: the covariates' first, then those of the distribution, or these first. */
  readonly size: number;
  /** Place of the first covariate among the parameters. */
  readonly covariatesAt: number;
  readonly n: number;
  readonly weights: Float64Array | null;
  readonly forms: readonly Form[];
  /** Of row i with its linear quantities u; a value of −Infinity or NaN is outside the model. */
  readonly contribution: (i: number, u: Float64Array, out: Contribution) => void;
  /** Where a fit may begin. */
  readonly starts: () => readonly Float64Array[];
  /** Survival and hazard at a time above 0. */
  readonly at: (theta: Float64Array, profile: Profile, time: number) => Point;
}

/** The columns of a design. */
export function columnsOf({ x, n, p }: Pick<ParametricData, 'x' | 'n' | 'p'>): Float64Array[] {
  return Array.from({ length: p }, (_, j) => x.subarray(j * n, (j + 1) * n));
}

/** The column of all rows: where a parameter enters by itself. */
export function constant(n: number): Float64Array {
  return new Float64Array(n).fill(1);
}

/** Column of the intercept; −1 without one. */
export function interceptOf({ x, n, p }: Pick<ParametricData, 'x' | 'n' | 'p'>): number {
  for (let j = 0; j < p; j++) if (x.subarray(j * n, (j + 1) * n).every((value) => value === 1)) return j;
  return -1;
}
