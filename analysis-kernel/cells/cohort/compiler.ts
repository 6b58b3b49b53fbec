/** The cohort language as the compiler of cohort cells. */

import type { ResultColumn } from '@/cohort-dsl';
import { cohortsRead, compile, type Diagnostic, type Dictionary, type Fix, hashRows, type Plan, type Program, parse } from '@/cohort-dsl';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { explain, stepTexts } from '@/cohort-dsl/explain/explain';
import { attritionLabel, attritionLabels, attritionOutline } from '@/cohort-dsl/sql/attrition';
import { printAttrition, printCohort } from '@/cohort-dsl/sql/print-cohort';
import type { AttritionText } from '../../results/attrition';
import type { CellError, Value, Warning } from '../../results/result';
import { placeOf } from '../messages';
import { cohortWarning } from './cohort-warning';
import { cohortMeta } from './column-meta';
import type { CohortCompiler, CohortReading, CohortSource, CohortStatements, CompiledCohort } from './compiled';
import { paramNames, paramsOf } from './parameters';

/** Programs of which the readings are remembered: those of a long notebook, and the last texts of the one being typed. */
const REMEMBERED = 400;

/** The compiler of a database's cohorts. A program is compiled once for its text, name, parameters and the cohorts beside it. */
export function cohortCompiler(dictionary: Dictionary): CohortCompiler {
  const readings = new Map<string, CohortReading>();
  return {
    read(cohort, parameters, cohorts) {
      const question = JSON.stringify([cohort.source, cohort.name, [...parameters], cohorts]);
      const reading = readings.get(question) ?? readProgram(cohort, dictionary, parameters, cohorts);
      readings.delete(question);
      readings.set(question, reading);
      for (const [oldest] of readings) {
        if (readings.size <= REMEMBERED) break;
        readings.delete(oldest);
      }
      return reading;
    },
  };
}

function readProgram(
  { source, name }: CohortSource,
  dictionary: Dictionary,
  values: ReadonlyMap<string, Value>,
  cohorts: readonly string[],
): CohortReading {
  const params = values.size === 0 ? {} : paramsOf(parse(source).program, values);
  const { program, diagnostics, plan, columns } = compile(source, { dictionary, name, params, cohorts });
  return {
    cohorts: cohortsRead(program),
    parameters: paramNames(program),
    tables: longTableNames(program),
    errors: errorsOf(source, diagnostics),
    compiled: plan === null ? null : new Compiled(plan, columns, name, dictionary, diagnostics),
  };
}

/** Words and statements are made when they are first asked for. */
class Compiled implements CompiledCohort {
  readonly fingerprint: string;
  readonly warnings: readonly Warning[];
  readonly #made = new Map<string, unknown>();

  constructor(
    readonly plan: Plan,
    readonly columns: readonly ResultColumn[],
    readonly name: string,
    private readonly dictionary: Dictionary,
    diagnostics: readonly Diagnostic[],
  ) {
    this.fingerprint = hashRows(plan);
    this.warnings = diagnostics.filter(({ severity }) => severity === 'warning').map(({ code, message }) => ({ code, message }));
  }

  get meta() {
    return this.#once('meta', () => cohortMeta(this.columns));
  }

  get attrition(): readonly AttritionText[] {
    return this.#once('attrition', () => {
      const [en, zh] = [this.#labels('en'), this.#labels('zh')];
      return attritionOutline(this.plan).map((row) => ({
        kind: row.kind,
        label: { en: attritionLabel(row, en), zh: attritionLabel(row, zh) },
        written: row.step === null ? null : (this.plan.labels.steps[row.step] ?? null),
        place: row.place,
      }));
    });
  }

  get words() {
    return this.#once('words', () => ({
      en: explain(this.plan, this.dictionary, 'en').text,
      zh: explain(this.plan, this.dictionary, 'zh').text,
    }));
  }

  get statements(): CohortStatements {
    return this.#once('statements', () => {
      const printed = this.#printed();
      const outline = attritionOutline(this.plan);
      const rowOf = (step: number | null) => (step === null ? null : outline.findIndex((row) => row.step === step) + 1);
      const short = (table: string): string => table.slice(this.name.length + 1);
      return {
        before: printed.statements,
        after: printed.cleanup,
        tables: [
          { name: 'table', sql: printed.table.query },
          { name: 'attrition', sql: printed.attrition.query },
          ...printed.longTables.map((table) => ({ name: short(table.name), sql: table.query })),
        ],
        checks: printed.warnings.map((warning) => ({
          sql: warning.query,
          warning: (count: number) => cohortWarning(warning, rowOf(warning.step), count),
          unlabelledDeathsOf: warning.code === 'deaths_unlabelled' ? warning.outcome : null,
        })),
      };
    });
  }

  get counting() {
    return this.#once(
      'counting',
      () => printAttrition(this.plan, { name: this.name, dialect: 'duckdb', labels: this.#labels('en') }).query,
    );
  }

  get script() {
    return this.#printed().script;
  }

  #printed() {
    return this.#once('printed', () => printCohort(this.plan, { name: this.name, dialect: 'duckdb', labels: this.#labels('en') }));
  }

  #labels(lang: 'en' | 'zh') {
    return attritionLabels(this.plan, lang, stepTexts(this.plan, this.dictionary, lang));
  }

  #once<T>(what: string, make: () => T): T {
    if (!this.#made.has(what)) this.#made.set(what, make());
    return this.#made.get(what) as T;
  }
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
