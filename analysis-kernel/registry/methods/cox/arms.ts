/** The levels that adjusted curves are of, and how a survival probability of theirs is given. */
import type { Value } from '../../../results/result';
import { survivalLimits } from '../../../stats/survival/km-interval';
import { known } from '../../model-estimates';
import { errorOf, type Functional, type Hazards, type Placed } from './kernel/mean-survival';

/** A level with the rows as they would be. */
export interface Arm {
  readonly name: string;
  readonly level: string;
  readonly rows: Placed;
}

/** An estimate of survival with its limits; none where it has no error. */
export function survivalCells(hazards: Hazards, one: Functional, z: number): Record<string, Value> {
  const error = errorOf(hazards, one);
  const { low, high } = survivalLimits(one.value, error / one.value, z, 'log');
  return { estimate: known(one.value), std_error: known(error), conf_low: known(low), conf_high: known(high) };
}
