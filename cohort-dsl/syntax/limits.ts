/** How many words and signs one clause may have: a list of 25,000 codes. What is longer is refused before it is read. */
export const MAX_CLAUSE_TOKENS = 50_000;

/** How deep brackets, `case` and `where` may nest together. */
export const MAX_DEPTH = 60;

/**
 * How many signs and steps of arithmetic may stand inside one another: deeper trees would overflow the stack of what walks them.
 * `and`, `or` and `not` make shallow trees and are not counted.
 */
export const MAX_OPERATORS = 500;
