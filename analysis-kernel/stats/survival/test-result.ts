/** What a χ² test of curves gives. */
export interface TestResult {
  readonly statistic: number;
  readonly df: number;
  /** NaN without degrees of freedom. */
  readonly pValue: number;
}
