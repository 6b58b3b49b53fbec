/** Every function and construct word of the language, once: completion, hover and the manual read this table. */
import type { FunctionName } from '../plan/nodes';
import type { Localised } from '../schema/dictionary';

export interface Blueprint {
  readonly name: string;
  /** A function takes arguments in parentheses; a construct is a form of words. */
  readonly kind: 'function' | 'rows' | 'pick' | 'truth' | 'number' | 'date' | 'condition' | 'value';
  readonly signature: string;
  readonly grain: 'one value a patient' | 'many rows a patient' | 'one row a patient';
  /** What a missing argument, or no rows, gives. */
  readonly missing: Localised;
  readonly doc: Localised;
  readonly example: string;
}

const oneValue = 'one value a patient' as const;

const passes: Localised = { en: 'A missing argument gives missing.', zh: '参数缺失则结果缺失。' };
const skips: Localised = { en: 'Missing arguments are skipped; all missing gives missing.', zh: '忽略缺失的参数；全部缺失则结果缺失。' };
const never: Localised = { en: 'Never missing.', zh: '从不缺失。' };
const noRows: Localised = { en: 'Missing values are skipped; no rows give missing.', zh: '忽略缺失值；没有记录则结果缺失。' };
const kleene: Localised = { en: 'Missing unless the known parts decide.', zh: '除非已知部分足以判定，否则缺失。' };
const rowsOnly: Localised = { en: 'Rows whose condition or date is missing are not kept.', zh: '条件或日期缺失的记录不保留。' };

function fn(name: FunctionName, signature: string, missing: Localised, doc: readonly [string, string], example: string): Blueprint {
  return { name, kind: 'function', signature, grain: oneValue, missing, doc: { en: doc[0], zh: doc[1] }, example };
}

/** Functions written with parentheses: one for every name of the plan's functions. */
export const functions: Readonly<Record<FunctionName, Blueprint>> = {
  abs: fn('abs', 'abs(x)', passes, ['The number without its sign; keeps the unit.', '绝对值；单位不变。'], 'abs(index_egfr - last_egfr)'),
  round: fn(
    'round',
    'round(x) · round(x, digits)',
    passes,
    ['The number rounded, half away from zero; keeps the unit.', '四舍五入（中间值远离零）；单位不变。'],
    'round(egfr0, 1)',
  ),
  floor: fn('floor', 'floor(x)', passes, ['The greatest whole number not above x.', '不大于 x 的最大整数。'], 'floor(age / 10)'),
  ceil: fn('ceil', 'ceil(x)', passes, ['The least whole number not below x.', '不小于 x 的最小整数。'], 'ceil(age / 10)'),
  sqrt: fn(
    'sqrt',
    'sqrt(x)',
    { en: 'Missing for a missing or negative x.', zh: 'x 缺失或为负则结果缺失。' },
    ['Square root of a bare number.', '无单位数值的平方根。'],
    'sqrt(visits)',
  ),
  ln: fn(
    'ln',
    'ln(x)',
    { en: 'Missing for a missing x, and for zero or less.', zh: 'x 缺失、为零或为负则结果缺失。' },
    ['Natural logarithm of a bare number.', '无单位数值的自然对数。'],
    'ln(acr / 1 mg/g)',
  ),
  exp: fn(
    'exp',
    'exp(x)',
    passes,
    ['e to the power of a bare number; overflow is missing.', 'e 的幂（无单位数值）；溢出则缺失。'],
    'exp(score)',
  ),
  lowest_of: fn(
    'lowest_of',
    'lowest_of(a, b, …)',
    skips,
    ['The lowest of several numbers, in the unit of the first.', '多个数值中的最小值，单位同第一个。'],
    'lowest_of(egfr1, egfr2)',
  ),
  highest_of: fn(
    'highest_of',
    'highest_of(a, b, …)',
    skips,
    ['The highest of several numbers, in the unit of the first.', '多个数值中的最大值，单位同第一个。'],
    'highest_of(egfr1, egfr2)',
  ),
  earliest: fn(
    'earliest',
    'earliest(d1, d2, …)',
    skips,
    ['The earliest of several dates; a pick means its date.', '多个日期中最早的；选取表示其日期。'],
    'earliest(death, index + 1 year)',
  ),
  latest: fn(
    'latest',
    'latest(d1, d2, …)',
    skips,
    ['The latest of several dates; a pick means its date.', '多个日期中最晚的；选取表示其日期。'],
    'latest(index, @2020-01-01)',
  ),
  if_missing: fn(
    'if_missing',
    'if_missing(a, b)',
    { en: 'Missing only where both are.', zh: '仅当两者都缺失时缺失。' },
    ['a, and where a is missing, b in the unit of a.', '取 a；a 缺失时取 b（单位同 a）。'],
    'if_missing(smoker, false)',
  ),
};

