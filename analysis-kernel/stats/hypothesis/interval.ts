/** What a test of one quantity gives. */
import type { Alternative } from './alternative';

/** How a quantity is tested and covered. */
export interface Asked {
  /** The value the null hypothesis gives it. */
  readonly mu: number;
  readonly alternative: Alternative;
  readonly level: number;
}

/** An estimate and its limits; a one-sided alternative leaves the limit on its own side infinite. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The part of 1 − level that lies beyond a limit. */
export function tailOf({ alternative, level }: Pick<Asked, 'alternative' | 'level'>): number {
  return alternative === 'two_sided' ? (1 - level) / 2 : 1 - level;
}

/** Limits of a one-sided alternative: nothing bounds the side it looks to. */
export function sided({ estimate, low, high }: Interval, alternative: Alternative, least = -Infinity, most = Infinity): Interval {
  return { estimate, low: alternative === 'less' ? least : low, high: alternative === 'greater' ? most : high };
}
