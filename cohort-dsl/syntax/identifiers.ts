/**
 * What a name may be made of, as one explicit range table: letters of any script, then digits. The ranges leave out `× ÷`,
 * general punctuation, arrows, mathematical signs and CJK brackets, which are operators, twins or mistakes.
 * Cell names and the names of the cohort language share it.
 */
export const LETTERS =
  'A-Za-z_\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u037D\\u037F-\\u0386\\u0388-\\u0588\\u0591-\\u05BD\\u05D0-\\u0609' +
  '\\u0610-\\u061A\\u0620-\\u0659\\u066E-\\u06D3\\u06D5-\\u06EF\\u06FA-\\u06FF\\u0710-\\u1FFF\\u2C00-\\u2DFF\\u3005-\\u3007\\u3021-\\u302F' +
  '\\u3031-\\u3035\\u3038-\\u303C\\u3041-\\u30FA\\u30FC-\\u31FF\\u3400-\\uD7A3\\uF900-\\uFDCF\\uFDF0-\\uFDFB\\uFE70-\\uFEFC\\uFF66-\\uFFDC';

/** A character beyond the basic plane that writes words (rare Chinese characters among them). */
const ASTRAL = '[\\uD800-\\uD83A\\uD840-\\uD888][\\uDC00-\\uDFFF]';

/** Regex fragment of a character a name may begin with (no flag needed). */
export const NAME_START = `(?:[${LETTERS}]|${ASTRAL})`;

/** Regex fragment of a character a name may go on with. */
const NAME_PART = `(?:[0-9${LETTERS}]|${ASTRAL})`;

/** Regex fragment of a whole name without backticks. */
export const NAME_PATTERN = `${NAME_START}${NAME_PART}*`;

const WHOLE_NAME = new RegExp(`^${NAME_PATTERN}$`);

/** Whether a text can be a name without backticks, reserved words apart. */
export function isPlainName(text: string): boolean {
  return WHOLE_NAME.test(text);
}
