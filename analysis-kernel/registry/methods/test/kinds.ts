/** The tests there are. */
import { COUNT_KINDS } from './kinds/counts';
import { MEAN_KINDS } from './kinds/means';
import { OTHER_KINDS } from './kinds/others';
import { RANK_KINDS } from './kinds/ranks';
import type { Kind } from './outcome';
import type { TestName } from './taken';

export const KINDS: Readonly<Record<TestName, Kind>> = { ...MEAN_KINDS, ...RANK_KINDS, ...COUNT_KINDS, ...OTHER_KINDS };
