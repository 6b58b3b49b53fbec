/** Runs a parsed analysis and turns what a method refuses into an error of the cell. */
import type { Frame } from '../frame/column';
import { MethodError, ROWS } from '../results/method-error';
import type { CellError } from '../results/result';
import { COLUMN_ERRORS } from './error-codes';
import { MethodUnavailable } from './fetched';
import type { MethodOutput } from './method';
import { watched } from './open-notes';
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
    if (frame.length === 0) throw noData(analysis);
    const { frame: given, openNotes } = watched(frame);
    const output = await analysis.method.run({ options: analysis.options, frame: given, tables }, work);
    return { ok: true, output: { ...output, warnings: [...output.warnings, ...openNotes()] } };
  } catch (error) {
    if (error instanceof MethodUnavailable) return { ok: false, error: unavailable(error, analysis) };
    if (!(error instanceof MethodError)) throw error;
    const said = cellError(error, analysis);
    if (said.code !== 'unknown_column') return { ok: false, error: said };
    // Reading formulas is fetched when there is a mistake in one.
    const withOthers = await import('./other-columns').then(
      ({ withOtherColumns }) => withOtherColumns(said, analysis, frame),
      () => said,
    );
    return { ok: false, error: withOthers };
  }
}

/** Of a table without rows nothing else is worth saying: the types of its columns may be mere guesses. */
function noData({ data, where }: ParsedAnalysis): MethodError {
  const text =
    where === null
      ? { en: `There is nothing to analyse: the table ${data} has no rows.`, zh: `没有可分析的数据：表 ${data} 没有行。` }
      : {
          en: `There is nothing to analyse: "where" leaves no rows of ${data}, or it has none.`,
          zh: `没有可分析的数据：“where”未留下 ${data} 的任何行，或该表本身没有行。`,
        };
  return new MethodError(COLUMN_ERRORS, 'no_rows', text, ROWS);
}

function unavailable({ text }: MethodUnavailable, { source }: ParsedAnalysis): CellError {
  return source.error('method_unavailable', text, source.placeOf(['method']));
}

function cellError(error: MethodError, { source, where }: ParsedAnalysis): CellError {
  const named = error.path === ROWS ? (where === null ? 'data' : 'where') : error.path;
  const path = named === null ? [] : named.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const place = error.offset === null || path.length === 0 ? source.placeOf(path) : source.placeWithin(path, error.offset);
  return { code: error.code, message: error.text, line: place.line, column: place.column, fixes: error.fixes.slice(0, 3) };
}
