/** How a baseline table is laid out, and what is said below it. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ViewOf } from '../../../views/kinds';
import type { Weights } from '../../weights';
import type { Groups } from './groups';
import type { TableOneOptions } from './options';
import { TABLE_ONE } from './tables';
import { type BlockResult, comparisonsOf, isProbability } from './variable';

/** The layout of the table as the options ask for it. */
export function viewOf(
  options: TableOneOptions,
  groups: Groups,
  blocks: readonly BlockResult[],
  weights: Weights | null,
): ViewOf<'baseline'> {
  return {
    kind: 'baseline',
    table: TABLE_ONE.name,
    title: TABLE_ONE.title,
    folded: false,
    notes: notesOf(options, groups, blocks, weights),
    by: [...(options.by ?? [])],
    groups: groups.shown.map(({ label, levels, panel }) => ({ key: label, levels: [...levels], panel })),
    ...(options.subgroups === undefined ? {} : { subgroups: options.subgroups }),
    normal: [...(options.normal ?? [])],
    decimals: { ...options.decimals },
    percentDecimals: options.percent_decimals,
    missing: options.missing,
    percentOf: options.percent_of,
  };
}

function notesOf(
  { smd, smd_of, by = [] }: TableOneOptions,
  { panels }: Groups,
  blocks: readonly BlockResult[],
  weights: Weights | null,
): Localised[] {
  const notes: Localised[] = [];
  const hasSmd = comparisonsOf(blocks).some((one) => one.smd !== null);
  if (smd && hasSmd && panels.some((panel) => panel.length > 2)) {
    notes.push(
      smd_of === 'largest'
        ? { en: 'SMD: the largest absolute difference of all pairs of groups.', zh: 'SMD：各对组间差异绝对值的最大值。' }
        : { en: 'SMD: the mean of the absolute differences of all pairs of groups.', zh: 'SMD：各对组间差异绝对值的平均值。' },
    );
  }
  if (panels.length > 1 && by.length > 1 && hasSmd) notes.push(WITHIN);
  if (isProbability(weights)) notes.push(WEIGHTED);
  return notes;
}

const WITHIN = { en: 'Groups are compared within each outer group.', zh: '组间比较在各外层组内进行。' };

const WEIGHTED = {
  en: 'Weighted: n are sums of weights. Effective sample size: (sum of weights)² over the sum of their squares. Quartiles are the smallest values at which the cumulated weight reaches a quarter, one half and three quarters.',
  zh: '已加权：n 为权重之和。有效样本量为权重之和的平方除以权重平方和。四分位数为累积权重达到 1/4、1/2、3/4 的最小取值。',
};
