/** The places of a fit cut into stretches that fit a block of fast memory. */
import { BLOCK } from '../../numeric/simd/kernels';
import type { RiskSets } from './survival-times';

/** A block's places from…to − 1 and the event times first…end − 1 that end in it: no time's deaths are cut in two. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly end: number;
}

/**
 * All places in order; null with delayed entry, where one time has more deaths than a block has rows, or by Efron's rule where one row
 * stands for several deaths (`copies`): a tie needs two rows of room.
 */
export function stretchesOf(risk: RiskSets, copies: boolean): readonly Stretch[] | null {
  if (risk.leaving !== null || copies) return null;
  const stretches: Stretch[] = [];
  let from = 0;
  let group = 0;
  while (from < risk.rows.length) {
    const first = group;
    let to = Math.min(from + BLOCK, risk.rows.length);
    while (group < risk.groups && risk.enterTo[group] <= to) group++;
    if (group < risk.groups && risk.deathFrom[group] < to) to = risk.deathFrom[group];
    if (to <= from) return null;
    stretches.push({ from, to, first, end: group });
    from = to;
  }
  return stretches;
}
