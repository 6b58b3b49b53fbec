import 'server-only';
import { COHORT_FLOW, type FigureKind } from '@/analysis-kernel/figures/kinds';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import type { KeptResult } from '@/app/_contract/kept-results';

/** Kinds of the figures a result may have: of an analysis those its method declares, of a cohort its flow. */
export async function drawnBy({ kind, method }: Pick<KeptResult, 'kind' | 'method'>): Promise<readonly FigureKind[]> {
  if (kind === 'cohort') return [COHORT_FLOW.kind];
  return method === null ? [] : ((await loadMethod(method))?.figures ?? []);
}
