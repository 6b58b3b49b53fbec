/** What a reader should know of how a column was read: nothing is guessed in silence. */
import { also, COLUMN, type ColumnNote, values } from './note-words';

/** How many of the known values must look alike before the others are worth a word: nine in ten. */
export const share = (known: number): number => 0.9 * known;

/** A number that may stand for missing, and how often it does. */
interface Code {
  readonly code: number;
  readonly count: number;
}

export const TEXT_NOTES = {
  missing: (words: number): ColumnNote => ({
    en: `${values(words)} written as unknown (such as "." or "N/A") and read as missing.`,
    zh: `${words} 个值写作未知（如“.”或“N/A”），按缺失读取。`,
  }),
  words: (words: number): ColumnNote => ({
    open: true,
    en: `${values(words)} written as unknown (such as "." or "N/A") in a column of texts and kept as text; write NA in the file where they stand for missing.`,
    zh: `文本列中有 ${words} 个值写作未知（如“.”或“N/A”），按文本保留；若表示缺失，请在文件中写 NA。`,
  }),
  decimalComma: (commas: number, words: number): ColumnNote => ({
    en: `${values(commas)} written with a decimal comma and read as numbers${also(words).en}.`,
    zh: `${commas} 个值以逗号作小数点，按数值读取${also(words).zh}。`,
  }),
  comma: (commas: number): ColumnNote => ({
    open: true,
    en: `${values(commas)} written with a comma that may be a decimal comma or divide thousands ("1,234"); the column is kept as text. In a SQL cell say which: CAST(replace(${COLUMN}, ',', '.') AS DOUBLE) or CAST(replace(${COLUMN}, ',', '') AS DOUBLE).`,
    zh: `${commas} 个值中的逗号可能是小数点，也可能是千位分隔符（“1,234”）；该列按文本保留。请在 SQL 单元格中说明：CAST(replace(${COLUMN}, ',', '.') AS DOUBLE) 或 CAST(replace(${COLUMN}, ',', '') AS DOUBLE)。`,
  }),
  infinite: (count: number, words: number): ColumnNote => ({
    open: true,
    en: `${values(count)} infinite ("Inf"), or too large for a number, and kept as infinite numbers${also(words).en}.`,
    zh: `${count} 个值为无穷大（“Inf”）或超出数值范围，按无穷大保留${also(words).zh}。`,
  }),
  point: (points: number): ColumnNote => ({
    open: true,
    en: `${values(points)} written with a point that may divide thousands ("1.234"), for other columns of the file have a decimal comma; the column is kept as text. In a SQL cell say which: CAST(${COLUMN} AS DOUBLE) or CAST(replace(${COLUMN}, '.', '') AS DOUBLE).`,
    zh: `${points} 个值中的小数点可能是千位分隔符（“1.234”），因为该文件其他列以逗号作小数点；该列按文本保留。请在 SQL 单元格中说明：CAST(${COLUMN} AS DOUBLE) 或 CAST(replace(${COLUMN}, '.', '') AS DOUBLE)。`,
  }),
  pointKept: (points: number): ColumnNote => ({
    en: `${values(points)} written with a point before three digits ("1.234") in a file that semicolons divide; read as decimals. If the points divide thousands, write 1234 in the file.`,
    zh: `该文件以分号分隔，${points} 个值的点后恰有三位数字（如“1.234”）；按小数读取。若该点是千位分隔符，请在文件中写 1234。`,
  }),
  thousands: (known: number): ColumnNote => ({
    open: true,
    en: `${values(known)} written with marks that divide thousands or in more than one way; the column is kept as text. Write numbers as 1234.5.`,
    zh: `${known} 个值含千位分隔符或写法不一；该列按文本保留。请写作 1234.5。`,
  }),
  limits: (count: number): ColumnNote => ({
    open: true,
    en: `${values(count)} written as a limit ("<0.1") among numbers; the column is kept as text. In a SQL cell say what they count as; TRY_CAST(ltrim(${COLUMN}, '<>≤≥= ') AS DOUBLE) takes the limit itself.`,
    zh: `数值中有 ${count} 个值写作检测限（“<0.1”）；该列按文本保留。请在 SQL 单元格中说明如何取值；TRY_CAST(ltrim(${COLUMN}, '<>≤≥= ') AS DOUBLE) 取检测限本身。`,
  }),
  percents: (count: number): ColumnNote => ({
    open: true,
    en: `${values(count)} written with a percent sign; the column is kept as text. In a SQL cell CAST(rtrim(${COLUMN}, '%％ ') AS DOUBLE) takes the numbers.`,
    zh: `${count} 个值带百分号；该列按文本保留。在 SQL 单元格中可用 CAST(rtrim(${COLUMN}, '%％ ') AS DOUBLE) 取出数值。`,
  }),
  nearlyNumbers: (numbers: number, known: number): ColumnNote => ({
    open: true,
    en: `${numbers} of ${known} values are numbers, the others are not; the column is kept as text. In a SQL cell TRY_CAST(${COLUMN} AS DOUBLE) takes the numbers.`,
    zh: `${known} 个值中有 ${numbers} 个是数值，其余不是；该列按文本保留。在 SQL 单元格中可用 TRY_CAST(${COLUMN} AS DOUBLE) 取出数值。`,
  }),
  codes: (codes: readonly Code[], others: { readonly least: number; readonly greatest: number } | null): ColumnNote => {
    const isOne = codes.length === 1 && codes[0].count === 1;
    const isAlike = others !== null && others.least === others.greatest;
    const en = isAlike ? `where all others are ${others.least}` : `where the others lie between ${others?.least} and ${others?.greatest}`;
    const zh = isAlike ? `而其余均为 ${others.least}` : `而其余在 ${others?.least} 与 ${others?.greatest} 之间`;
    const mended = codes.reduce((value, { code }) => `nullif(${value}, ${code})`, COLUMN);
    return {
      open: true,
      numbers: codes.map(({ code }) => code),
      en: `${codes.map(({ code, count }) => `${values(count)} ${code}`).join(', ')}, ${others === null ? 'and no other number is there' : en}; kept as ${isOne ? 'a number' : 'numbers'}. If ${isOne ? 'it stands' : 'they stand'} for missing, write NA in the file or ${mended} in a SQL cell.`,
      zh: `${codes.map(({ code, count }) => `${count} 个值为 ${code}`).join('，')}，${others === null ? '此外没有其他数值' : zh}；按数值保留。若表示缺失，请在文件中写 NA，或在 SQL 单元格中写 ${mended}。`,
    };
  },
  twice: (name: string, written: string): ColumnNote => ({
    en: `the first line names a column "${written}" more than once; this one is read as ${name}.`,
    zh: `首行不止一次出现列名“${written}”；此列读作 ${name}。`,
  }),
  unnamed: (name: string): ColumnNote => ({
    en: `the first line gives this column no name; it is read as ${name}.`,
    zh: `首行未给出此列的列名；读作 ${name}。`,
  }),
  noRows: {
    en: 'the file has a first line and no rows: the types of its columns are not known.',
    zh: '文件只有首行，没有数据行：各列类型未知。',
  },
} as const;
