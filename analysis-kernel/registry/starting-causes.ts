/** What a new analysis of competing events begins with. */
import type { Written } from './method';
import { type OfferedColumn, offeredOutcomes } from './offered-column';
import { startingFormula } from './starting';

/** An outcome with several causes goes first, with the first columns that describe a row. */
export function startingCauses(
  columns: readonly OfferedColumn[],
  covariates: number,
): { readonly written: Written; readonly time: string; readonly causes: readonly string[] | null } | null {
  const outcomes = offeredOutcomes(columns);
  const outcome = outcomes.find(({ event }) => event.causes !== null) ?? outcomes[0];
  if (outcome === undefined) return null;
  const left = { kind: 'survival', start: null, time: outcome.time, event: outcome.event.name } as const;
  return { written: { formula: startingFormula(left, columns, covariates) }, time: outcome.time, causes: outcome.event.causes };
}
