/** Setting of Chinese texts that names and labels were put into. */

/** A Chinese character or one of the full-width marks between them. */
const CHINESE = '[\\p{Script=Han}，。；：、？（）［“”]';
const BLANK_WITHIN = new RegExp(`(?<=${CHINESE}) +(?=${CHINESE})`, 'gu');
/** A full-width mark has its room in itself. */
const BLANK_AT_MARK = /(?<=[，。；：、？（）［］]) +| +(?=[，。；：、？（）［］])/gu;
/** The names of columns among them, which may end in a digit or a low line. */
const LATIN_MEETS_CHINESE = /(?<=\p{Script=Han})(?=[A-Za-z])|(?<=[A-Za-z]\w*)(?=\p{Script=Han})/gu;
/** One bracket after another: what is said in both stands in one. */
const BRACKETS_MEET = /）（/gu;
/** What is written as it stands: code, and values in quotation marks. */
const VERBATIM = /(`[^`]*`|“[^”]*”)/u;

/**
 * A Chinese text as it is set: no blank between two Chinese characters, where a text written for a Latin name was given a Chinese one
 * (`手术时年龄 的均数`), nor beside a full-width mark; a blank between a Chinese character and a Latin word (`采用 logistic 回归`, `g3 有 3 组`). Blanks
 * beside digits, code and quoted values stay as they are. Two brackets that meet are one: `性别（男，按糖尿病）`.
 */
export function chineseText(text: string): string {
  return text
    .split(VERBATIM)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(BLANK_WITHIN, '').replace(BLANK_AT_MARK, '').replace(BRACKETS_MEET, '，').replace(LATIN_MEETS_CHINESE, ' '),
    )
    .join('');
}
