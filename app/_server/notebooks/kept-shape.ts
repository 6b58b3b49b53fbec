import 'server-only';
import { parseHTML } from 'linkedom';
import { isDrawing, sanitiseDrawing } from '@/analysis-kernel/cells/code/sanitise-svg';
import { analysisTableFault, cohortTableFault, groupsTableFault, type TableFault } from '@/analysis-kernel/disclosure/declared-tables';
import { findMethod } from '@/analysis-kernel/registry/registry';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { type KeptResult, keptResult } from '@/app/_contract/kept-results';
import { Refusal } from '../refusal';

/**
 * Results as a browser sent them, each held to what its cell may give: what a browser says is data to check, not truth.
 * @param keys names of the release's columns that tell one patient from another, in lower case
 */
export function permittedResults(given: readonly unknown[], keys: ReadonlySet<string>): readonly KeptResult[] {
  return given.map((one) => {
    const read = keptResult.safeParse(one);
    if (!read.success) throw new Refusal('result-refused', { reason: 'shape' });
    const { kind, method, outcome } = read.data;
    for (const [name, table] of outcome.tables) {
      const fault = faultOf(kind, method, keys, name, table);
      if (fault) throw new Refusal('result-refused', { reason: fault });
    }
    // Words of a cell hold no tables: those who would send rows as text find the bounds of each kind.
    if (kind !== 'cohort' && (outcome.words !== null || outcome.codeLists !== undefined))
      throw new Refusal('result-refused', { reason: 'text' });
    if (kind !== 'analysis' && (outcome.sentence !== null || outcome.paragraph !== null))
      throw new Refusal('result-refused', { reason: 'text' });
    if (kind !== 'chart' && outcome.svg !== undefined) throw new Refusal('result-refused', { reason: 'shape' });
    return outcome.svg === undefined ? read.data : { ...read.data, outcome: { ...outcome, svg: harmless(outcome.svg) } };
  });
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

/** A drawing as others will be shown it, whoever drew it and with what. */
function harmless(svg: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`);
  const drawing = document.body.firstElementChild;
  if (!drawing || !isDrawing(drawing)) throw new Refusal('result-refused', { reason: 'shape' });
  sanitiseDrawing(drawing);
  return drawing.outerHTML;
}
