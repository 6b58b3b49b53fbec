import { readInput } from '@/analysis-kernel/cells/kinds/input';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { parseLoaded } from '@/analysis-kernel/registry/parse-analysis';
import type { CellError } from '@/analysis-kernel/results/result';

/**
 * All that is wrong with a cell. The engine stops at the first error of a text; where that is one of several which the text itself shows,
 * the others are said with it, of an analysis once its method has come.
 */
export function errorsOf(cell: Cell, error: CellError): readonly CellError[] {
  const all = errorsOfText(cell);
  return all.some(({ code, line }) => code === error.code && line === error.line) ? all : [error];
}

function errorsOfText({ kind, body }: Cell): readonly CellError[] {
  if (kind === 'input') return readInput(body).errors;
  if (kind !== 'analysis') return [];
  const parsed = parseLoaded(body);
  return parsed === null || parsed.ok ? [] : parsed.errors;
}
