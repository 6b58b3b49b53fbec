/** What menus and lists know `test` by, and what it splits. */
import type { MethodEntry } from '../../entry';

export const testEntry: MethodEntry = {
  id: 'test',
  title: { en: 'Tests', zh: '假设检验' },
  summary: {
    en: 'Compares groups and pairs: means, ranks, counts, proportions, correlation; estimates with intervals, exact where it can be, comparisons of pairs with adjustment.',
    zh: '比较组与配对：均数、秩、计数、比例与相关；给出估计值与置信区间，可行时为精确检验，并可作校正后的两两比较。',
  },
  icon: 'M12 3v18M7 21h10M4 7h16M4 7l-2 6h4zM20 7l-2 6h4z',
  tasks: { fisher: async () => (await import('../../../stats/hypothesis/fisher')).FISHER_TASK },
};
