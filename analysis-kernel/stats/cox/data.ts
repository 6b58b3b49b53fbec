/** What a Cox model is fitted to, as plain arrays. */

export type Ties = 'efron' | 'breslow' | 'exact';

/**
 * frequency: the row stands for that many identical rows (whole numbers). sampling: inverse of the probability of being drawn.
 * inverse_probability: weight that balances treatment or censoring. The kind decides the variance.
 */
export type WeightKind = 'frequency' | 'sampling' | 'inverse_probability';

interface CoxWeights {
  /** Positive and finite; whole numbers when the kind is frequency. */
  readonly values: Float64Array;
  readonly kind: WeightKind;
}

/** Complete data of a Cox model: no missing values anywhere, times repaired for near ties, start < time. */
export interface CoxData {
  /** Rows. */
  readonly n: number;
  /** Columns of the design matrix (no intercept). */
  readonly p: number;
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  /** 1 where the interval ends with the event, else 0. */
  readonly event: Uint8Array;
  /** Design matrix, column by column: entry (row i, column j) is `x[j * n + i]`. */
  readonly x: Float64Array;
  /** Any whole numbers; equal numbers are one stratum. */
  readonly strata: Int32Array | null;
  readonly weights: CoxWeights | null;
  /** Added to the linear predictor with coefficient 1. */
  readonly offset: Float64Array | null;
  /** Rows of one cluster carry the same number; the robust variance sums within clusters. */
  readonly cluster: Int32Array | null;
  /** Frequency weights copy whole clusters, each copy a cluster by itself; all rows of a cluster have one weight then. */
  readonly clustersCopied?: boolean;
  readonly ties: Ties;
  /** Term of each column, for tests by term. */
  readonly assign: Int32Array;
}
