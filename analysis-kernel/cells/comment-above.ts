import { openingComment } from '@/cohort-dsl/syntax/opening-comment';
import type { Cell } from '../document/notebook';

/** The first line of a program, query, chart or code cell where it is a comment. */
export function commentAbove({ kind, body }: Cell): string | null {
  if (kind === 'cohort') return openingComment(body);
  const marks: Partial<Record<Cell['kind'], RegExp>> = {
    sql: /^\s*--+\s*(\S.*)/,
    chart: /^\s*\/\/+\s*(\S.*)/,
    code: /^\s*\/\/+\s*(\S.*)/,
  };
  return marks[kind]?.exec(body)?.[1].trim() ?? null;
}
