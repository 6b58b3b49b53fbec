/** Runs a parsed analysis and turns what a method refuses into an error of the cell. */
import type { Frame } from '../frame/column';
import { MethodError, ROWS } from '../results/method-error';
import type { CellError } from '../results/result';
import type { MethodOutput } from './method';
import type { ParsedAnalysis } from './parse-analysis';
import { ALONE, type Work } from './pool';

type MethodRun = { readonly ok: true; readonly output: MethodOutput } | { readonly ok: false; readonly error: CellError };

/**
 * Runs a method on its data (after `where`) and the other tables its options name.
 *
 * A MethodError becomes a CellError with line and column inside the cell: the option at fault, and within a formula the character. Anything else
 * thrown is a defect, or the AbortError of a cancel, and passes through.
 */
export async function runMethod(
  analysis: ParsedAnalysis,
  frame: Frame,
  tables: ReadonlyMap<string, Frame> = new Map(),
  work: Work = ALONE,
): Promise<MethodRun> {
  try {
    return { ok: true, output: await analysis.method.run({ options: analysis.options, frame, tables }, work) };
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    return { ok: false, error: cellError(error, analysis) };
  }
}

function cellError(error: MethodError, { source, where }: ParsedAnalysis): CellError {
  const named = error.path === ROWS ? (where === null ? 'data' : 'where') : error.path;
  const path = named === null ? [] : named.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const place = error.offset === null || path.length === 0 ? source.placeOf(path) : source.placeWithin(path, error.offset);
  return { code: error.code, message: error.text, line: place.line, column: place.column, fixes: error.fixes.slice(0, 3) };
}
