/** What is wrong with a CSV file, in our words; never with its contents. */

interface Said {
  readonly en: string;
  readonly zh: string;
}

export class CsvFault extends Error {
  constructor(readonly said: Said) {
    super(said.en);
    this.name = 'CsvFault';
  }
}

export const emptyFile: Said = { en: 'the file is empty; its first line must name the columns.', zh: '文件为空；首行应为列名。' };
export const utf16: Said = { en: 'the file is UTF-16 text; save it as UTF-8.', zh: '文件是 UTF-16 文本；请另存为 UTF-8。' };
export const noCsv: Said = {
  en: 'the file cannot be read as CSV: look for quotes that stand in the middle of a field.',
  zh: '文件无法按 CSV 读取：请检查字段中间的引号。',
};
/** What is said of a line that is not UTF-8. */
const notUtf8 = (line: number): Said => ({
  en: `line ${line} is not UTF-8 text; save the file as UTF-8.`,
  zh: `第 ${line} 行不是 UTF-8 文本；请将文件另存为 UTF-8。`,
});

/** What is said of a file that is neither UTF-8 nor likely GB 18030, by its first line that is not UTF-8. */
export const noEncoding = (line: number): Said => ({
  en: `line ${line} is not UTF-8 text, and the file does not read as Chinese in GB 18030 (GBK) either; save it as UTF-8.`,
  zh: `第 ${line} 行不是 UTF-8 文本，且该文件按 GB 18030（GBK）也读不出通顺的中文；请将文件另存为 UTF-8。`,
});

/** What the engine found wrong; null where we do not know its words. */
export function csvFault(error: unknown): Said | null {
  if (error instanceof CsvFault) return error.said;
  const message = error instanceof Error ? error.message : '';
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const fields = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (line && fields) {
    return {
      en: `line ${line} has ${fields[2]} ${fields[2] === '1' ? 'field' : 'fields'} where the header has ${fields[1]}.`,
      zh: `第 ${line} 行有 ${fields[2]} 个字段，而首行有 ${fields[1]} 个。`,
    };
  }
  if (line && /unterminated quote/i.test(message)) {
    return { en: `line ${line}: a text in quotes is never closed.`, zh: `第 ${line} 行：引号未闭合。` };
  }
  if (line && /unicode|utf-8/i.test(message)) return notUtf8(Number(line));
  if (/state machine/.test(message)) return noCsv;
  return line ? { en: `line ${line} cannot be read.`, zh: `第 ${line} 行无法读取。` } : null;
}
