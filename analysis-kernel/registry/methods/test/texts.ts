/** How each test is written in R and in a methods paragraph. */
import type { TestTexts } from './outcome';
import type { TestName } from './taken';
import { COUNT_TEXTS } from './texts/counts';
import { MEAN_TEXTS } from './texts/means';
import { OTHER_TEXTS } from './texts/others';
import { RANK_TEXTS } from './texts/ranks';

export const TEXTS: Readonly<Record<TestName, TestTexts>> = { ...MEAN_TEXTS, ...RANK_TEXTS, ...COUNT_TEXTS, ...OTHER_TEXTS };
