/** What menus and lists know `agreement` by. */
import type { MethodEntry } from '../../entry';

export const agreementEntry: MethodEntry = {
  id: 'agreement',
  title: { en: 'Agreement', zh: '一致性' },
  summary: {
    en: 'How far raters or methods agree: kappa, weighted kappa, Fleiss’ kappa, the six intraclass correlations, Bland–Altman limits, Lin’s concordance.',
    zh: '评分者或测量方法之间的一致程度：Kappa、加权 Kappa、Fleiss Kappa、六种组内相关系数、Bland–Altman 一致性界限、Lin 一致性相关系数。',
  },
  icon: 'M4 20L20 4M5 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M13 15a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
};
