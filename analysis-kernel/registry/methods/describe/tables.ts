/** Tables of `describe`. */
import type { TableDeclaration } from '../../method';

export const DESCRIBE_TABLE: TableDeclaration = {
  name: 'variables',
  title: { en: 'Description', zh: '描述' },
  description: {
    en: 'A row for each numeric variable and for each level of a category; with group, for each group.',
    zh: '每个数值变量一行，分类变量每个水平一行；指定 group 时按组分列。',
  },
  appears: { en: 'always', zh: '始终' },
  columns: [
    { name: 'variable', type: 'text', description: { en: 'Variable', zh: '变量' } },
    { name: 'level', type: 'text', description: { en: 'Level of a category; empty for numbers', zh: '分类变量的水平；数值变量为空' } },
    { name: 'n', type: 'number', description: { en: 'Known values, or rows with this level', zh: '非缺失例数，或该水平的例数' } },
    { name: 'percent', type: 'number', description: { en: 'Percent of the known values', zh: '占非缺失例数的百分比' } },
    { name: 'missing', type: 'number', description: { en: 'Missing values of the variable', zh: '变量的缺失例数' } },
    { name: 'mean', type: 'number', description: { en: 'Mean', zh: '均数' } },
    { name: 'sd', type: 'number', description: { en: 'Standard deviation', zh: '标准差' } },
    { name: 'min', type: 'number', description: { en: 'Smallest value', zh: '最小值' } },
    { name: 'p25', type: 'number', description: { en: 'Lower quartile', zh: '下四分位数' } },
    { name: 'median', type: 'number', description: { en: 'Median', zh: '中位数' } },
    { name: 'p75', type: 'number', description: { en: 'Upper quartile', zh: '上四分位数' } },
    { name: 'max', type: 'number', description: { en: 'Largest value', zh: '最大值' } },
  ],
  disclosure: { kind: 'counts', columns: ['n', 'missing'], minimum: ['min', 'max'] },
};
