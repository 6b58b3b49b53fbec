/** What a place that evaluates code is asked and answers; the same in a browser's sandbox and in a thread of the command line. */
import type { Frame } from '../../frame/column';
import type { CellError, Value } from '../../results/result';
import type { CodeRunner } from '../context';
import { cellError } from '../messages';
import { CellFailure } from '../outcome';

/** One cell to evaluate: plain data that can be posted to a worker. */
export interface CodeQuestion {
  readonly source: string;
  readonly kind: 'chart' | 'code';
  readonly tables: ReadonlyMap<string, Frame>;
  readonly values: ReadonlyMap<string, Value>;
}

export type CodeAnswer =
  | { readonly kind: 'gave'; readonly value?: Value; readonly table?: Frame }
  | { readonly kind: 'drawn'; readonly svg: string }
  | { readonly kind: 'no_result' }
  | { readonly kind: 'refused'; readonly error: CellError }
  | { readonly kind: 'threw'; readonly message: string; readonly line: number | null; readonly column: number | null };

/**
 * What a runner gives for an answer.
 * @throws CellFailure where the code could not be read, threw, or gave nothing that can be used
 */
export function resultOfAnswer(answer: CodeAnswer, kind: 'chart' | 'code'): Awaited<ReturnType<CodeRunner['run']>> {
  switch (answer.kind) {
    case 'gave':
      return { ...(answer.table ? { table: answer.table } : { value: answer.value ?? null }), warnings: [] };
    case 'drawn':
      return { svg: answer.svg, warnings: [] };
    case 'no_result':
      throw new CellFailure(cellError('code_result', { kind }));
    case 'refused':
      throw new CellFailure(answer.error);
    case 'threw': {
      const { message, line, column } = answer;
      throw new CellFailure(cellError('code_failed', { message }, line === null || column === null ? null : { line, column }));
    }
  }
}
