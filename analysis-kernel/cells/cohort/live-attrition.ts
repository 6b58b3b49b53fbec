/** Attrition while a program is being written: counts only, no table of the cohort is made. */

import { compile, type Diagnostic, type Dictionary, type Program, parse, type Span } from '@/cohort-dsl';
import { stepTexts } from '@/cohort-dsl/explain/explain';
import type { Language } from '@/cohort-dsl/source/localised';
import { attritionLabels } from '@/cohort-dsl/sql/attrition';
import { printAttrition } from '@/cohort-dsl/sql/print-cohort';
import type { QueryEngine } from '../../ports/query-engine';
import { tableOfFrame } from '../../results/from-frame';
import type { ResultTable, Value } from '../../results/result';
import { paramsOf } from './parameters';

export interface LiveAttritionRequest {
  readonly source: string;
  /** The cell's name. */
  readonly name: string;
  readonly dictionary: Dictionary;
  /** Values of input cells, by lower-case name. */
  readonly values: ReadonlyMap<string, Value>;
  /** Names of other cohort cells, whose tables the program may read. */
  readonly cohorts: readonly string[];
  readonly lang: Language;
}

export interface LiveAttrition {
  readonly diagnostics: readonly Diagnostic[];
  /** As table `NAME_attrition`; null where the program is in error. */
  readonly attrition: ResultTable | null;
  /** For each row of the table the clause it counts; null for the fixed steps. */
  readonly clauses: readonly (CountedClause | null)[];
}

export interface CountedClause {
  readonly span: Span;
  /** The label as the program writes it; null without one. */
  readonly label: string | null;
}

/**
 * Counts a program's steps by one query.
 * @throws EngineError where the engine refuses; AbortError when `signal` fires
 */
export async function liveAttrition(engine: QueryEngine, request: LiveAttritionRequest, signal?: AbortSignal): Promise<LiveAttrition> {
  const { source, name, dictionary, values, cohorts, lang } = request;
  const params = paramsOf(parse(source).program, values);
  const { program, plan, diagnostics } = compile(source, { dictionary, name, params, cohorts });
  if (plan === null) return { diagnostics, attrition: null, clauses: [] };
  const labels = attritionLabels(plan, lang, stepTexts(plan, dictionary, lang));
  const { query } = printAttrition(plan, { name, dialect: 'duckdb', labels });
  const attrition = tableOfFrame(await engine.query(query, signal, ATTRITION_COLUMNS));
  return { diagnostics, attrition, clauses: clausesOfRows(attrition, program) };
}

/** Types of the attrition query's columns, so that the engine does not bind it twice while someone types. */
const ATTRITION_COLUMNS = [
  { name: 'step', type: 'BIGINT' },
  { name: 'kind', type: 'VARCHAR' },
  { name: 'label', type: 'VARCHAR' },
  ...['patients', 'entries', 'removed_patients', 'removed_entries'].map((name) => ({ name, type: 'BIGINT' })),
];

/** Criteria are rows in the order they are written; merging comes after all of them. */
function clausesOfRows({ columns, rows }: ResultTable, program: Program): readonly (CountedClause | null)[] {
  const counted = program.clauses.map((clause) => ({
    kind: clause.kind,
    span: clause.span,
    label: clause.kind === 'include' || clause.kind === 'exclude' ? (clause.label?.value ?? null) : null,
  }));
  const of = (...kinds: readonly string[]): CountedClause[] =>
    counted.filter(({ kind }) => kinds.includes(kind)).map(({ span, label }) => ({ span, label }));
  const [criteria, merges] = [of('include', 'exclude', 'keep'), of('merge')];
  const at = columns.indexOf('kind');
  return rows.map((row): CountedClause | null => {
    switch (row[at]) {
      case 'index':
        return of('index')[0] ?? null;
      case 'include':
      case 'exclude':
      case 'keep':
        return criteria.shift() ?? null;
      case 'follow_up':
        return of('follow')[0] ?? null;
      case 'merged':
        return merges.shift() ?? null;
      default:
        return null;
    }
  });
}
