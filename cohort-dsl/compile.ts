import type { Diagnostic } from './diagnostics/diagnostic';
import { shown } from './diagnostics/shown';
import { withTriedFixes } from './diagnostics/tried-fixes';
import { reasonWords } from './explain/explain';
import { type Found, find, isError } from './find';
import { lintProgram } from './lint/run';
import { lower } from './lower/lower';
import type { Plan } from './plan/nodes';
import { type ResultColumn, resultColumns } from './plan/result-columns';
import type { Dictionary } from './schema/dictionary';
import type { Program } from './syntax/ast';
import { rephrasings } from './syntax/rephrase';
import { respellings } from './syntax/respell';
import { trials } from './trial';
import { usedSystems } from './types/code-systems';
import type { ParamValue } from './types/params';
import type { CheckResult } from './types/program';

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

/** What is said of a program, advice on its design among it, in the order of the text and as much as can be shown. */
function toShow({ diagnostics, result, errors }: Found): readonly Diagnostic[] {
  const advice = result.checked && errors.length === 0 ? lintProgram(result.checked) : [];
  return shown([...diagnostics, ...advice].sort((a, b) => a.span.start - b.span.start));
}

/**
 * Reads and checks a program; no plan is made, and no fix is tried.
 * @returns the tree, all diagnostics (advice on the design among them) in the order of the text, and what the checker found (types for hover, names for completion)
 */
export function check(source: string, options: CompileOptions): Checked {
  const found = find(source, options);
  return { program: found.program, diagnostics: toShow(found), result: found.result };
}

/**
 * Compiles a cohort program against a dictionary. Never throws for a wrong program: what is wrong is in `diagnostics`, with fixes that
 * were tried.
 * @param source the program's text
 * @param options the dictionary, the cell's name, parameter values
 */
export function compile(source: string, options: CompileOptions): Compiled {
  const found = find(source, options);
  const { program, read, errors, result } = found;
  const { checked } = result;
  const said = toShow(found);
  if (errors.length > 0 || !checked) {
    const errorsOf = (mended: string) => find(mended, options, read.diagnostics.some(isError)).errors.map(({ span }) => span);
    const leftBy = trials({ source, read, errors }, options, errorsOf);
    const systems = usedSystems(options.dictionary);
    const others = (place: number) => [...rephrasings(source, place, systems), ...respellings(source, place)].map(({ fix }) => fix);
    return { program, diagnostics: withTriedFixes(source, said, leftBy, others), plan: null, columns: [] };
  }
  const plan = once(() => lower(checked, reasonWords(options.dictionary)));
  const columns = once(() => resultColumns(plan(), options.dictionary, (lang) => reasonWords(options.dictionary, lang)));
  return {
    program,
    diagnostics: said,
    get plan() {
      return plan();
    },
    get columns() {
      return columns();
    },
  };
}

/** A value made when it is first asked for: an editor asks for messages at every key, and for the plan when somebody stops. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
