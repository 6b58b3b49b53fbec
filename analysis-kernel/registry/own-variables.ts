/** Which columns a descriptive method takes when none are named, and how it sees them. */

import type { Language } from '@/cohort-dsl/source/localised';
import { unknownColumn } from '../formula/evaluate';
import type { MissingCount } from '../formula/model-variables';
import { countMissing, findColumn, numbersOf } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { factorOf } from '../frame/factor';
import { isIdentifier } from '../frame/identifier';
import { countText, listText } from '../results/format';
import { MethodError, ROWS } from '../results/method-error';
import type { Warning } from '../results/result';
import { VARIABLE_ERRORS } from './error-codes';

const MANY_LEVELS = 30;

/** The named column; throws MethodError `unknown_column` at the option's path. */
export function namedColumn(frame: Frame, name: string, path: string): Column {
  const column = findColumn(frame, name);
  if (column === null) throw unknownColumn(name, frame, null, path);
  return column;
}

/** Dates, datetimes and keys too large for numbers: counted, never averaged. */
export function isDated(column: Column): boolean {
  return column.kind === 'bigint' || (column.kind === 'numeric' && (column.type === 'date' || column.type === 'datetime'));
}

/** Numbers of a column that is summarised as one; null for categories, booleans, dates and keys. */
export function continuousValues(column: Column): Float64Array | null {
  if (isDated(column) || column.meta.levels !== undefined || (column.kind === 'numeric' && column.type === 'boolean')) return null;
  return numbersOf(column);
}

const LEAST_GRADES = 3;
const MOST_GRADES = 5;
/** How many known values there must be for each grade. */
const OFTEN = 10;
const HIGHEST_GRADE = 9;

/**
 * Whether a column is counted by level rather than summarised as a number: what is no number, numbers whose every value has a word (0 no, 1 yes),
 * and whole numbers of a few small values without a unit, as a grade of 1 to 3: labelled ones, and of a file without labels those that its values show
 * to be grades.
 */
export function isCounted(column: Column): boolean {
  if (continuousValues(column) === null) return true;
  const { codes, label, unit } = column.meta;
  if (column.kind !== 'numeric') return false;
  if (codes === undefined && (column.type !== 'integer' || unit !== undefined)) return false;
  const known = column.values.filter((_, row) => column.valid[row] === 1);
  const values = [...new Set(known)];
  if (codes !== undefined) return values.every((value) => codes.some(({ key }) => key === String(value)));
  if (values.length > MOST_GRADES || !values.every((value) => Number.isInteger(value) && value >= 0 && value <= HIGHEST_GRADE))
    return false;
  return label !== undefined || isScale(values, known.length);
}

/** Whether a few whole numbers nobody described are grades by their values alone: three or more from 0 or 1 on without a gap, each of them often. */
function isScale(values: readonly number[], known: number): boolean {
  const least = Math.min(...values);
  const isWithoutGap = Math.max(...values) - least === values.length - 1;
  return values.length >= LEAST_GRADES && (least === 0 || least === 1) && isWithoutGap && known >= OFTEN * values.length;
}

/**
 * The columns named, or all but the grouping columns, keys, dates and texts with more than 30 different values, with a warning that lists what was left
 * out; where only the `baseline` is described, no numbers of rows or people and nothing of an outcome either. Throws MethodError `unknown_column`, `no_variables`.
 */
export function chosenColumns(
  frame: Frame,
  names: readonly string[] | undefined,
  groups: readonly string[],
  warnings: Warning[],
  of: 'all' | 'baseline' = 'all',
): Column[] {
  if (names !== undefined) return names.map((name, i) => namedColumn(frame, name, `variables.${i}`));
  const offered = frame.columns.filter(({ name }) => !groups.includes(name));
  const later = of === 'baseline' ? offered.filter(({ meta }) => meta.outcome !== undefined || meta.role === 'exit') : [];
  const numbering = of === 'baseline' ? offered.filter(isIdentifier) : [];
  const left = offered.filter((column) => !later.includes(column) && (numbering.includes(column) || isNotDescribed(column)));
  const chosen = offered.filter((column) => !later.includes(column) && !left.includes(column));
  const listed = (columns: readonly Column[], lang: Language) =>
    listText(
      columns.map((one) => nameOf(one, lang)),
      lang,
    );
  if (left.length > 0) {
    warnings.push({
      code: 'columns_left_out',
      message: {
        en: `${numbering.length > 0 ? 'Keys and other identifiers' : 'Keys'}, dates and texts with more than ${MANY_LEVELS} different values are not described: ${listed(left, 'en')}. Name them among the variables to have them.`,
        zh: `${numbering.length > 0 ? '主键及其他标识' : '主键'}、日期及取值超过 ${MANY_LEVELS} 种的文本未描述：${listed(left, 'zh')}。如需要，请在“变量”中列出。`,
      },
    });
  }
  if (later.length > 0 && chosen.length > 0) {
    warnings.push({
      code: 'outcomes_left_out',
      message: {
        en: `What follows after the index is no characteristic at baseline and is not described: ${listed(later, 'en')}. Name it among the variables to have it.`,
        zh: `入组之后的内容不属于基线特征，未描述：${listed(later, 'zh')}。如需要，请在“变量”中列出。`,
      },
    });
  }
  if (chosen.length > 0) return chosen;
  throw new MethodError(
    VARIABLE_ERRORS,
    'no_variables',
    {
      en: 'The data hold only keys, dates and free texts. Name the columns to describe in variables.',
      zh: '数据中只有主键、日期和自由文本。请在 variables 中指定要描述的列。',
    },
    'data',
  );
}

function isNotDescribed(column: Column): boolean {
  if (column.meta.role === 'key' || isDated(column)) return true;
  return column.kind === 'text' && column.type === 'text' && factorOf(column).levels.length > MANY_LEVELS;
}

/** What a column is called: its label, else its name. */
export function nameOf({ meta, name }: Column, lang: Language): string {
  return meta.label?.[lang] ?? name;
}

/** The warning about infinite values that were left out. */
export function notFiniteWarning(column: Column, n: number): Warning {
  const name = nameOf(column, 'en');
  return {
    code: 'not_finite',
    message: {
      en: `${n === 1 ? `1 value of ${name} is` : `${n} values of ${name} are`} infinite or not a number and left out.`,
      zh: `${nameOf(column, 'zh')} 有 ${n} 个值为无穷大或非数值，未参与计算。`,
    },
  };
}

/** How many rows each of the columns lacks, those that lack none left out. */
export function missingCounts(columns: readonly Column[]): MissingCount[] {
  return columns.flatMap((column) => {
    const n = countMissing(column);
    return n === 0 ? [] : [{ variable: column.name, n }];
  });
}

/** The error where nothing is left to describe; `path`: the option that names the first of the columns needed. */
export function noRows(total: number, needed: readonly Column[], path: string): MethodError {
  const names = needed.map((column) => column.name);
  return new MethodError(
    VARIABLE_ERRORS,
    'no_rows',
    total === 0
      ? {
          en: 'There are no rows to describe: the data, or what where leaves of them, are empty.',
          zh: '没有可描述的行：数据为空，或 where 条件排除了所有行。',
        }
      : {
          en: `${total === 1 ? 'The only row has no' : `None of the ${countText(total)} rows has a`} value in ${listText(names, 'en')}.`,
          zh: `${countText(total)} 行的 ${listText(names, 'zh')} 均缺失。`,
        },
    total === 0 ? ROWS : path,
  );
}
