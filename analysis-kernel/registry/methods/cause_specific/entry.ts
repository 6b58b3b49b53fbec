/** What menus and lists know `cause_specific` by. */
import type { MethodEntry } from '../../entry';

export const causeSpecificEntry: MethodEntry = {
  id: 'cause_specific',
  title: { en: 'Cause-specific hazards', zh: '病因别风险模型' },
  summary: {
    en: 'A Cox model of the hazard of each competing event, with the risks of each event that they give together.',
    zh: '对每种竞争事件的风险分别建立 Cox 模型，并由各模型合成每种事件的绝对风险。',
  },
  icon: 'M3 12h6M9 12l8-6M9 12l8 6M17 4v4M17 16v4M20 6h1M20 18h1',
};
