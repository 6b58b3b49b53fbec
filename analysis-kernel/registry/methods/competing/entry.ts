/** What menus and lists know `competing` by. */
import type { MethodEntry } from '../../entry';

export const competingEntry: MethodEntry = {
  id: 'competing',
  title: { en: 'Competing risks', zh: '竞争风险' },
  summary: {
    en: 'Cumulative incidence of each cause in the presence of the others (Aalen–Johansen), by group, with Gray’s test.',
    zh: '其他原因存在时各原因的累积发生率（Aalen–Johansen），可分组，并给出 Gray 检验。',
  },
  icon: 'M3 3v18h18M3 19c5 0 6-11 17-12M3 20c6 0 9-5 17-5',
};
