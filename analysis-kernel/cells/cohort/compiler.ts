/** The cohort language as the compiler of cohort cells. */
import { check, compile, type Diagnostic, type Dictionary, type ParamValue, type Plan, type Program } from '@/cohort-dsl';
import { defaultLabels } from '@/cohort-dsl/sql/attrition';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { nameKey } from '../../document/names';
import type { Localised } from '../../frame/column';
import type { CellError, Value, Warning } from '../../results/result';
import type { CohortCompiler, CohortSource, CompiledCohort } from '../context';
import { placeOf } from '../messages';
import { cohortWarning } from './cohort-warning';
import { cohortMeta } from './column-meta';

/** What puts a plan into words; missing labels of criteria are its texts. */
export interface CohortWords {
  plan(plan: Plan): Localised;
  /** Texts of the attrition steps in English, one for each step of the plan. */
  steps(plan: Plan): readonly string[];
}

/** The compiler of a database's cohorts. */
export function cohortCompiler(dictionary: Dictionary, words: CohortWords | null = null): CohortCompiler {
  return {
    async read({ source, name }) {
      const { program, diagnostics } = check(source, { dictionary, name });
      return {
        cohorts: [],
        parameters: paramNames(program),
        tables: longTableNames(program),
        errors: errorsOf(source, diagnostics),
      };
    },
    async compile(cohort, parameters) {
      return compileCohort(cohort, dictionary, paramsOf(parameters), words);
    },
  };
}

function compileCohort(
  { source, name }: CohortSource,
  dictionary: Dictionary,
  given: (program: Program) => Readonly<Record<string, ParamValue>>,
  words: CohortWords | null,
): { readonly compiled: CompiledCohort | null; readonly errors: readonly CellError[] } {
  const { program } = check(source, { dictionary, name });
  const { diagnostics, plan, columns } = compile(source, { dictionary, name, params: given(program) });
  if (plan === null) return { compiled: null, errors: errorsOf(source, diagnostics) };
  const labels = { ...defaultLabels(plan), steps: words ? words.steps(plan) : stepTexts(plan, program, source) };
  const printed = printCohort(plan, { name, dialect: 'duckdb', labels });
  const short = (table: string): string => table.slice(name.length + 1);
  return {
    errors: [],
    compiled: {
      before: printed.statements,
      after: printed.cleanup,
      tables: [
        { name: 'table', sql: printed.table.query, meta: cohortMeta(columns) },
        { name: 'attrition', sql: printed.attrition.query, meta: new Map() },
        ...printed.longTables.map((table) => ({ name: short(table.name), sql: table.query, meta: new Map() })),
      ],
      words: words ? words.plan(plan) : { en: plan.labels.cohort ?? name, zh: plan.labels.cohort ?? name },
      warnings: diagnostics.filter((diagnostic) => diagnostic.severity === 'warning').map(warningOf),
      checks: printed.warnings.map((warning) => ({
        sql: warning.query,
        warning: (count) => cohortWarning(warning, count),
        unlabelledDeathsOf: warning.code === 'deaths_unlabelled' ? warning.outcome : null,
      })),
    },
  };
}

/** Labels of the criteria, as far as they were written; else the condition's own text. */
export function stepTexts(plan: Plan, program: Program, source: string): readonly string[] {
  const texts = program.clauses.flatMap((clause) => {
    // Criteria run as written, and what keeps or merges entries follows the last of them.
    if (clause.kind === 'include' || clause.kind === 'exclude') return [{ last: false, span: clause.condition.span }];
    return clause.kind === 'keep' || clause.kind === 'merge' ? [{ last: true, span: clause.span }] : [];
  });
  const written = [...texts.filter((text) => !text.last), ...texts.filter((text) => text.last)].map(({ span }) =>
    source.slice(span.start, span.end),
  );
  return defaultLabels(plan).steps.map((text, place) => plan.labels.steps[place] ?? written[place]?.replaceAll(/\s+/g, ' ') ?? text);
}

function paramNames(program: Program): readonly string[] {
  return program.clauses.flatMap((clause) => (clause.kind === 'param' ? [clause.name.text] : []));
}

function longTableNames(program: Program): readonly string[] {
  return program.clauses.flatMap((clause) => {
    if (clause.kind === 'series' || clause.kind === 'intervals') return [clause.name.text];
    return clause.kind === 'outcome' && clause.form.kind === 'each' ? [clause.name.text] : [];
  });
}

/** The values of parameters that the program declares; names are compared without regard to case. */
function paramsOf(values: ReadonlyMap<string, Value>): (program: Program) => Readonly<Record<string, ParamValue>> {
  return (program) =>
    Object.fromEntries(
      paramNames(program).flatMap((name) => {
        const value = values.get(nameKey(name));
        return value === undefined || value === null ? [] : [[name, value] as const];
      }),
    );
}

function errorsOf(source: string, diagnostics: readonly Diagnostic[]): readonly CellError[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ code, message, span, fixes }) => ({
      code,
      message,
      ...placeOf(source, span.start),
      fixes: fixes.flatMap((fix) => fix.edits.slice(0, 1).map((edit) => edit.text)),
    }));
}

function warningOf({ code, message }: Diagnostic): Warning {
  return { code, message };
}
