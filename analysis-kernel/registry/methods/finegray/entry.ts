/** What menus and lists know `finegray` by. */
import type { MethodEntry } from '../../entry';

export const fineGrayEntry: MethodEntry = {
  id: 'finegray',
  title: { en: 'Fine–Gray regression', zh: 'Fine–Gray 回归' },
  summary: {
    en: 'Subdistribution hazard ratios of one of several competing events: how covariates act on its cumulative incidence.',
    zh: '竞争事件之一的部分分布风险比：协变量如何影响其累积发生率。',
  },
  icon: 'M3 3v18h18M4 20c5-1 6-12 16-13M4 20c6 0 9-6 16-6',
};
