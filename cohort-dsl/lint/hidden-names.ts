import type { Lint } from './lint';

/** A row's column that hides a name of the program inside `where`. */
export const hiddenNames: Lint = (program, warn) => {
  for (const { name, table, span } of program.hidden) warn('lint-hidden-name', span, { name, table });
};
