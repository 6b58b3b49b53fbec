/** How files write dates: SQL over a field without blanks around it. */

const CLOCK = '(?:[ T:]+((?:[01]?\\d|2[0-3]):[0-5]?\\d(?::\\d{1,2}(?:\\.\\d+)?)?))?';
const MONTH = '(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const YEAR_FIRST = '\\d{4}(-\\d{1,2}-\\d{1,2}|/\\d{1,2}/\\d{1,2}|\\.\\d{1,2}\\.\\d{1,2}|年\\d{1,2}月\\d{1,2})';
const MONTH_NAMED = `(\\d{1,2})[ ./-]?(${MONTH})[a-z]{0,6}[ .,/-]*(\\d{4})${CLOCK}`;
const MONTH_FIRST = `(${MONTH})[a-z]{0,6}[ .]+(\\d{1,2}),?[ ]+(\\d{4})${CLOCK}`;
const DAY_FIRST = `(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})${CLOCK}`;
const COMPACT = '((?:19|20)\\d{2})(\\d{2})(\\d{2})(\\d{2})?(\\d{2})?(\\d{2})?';

/** Of a text that looks like a date, with whatever behind it. */
export const LIKE_A_DATE = `(?:\\d{4} ?[-./／年 ] ?\\d{1,2} ?[-./／月 ] ?\\d{1,2}|\\d{1,2} ?[-./／ ] ?(?:\\d{1,2}|[A-Za-z]{3,9}\\.?) ?[-.,/／ ] ?\\d{4}|\\d{1,2}[- ./]?${MONTH}[- ./]?\\d{2,4}|${MONTH}[a-z]{0,6}[ .]+\\d{1,2},? +\\d{4}|\\d{4}-W\\d{2})(?:\\D.*)?`;

/** How a date begins that begins with a letter. */
export const NAMED_MONTH = `^\\s*${MONTH}[a-z]{0,6}[ .]+\\d{1,2}`;

/** In which order day, month and year stand. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const replaced = (value: string, pattern: string, by: string) => `trim(regexp_replace(${value}, '${pattern}', '${by}'))`;
const when = (value: string, pattern: string, then: string) => `WHEN regexp_full_match(${value}, '${pattern}') THEN ${then}`;

/**
 * SQL of the moment a text names that can name no other: the year first (`2020-4-3`, `2020/4/3`, `2020年4月3日`), or the month by its English
 * name (`3-Apr-2020`, `April 3, 2020`); with a time of day or without. NULL of any other text.
 */
export function spelledMoment(value: string): string {
  const western = `rtrim(translate(${value}, '／．：时點点分日号秒', '/.:::::  '), ' :')`;
  const numbered = replaced(western, '^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})[ T:]*', '\\1-\\2-\\3 ');
  const named = (text: string) => `TRY_STRPTIME(${text}, ['%d-%b-%Y', '%d-%b-%Y %H:%M', '%d-%b-%Y %H:%M:%S', '%d-%b-%Y %H:%M:%S.%f'])`;
  return `CASE ${[
    when(western, `${YEAR_FIRST}${CLOCK}`, `TRY_CAST(${numbered} AS TIMESTAMP)`),
    when(value, MONTH_NAMED, named(replaced(value, MONTH_NAMED, '\\1-\\2-\\3 \\4'))),
    when(value, MONTH_FIRST, named(replaced(value, MONTH_FIRST, '\\2-\\1-\\3 \\4'))),
  ].join(' ')} END`;
}

/** SQL of the moment that digits without anything between them name, the year first: `20200403`, `202004030830`, `20200403083000`. */
export function compactMoment(value: string): string {
  const written = replaced(value, COMPACT, '\\1-\\2-\\3 \\4:\\5:\\6');
  const text = `rtrim(rtrim(${written}, ':'))`;
  return `CASE ${when(value, '(19|20)\\d{6}(\\d{4}(\\d{2})?)?', `TRY_CAST(${text} AS TIMESTAMP)`)} END`;
}

/** SQL of the moment a text names that begins with the day or with the month, whichever is said: `03/04/2020`, `3.4.2020 8:30`. */
export function orderedMoment(value: string, order: Exclude<DateOrder, 'ymd'>): string {
  const text = replaced(value, DAY_FIRST, order === 'dmy' ? '\\3-\\2-\\1 \\4' : '\\3-\\1-\\2 \\4');
  return `CASE ${when(value, `\\d{1,2}(/\\d{1,2}/|\\.\\d{1,2}\\.|-\\d{1,2}-)\\d{4}${CLOCK}`, `TRY_CAST(${text} AS TIMESTAMP)`)} END`;
}

/** SQL of the moment of a text with a year of two digits, in the order said. */
export function shortMoment(value: string, order: DateOrder): string {
  const format = { dmy: '%d/%m/%y', mdy: '%m/%d/%y', ymd: '%y/%m/%d' }[order];
  const text = `regexp_replace(regexp_extract(${value}, '^\\S+'), '[.-]', '/', 'g')`;
  const [first, last] = order === 'ymd' ? ['\\d{2}', '\\d{1,2}'] : ['\\d{1,2}', '\\d{2}'];
  return `CASE ${when(value, `${first}(/\\d{1,2}/|\\.\\d{1,2}\\.|-\\d{1,2}-)${last}${CLOCK}`, `TRY_STRPTIME(${text}, '${format}')`)} END`;
}

/** A date and time with a zone behind it. */
export const ZONED = '\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)? ?(Z|[+-]\\d{2}(:?\\d{2})?)';
/** What a spreadsheet counts from 1899-12-30: days of 1954 to 2091. */
export const DAY_NUMBER = '[2-6]\\d{4}(\\.\\d+)?';
