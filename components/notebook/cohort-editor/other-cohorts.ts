import type { Cell } from '@/analysis-kernel/document/notebook';

/** Names of the cohorts beside a cell, whose entries its program may read. */
export function otherCohorts(cells: readonly Cell[], id: string): readonly string[] {
  return cells.flatMap((other) => (other.kind === 'cohort' && other.id !== id && other.name !== null ? [other.name] : []));
}
