/** What people write out of habit (everyday English, SQL, R, other tools) and what it is called here. */
import { CHINESE } from './phrases/chinese';
import { CLAUSES } from './phrases/clauses';
import { CODES } from './phrases/codes';
import { CONDITIONS } from './phrases/conditions';
import { DATES } from './phrases/dates';
import type { Phrase } from './phrases/phrase';
import { OF_ROWS } from './phrases/rows';
import { WINDOWS } from './phrases/windows';

/** In the order in which all of them are applied: what holds others first. */
export const PHRASES: readonly Phrase[] = [...CLAUSES, ...CODES, ...CONDITIONS, ...OF_ROWS, ...WINDOWS, ...DATES, ...CHINESE];