function construct(
  name: string,
  kind: Blueprint['kind'],
  signature: string,
  grain: Blueprint['grain'],
  missing: Localised,
  doc: readonly [string, string],
  example: string,
): Blueprint {
  return { name, kind, signature, grain, missing, doc: { en: doc[0], zh: doc[1] }, example };
}

const many = 'many rows a patient' as const;
const oneRow = 'one row a patient' as const;

/** Forms of words. */
export const constructs: readonly Blueprint[] = [
  construct(
    'where',
    'rows',
    'E where CONDITION',
    many,
    rowsOnly,
    ['Keeps the rows for which the condition is true. Names inside are the row’s columns.', '保留条件为真的记录。其中的名称是记录的列。'],
    'diagnosis where code in ckd',
  ),
  construct(
    'before',
    'rows',
    'E before D · on or before D · within N before D',
    many,
    rowsOnly,
    ['Keeps the rows dated before D, at most N before where a length is given.', '保留日期早于 D 的记录；给出时长时最早不超过 N。'],
    'visit within 365 days before index',
  ),
  construct(
    'after',
    'rows',
    'E after D · on or after D · within N after D',
    many,
    rowsOnly,
    ['Keeps the rows dated after D, at most N after where a length is given.', '保留日期晚于 D 的记录；给出时长时最晚不超过 N。'],
    'procedure within 90 days after index',
  ),
  construct('on', 'rows', 'E on D', many, rowsOnly, ['Keeps the rows of that day.', '保留当天的记录。'], 'lab(egfr) on index'),
  construct(
    'from',
    'rows',
    'E from D1 to D2',
    many,
    rowsOnly,
    ['Keeps the rows dated from D1 to D2, both days included.', '保留 D1 至 D2（含两端）的记录。'],
    'lab(egfr) from index to exit',
  ),
  construct(
    'overlapping',
    'rows',
    'E overlapping D · overlapping D1 to D2',
    many,
    rowsOnly,
    ['Keeps the rows with an end that share a day with the date or interval.', '保留与该日或该区间有重叠的记录（需有结束日期）。'],
    'prescription overlapping index',
  ),
  construct(
    'ending',
    'rows',
    'E ending WINDOW',
    many,
    rowsOnly,
    ['Applies the window to the end date.', '将时间窗应用于结束日期。'],
    'visit ending before index',
  ),
  construct(
    'first',
    'pick',
    'COLUMN of first E',
    oneRow,
    noRows,
    ['The first row by date among those where the column is known.', '该列已知的记录中日期最早的一条。'],
    'value of first lab(egfr) after index',
  ),
  construct(
    'last',
    'pick',
    'COLUMN of last E',
    oneRow,
    noRows,
    ['The last row by date among those where the column is known.', '该列已知的记录中日期最晚的一条。'],
    'value of last lab(egfr) before index',
  ),
  construct(
    '2nd',
    'pick',
    'COLUMN of 2nd E',
    oneRow,
    noRows,
    ['The second (third, …) row by date, its column known or not.', '按日期第二（三……）条记录，该列可缺失。'],
    'date of 2nd visit after index',
  ),
  construct(
    'highest',
    'pick',
    'COLUMN of highest E by COLUMN',
    oneRow,
    noRows,
    ['The row with the highest value; of equal ones the earliest.', '数值最高的记录；相同时取最早。'],
    'date of highest lab(creatinine) by value',
  ),
  construct(
    'lowest',
    'pick',
    'COLUMN of lowest E by COLUMN',
    oneRow,
    noRows,
    ['The row with the lowest value; of equal ones the earliest.', '数值最低的记录；相同时取最早。'],
    'value of lowest lab(egfr) by value',
  ),
  construct(
    'any',
    'truth',
    'any E [spaced M]',
    oneValue,
    never,
    ['Whether there is a row.', '是否有记录。'],
    'any diagnosis where code in ckd before index',
  ),
  construct('no', 'truth', 'no E', oneValue, never, ['Whether there is no row.', '是否没有记录。'], 'no procedure before index'),
  construct(
    'at least',
    'truth',
    'at least N E [spaced M]',
    oneValue,
    never,
    [
      'Whether there are N rows or more; with `spaced`, counting rows at least M apart.',
      '记录数是否不少于 N；加 `spaced` 时只计间隔不小于 M 的记录。',
    ],
    'at least 2 lab(egfr) where value < 60 mL/min/1.73m² spaced 90 days',
  ),
  construct(
    'at most',
    'truth',
    'at most N E [spaced M]',
    oneValue,
    never,
    ['Whether there are N rows or fewer.', '记录数是否不多于 N。'],
    'at most 3 visit before index',
  ),
  construct(
    'exactly',
    'truth',
    'exactly N E [spaced M]',
    oneValue,
    never,
    ['Whether there are N rows.', '记录数是否恰为 N。'],
    'exactly 1 visit on index',
  ),
  construct(
    'distinct days',
    'truth',
    'at least N distinct days of E',
    oneValue,
    never,
    ['Whether the rows fall on N days or more.', '记录是否分布在至少 N 个不同日期。'],
    'at least 2 distinct days of visit before index',
  ),
  construct(
    'count',
    'number',
    'count of E',
    oneValue,
    never,
    ['The number of rows; 0 where there is none.', '记录数；没有则为 0。'],
    'count of visit within 365 days before index',
  ),
  construct(
    'count of distinct',
    'number',
    'count of distinct COLUMN of E',
    oneValue,
    never,
    ['The number of different known values.', '不同的已知值的个数。'],
    'count of distinct code of diagnosis before index',
  ),
  construct(
    'mean',
    'number',
    'mean of COLUMN of E',
    oneValue,
    noRows,
    ['The mean of the known values.', '已知值的均数。'],
    'mean of value of lab(egfr) before index',
  ),
  construct(
    'median',
    'number',
    'median of COLUMN of E',
    oneValue,
    noRows,
    ['The median; of an even number, the mean of the middle two.', '中位数；偶数个时取中间两个的均数。'],
    'median of value of lab(egfr) before index',
  ),
  construct(
    'min',
    'number',
    'min of COLUMN of E',
    oneValue,
    noRows,
    ['The lowest known value.', '最小的已知值。'],
    'min of value of lab(egfr) before index',
  ),
  construct(
    'max',
    'number',
    'max of COLUMN of E',
    oneValue,
    noRows,
    ['The highest known value.', '最大的已知值。'],
    'max of value of lab(egfr) before index',
  ),
  construct(
    'sum',
    'number',
    'sum of COLUMN of E',
    oneValue,
    noRows,
    ['The sum of the known values.', '已知值之和。'],
    'sum of packs of prescription before index',
  ),
  construct(
    'sd',
    'number',
    'sd of COLUMN of E',
    oneValue,
    { en: 'Missing for fewer than two known values.', zh: '已知值少于两个则缺失。' },
    ['The standard deviation, divisor n − 1.', '标准差，除数 n − 1。'],
    'sd of value of lab(egfr) before index',
  ),
  construct(
    'days from',
    'date',
    'days|weeks|months|years from A to B',
    oneValue,
    passes,
    ['Completed units from A to B; negative where B is before A.', '从 A 到 B 的完整单位数；B 早于 A 时为负。'],
    'months from index to exit',
  ),
  construct(
    'age',
    'date',
    'age at D',
    oneValue,
    passes,
    ['Completed years since birth, a whole number; missing before birth.', '自出生的完整年数（整数）；出生前缺失。'],
    'age at index',
  ),
  construct('year', 'date', 'year of D', oneValue, passes, ['The calendar year.', '年份。'], 'year of index'),
  construct('month', 'date', 'month of D', oneValue, passes, ['The month, 1 to 12.', '月份，1 至 12。'], 'month of index'),
  construct(
    'observed',
    'condition',
    'observed N before D · observed from D1 to D2',
    oneValue,
    passes,
    ['Whether one observation period covers it all.', '是否被同一观察期完整覆盖。'],
    'observed 365 days before index',
  ),
  construct(
    'between',
    'condition',
    'x between A and B',
    oneValue,
    kleene,
    ['Whether x is at least A and at most B.', 'x 是否不小于 A 且不大于 B。'],
    'age at index between 18 and 75',
  ),
  construct(
    'in',
    'condition',
    'x in { a, b } · code in CODES',
    oneValue,
    passes,
    ['Whether x is one of the members, or the code is in the list.', 'x 是否为其中之一，或编码是否在编码集中。'],
    'patient.sex in { "F" }',
  ),
  construct(
    'is missing',
    'condition',
    'x is missing · x is known',
    oneValue,
    never,
    ['Whether there is a value.', '是否有值。'],
    'patient.smoker is known',
  ),
  construct(
    'contains',
    'condition',
    'text contains "…"',
    oneValue,
    passes,
    ['Whether the text holds another, letter for letter.', '文本是否包含另一文本（逐字比较）。'],
    'patient.village contains "East"',
  ),
  construct(
    'starts with',
    'condition',
    'text starts with "…"',
    oneValue,
    passes,
    ['Whether the text begins with another, letter for letter.', '文本是否以另一文本开头（逐字比较）。'],
    'patient.village starts with "East"',
  ),
  construct(
    'all of',
    'condition',
    'all of (c1, c2, …)',
    oneValue,
    kleene,
    ['Whether every condition is true.', '是否所有条件都为真。'],
    'all of (patient.smoker, age at index >= 50)',
  ),
  construct(
    'any of',
    'condition',
    'any of (c1, c2, …)',
    oneValue,
    kleene,
    ['Whether a condition is true.', '是否至少一个条件为真。'],
    'any of (patient.smoker, age at index >= 50)',
  ),
  construct(
    'none of',
    'condition',
    'none of (c1, c2, …)',
    oneValue,
    kleene,
    ['Whether no condition is true.', '是否所有条件都不为真。'],
    'none of (patient.smoker, age at index >= 50)',
  ),
  construct(
    'case',
    'value',
    'case when C then A … [else B] end',
    oneValue,
    { en: 'A missing condition is not taken; without `else` the rest is missing.', zh: '条件缺失则不取该分支；无 `else` 时其余为缺失。' },
    ['The value of the first branch whose condition is true.', '第一个条件为真的分支的值。'],
    'case when egfr0 >= 30 mL/min/1.73m² then "3" else "4" end',
  ),
];

/** The blueprint of a word, or null. */
export function blueprintOf(name: string): Blueprint | null {
  return (functions as Readonly<Record<string, Blueprint | undefined>>)[name] ?? constructs.find((entry) => entry.name === name) ?? null;
}

/** Whether a function of that name exists. */
export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}
