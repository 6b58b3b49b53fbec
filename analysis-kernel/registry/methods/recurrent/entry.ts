/** What menus and lists know `recurrent` by. */
import type { MethodEntry } from '../../entry';

export const recurrentEntry: MethodEntry = {
  id: 'recurrent',
  title: { en: 'Recurrent events', zh: '复发事件分析' },
  summary: {
    en: 'Events that come again: Andersen–Gill and Prentice–Williams–Peterson models, the mean number of events by time with its band, tests between groups.',
    zh: '可反复发生的事件：Andersen–Gill 与 Prentice–Williams–Peterson 模型、平均累积事件数及其置信带、组间检验。',
  },
  icon: 'M3 18h4v-4h4v-4h5V6h5M5 6a4 4 0 1 1 4 4M9 10l-2-2M9 10l2-2',
};
