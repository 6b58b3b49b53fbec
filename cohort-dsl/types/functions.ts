/** Every function of the language, once: completion, hover and the manual read this table. */

import type { FunctionName } from '../plan/expressions';
import type { Localised } from '../source/localised';
import type { Blueprint } from './blueprint';
import { constructs } from './constructs';

const oneValue = 'one value a patient' as const;

const passes: Localised = { en: 'A missing argument gives missing.', zh: '参数缺失则结果缺失。' };
const skips: Localised = { en: 'Missing arguments are skipped; all missing gives missing.', zh: '忽略缺失的参数；全部缺失则结果缺失。' };

function fn(name: FunctionName, signature: string, missing: Localised, doc: readonly [string, string], example: string): Blueprint {
  return { name, kind: 'function', signature, grain: oneValue, missing, doc: { en: doc[0], zh: doc[1] }, example };
}

/** Functions written with parentheses: one for every name of the plan's functions. */
export const functions: Readonly<Record<FunctionName, Blueprint>> = {
  abs: fn('abs', 'abs(x)', passes, ['The number without its sign; keeps the unit.', '绝对值；单位不变。'], 'abs(days from index to death)'),
  round: fn(
    'round',
    'round(x) · round(x, digits)',
    passes,
    ['The number rounded, half away from zero; keeps the unit.', '四舍五入（中间值远离零）；单位不变。'],
    'round(mean of value of lab(egfr), 1)',
  ),
  floor: fn('floor', 'floor(x)', passes, ['The greatest whole number not above x.', '不大于 x 的最大整数。'], 'floor(age at index / 10)'),
  ceil: fn('ceil', 'ceil(x)', passes, ['The least whole number not below x.', '不小于 x 的最小整数。'], 'ceil(age at index / 10)'),
  sqrt: fn(
    'sqrt',
    'sqrt(x)',
    { en: 'Missing for a missing or negative x.', zh: 'x 缺失或为负则结果缺失。' },
    ['Square root of a bare number.', '无单位数值的平方根。'],
    'sqrt(count of visit)',
  ),
  ln: fn(
    'ln',
    'ln(x)',
    { en: 'Missing for a missing x, and for zero or less.', zh: 'x 缺失、为零或为负则结果缺失。' },
    ['Natural logarithm of a bare number.', '无单位数值的自然对数。'],
    'ln(value of last lab(crp) / 1 mg/L)',
  ),
  exp: fn(
    'exp',
    'exp(x)',
    passes,
    ['e to the power of a bare number; overflow is missing.', 'e 的幂（无单位数值）；溢出则缺失。'],
    'exp(value of last lab(score))',
  ),
  lowest_of: fn(
    'lowest_of',
    'lowest_of(a, b, …)',
    skips,
    ['The lowest of several numbers, in the unit of the first.', '多个数值中的最小值，单位同第一个。'],
    'lowest_of(value of first lab(egfr), value of last lab(egfr))',
  ),
  highest_of: fn(
    'highest_of',
    'highest_of(a, b, …)',
    skips,
    ['The highest of several numbers, in the unit of the first.', '多个数值中的最大值，单位同第一个。'],
    'highest_of(value of first lab(egfr), value of last lab(egfr))',
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
    'if_missing(patient.smoker, false)',
  ),
};

/** The blueprint of a word, or null. */
export function blueprintOf(name: string): Blueprint | null {
  return isFunction(name) ? functions[name] : (constructs.find((entry) => entry.name === name) ?? null);
}

/** Whether a function of that name exists. */
export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}
