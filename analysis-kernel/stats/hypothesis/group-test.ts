/** What a test of groups gives. */
export interface GroupTest {
  /** NaN where it cannot be calculated. */
  readonly statistic: number;
  /** Null for a test without. */
  readonly df: number | null;
  readonly pValue: number;
}
