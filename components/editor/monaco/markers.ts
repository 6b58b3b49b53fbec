import type { editor, IRange, MarkerSeverity } from 'monaco-editor';
import type { Problem, ProblemFix, SourceSpan } from '../language-assist';

export type Places = Pick<editor.ITextModel, 'getPositionAt' | 'getOffsetAt'>;

export function rangeOf(places: Places, { start, end }: SourceSpan): IRange {
  const from = places.getPositionAt(start);
  const to = places.getPositionAt(end);
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}

export function spanOf(places: Places, range: IRange): SourceSpan {
  return {
    start: places.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    end: places.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  };
}

/** A problem as the editor marks it; a problem between two characters is shown under the one before it. */
export function markerOf(problem: Problem, places: Places, severities: typeof MarkerSeverity): editor.IMarkerData {
  const { start, end } = problem.span;
  const severity = { error: severities.Error, warning: severities.Warning, info: severities.Info }[problem.severity];
  const span = start === end ? { start: Math.max(0, start - 1), end } : problem.span;
  return { ...rangeOf(places, span), severity, message: problem.message, code: problem.code };
}

/** Fixes of the problems that touch a place, each once, in the order of the text. */
export function fixesAt(problems: readonly Problem[], place: SourceSpan): { readonly problem: Problem; readonly fix: ProblemFix }[] {
  return problems
    .filter(({ span }) => span.start <= place.end && place.start <= Math.max(span.end, span.start + 1))
    .flatMap((problem) => problem.fixes.map((fix) => ({ problem, fix })));
}
