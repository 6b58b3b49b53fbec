/** Reading and checking a program: what both have to say of it. */
import type { Diagnostic } from './diagnostics/diagnostic';
import type { Program } from './syntax/ast';
import { type ParseResult, parse } from './syntax/parse';
import { type CheckOptions, type CheckResult, checkProgram } from './types/program';

/** What was read and checked, with every error: not only those that are shown. */
export interface Found {
  readonly program: Program;
  /** In no order; what the parser said of a place is not said again. */
  readonly diagnostics: readonly Diagnostic[];
  readonly result: CheckResult;
  readonly read: ParseResult;
  readonly errors: readonly Diagnostic[];
}

/**
 * Reads and checks a program, without advice on its design.
 * @param partial whether the program counts as one of which clauses are missing, whatever can be read of it
 */
export function find(source: string, options: CheckOptions, partial = false): Found {
  const read = parse(source);
  const { program, diagnostics: syntax, brokenNames } = read;
  const result = checkProgram(program, source, { ...options, brokenNames, partial: partial || syntax.some(isError) });
  // One mistake, one message: what the parser said of a place is not said again.
  const said = [...syntax, ...apart(result.diagnostics, syntax)];
  return { program, diagnostics: said, result, read, errors: said.filter(isError) };
}

/** Whether a diagnostic says that the program cannot run. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Those of some diagnostics that overlap none of others. */
function apart(diagnostics: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const spans = others.map(({ span }) => span).sort((a, b) => a.start - b.start);
  // How far the spans up to each place reach.
  const reach: number[] = [];
  for (const { end } of spans) reach.push(Math.max(end, reach.at(-1) ?? 0));
  return diagnostics.filter(({ span }) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle].start < span.end) low = middle + 1;
      else high = middle;
    }
    return low === 0 || reach[low - 1] <= span.start;
  });
}
