/** What a reader should know of dates: which are which is asked or said, never guessed in silence. */

import type { DateOrder } from './date-forms';
import { also, COLUMN, type ColumnNote, values } from './note-words';

/** How the dates of a column are written. */
export interface DateStyle {
  /** What stands between day, month and year; null where it differs. */
  readonly mark: '/' | '.' | '-' | null;
  /** Orders in which all of them are dates. */
  readonly orders: readonly DateOrder[];
  /** Whether the year has two digits. */
  readonly isShort: boolean;
  /** What stands behind the dates: nothing, hours and minutes, seconds too; all that there is, longest first. */
  readonly clocks: readonly ('' | ' %H:%M' | ' %H:%M:%S')[];
  /** Whether words for missing stand among them. */
  readonly hasWords: boolean;
}

/** SQL that reads the column in one order. */
function reading({ mark, isShort, clocks, hasWords }: DateStyle, order: DateOrder): string {
  const between = mark ?? '/';
  const text = mark === null ? `regexp_replace(${COLUMN}, '[.-]', '/', 'g')` : COLUMN;
  const day = [...order].map((part) => (part === 'y' ? (isShort ? '%y' : '%Y') : `%${part}`)).join(between);
  const formats = clocks.map((clock) => `'${day}${clock}'`).join(', ');
  return `${hasWords ? 'try_strptime' : 'strptime'}(${text}, ${clocks.length > 1 ? `[${formats}]` : formats})`;
}

function example({ mark, isShort, clocks }: DateStyle): string {
  return `${['03', '04', isShort ? '20' : '2020'].join(mark ?? '/')}${clocks.includes('') ? '' : ' 08:30'}`;
}

const mended = ({ clocks }: DateStyle) => (clocks[0] === '' ? '2020-04-03' : '2020-04-03 08:30');
const readings = (style: DateStyle, word: string) => style.orders.map((order) => reading(style, order)).join(word);

