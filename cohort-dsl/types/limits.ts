/** How many parts a let, and all that a program's other clauses read, may have once written out: what puts a plan into words writes them out. */
export const MAX_WRITTEN_OUT = 200_000;
