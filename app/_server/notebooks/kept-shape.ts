import 'server-only';
import { analysisTableFault, cohortTableFault, groupsTableFault, type TableFault } from '@/analysis-kernel/disclosure/declared-tables';
import { findMethod } from '@/analysis-kernel/registry/registry';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { type KeptResult, keptResult } from '@/app/_contract/kept-results';
import { checkDrawing } from '../content/drawing-pool';
import { Refusal } from '../refusal';

/**
 * Results as a browser sent them, each held to what its cell may give: what a browser says is data to check, not truth.
 * @param keys names of the release's columns that tell one patient from another, in lower case
 */
export async function permittedResults(given: readonly unknown[], keys: ReadonlySet<string>): Promise<readonly KeptResult[]> {
  const results: KeptResult[] = [];
  for (const one of given) {
    const permitted = permittedResult(one, keys);
    const { svg } = permitted.outcome;
    const drawing = svg === undefined ? undefined : await harmless(svg);
    if (drawing !== null)
      results.push({ ...permitted, outcome: { ...permitted.outcome, ...(drawing === undefined ? {} : { svg: drawing }) } });
  }
  return results;
}

function permittedResult(given: unknown, keys: ReadonlySet<string>): KeptResult {
  const read = keptResult.safeParse(given);
  if (!read.success) throw new Refusal('result-refused', { reason: 'shape' });
  const { kind, method, outcome } = read.data;
  for (const [name, table] of outcome.tables) {
    const fault = faultOf(kind, method, keys, name, table);
    if (fault) throw new Refusal('result-refused', { reason: fault });
  }
  // Words stand with the kinds that give them, where their bounds are known: nobody sends rows as text elsewhere.
  const saysCohort = outcome.words !== null || outcome.codeLists !== undefined;
  const saysAnalysis = outcome.sentence !== null || outcome.paragraph !== null;
  if ((saysCohort && kind !== 'cohort') || (saysAnalysis && kind !== 'analysis')) throw new Refusal('result-refused', { reason: 'text' });
  if (kind !== 'chart' && outcome.svg !== undefined) throw new Refusal('result-refused', { reason: 'shape' });
  return read.data;
}

function faultOf(
  kind: KeptResult['kind'],
  method: string | null,
  keys: ReadonlySet<string>,
  name: string,
  table: ResultTable,
): TableFault | null {
  switch (kind) {
    case 'cohort':
      return cohortTableFault(name, table);
    case 'analysis':
      return analysisTableFault((method === null ? undefined : findMethod(method))?.tables ?? [], name, table);
    case 'sql':
    case 'code':
      return groupsTableFault(keys, name, table);
    case 'chart':
      return 'table';
  }
}

/** A drawing as others will be shown it, whoever drew it and with what; null where there was no time to check it. */
async function harmless(svg: string): Promise<string | null> {
  const answer = await checkDrawing(svg);
  if ('refusal' in answer && answer.refusal === 'too_slow') return null;
  if ('refusal' in answer) throw new Refusal('result-refused', { reason: 'shape' });
  return answer.html;
}
