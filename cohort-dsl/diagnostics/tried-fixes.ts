import type { Span } from '../source/span';
import { type Diagnostic, type Fix, offering } from './diagnostic';

/** Programs with more errors than this keep their fixes untried: each try reads the program once more. */
const MAX_TRIED = 12;

/** Programs with more errors than this have no words respelt. */
const MAX_RESPELT = 3;

/**
 * Diagnostics that offer only what helps: a fix after which something is still wrong in the place it changed is left out, and what two
 * fixes would write alike is offered once; what leaves the fewest errors comes first.
 * @param errorsOf what is wrong with a program
 * @param respellings words of the clause at a place written as words of the language, tried where no fix helps
 */
export function withTriedFixes(
  source: string,
  diagnostics: readonly Diagnostic[],
  errorsOf: (source: string) => readonly Span[],
  respellings: (place: number) => readonly { readonly fix: Fix; readonly clause: Span }[] = () => [],
): readonly Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (diagnostics.reduce((sum, { fixes }) => sum + fixes.length, 0) > MAX_TRIED) return diagnostics;
  return diagnostics.map((diagnostic) => {
    if (diagnostic.severity !== 'error') return diagnostic;
    const tried = distinct(diagnostic.fixes).map((fix) => {
      const { text, changed } = applied(source, fix);
      const left = errorsOf(text);
      const helps = fix.asked || !left.some((error) => error.start < changed.end && changed.start < error.end);
      return { fix, helps, left: left.length };
    });
    const helpful = tried.filter(({ helps }) => helps).sort((a, b) => a.left - b.left);
    const own = helpful.map(({ fix }) => fix);
    if (helpful.some(({ left }) => left < errors.length) || errors.length > MAX_RESPELT) return offering(diagnostic, own);
    // A misspelt word may be blamed on its neighbours: with it mended, the clause says nothing more.
    const respelt = respellings(diagnostic.span.start).flatMap(({ fix, clause }) => {
      const { text } = applied(source, fix);
      const left = errorsOf(text);
      const end = clause.end + text.length - source.length;
      const inClause = left.some((error) => error.start < end && clause.start < error.end);
      return left.length < errors.length && !inClause ? [fix] : [];
    });
    return offering(diagnostic, distinct([...respelt, ...own]));
  });
}

/** The program with a fix applied, and the place that it changed. */
export function applied(source: string, { edits }: Fix): { readonly text: string; readonly changed: Span } {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start);
  let text = '';
  let at = 0;
  for (const edit of inOrder) {
    text += source.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  const start = inOrder[0]?.span.start ?? 0;
  return { text: text + source.slice(at), changed: { start, end: Math.max(text.length, start + 1) } };
}

function distinct(fixes: readonly Fix[]): readonly Fix[] {
  const seen = new Set<string>();
  return fixes.filter(({ edits }) => {
    const key = JSON.stringify(edits);
    return !seen.has(key) && seen.add(key);
  });
}