export const DATE_NOTES = {
  dayOrMonth: (known: number, style: DateStyle): ColumnNote => ({
    open: true,
    en: `${values(known)} dates that may begin with the day or the month ("${example(style)}"); the column is kept as text. Write ${mended(style)} in the file, or in a SQL cell say which: ${readings(style, ' or ')}.`,
    zh: `${known} 个日期可能以日或月开头（“${example(style)}”）；该列按文本保留。请在文件中写 ${mended(style)}，或在 SQL 单元格中说明：${readings(style, ' 或 ')}。`,
  }),
  bothOrders: (dates: number): ColumnNote => ({
    open: true,
    en: `${values(dates)} written as dates, some with the day first and some with the month; the column is kept as text. Write 2020-04-03.`,
    zh: `${dates} 个值写作日期，有的日在前，有的月在前；该列按文本保留。请写作 2020-04-03。`,
  }),
  ordered: (order: 'dmy' | 'mdy', known: number, either: number, words: number): ColumnNote => ({
    en: `${values(known)} read as dates that begin with the ${order === 'dmy' ? 'day' : 'month'}: ${known - either} of them can begin with nothing else${also(words).en}.`,
    zh: `${known} 个值按“${order === 'dmy' ? '日' : '月'}在前”的日期读取：其中 ${known - either} 个只能如此${also(words).zh}。`,
  }),
  compact: (known: number, words: number, hasClock: boolean): ColumnNote => {
    const [written, meant, back] = hasClock ? ['202004030830', '2020-04-03 08:30', '%Y%m%d%H%M'] : ['20200403', '2020-04-03', '%Y%m%d'];
    return {
      en: `${values(known)} digits that name a day, the year first, and read as dates (${written} is ${meant})${also(words).en}. If they are numbers, strftime(${COLUMN}, '${back}') in a SQL cell gives the digits back.`,
      zh: `${known} 个值的数字均可作“年月日”，按日期读取（${written} 即 ${meant}）${also(words).zh}。若其实是编号，在 SQL 单元格中用 strftime(${COLUMN}, '${back}') 可取回原数字。`,
    };
  },
  shortYears: (dates: number, style: DateStyle): ColumnNote => ({
    open: true,
    en: `${values(dates)} written like dates with a year of two digits ("${example(style)}"); the column is kept as text. Write ${mended(style)} in the file${style.orders.length === 0 ? '' : `, or in a SQL cell say which: ${readings(style, ' or ')} (69 to 99 become 1969 to 1999, the others 2000 to 2068)`}.`,
    zh: `${dates} 个值像是两位年份的日期（“${example(style)}”）；该列按文本保留。请在文件中写 ${mended(style)}${style.orders.length === 0 ? '' : `，或在 SQL 单元格中说明：${readings(style, ' 或 ')}（69～99 读作 1969～1999，其余读作 2000～2068）`}。`,
  }),
  zoned: (count: number): ColumnNote => ({
    open: true,
    en: `${values(count)} written with a time zone ("2020-04-03T08:30:00+08:00"); the column is kept as text. In a SQL cell say what counts: CAST(left(${COLUMN}, 19) AS TIMESTAMP) is the clock as written, timezone('UTC', CAST(${COLUMN} AS TIMESTAMPTZ)) the moment in UTC.`,
    zh: `${count} 个值带有时区（“2020-04-03T08:30:00+08:00”）；该列按文本保留。请在 SQL 单元格中说明以何为准：CAST(left(${COLUMN}, 19) AS TIMESTAMP) 取所写的当地时刻，timezone('UTC', CAST(${COLUMN} AS TIMESTAMPTZ)) 取 UTC 时刻。`,
  }),
  dayNumbers: (numbers: number, known: number): ColumnNote => ({
    open: true,
    en: `${numbers} of ${known} values are numbers among dates, perhaps a spreadsheet's day numbers (43924 is 2020-04-03, counted from 1899-12-30); the column is kept as text. In a SQL cell: coalesce(TRY_CAST(${COLUMN} AS DATE), DATE '1899-12-30' + CAST(floor(TRY_CAST(${COLUMN} AS DOUBLE)) AS INTEGER)).`,
    zh: `${known} 个值中有 ${numbers} 个是夹在日期中的数字，可能是电子表格的日期序号（43924 即 2020-04-03，自 1899-12-30 起计）；该列按文本保留。在 SQL 单元格中：coalesce(TRY_CAST(${COLUMN} AS DATE), DATE '1899-12-30' + CAST(floor(TRY_CAST(${COLUMN} AS DOUBLE)) AS INTEGER))。`,
  }),
  severalForms: (dates: number, yearFirst: number): ColumnNote => ({
    open: true,
    en: `${values(dates)} dates written in more than one way, ${yearFirst} with the year first and ${dates - yearFirst} with the day or the month; the column is kept as text. Write 2020-04-03.`,
    zh: `${dates} 个日期写法不一：${yearFirst} 个年在前，${dates - yearFirst} 个以日或月开头；该列按文本保留。请写作 2020-04-03。`,
  }),
  nearly: (dates: number, known: number): ColumnNote => ({
    open: true,
    en: `${dates} of ${known} values are dates, the others are not or are written in another way; the column is kept as text. Write 2020-04-03.`,
    zh: `${known} 个值中有 ${dates} 个是日期，其余不是或写法不同；该列按文本保留。请写作 2020-04-03。`,
  }),
  alike: (count: number, known: number): ColumnNote => ({
    open: true,
    en: `${count} of ${known} values look like dates, but are no days of the calendar or are written in a way that is not read; the column is kept as text. Write 2020-04-03 or 2020-04-03 08:30.`,
    zh: `${known} 个值中有 ${count} 个像是日期，但不是历法中的日期，或写法无法识别；该列按文本保留。请写作 2020-04-03 或 2020-04-03 08:30。`,
  }),
  /** `day` is what stands there, `others` SQL that is true of the other dates. */
  code: (count: number, day: string, others: string): ColumnNote => ({
    en: `${values(count)} ${day}, far from all others, which often stands for an open end or for missing; kept as dates. If so, write NA in the file or CASE WHEN ${others} THEN ${COLUMN} END in a SQL cell.`,
    zh: `${count} 个值为 ${day}，远离其余日期，常表示未结束或缺失；按日期保留。若如此，请在文件中写 NA，或在 SQL 单元格中写 CASE WHEN ${others} THEN ${COLUMN} END。`,
  }),
  /** Of columns of numbers: what they may be, and the SQL that reads them so. */
  numbers: {
    compact: note('20200403', '2020-04-03', `strptime(CAST(CAST(${COLUMN} AS BIGINT) AS VARCHAR), '%Y%m%d')`),
    months: note('202004', '2020-04', `strptime(CAST(CAST(${COLUMN} AS BIGINT) AS VARCHAR), '%Y%m')`),
    dayNumbers: note('43924', '2020-04-03', `DATE '1899-12-30' + CAST(floor(${COLUMN}) AS INTEGER)`),
    seconds: note('1585902600', '2020-04-03 08:30 UTC', `make_timestamp(CAST(${COLUMN} * 1000000 AS BIGINT))`),
  },
} as const;

function note(written: string, meant: string, sql: string): ColumnNote {
  return {
    open: true,
    en: `all values are numbers that may be dates (${written} is ${meant}); kept as numbers. If they are dates, write them so in the file, or in a SQL cell ${sql}.`,
    zh: `全部数值可能是日期（${written} 即 ${meant}）；按数值保留。若是日期，请在文件中写作日期，或在 SQL 单元格中写 ${sql}。`,
  };
}
