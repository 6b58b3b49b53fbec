/** The tests there are. */
import { COUNT_KINDS } from './kinds/counts';
import { MEAN_KINDS } from './kinds/means';
import { OTHER_KINDS } from './kinds/others';
import { RANK_KINDS } from './kinds/ranks';
import type { TestName, TestOptions } from './options';
import type { Kind } from './outcome';

export const KINDS: Readonly<Record<TestName, Kind>> = { ...MEAN_KINDS, ...RANK_KINDS, ...COUNT_KINDS, ...OTHER_KINDS };

export function isTest(name: unknown): name is TestName {
  return typeof name === 'string' && Object.hasOwn(KINDS, name);
}

/** Which test the comparisons of pairs follow. */
export const POSTHOC_OF: Readonly<Record<NonNullable<TestOptions['posthoc']>, TestName>> = {
  tukey: 'anova',
  games_howell: 'welch_anova',
  dunn: 'kruskal',
};
