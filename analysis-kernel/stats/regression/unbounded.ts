/** Coefficients without end, and what they leave without information. */

/** Errors of more than this for a standard deviation of the column (log odds, log hazards): the data say nothing of the coefficient. */
const NOTHING_KNOWN = 100;

/**
 * The columns that run off (`moving`), and those beside them that the rows without information alone could tell of: the slope of an age among
 * treated patients none of whom had the event. None where nothing moves.
 * x: n × p column by column; variance: p × p, of the model; NaN or 0 of a redundant column.
 */
export function unboundedColumns(moving: readonly number[], x: Float64Array, n: number, variance: Float64Array, p: number): number[] {
  if (moving.length === 0) return [];
  return Array.from({ length: p }, (_, j) => j).filter(
    (j) => moving.includes(j) || Math.sqrt(variance[j * p + j]) * deviation(x.subarray(j * n, (j + 1) * n)) > NOTHING_KNOWN,
  );
}

function deviation(column: Float64Array): number {
  let mean = 0;
  for (const value of column) mean += value / column.length;
  let squares = 0;
  for (const value of column) squares += (value - mean) ** 2 / column.length;
  return Math.sqrt(squares);
}
