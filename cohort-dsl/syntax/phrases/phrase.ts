/** What a phrase is that people write out of habit, and what its patterns are made of. */
import { LETTERS } from '../identifiers';

export interface Phrase {
  /** The phrase in small letters; groups are what stays as it is. */
  readonly said: RegExp;
  /**
   * The ways it may be meant, the likeliest first; `$1` is the first group, `%1` that group as items of a code list, `SYSTEM` each of the
   * code systems of the database.
   */
  readonly means: readonly string[];
}

/** Rows as they stand after a word such as `any`: a table, or a table with its items. */
export const ROWS = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\([\p{L}\p{N}_, ]*\))?`;
/** A date as one term. */
export const DATE = String.raw`(?:@[0-9T:-]+|[\p{L}_][\p{L}\p{N}_.]*)(?: ?[+-] ?\d+ \p{L}+)?`;
/** A column or another simple value. */
export const VALUE = String.raw`[\p{L}_][\p{L}\p{N}_.]*`;
export const PICK = 'first|last|highest|lowest';

/** `\p{L}` is a letter of a name. Without the flags `i` and `u` a phrase costs a tenth of the time to be made ready. */
export function phrase(said: string, ...means: readonly string[]): Phrase {
  const plain = said
    .replace(/\[(?:\\.|[^\]\\])*\]/g, (group) => group.replaceAll('\\p{L}', LETTERS).replaceAll('\\p{N}', '0-9'))
    .replaceAll('\\p{L}', `[${LETTERS}]`)
    .replace(/\\.|[A-Z]/g, (part) => (part.startsWith('\\') ? part : part.toLowerCase()));
  return { said: new RegExp(plain, 'dgm'), means };
}

/** A phrase of whole words. */
export function words(said: string, ...means: readonly string[]): Phrase {
  return phrase(String.raw`(?<![\p{L}\p{N}_])${said}(?![\p{L}\p{N}_])`, ...means);
}
