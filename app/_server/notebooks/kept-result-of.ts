import 'server-only';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { findMethod } from '@/analysis-kernel/registry/registry';
import { keptOf } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import type { KeptResult } from '@/app/_contract/kept-results';

/** What of a cell that has run may be kept, as a browser would send it; null where nothing may. */
export function keptResultOf(state: CellState, body: string): KeptResult | null {
  const { key, kind } = state;
  if (key === null || kind === 'text' || kind === 'input') return null;
  const parsed = kind === 'analysis' ? parseAnalysis(body) : null;
  const method = parsed?.ok ? parsed.analysis.method.id : null;
  const outcome = keptOf(
    state,
    method,
    (id, table) => findMethod(id)?.tables.find(({ name }) => name === table)?.disclosure.kind === 'patient-level',
  );
  return outcome ? { key, kind, method, outcome } : null;
}
