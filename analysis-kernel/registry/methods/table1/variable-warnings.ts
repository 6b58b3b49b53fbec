/** What a baseline table says of its variables beside their numbers. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Column, NumericColumn } from '../../../frame/column';
import { countText, fixedText, listText, significantText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { nameOf, notFiniteWarning } from '../../own-variables';
import type { Weights } from '../../weights';
import type { TableOneOptions } from './options';
import { type BlockResult, type Comparison, isProbability, type Undefined } from './variable';

const REASONS: Readonly<Record<Undefined, Localised>> = {
  group_unknown: { en: 'a group has no known value', zh: '有一组没有任何已知值' },
  one_group_known: { en: 'fewer than two groups have known values', zh: '有已知值的组不足两个' },
  one_level: { en: 'it has a single level', zh: '只有一个水平' },
  no_level_shared: { en: 'the groups have no level in common, they are separated perfectly', zh: '各组没有共同的水平，完全分离' },
  no_variation: { en: 'its values do not vary within the groups', zh: '组内取值没有变异' },
  one_value: { en: 'a group has a single known value', zh: '有一组只有一个已知值' },
  too_many_values: { en: 'the frequencies stand for too many values', zh: '频数代表的取值过多' },
  dates: { en: 'dates are only counted', zh: '日期仅计数' },
};

/** Of what was asked for and cannot be. */
export function askedWarnings({ test, tests, smd }: TableOneOptions, comparable: boolean, weights: Weights | null): Warning[] {
  const warnings: Warning[] = [];
  const isTested = test || tests !== undefined;
  if (isTested && isProbability(weights)) {
    warnings.push({
      code: 'no_tests_when_weighted',
      message: {
        en: 'Weighted tables have no p values: they would test the weighting, not the groups. Ask for standardised differences.',
        zh: '加权后的基线表不给 P 值：它检验的是加权而非组间差异。请改用标准化均数差。',
      },
    });
  }
  if ((isTested || smd) && !comparable) {
    warnings.push({
      code: 'one_group',
      message: {
        en: 'Tests and standardised differences need a grouping column with at least two groups.',
        zh: '检验与标准化均数差需要一个至少有两组的分组列。',
      },
    });
  }
  return warnings;
}

/**
 * Of numbers that are 0 and 1 alone and that nobody gave words: their median tells nothing, their share would.
 * @param columns those summarised as numbers
 */
export function zeroOneWarnings(columns: readonly Column[], { categorical = [], normal = [] }: TableOneOptions): Warning[] {
  const found = columns.filter((column) => column.kind === 'numeric' && !normal.includes(column.name) && isZeroOne(column));
  if (found.length === 0) return [];
  const names = (lang: Language) =>
    listText(
      found.map((column) => nameOf(column, lang)),
      lang,
    );
  const value = [...categorical, ...found.map(({ name }) => name)];
  return [
    {
      code: 'zero_one_numbers',
      message: {
        en: `${names('en')}: 0 and 1 alone, summarised as numbers. Counted by value the table would say how many have 1.`,
        zh: `${names('zh')} 仅有 0 和 1，按数值描述。如按取值计数，则可看出取 1 者的比例。`,
      },
      change: { option: 'categorical', value, said: { en: 'Count by value', zh: '按取值计数' } },
    },
  ];
}

function isZeroOne({ values, valid }: NumericColumn): boolean {
  const seen = new Set<number>();
  for (let row = 0; row < values.length && seen.size < 3; row++) if (valid[row] === 1) seen.add(values[row]);
  return seen.size === 2 && seen.has(0) && seen.has(1);
}

/** Of the results: values left out, what is not defined and why, p values that were simulated. */
export function resultWarnings(columns: readonly Column[], blocks: readonly BlockResult[]): Warning[] {
  return columns.flatMap((column, i) => {
    const results = blocks.map((block) => block.results[i]);
    const comparisons = results.flatMap((result) => result.comparisons);
    const notFinite = blocks.length === 1 ? results[0].notFinite : results.reduce((sum, result) => sum + result.notFinite, 0);
    return [
      ...(notFinite > 0 ? [notFiniteWarning(column, notFinite)] : []),
      ...undefinedWarnings(column, comparisons),
      ...comparisons.flatMap((comparison) => simulationWarning(column, comparison)),
    ];
  });
}

/** One for each reason: with several comparisons also in how many of them. */
function undefinedWarnings(column: Column, comparisons: readonly Comparison[]): Warning[] {
  const name = { en: nameOf(column, 'en'), zh: nameOf(column, 'zh') };
  const tests = counted(comparisons.map(({ noTest }) => noTest)).map(
    ([reason, en, zh]): Warning => ({
      code: 'test_not_defined',
      message: { en: `${name.en} has no p value${en}: ${reason.en}.`, zh: `${name.zh} ${zh}没有 P 值：${reason.zh}。` },
    }),
  );
  const differences = counted(comparisons.map(({ noSmd }) => noSmd)).map(
    ([reason, en, zh]): Warning => ({
      code: 'smd_not_defined',
      message: {
        en: `The standardised difference of ${name.en} is not defined${en}: ${reason.en}.`,
        zh: `${name.zh} 的标准化均数差${zh}无定义：${reason.zh}。`,
      },
    }),
  );
  return [...tests, ...differences];
}

function counted(reasons: readonly (Undefined | null)[]): (readonly [Localised, string, string])[] {
  return [...new Set(reasons)].flatMap((reason) => {
    if (reason === null) return [];
    const times = reasons.filter((one) => one === reason).length;
    const [en, zh] =
      reasons.length === 1 ? ['', ''] : [` in ${times} of ${reasons.length} comparisons`, `在 ${reasons.length} 次比较中有 ${times} 次`];
    return [[REASONS[reason], en, zh] as const];
  });
}

function simulationWarning(column: Column, { test }: Comparison): Warning[] {
  const simulation = test?.simulation ?? null;
  if (simulation === null) return [];
  const tables = countText(simulation.tables);
  const [low, high] = [simulation.low, simulation.high].map(probabilityText);
  return [
    {
      code: 'fisher_simulated',
      message: {
        en: `Fisher's exact test of ${nameOf(column, 'en')} is beyond what can be enumerated; its p value comes from ${tables} random tables (95% interval ${low} to ${high}, Clopper–Pearson).`,
        zh: `${nameOf(column, 'zh')} 的 Fisher 精确检验超出可枚举范围；P 值由 ${tables} 个随机列联表得到（95% 区间 ${low} 至 ${high}，Clopper–Pearson）。`,
      },
    },
  ];
}

/** A probability to two digits or more of it or, above one half, of what is left to 1. */
function probabilityText(p: number): string {
  if (p <= 0.5) return significantText(p, 3);
  return p === 1 ? '1' : fixedText(p, Math.max(3, 1 - Math.floor(Math.log10(1 - p))));
}
