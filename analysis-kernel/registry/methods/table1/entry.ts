/** What menus and lists know `table1` by, and what it splits. */
import type { MethodEntry } from '../../entry';

export const tableOneEntry: MethodEntry = {
  id: 'table1',
  title: { en: 'Baseline table (Table 1)', zh: '基线表（表 1）' },
  summary: {
    en: 'Characteristics by group: counts and percentages, mean and standard deviation, median and quartiles, with tests and standardised differences when asked.',
    zh: '按组描述特征：例数与百分比、均数与标准差、中位数与四分位数；可选检验与标准化均数差。',
  },
  icon: 'M3 4h18M3 9h18M3 20h18M10 4v16M15.5 4v16',
  cellName: 'baseline',
  tasks: { fisher: async () => (await import('../../../stats/hypothesis/fisher')).FISHER_TASK },
};
