/** The table of `table1`. */
import { column } from '../../declare-table';
import type { TableDeclaration } from '../../method';

export const TABLE_ONE: TableDeclaration = {
  name: 'table',
  title: { en: 'Baseline characteristics', zh: '基线特征' },
  description: {
    en: 'A row for each variable (each level of a category) and group; the rows of everyone, whose group is empty, come first, then the groups in their order. Test and difference stand on every row of their variable.',
    zh: '每个变量（分类变量为每个水平）与每组一行；先列全体（组别为空），再按顺序列各组。检验与差异在该变量的每一行给出。',
  },
  appears: { en: 'always', zh: '始终' },
  columns: [
    column('variable', 'text', 'Variable', '变量'),
    column('level', 'text', 'Level of a category; empty for numbers', '分类变量的水平；数值变量为空'),
    column('group', 'text', 'Group; empty for everyone', '组别；全体（合计）为空'),
    column('n', 'number', 'Known values, or rows with this level; weighted: their weight', '非缺失例数，或该水平的例数；加权时为权重之和'),
    column('percent', 'number', 'Percent of the known values of the group (0–100)', '占该组非缺失例数的百分比（0–100）'),
    column('mean', 'number', 'Mean', '均数'),
    column('sd', 'number', 'Standard deviation', '标准差'),
    column('median', 'number', 'Median', '中位数'),
    column('p25', 'number', 'Lower quartile', '下四分位数'),
    column('p75', 'number', 'Upper quartile', '上四分位数'),
    column('missing', 'number', 'Rows of the group without a value', '该组缺失例数'),
    column('statistic', 'number', 'W, H, t, F or χ²; empty for Fisher’s test', 'W、H、t、F 或 χ²；Fisher 检验为空'),
    column('p_value', 'number', 'p value', 'P 值'),
    column(
      'test',
      'text',
      'wilcoxon, kruskal, t, anova, chisq, fisher or fisher_simulated',
      'wilcoxon、kruskal、t、anova、chisq、fisher 或 fisher_simulated',
    ),
    column(
      'smd',
      'number',
      'Standardised mean difference, second group minus first; of more groups the mean size over pairs',
      '标准化均数差，第二组减第一组；多组时为各对绝对值的平均',
    ),
  ],
  disclosure: { kind: 'counts', columns: ['n', 'missing'] },
};
