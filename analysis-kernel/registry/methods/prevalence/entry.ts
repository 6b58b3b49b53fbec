/** What menus and lists know `prevalence` by. */
import type { MethodEntry } from '../../entry';

export const prevalenceEntry: MethodEntry = {
  id: 'prevalence',
  title: { en: 'Prevalence', zh: '患病率' },
  summary: {
    en: 'The share of cases on a day, in a period or among all rows, with Wilson or exact intervals; by group, compared, standardised for age.',
    zh: '某日、某时期或全部数据中病例的比例及 Wilson 或精确置信区间；可分组比较并按年龄标化。',
  },
  icon: 'M12 3a9 9 0 1 0 9 9h-9zM15 3.5A9 9 0 0 1 20.5 9H15z',
};
