/** A query that summarises groups of rows, as far as disclosure control needs to know it. */

/** A summary of the query: what is summarised, of which rows. `of`: one column, at most scaled and moved by numbers, as SQL. */
export type Summary = { /** Rows it is of, as SQL; null for all of the group. */ readonly condition: string | null } & (
  | { /** A number of rows, or of those that know `of`. */ readonly kind: 'count'; readonly of: string | null }
  | {
      /** A number of different values. */
      readonly kind: 'distinct';
      readonly of: string;
      /** Whether it counts patients. */
      readonly isKey: boolean;
    }
  | {
      /** A value every row adds to: sums, means, deviations. */
      readonly kind: 'total';
      readonly of: string;
      /** The column of `of`, neither scaled nor moved. */
      readonly column: string;
    }
  | {
      /** A value at a fraction, between 0 and 1, of the ordered rows. */
      readonly kind: 'quantile';
      readonly of: string;
      /** The column of `of`, neither scaled nor moved. */
      readonly column: string;
      readonly fraction: number;
    }
);

/** A table the query reads. */
export interface SummarisedTable {
  readonly name: string;
  /** What its columns are qualified by, as SQL. */
  readonly as: string;
}

/** `SELECT items FROM tables [WHERE …] [GROUP BY …] [HAVING count(*) > n] …` in its parts, as SQL. */
export interface SummaryPlan {
  readonly tables: readonly SummarisedTable[];
  readonly summaries: readonly Summary[];
  /** The query up to the end of its select list. */
  readonly list: string;
  /** Of each item of the list, whether it holds a summary. */
  readonly summarises: readonly boolean[];
  /** From FROM to before GROUP BY. */
  readonly source: string;
  /** Up to before WHERE. */
  readonly unnarrowed: string;
  /** What it groups by; `all` by every item without a summary. */
  readonly groups: readonly string[] | 'all';
  /** The condition on groups. */
  readonly having: string | null;
}
