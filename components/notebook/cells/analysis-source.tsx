'use client';

import type { Cell } from '@/analysis-kernel/document/notebook';
import { CellSource } from './source-cell';

/** An analysis cell's two views of one text. */
export function AnalysisSource({ cell }: { readonly cell: Cell }) {
  return <CellSource cell={cell} />;
}
