/** Errors of building a design, worded for the writer of the formula. */

import { listText } from '../results/format';
import { MethodError, ROWS } from '../results/method-error';
import { sizeText } from '../results/size-text';
import { deparse } from './deparse';
import { DESIGN_ERRORS, FORMULA_ERRORS, NEW_ROW_ERRORS } from './error-codes';
import type { Expression } from './expression';
import type { MissingCount } from './model-variables';

/** No row is left, or none is complete: says which variables lack most. */
export function noRows(total: number, missing: readonly MissingCount[]): MethodError {
  const worst = [...missing].sort((a, b) => b.n - a.n).slice(0, 3);
  const en = worst.map(({ variable, n }) => `${variable} (${n})`);
  const zh = worst.map(({ variable, n }) => `${variable}（${n}）`);
  return new MethodError(
    FORMULA_ERRORS,
    'no_rows',
    total === 0
      ? {
          en: 'There are no rows to analyse: the data, or what where leaves of them, are empty.',
          zh: '没有可分析的行：数据为空，或 where 条件排除了所有行。',
        }
      : {
          en: `${total === 1 ? 'The only row is not' : `None of the ${total} rows is`} complete. Most values are missing in ${listText(en, 'en')}.`,
          zh: `${total} 行中没有完整的行。缺失最多的是 ${listText(zh, 'zh')}。`,
        },
    total === 0 ? ROWS : 'formula',
    null,
  );
}

/** A factor with one level among the used rows has no contrast. */
export function oneLevel(label: string, levels: readonly string[], offset: number): MethodError {
  return new MethodError(
    DESIGN_ERRORS,
    'one_level',
    {
      en: `${label} has only the level ${levels[0] ?? '(none)'} among the complete rows; a comparison needs two. Leave it out of the formula.`,
      zh: `在完整的行中 ${label} 只有一个水平 ${levels[0] ?? '（无）'}；比较至少需要两个。请从公式中删去该变量。`,
    },
    'formula',
    offset,
  );
}

/** A column of the design has infinite values. */
export function infiniteValues(name: string, offset: number): MethodError {
  return new MethodError(
    DESIGN_ERRORS,
    'infinite_values',
    {
      en: `${name} has infinite values (the logarithm of 0, or a division by 0). Mend them, or leave those rows out with where.`,
      zh: `${name} 含有无穷大的值（如 0 的对数或除以 0）。请修正，或用 where 排除这些行。`,
    },
    'formula',
    offset,
  );
}

/** A column of the design has values that cannot be squared. */
export function wrongSize(name: string, fault: 'large' | 'small', offset: number): MethodError {
  return new MethodError(DESIGN_ERRORS, 'infinite_values', sizeText(name, fault), 'formula', offset);
}

/** More columns than a model can be fitted to, or than the memory holds. */
export function tooWide(label: string, n: number, offset: number): MethodError {
  return new MethodError(
    DESIGN_ERRORS,
    'formula_too_wide',
    {
      en: `With ${label} the model has more columns than can be fitted to ${n} rows here (at most 2 000, and 125 million numbers in all). Is it a category with very many levels, as a key has? Leave it out or group its levels.`,
      zh: `加入 ${label} 后，模型的列数超出 ${n} 行数据在此可拟合的范围（最多 2 000 列，总计 1.25 亿个数）。它是否为水平极多的分类（如主键）？请删去该项或合并其水平。`,
    },
    'formula',
    offset,
  );
}

/** New data hold a level the fit did not have. */
export function unseenLevel(label: string, level: string, levels: readonly string[]): MethodError {
  return new MethodError(
    NEW_ROW_ERRORS,
    'unseen_level',
    {
      en: `The new data have ${label} = ${level}, which the model was not fitted with. Its levels: ${levels.join(', ')}.`,
      zh: `新数据中 ${label} = ${level}，而模型拟合时没有该水平。其水平为：${levels.join('、')}。`,
    },
    'predictions.data',
    null,
  );
}

/** The left side is missing, or is not a number. */
export function responseNotNumeric(left: Expression | null): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_response',
    left === null
      ? { en: 'The formula has no left side; write the outcome before `~`.', zh: '公式缺少左边；请在“~”之前写结局变量。' }
      : { en: `The outcome ${deparse(left)} is not a number.`, zh: `结局变量 ${deparse(left)} 不是数值。` },
    'formula',
    left?.offset ?? 0,
  );
}

/** A variable that cannot be a term where it stands. */
export function noTerms(label: string): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    { en: `${label} cannot be used as a term here.`, zh: `${label} 不能在此处作为公式的项。` },
    'formula',
    null,
  );
}
