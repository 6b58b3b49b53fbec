import 'server-only';
/** How the text of a field becomes a value: the SQL of each dictionary type, and what a fault says was expected. */
import { compactMoment, isMissingWord, spelledMoment } from '@/analysis-kernel/node';
import type { Column } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';

/** A column with the SQL of its present text and of its value, both over the rows of text. */
export interface Parsed {
  readonly column: Column;
  /** The field in the file, as SQL names it. */
  readonly field: string;
  readonly text: string;
  readonly value: string;
}

/** Whether a word for what is not known (`.`, `N/A`, …) is a text like any other in a column of this type. */
export function keepsWords({ type }: Column): boolean {
  return type === 'text' || type === 'category' || type === 'code';
}

/**
 * The field without what counts as missing: an empty field; `NA`, but in texts and where a category knows it as a key; in numbers, dates
 * and truth values also the other words for what is not known.
 */
export function presentText(column: Column, field: string): string {
  if (!keepsWords(column)) return `(CASE WHEN ${isMissingWord(field)} THEN NULL ELSE nullif(trim(${field}), '') END)`;
  if (column.type === 'text' || column.values?.some(({ key }) => key === 'NA')) return `nullif(${field}, '')`;
  return `(CASE WHEN trim(${field}) IN ('', 'NA') THEN NULL ELSE ${field} END)`;
}

const numberPattern = '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?';
const timePattern = '([T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?)?';
const midnightPattern = '([T ]00:00(:00(\\.0+)?)?)?';

/** What a text names that is not written as ISO 8601 does and can name one day alone. */
function otherMoment(text: string): string {
  return `coalesce(${spelledMoment(`trim(${text})`)}, ${compactMoment(`trim(${text})`)})`;
}

function dateSql(column: Column, text: string): string {
  switch (column.precision) {
    case 'year':
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}(-[0-9]{2}(-[0-9]{2}${timePattern})?)?') THEN TRY_CAST(left(${text}, 4) || '-07-01' AS DATE) END`;
    case 'month':
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}') THEN TRY_CAST(${text} || '-07-01' AS DATE)
                   WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}(-[0-9]{2}${timePattern})?') THEN TRY_CAST(left(${text}, 7) || '-01' AS DATE) END`;
    case 'day':
    case null:
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}${midnightPattern}') THEN TRY_CAST(left(${text}, 10) AS DATE)
                   WHEN ${otherMoment(text)} = date_trunc('day', ${otherMoment(text)}) THEN CAST(${otherMoment(text)} AS DATE) END`;
  }
}

/** Of a field written as a machine writes it: whether it is, and its value. */
interface Plain {
  readonly test: string;
  readonly value: string;
}

/**
 * A test that costs little and passes most fields of most files; null where the closer look costs no more. What passes is no word for
 * missing, and `value` is what `valueSql` makes of it.
 */
function plainSql(column: Column, field: string): Plain | null {
  switch (column.type) {
    case 'integer':
      return { test: `CAST(TRY_CAST(${field} AS BIGINT) AS VARCHAR) = ${field}`, value: `CAST(${field} AS BIGINT)` };
    case 'number':
      return { test: `regexp_full_match(${field}, '-?[0-9]{1,15}(?:\\.[0-9]{1,15})?')`, value: `CAST(${field} AS DOUBLE)` };
    case 'boolean':
      return { test: `${field} IN ('true', 'false')`, value: `(${field} = 'true')` };
    case 'date':
      if (column.precision === 'month' || column.precision === 'year') return null;
      return { test: `length(${field}) = 10 AND CAST(TRY_CAST(${field} AS DATE) AS VARCHAR) = ${field}`, value: `CAST(${field} AS DATE)` };
    case 'datetime':
      return { test: `regexp_full_match(${field}, '[0-9]{4}-[0-9]{2}-[0-9]{2}${timePattern}')`, value: `TRY_CAST(${field} AS TIMESTAMP)` };
    case 'text':
      return null;
    case 'category':
      // Begins with a printed character of ASCII other than N.
      return { test: `${field} > '!' AND ${field} < chr(127) AND NOT (${field} >= 'N' AND ${field} < 'O')`, value: field };
    case 'code':
      return { test: `regexp_full_match(${field}, '[0-9A-MO-Z][0-9A-Z.]*')`, value: field };
  }
}

/** The SQL of a field's value, cheap for a field plainly written; `closer` is the SQL for all others. */
export function withPlain(column: Column, field: string, closer: string, plainly?: string): string {
  const plain = plainSql(column, field);
  return plain === null ? closer : `CASE WHEN ${plain.test} THEN ${plainly ?? plain.value} ELSE ${closer} END`;
}

/** Marks behind an ICD-10 code (dagger, asterisk) say how it is used; they are no part of it. */
function withoutMarks(column: Column, text: string): string {
  return column.system?.startsWith('ICD10') ? `regexp_replace(trim(${text}), '[†*+]$', '')` : text;
}

/** The SQL of a column's value; null where the text is not one. `text` is SQL of the present text. */
export function valueSql(column: Column, text: string): string {
  switch (column.type) {
    case 'integer':
      return `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+(\\.0*)?') THEN TRY_CAST(regexp_replace(${text}, '\\.0*$', '') AS BIGINT) END`;
    case 'number':
      return `CASE WHEN regexp_full_match(${text}, '${numberPattern}') AND isfinite(TRY_CAST(${text} AS DOUBLE)) THEN TRY_CAST(${text} AS DOUBLE) END`;
    case 'boolean':
      return `CASE lower(${text}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'date':
      return dateSql(column, text);
    case 'datetime':
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}${timePattern}') THEN TRY_CAST(replace(${text}, 'T', ' ') AS TIMESTAMP)
                   ELSE ${otherMoment(text)} END`;
    case 'text':
    case 'category':
      return text;
    case 'code':
      return withoutMarks(column, text);
  }
}

