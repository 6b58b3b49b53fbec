/** How deep brackets, `case` and `where` may nest together. */
export const MAX_DEPTH = 60;

/**
 * How many signs and steps of arithmetic may stand inside one another: deeper trees would overflow the stack of what walks them.
 * `and`, `or` and `not` make shallow trees and are not counted.
 */
export const MAX_OPERATORS = 500;
