import type { Localised } from '@/cohort-dsl/source/localised';

/** The fix that takes an option out; one that sets an option is `key: value`, any other stands in for the word at the error's place. */
export function leaveOut(key: string): string {
  return `${key}: null`;
}

/** As a path: what chooses the rows, `where` or else `data`. */
export const ROWS = 'rows';

/** Codes of errors and what each means, in words of the manual. */
export type ErrorDeclarations = Readonly<Record<string, Localised>>;

/**
 * A mistake in what a method was given. `code` is one of those declared, others do not compile; `path` is the option at fault (`formula`,
 * `weights.column`); `offset` a place inside its text.
 */
export class MethodError<Code extends string = string> extends Error {
  constructor(
    private readonly declared: Readonly<Record<Code, Localised>>,
    readonly code: NoInfer<Code>,
    readonly text: Localised,
    readonly path: string | null = null,
    readonly offset: number | null = null,
    readonly fixes: readonly string[] = [],
  ) {
    super(text.en);
    this.name = 'MethodError';
  }

  /** The same mistake, told of another option. */
  at(path: string, text: Localised): MethodError<Code> {
    return new MethodError(this.declared, this.code, text, path, null, this.fixes);
  }
}
