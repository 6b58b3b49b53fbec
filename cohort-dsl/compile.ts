import type { Diagnostic } from './diagnostics/diagnostic';
import { shown } from './diagnostics/shown';
import { withTriedFixes } from './diagnostics/tried-fixes';
import { reasonWords } from './explain/explain';
import { lintProgram } from './lint/run';
import { lower } from './lower/lower';
import type { Plan } from './plan/nodes';
import { type ResultColumn, resultColumns } from './plan/result-columns';
import type { Dictionary } from './schema/dictionary';
import type { Program } from './syntax/ast';
import { parse } from './syntax/parse';
import { rephrasings } from './syntax/rephrase';
import { respellings } from './syntax/respell';
import type { ParamValue } from './types/params';
import { type CheckResult, checkProgram } from './types/program';

export interface CompileOptions {
  readonly dictionary: Dictionary;
  /** The cell's name, where the program is a cell: the program's own, if it has one, must agree. */
  readonly name?: string;
  /** Values of parameters for this run; a text is read as the parameter's kind. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Cohorts whose entries this one may read; `any` where the caller checks their names. Left out: none. */
  readonly cohorts?: readonly string[] | 'any';
}

export interface Compiled {
  readonly program: Program;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where a diagnostic is an error. */
  readonly plan: Plan | null;
  /** Columns of the result table; empty without a plan. */
  readonly columns: readonly ResultColumn[];
}

export interface Checked {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
  readonly result: CheckResult;
}

/**
 * Reads and checks a program; no plan is made, and no fix is tried.
 * @returns the tree, all diagnostics (advice on the design among them) in the order of the text, and what the checker found (types for hover, names for completion)
 */
export function check(source: string, options: CompileOptions): Checked {
  const { program, diagnostics: syntax, brokenNames } = parse(source);
  const partial = syntax.some((diagnostic) => diagnostic.severity === 'error');
  const result = checkProgram(program, source, { ...options, brokenNames, partial });
  // One mistake, one message: what the parser said of a place is not said again.
  const fresh = apart(result.diagnostics, syntax);
  const advice = result.checked && !partial ? lintProgram(result.checked) : [];
  const diagnostics = shown([...syntax, ...fresh, ...advice].sort((a, b) => a.span.start - b.span.start));
  return { program, diagnostics, result };
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

/**
 * Compiles a cohort program against a dictionary. Never throws for a wrong program: what is wrong is in `diagnostics`, with fixes that
 * were tried.
 * @param source the program's text
 * @param options the dictionary, the cell's name, parameter values
 */
export function compile(source: string, options: CompileOptions): Compiled {
  const { program, diagnostics, result } = check(source, options);
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  if (failed || !result.checked) {
    const errorsOf = (mended: string) =>
      check(mended, options).diagnostics.flatMap(({ severity, span }) => (severity === 'error' ? [span] : []));
    return {
      program,
      diagnostics: withTriedFixes(source, diagnostics, errorsOf, (place) => [...rephrasings(source, place), ...respellings(source, place)]),
      plan: null,
      columns: [],
    };
  }
  const plan = lower(result.checked, reasonWords(options.dictionary));
  return { program, diagnostics, plan, columns: resultColumns(plan, options.dictionary) };
}
