/** What a baseline table says in words: the conventions of its numbers and its sentence. */

import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Column } from '../../../frame/column';
import { countOf, countText, fixedText, pSaid } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { Value } from '../../../results/result';
import { levelSaid, saidOf } from '../../labels';
import { nameOf } from '../../own-variables';
import { quantileType } from '../../quantile-convention';
import type { Weights } from '../../weights';
import type { Groups, TableGroup } from './groups';
import type { TableOneOptions } from './options';
import { type BlockResult, type Comparison, comparisonsOf, isProbability, size } from './variable';

type Labels = Readonly<Record<string, Localised>>;

/** What each number of the table follows. */
export function conventions(
  options: TableOneOptions,
  { panels }: Groups,
  blocks: readonly BlockResult[],
  weights: Weights | null,
): Record<string, Value> {
  const tests = testsUsed(blocks);
  const of = (...names: readonly string[]) => names.some((name) => tests.includes(name));
  const compared = panels.some((panel) => panel.length > 1);
  return {
    quantile_type: isProbability(weights) ? 'inverse of the weighted distribution' : quantileType(options.as),
    sd_denominator: isProbability(weights) ? 'sum of weights, times n / (n - 1)' : 'n - 1',
    percent_of: options.percent_of === 'all' ? 'all rows of the group' : 'known values of the group',
    ...(of('wilcoxon', 'kruskal') ? { wilcoxon: 'exact below 50 a group without ties, else normal with continuity correction' } : {}),
    ...(of('chisq', 'fisher', 'fisher_simulated')
      ? { categories: 'chi-squared without Yates where all expected counts are at least 5, else Fisher' }
      : {}),
    ...(of('t', 'anova') ? { t: 'equal variances' } : {}),
    ...(of('welch', 'welch_anova') ? { welch: 'unequal variances' } : {}),
    ...(options.smd && compared ? { smd: smdConvention(weights) } : {}),
    ...(options.smd && panels.some((panel) => panel.length > 2) ? { smd_of: `${options.smd_of} of the pairs` } : {}),
    ...(weights === null ? {} : { weights: weights.kind }),
    ...(isProbability(weights) ? { effective_n: 'squared sum of weights over sum of their squares' } : {}),
  };
}

/** The tests that were made. */
function testsUsed(blocks: readonly BlockResult[]): readonly string[] {
  return [...new Set(comparisonsOf(blocks).flatMap(({ test }) => (test?.pValue == null ? [] : [test.test])))];
}

function smdConvention(weights: Weights | null): string {
  const groups = weights?.kind === 'frequency' ? 'groups, a row as often as its weight' : 'unweighted groups';
  return `over the pooled variance of the ${groups}; second minus first`;
}

/** How many rows and groups there are, the largest difference and the smallest p value. */
export function sentence(
  columns: readonly Column[],
  blocks: readonly BlockResult[],
  { panels }: Groups,
  by: readonly Column[],
  used: Int32Array,
  words: Labels,
  weights: Weights | null,
): Localised {
  const counted = weights?.kind === 'frequency' ? weights : null;
  const groups = panels.flat();
  const sizes = (lang: Language, comma: string, between: string) =>
    groups
      .map((group, at) => `${groupSaid(group, by, words, at === 0)[lang]}${comma}${countText(size(group.rows, counted))}`)
      .join(between);
  const n = countText(size(used, counted));
  const rowsSaid = countOf(size(used, counted), 'row');
  const largest = extreme(columns, blocks, ({ smd }) => (smd === null ? null : Math.abs(smd)));
  const least = extreme(columns, blocks, ({ test }) => (test?.pValue == null ? null : -test.pValue));
  const en = [`The table describes ${rowsSaid}${groups.length === 0 ? '' : ` (${sizes('en', ', ', '; ')})`}.`];
  const zh = [`基线表共纳入 ${n} 例${groups.length === 0 ? '' : `（${sizes('zh', '，', '；')}）`}。`];
  if (largest !== null) {
    const value = fixedText(largest.score, 2);
    en.push(`The largest standardised difference was ${value} (${nameOf(largest.column, 'en')}).`);
    zh.push(`最大标准化均数差为 ${value}（${nameOf(largest.column, 'zh')}）。`);
  }
  if (least !== null) {
    const value = pSaid(-least.score);
    en.push(`The smallest p value ${value.en} (${nameOf(least.column, 'en')}).`);
    zh.push(`最小 P 值${value.zh}（${nameOf(least.column, 'zh')}）。`);
  }
  return { en: en.join(' '), zh: zh.join('') };
}

/** A group by its levels; what the groups of one column are of is said once, before the first. */
function groupSaid({ levels }: TableGroup, by: readonly Column[], words: Labels, isFirst: boolean): Localised {
  const parts = levels.map((level, at) => {
    const said = levelSaid(by[at].name, level, words);
    return by.length > 1 || isFirst ? joinedLabel(saidOf(by[at].name, words), said) : said;
  });
  const list = (lang: Language) => parts.map((part) => part[lang]).join(lang === 'zh' ? '、' : ' and ');
  return { en: list('en'), zh: list('zh') };
}

function extreme(
  columns: readonly Column[],
  blocks: readonly BlockResult[],
  score: (comparison: Comparison) => number | null,
): { readonly column: Column; readonly score: number } | null {
  let best: { readonly column: Column; readonly score: number } | null = null;
  for (const [i, column] of columns.entries()) {
    for (const comparison of blocks.flatMap(({ results }) => results[i].comparisons)) {
      const value = score(comparison);
      if (value !== null && (best === null || value > best.score)) best = { column, score: value };
    }
  }
  return best;
}
