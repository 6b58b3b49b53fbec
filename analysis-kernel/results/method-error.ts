import type { Localised } from '../frame/column';

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
