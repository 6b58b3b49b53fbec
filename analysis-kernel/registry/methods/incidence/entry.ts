/** What menus and lists know `incidence` by. */
import type { MethodEntry } from '../../entry';

export const incidenceEntry: MethodEntry = {
  id: 'incidence',
  title: { en: 'Incidence rates', zh: '发病率' },
  summary: {
    en: 'Events over person-time with exact intervals: by group, age, calendar period and follow-up; ratios and differences, standardised rates, SMR and SIR.',
    zh: '事件数与人时之比及精确置信区间：按组、年龄、日历时段与随访时间；率比与率差、标化率、标化死亡比与标化发病比。',
  },
  icon: 'M3 3v18h18M7 16v-4M11 16V8M15 16v-6M19 16V6',
};
