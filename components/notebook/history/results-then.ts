import { withLabels } from '@/analysis-kernel/cells/label-marks';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { fromKept } from '@/analysis-kernel/session/kept';
import type { ResultsThen } from '@/app/_contract/history';
import type { KeptEntry } from '@/app/_contract/kept-results';
import type { CellDto } from '@/app/_contract/notebooks';

/** What is kept for a cell under a key. */
export interface ResultThen {
  readonly entry: KeptEntry;
  /** Null where it was withdrawn, or is of a cell of another kind. */
  readonly outcome: CellOutcome | null;
}

/** Finds the result of a cell as it was, in the words of the notebook then; columns have their names where these are not known. */
export function resultsIn({ brought, others }: ResultsThen): (cell: CellDto, key: string) => ResultThen | null {
  const entries = new Map([...(brought?.entries ?? []), ...others].map((entry) => [entry.key, entry]));
  const said = new Map((brought?.states ?? []).map((state) => [`${state.id} ${state.key}`, state.said]));
  return ({ id, kind }, key) => {
    const entry = entries.get(key);
    if (entry === undefined) return null;
    if (entry.outcome === null || entry.kind !== kind) return { entry, outcome: null };
    const outcome = fromKept(entry.outcome);
    const words = said.get(`${id} ${key}`);
    return { entry, outcome: words ? { ...outcome, ...words } : withLabels(outcome, () => null) };
  };
}
