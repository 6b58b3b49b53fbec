import type { Localised } from '@/cohort-dsl/source/localised';

/** As a path: what chooses the rows, `where` or else `data`. */
export const ROWS = 'rows';

/** A mistake in what a method was given. `path` is the option at fault (`formula`, `weights.column`); `offset` a place inside its text. */
export class MethodError extends Error {
  constructor(
    readonly code: string,
    readonly text: Localised,
    readonly path: string | null = null,
    readonly offset: number | null = null,
    readonly fixes: readonly string[] = [],
  ) {
    super(text.en);
    this.name = 'MethodError';
  }
}
