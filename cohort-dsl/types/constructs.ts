/** The forms of words of the language, in the order of the manual. */
import type { Blueprint } from './blueprint';
import { rowConstructs } from './row-constructs';
import { valueConstructs } from './value-constructs';

export const constructs: readonly Blueprint[] = [...rowConstructs, ...valueConstructs];
