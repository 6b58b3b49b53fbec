/** The table of `table1`. */
import { column } from '../../declare-table';
import type { ColumnDeclaration, TableDeclaration } from '../../method';

const ADDED = {
  unweighted: [
    column('n_unweighted', 'number', 'Rows behind n, each counted once', 'n 对应的未加权例数'),
    column('group_n_unweighted', 'number', 'Rows of the group, each counted once', '该组未加权例数'),
    column(
      'effective_n',
      'number',
      'Effective sample size of the group: (sum of weights)² / sum of squared weights',
      '该组有效样本量：权重之和的平方除以权重平方和',
    ),
  ],
  differences: [column('smd_unweighted', 'number', 'The standardised difference before weighting', '加权前的标准化均数差')],
};

export const TABLE_ONE: TableDeclaration = {
  name: 'table',
  title: { en: 'Baseline characteristics', zh: '基线特征' },
  description: {
    en: 'A row for each variable (each level of a category) and group; the rows of everyone, whose group is empty, come first, then the groups in their order. Of several columns in `by` a group is `centre=1, arm=A`. Test and difference stand on every row of their variable; with several columns in `by` on those of the outer group they were made in. With `subgroups` a first column `subgroup` has its level. Sampling and inverse-probability weights add `n_unweighted`, `group_n_unweighted`, `effective_n`, with `smd` also `smd_unweighted`.',
    zh: '每个变量（分类变量为每个水平）与每组一行；先列全体（组别为空），再按顺序列各组。`by` 指定多列时组别形如 `centre=1, arm=A`。检验与差异在该变量的每一行给出；`by` 指定多列时在所属外层组的各行给出。指定 `subgroups` 时首列 `subgroup` 为其水平。抽样权重与逆概率权重另加 `n_unweighted`、`group_n_unweighted`、`effective_n`，指定 `smd` 时另加 `smd_unweighted`。',
  },
  appears: { en: 'always', zh: '始终' },
  columns: [
    column('variable', 'text', 'Variable', '变量'),
    column('level', 'text', 'Level of a category; empty for numbers', '分类变量的水平；数值变量为空'),
    column('group', 'text', 'Group; empty for everyone', '组别；全体（合计）为空'),
    column('n', 'number', 'Known values, or rows with this level; weighted: their weight', '非缺失例数，或该水平的例数；加权时为权重之和'),
    column(
      'percent',
      'number',
      'Percent of the known values of the group, or of its rows (`percent_of`); 0–100',
      '占该组非缺失例数（或全部例数，见 `percent_of`）的百分比（0–100）',
    ),
    column('mean', 'number', 'Mean', '均数'),
    column('sd', 'number', 'Standard deviation', '标准差'),
    column('median', 'number', 'Median', '中位数'),
    column('p25', 'number', 'Lower quartile', '下四分位数'),
    column('p75', 'number', 'Upper quartile', '上四分位数'),
    column('missing', 'number', 'Rows of the group without a value; weighted: unweighted', '该组缺失例数；加权时为未加权例数'),
    column(
      'missing_percent',
      'number',
      'Percent of the rows of the group without a value, weighted: of their weight',
      '该组缺失百分比；加权时按权重计',
    ),
    column('group_n', 'number', 'Rows of the group; weighted: their weight', '该组例数；加权时为权重之和'),
    column('statistic', 'number', 'W, H, t, F or χ²; empty for Fisher’s test', 'W、H、t、F 或 χ²；Fisher 检验为空'),
    column('p_value', 'number', 'p value', 'P 值'),
    column(
      'test',
      'text',
      'wilcoxon, kruskal, t, welch, anova, welch_anova, chisq, fisher or fisher_simulated',
      'wilcoxon、kruskal、t、welch、anova、welch_anova、chisq、fisher 或 fisher_simulated',
    ),
    column(
      'smd',
      'number',
      'Standardised mean difference, second group minus first; of more groups the mean or the largest size over pairs (`smd_of`)',
      '标准化均数差，第二组减第一组；多组时为各对绝对值的平均或最大值（`smd_of`）',
    ),
  ],
  added: [...ADDED.unweighted, ...ADDED.differences],
  disclosure: { kind: 'counts', columns: ['n', 'missing', 'group_n'] },
};

/** The columns a result has. */
export function columnsOf({ probability, smd }: { readonly probability: boolean; readonly smd: boolean }): readonly ColumnDeclaration[] {
  if (!probability) return TABLE_ONE.columns;
  return [...TABLE_ONE.columns, ...ADDED.unweighted, ...(smd ? ADDED.differences : [])];
}
