/** What an expression of a formula evaluates to. */

export type EvaluatedColumn =
  /** NaN where missing. */
  | { readonly kind: 'numeric'; readonly values: Float64Array }
  /** −1 where missing. A logical has the levels FALSE and TRUE, always both. */
  | { readonly kind: 'factor'; readonly codes: Int32Array; readonly levels: readonly string[]; readonly logical: boolean }
  /** A basis: several columns, each with the ending its coefficient's name gets. NaN where missing. */
  | { readonly kind: 'basis'; readonly columns: readonly Float64Array[]; readonly endings: readonly string[] };

export type Scalar = number | string | boolean;

export type Evaluated = EvaluatedColumn | { readonly kind: 'constants'; readonly values: readonly Scalar[] };

export const LOGICAL_LEVELS: readonly string[] = ['FALSE', 'TRUE'];

/** A logical from a test of each row; the test gives null where missing. */
export function logicalOf(length: number, test: (row: number) => boolean | null): EvaluatedColumn {
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const result = test(row);
    codes[row] = result === null ? -1 : result ? 1 : 0;
  }
  return { kind: 'factor', codes, levels: LOGICAL_LEVELS, logical: true };
}

/** Whether the row has no value. */
export function isMissing(value: EvaluatedColumn, row: number): boolean {
  if (value.kind === 'numeric') return Number.isNaN(value.values[row]);
  if (value.kind === 'factor') return value.codes[row] < 0;
  return value.columns.some((column) => Number.isNaN(column[row]));
}
