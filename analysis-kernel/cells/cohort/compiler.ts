/** The cohort language as the compiler of cohort cells. */

import { cohortsRead, compile, type Diagnostic, type Dictionary, type Fix, type Program, parse } from '@/cohort-dsl';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { explain, stepTexts } from '@/cohort-dsl/explain/explain';
import type { Language } from '@/cohort-dsl/source/localised';
import { attritionLabels } from '@/cohort-dsl/sql/attrition';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import type { CellError, Value, Warning } from '../../results/result';
import type { CohortCompiler, CohortSource, CompiledCohort } from '../context';
import { placeOf } from '../messages';
import { cohortWarning } from './cohort-warning';
import { cohortMeta } from './column-meta';
import { paramNames, paramsOf } from './parameters';

/**
 * The compiler of a database's cohorts.
 * @param lang language of the attrition table's labels
 */
export function cohortCompiler(dictionary: Dictionary, lang: Language = 'en'): CohortCompiler {
  return {
    async read({ source, name }) {
      const { program, diagnostics } = compile(source, { dictionary, name, cohorts: 'any' });
      return {
        cohorts: cohortsRead(program),
        parameters: paramNames(program),
        tables: longTableNames(program),
        errors: errorsOf(source, diagnostics),
      };
    },
    async compile(cohort, parameters, others) {
      return compileCohort(cohort, dictionary, parameters, [...others.keys()], lang);
    },
  };
}

function compileCohort(
  { source, name }: CohortSource,
  dictionary: Dictionary,
  values: ReadonlyMap<string, Value>,
  cohorts: readonly string[],
  lang: Language,
): { readonly compiled: CompiledCohort | null; readonly errors: readonly CellError[] } {
  const { program } = parse(source);
  const { diagnostics, plan, columns } = compile(source, { dictionary, name, params: paramsOf(program, values), cohorts });
  if (plan === null) return { compiled: null, errors: errorsOf(source, diagnostics) };
  const labels = attritionLabels(plan, lang, stepTexts(plan, dictionary, lang));
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
      words: { en: explain(plan, dictionary, 'en').text, zh: explain(plan, dictionary, 'zh').text },
      codeLists: plan.codes.map(({ system }, at) => ({
        name: plan.labels.codes[at]?.name ?? null,
        label: plan.labels.codes[at]?.label ?? null,
        system,
        written: plan.labels.codes[at]?.written ?? '',
      })),
      warnings: diagnostics.filter((diagnostic) => diagnostic.severity === 'warning').map(warningOf),
      checks: printed.warnings.map((warning) => ({
        sql: warning.query,
        warning: (count) => cohortWarning(warning, count),
        unlabelledDeathsOf: warning.code === 'deaths_unlabelled' ? warning.outcome : null,
      })),
    },
  };
}

function longTableNames(program: Program): readonly string[] {
  return program.clauses.flatMap((clause) => {
    if (clause.kind === 'series' || clause.kind === 'intervals') return [clause.name.text];
    return clause.kind === 'outcome' && clause.form.kind === 'each' ? [clause.name.text] : [];
  });
}

function errorsOf(source: string, diagnostics: readonly Diagnostic[]): readonly CellError[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ code, message, span, fixes }) => ({
      code,
      message,
      ...placeOf(source, span.start),
      fixes: fixes.map((fix) => mendedText(source, fix)),
    }));
}

/** What stands in the changed place once a fix is applied. */
function mendedText(source: string, fix: Fix): string {
  const { text, changed } = applied(source, fix);
  return text.slice(changed.start, changed.end).trim();
}

function warningOf({ code, message }: Diagnostic): Warning {
  return { code, message };
}
