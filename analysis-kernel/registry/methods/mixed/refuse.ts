/** How `mixed` refuses. */
import { MethodError } from '../../../results/method-error';
import { MIXED_ERRORS } from './errors';

/** A mistake in what the method was given, at the option of this path. */
export function refuse(
  code: keyof typeof MIXED_ERRORS,
  path: string,
  en: string,
  zh: string,
  fixes: readonly string[] = [],
  offset: number | null = null,
): MethodError {
  return new MethodError(MIXED_ERRORS, code, { en, zh }, path, offset, fixes);
}
