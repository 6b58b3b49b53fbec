/** Setting of Chinese texts that names and labels were put into. */

/** A Chinese character or one of the full-width marks between them. */
const CHINESE = '[\\p{Script=Han}，。；：、？（）］［“”]';
const BLANK_WITHIN = new RegExp(`(?<=${CHINESE}) +(?=${CHINESE})`, 'gu');
/** What is written as it stands: code, and values in quotation marks. */
const VERBATIM = /(`[^`]*`|“[^”]*”)/u;

/**
 * A Chinese text as it is set: no blank between two Chinese characters, where a text written for a Latin name was given a Chinese one
 * (`手术时年龄 的均数`). Blanks beside Latin letters and digits, code and quoted values stay as they are.
 */
export function chineseText(text: string): string {
  if (!text.includes(' ')) return text;
  return text
    .split(VERBATIM)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(BLANK_WITHIN, '')))
    .join('');
}
