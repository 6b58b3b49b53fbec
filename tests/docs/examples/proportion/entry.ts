/** What menus and lists know `proportion` by. */
import type { MethodEntry } from '@/analysis-kernel/registry/entry';

export const proportionEntry: MethodEntry = {
  id: 'proportion',
  title: { en: 'Proportion', zh: '比例' },
  summary: { en: 'A proportion with its Clopper–Pearson interval.', zh: '比例及 Clopper–Pearson 置信区间。' },
  icon: 'M3 12h18M3 9v6M21 9v6M12 9v6',
};
