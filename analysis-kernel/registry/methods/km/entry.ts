/** What menus and lists know `km` by. */
import type { MethodEntry } from '../../entry';

export const kmEntry: MethodEntry = {
  id: 'km',
  title: { en: 'Kaplan–Meier', zh: 'Kaplan–Meier 生存曲线' },
  summary: {
    en: 'Survival curves by group with confidence bands, medians, the log-rank test and its family, restricted means and follow-up.',
    zh: '分组生存曲线及置信带、中位生存时间、log-rank 检验及其同族检验、限制性平均生存时间与随访时间。',
  },
  icon: 'M3 3v18h18M3 6h4v4h5v4h4v3h5',
};
