/** Values of input cells inside SQL: `$name` becomes a literal, and places in the text sent are found again in the text written. */

import { quoteText } from '@/cohort-dsl/source/sql-text';
import { nameKey } from '../../document/names';
import type { Value } from '../../results/result';
import type { RunContext } from '../context';
import { sqlTokens } from './tokens';

export interface Substituted {
  readonly sql: string;
  /** Offset in the written text for an offset in `sql`. */
  readonly original: (offset: number) => number;
}

/** Names written as `$name`, in order, each once. */
export function parameterNames(source: string): readonly string[] {
  const names = sqlTokens(source).tokens.filter((token) => token.kind === 'parameter');
  return [...new Set(names.map((token) => token.value))];
}

/**
 * Replaces every `$name` by its value.
 * @param inputValue the value of a name; undefined leaves the text as it is
 * @param isDate whether the value of a name is a date, which its ISO text alone does not tell
 */
export function substituteParameters(
  source: string,
  inputValue: (name: string) => Value | undefined,
  isDate: (name: string) => boolean = () => false,
): Substituted {
  const cuts: { readonly written: number; readonly sent: number }[] = [{ written: 0, sent: 0 }];
  let sql = '';
  let from = 0;
  for (const token of sqlTokens(source).tokens) {
    if (token.kind !== 'parameter') continue;
    const value = inputValue(token.value);
    if (value === undefined) continue;
    sql += source.slice(from, token.start);
    cuts.push({ written: token.start, sent: sql.length });
    sql += value !== null && isDate(token.value) ? `(DATE '${value}')` : sqlLiteral(value);
    cuts.push({ written: token.end, sent: sql.length });
    from = token.end;
  }
  sql += source.slice(from);
  return { sql, original };

  function original(offset: number): number {
    const at = cuts.findLastIndex((cut) => cut.sent <= offset);
    const written = cuts[at].written + (offset - cuts[at].sent);
    const next = cuts[at + 1];
    return next ? Math.min(written, next.written) : written;
  }
}

/** The SQL of a cell with the values of the inputs it names. */
export function withParameters(source: string, { values, dates }: Pick<RunContext, 'values' | 'dates'>): Substituted {
  return substituteParameters(
    source,
    (name) => values.get(nameKey(name)),
    (name) => dates.has(nameKey(name)),
  );
}

/** A value as SQL writes it; numbers stand in parentheses, so that no sign meets another. */
function sqlLiteral(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (Number.isNaN(value)) return "CAST('NaN' AS DOUBLE)";
  if (!Number.isFinite(value)) return `CAST('${value < 0 ? '-inf' : 'inf'}' AS DOUBLE)`;
  return `(${value})`;
}
