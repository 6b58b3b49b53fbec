import { createContext, useContext } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';

/** The result around a table or a figure. */
export interface ResultPlace {
  /** Id of its cell. */
  readonly cell: string;
  readonly outcome: CellOutcome;
  /** The key it is kept under; null where it is of an earlier text. */
  readonly key: string | null;
}

/** Null outside of a cell's result. */
export const ResultPlaceContext = createContext<ResultPlace | null>(null);

export function useResultPlace(): ResultPlace | null {
  return useContext(ResultPlaceContext);
}
