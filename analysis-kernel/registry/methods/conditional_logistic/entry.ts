/** What menus and lists know `conditional_logistic` by. */
import type { MethodEntry } from '../../entry';

export const conditionalLogisticEntry: MethodEntry = {
  id: 'conditional_logistic',
  title: { en: 'Conditional logistic regression', zh: '条件 logistic 回归' },
  summary: {
    en: 'Odds ratios from matched sets of cases and controls, one to one or many to many, by the exact conditional likelihood.',
    zh: '匹配病例对照（1:1 至 m:n）的比值比，采用精确条件似然。',
  },
  icon: 'M4 5h6v6H4zM14 5h6v6h-6zM10 8h4M4 15h6v5H4zM14 15h6v5h-6zM10 17.5h4',
};
