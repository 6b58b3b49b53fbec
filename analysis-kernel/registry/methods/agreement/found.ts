/** What `agreement` finds, whatever it measures. */
import type { CategoriesFound } from './categories';
import type { ConcordanceFound, IccFound, LimitsFound } from './measures';

export type Found = CategoriesFound | IccFound | LimitsFound | ConcordanceFound;
