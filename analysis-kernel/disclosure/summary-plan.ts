/** A query that summarises groups of rows, as far as disclosure control needs to know it. */

/** A summary of the query: what is summarised, of which rows. */
export interface Summary {
  /**
   * `count`: a number of rows, or of rows a condition holds for. `total`: a value every row adds to (sums, means, deviations).
   * `quantile`: a value at a fraction of the ordered rows.
   */
  readonly kind: 'count' | 'total' | 'quantile';
  /** Of one column, at most scaled and moved by numbers, as SQL; null where only rows are counted. */
  readonly of: string | null;
  /** Rows it is of, as SQL; null for all of the group. */
  readonly condition: string | null;
  /** For quantiles: between 0 and 1. */
  readonly fraction: number;
}

/** A table the query reads. */
export interface SummarisedTable {
  readonly name: string;
  /** What its columns are qualified by, as SQL. */
  readonly as: string;
}

/** `SELECT values FROM tables [WHERE …] [GROUP BY …] [HAVING count(*) > n] …` in its parts. */
export interface SummaryPlan {
  readonly tables: readonly SummarisedTable[];
  readonly summaries: readonly Summary[];
  /** The query up to the end of its select list. */
  readonly list: string;
  /** From FROM to before ORDER BY and LIMIT. */
  readonly rest: string;
}
