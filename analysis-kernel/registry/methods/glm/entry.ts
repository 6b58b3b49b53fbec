/** What menus and lists know `glm` by. */
import type { MethodEntry } from '../../entry';

export const glmEntry: MethodEntry = {
  id: 'glm',
  title: { en: 'Linear, logistic and Poisson regression', zh: '线性、logistic 与 Poisson 回归' },
  summary: {
    en: 'Generalised linear models of numbers, yes or no, and counts: differences, odds, risk or rate ratios, standardised risks, comparisons, robust variances, Firth’s penalty under separation.',
    zh: '数值、是/否与计数的广义线性模型：差值、比值比、风险比或率比，标准化风险、对比、稳健方差，出现分离时可用 Firth 惩罚。',
  },
  icon: 'M3 3v18h18M6 18 20 6M7 10h.01M11 16h.01M13 7h.01M18 13h.01',
};
