import type { Span } from '../source/span';
import { type Diagnostic, type Fix, offering } from './diagnostic';

/** Programs with more errors than this keep their fixes untried: each try reads the program once more. */
const MAX_TRIED = 12;

/** Programs with more errors than this have no words respelt. */
const MAX_RESPELT = 3;

/** What is wrong in a program after a fix. */
export interface Left {
  /** In the clauses that it changes, as places of the mended program. */
  readonly here: readonly Span[];
  /** How much in other clauses. */
  readonly elsewhere: number;
  /** The place that the fix changed. */
  readonly changed: Span;
}

/**
 * Diagnostics that offer only what helps: a fix after which something is still wrong in the place it changed is left out, and what two
 * fixes would write alike is offered once; what leaves the fewest errors comes first.
 * @param leftBy what is wrong after a fix
 * @param respellings words of the clause at a place written as words of the language, tried where no fix helps
 */
export function withTriedFixes(
  diagnostics: readonly Diagnostic[],
  leftBy: (fix: Fix) => Left,
  respellings: (place: number) => readonly Fix[] = () => [],
): readonly Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (diagnostics.reduce((sum, { fixes }) => sum + fixes.length, 0) > MAX_TRIED) return diagnostics;
  return diagnostics.map((diagnostic) => {
    if (diagnostic.severity !== 'error') return diagnostic;
    const tried = distinct(diagnostic.fixes).map((fix) => {
      const { here, elsewhere, changed } = leftBy(fix);
      const helps = fix.asked || !here.some((error) => error.start < changed.end && changed.start < error.end);
      return { fix, helps, left: here.length + elsewhere };
    });
    const helpful = tried.filter(({ helps }) => helps).sort((a, b) => a.left - b.left);
    const own = helpful.map(({ fix }) => fix);
    if (helpful.some(({ left }) => left < errors.length) || errors.length > MAX_RESPELT) return offering(diagnostic, own);
    // A misspelt word may be blamed on its neighbours: with it mended, the clause says nothing more.
    const respelt = respellings(diagnostic.span.start).filter((fix) => {
      const { here, elsewhere } = leftBy(fix);
      return here.length === 0 && elsewhere < errors.length;
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
