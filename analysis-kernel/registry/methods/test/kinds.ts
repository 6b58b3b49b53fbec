/** How each test runs. */
import { COUNT_RUNS } from './kinds/counts';
import { MEAN_RUNS } from './kinds/means';
import { OTHER_RUNS } from './kinds/others';
import { RANK_RUNS } from './kinds/ranks';
import type { TestRun } from './outcome';
import type { TestName } from './taken';

export const RUNS: Readonly<Record<TestName, TestRun>> = { ...MEAN_RUNS, ...RANK_RUNS, ...COUNT_RUNS, ...OTHER_RUNS };