/** What a field of the column should hold. */
export function expectedText(column: Column): Localised {
  switch (column.type) {
    case 'integer':
      return { en: 'a whole number of at most 64 bits', zh: '64 位以内的整数' };
    case 'number':
      return { en: 'a number with a decimal point', zh: '以小数点书写的数' };
    case 'boolean':
      return { en: 'true, false, 1 or 0', zh: 'true、false、1 或 0' };
    case 'date':
      if (column.precision === 'year')
        return { en: 'a year or a date (2020, 2020-01, 2020-01-31)', zh: '年份或日期（2020、2020-01、2020-01-31）' };
      if (column.precision === 'month') return { en: 'a month or a date (2020-01, 2020-01-31)', zh: '年月或日期（2020-01、2020-01-31）' };
      return { en: 'a date (2020-01-31)', zh: '日期（2020-01-31）' };
    case 'datetime':
      return { en: 'a date and time without a zone (2020-01-31T08:30)', zh: '不带时区的日期时间（2020-01-31T08:30）' };
    case 'text':
    case 'category':
    case 'code':
      return { en: 'a text', zh: '文本' };
  }
}

/** What may be meant by a text that is no date of its column: the day or the month first, or a spreadsheet's day number. */
export function dateHint({ type }: Column, written: string): Localised {
  if (type !== 'date' && type !== 'datetime') return { en: '', zh: '' };
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2}(\d{2})?(\D|$)/.test(written)) {
    return {
      en: ' Whether the day or the month stands first is not said: write the year first.',
      zh: '无法判断日在前还是月在前：请把年写在最前。',
    };
  }
  if (!/^[2-6]\d{4}(\.\d+)?$/.test(written)) return { en: '', zh: '' };
  return {
    en: " It may be a spreadsheet's day number: save the column as text or as dates.",
    zh: '可能是电子表格的日期序号：请将该列存为文本或日期。',
  };
}

/** A comparator before a value (`<5`, `≥ 90`) and the way the release writes it. */
export const comparatorSql = (text: string): string =>
  `CASE trim(${text}) WHEN '<' THEN '<' WHEN '＜' THEN '<' WHEN '<=' THEN '<=' WHEN '≤' THEN '<=' WHEN '>' THEN '>' WHEN '＞' THEN '>'
     WHEN '>=' THEN '>=' WHEN '≥' THEN '>=' END`;

export const comparatorPrefix = '^\\s*(<=|>=|<|>|≤|≥|＜|＞)\\s*';
