'use client';

import type { Cell } from '@/analysis-kernel/document/notebook';
import { CellSource } from './source-cell';

/** A cohort cell's program. */
export function CohortSource({ cell }: { readonly cell: Cell }) {
  return <CellSource cell={cell} />;
}
