/** Token types that the rules begin with, where others have to know. */

/** Before an operand. */
export const PREFIXES: ReadonlySet<string> = new Set(['not', '-', 'SHIFT_MINUS']);

/** A primary. */
const PRIMARY_STARTS = [
  ...['NUM', 'TEXT', 'true', 'false', 'missing', 'DATE', 'index', 'end', 'START_OF_OBSERVATION', 'END_OF_OBSERVATION', 'NAME'],
  ...['NAME_CALL', '(', 'case', 'all', 'ANY_OF', 'none', 'any', 'no', 'at', 'exactly', 'count', 'mean', 'median', 'min', 'max'],
  ...['sum', 'sd', 'DAYS_COVERED', 'first', 'last', 'highest', 'lowest', 'ORDINAL', 'NAME_OF', 'ELAPSED_UNIT', 'age', 'year'],
  ...['month', 'observed', 'in'],
] as const;

export type PrimaryStart = (typeof PRIMARY_STARTS)[number];

/** An expression. */
export const EXPRESSION_STARTS: ReadonlySet<string> = new Set([...PREFIXES, ...PRIMARY_STARTS]);
