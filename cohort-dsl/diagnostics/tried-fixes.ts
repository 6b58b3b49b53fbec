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
  /** The clauses that it changes, as they then stand. */
  readonly clause: Span;
  /** What would mend the first error left in them, as a change of the mended program. */
  readonly next: Fix | null;
}

/**
 * Diagnostics that offer only what helps: a fix after which something is still wrong in the place it changed is left out, as is one that
 * leaves as many errors as there were beside one that leaves fewer, and what two fixes would write alike is offered once; what leaves the
 * fewest errors comes first.
 * @param leftBy what is wrong after a fix
 * @param respellings words of the clause at a place written as words of the language, tried where no fix helps
 */
export function withTriedFixes(
  source: string,
  diagnostics: readonly Diagnostic[],
  leftBy: (fix: Fix) => Left,
  respellings: (place: number) => readonly Fix[] = () => [],
): readonly Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (diagnostics.reduce((sum, { fixes }) => sum + fixes.length, 0) > MAX_TRIED) return diagnostics;
  return diagnostics.map((diagnostic) => {
    if (diagnostic.severity !== 'error') return diagnostic;
    const tried = distinct(diagnostic.fixes).map((fix) => {
      const after = leftBy(fix);
      const { here, elsewhere, changed } = after;
      const helps = fix.asked || !here.some((error) => error.start < changed.end && changed.start < error.end);
      return { fix, after, helps, left: here.length + elsewhere };
    });
    const helpful = tried.filter(({ helps }) => helps).sort((a, b) => a.left - b.left);
    const mending = helpful.filter(({ left }) => left < errors.length);
    const own = (mending.length > 0 ? helpful.filter((one) => one.fix.asked || mending.includes(one)) : helpful).map(({ fix }) => fix);
    if (mending.length > 0 || errors.length > MAX_RESPELT) return offering(diagnostic, own);
    // A misspelt word may be blamed on its neighbours: with it mended, the clause says nothing more.
    const otherwise = respellings(diagnostic.span.start).map((fix) => ({ fix, after: leftBy(fix) }));
    const respelt = otherwise.flatMap(({ fix, after: { here, elsewhere } }) =>
      here.length === 0 && elsewhere < errors.length ? [fix] : [],
    );
    const steps =
      respelt.length > 0
        ? []
        : [...tried, ...otherwise].flatMap(({ fix, after }) => inSteps(source, fix, after, leftBy, errors.length) ?? []);
    const kept = respelt.length > 0 ? own.filter(({ asked }) => asked) : own.slice(0, steps.length > 0 ? 2 : undefined);
    return offering(diagnostic, distinct([...respelt, ...kept, ...steps]));
  });
}

/** How many mends one after another are offered as one. */
const MAX_STEPS = 4;

/**
 * A fix with those that mend what it leaves wrong in its clause, as one; null where they do not mend all of it, or where the author has to
 * choose between readings.
 */
function inSteps(source: string, fix: Fix, after: Left, leftBy: (fix: Fix) => Left, errors: number): Fix | null {
  let [whole, left] = [fix, after];
  for (let step = 1; step < MAX_STEPS && left.next !== null && !fix.asked && !left.next.asked; step += 1) {
    const { text } = applied(applied(source, whole).text, left.next);
    whole = rewriting(source, text);
    left = leftBy(whole);
    if (left.here.length > 0 || left.elsewhere >= errors) continue;
    const shown = text.slice(left.clause.start, left.clause.end).trim().replace(/\s+/g, ' ');
    return { ...whole, title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` } };
  }
  return null;
}

/** What makes one text of another: from the first character that differs to the last. */
function rewriting(source: string, text: string): Fix {
  const most = Math.min(source.length, text.length);
  let [start, tail] = [0, 0];
  while (start < most && source[start] === text[start]) start += 1;
  while (tail < most - start && source[source.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const edit = { span: { start, end: source.length - tail }, text: text.slice(start, text.length - tail) };
  return { title: { en: '', zh: '' }, edits: [edit] };
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
