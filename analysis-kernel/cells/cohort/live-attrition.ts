/** Attrition while a program is being written: counts only, no table of the cohort is made. */
import { compile, type Diagnostic, type Dictionary, type ParamValue } from '@/cohort-dsl';
import { stepTexts } from '@/cohort-dsl/explain/explain';
import { attritionLabels } from '@/cohort-dsl/sql/attrition';
import { printAttrition } from '@/cohort-dsl/sql/print-cohort';
import type { Lang } from '../../frame/column';
import type { QueryEngine } from '../../ports/query-engine';
import { tableOfFrame } from '../../results/from-frame';
import type { ResultTable } from '../../results/result';

export interface LiveAttritionRequest {
  readonly source: string;
  /** The cell's name. */
  readonly name: string;
  readonly dictionary: Dictionary;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly lang: Lang;
}

export interface LiveAttrition {
  readonly diagnostics: readonly Diagnostic[];
  /** As table `NAME_attrition`; null where the program is in error. */
  readonly attrition: ResultTable | null;
}

/**
 * Counts a program's steps by one query.
 * @throws EngineError where the engine refuses; AbortError when `signal` fires
 */
export async function liveAttrition(engine: QueryEngine, request: LiveAttritionRequest, signal?: AbortSignal): Promise<LiveAttrition> {
  const { source, name, dictionary, params, lang } = request;
  const { plan, diagnostics } = compile(source, { dictionary, name, params });
  if (plan === null) return { diagnostics, attrition: null };
  const labels = attritionLabels(plan, lang, stepTexts(plan, dictionary, lang));
  const frame = await engine.query(printAttrition(plan, { name, dialect: 'duckdb', labels }), signal);
  return { diagnostics, attrition: tableOfFrame(frame) };
}
