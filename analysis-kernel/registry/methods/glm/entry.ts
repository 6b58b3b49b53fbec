/** What menus and lists know `glm` by. */
import type { MethodEntry } from '../../entry';

export const glmEntry: MethodEntry = {
  id: 'glm',
  title: { en: 'Linear, logistic and Poisson regression', zh: '线性、logistic 与 Poisson 回归' },
  summary: {
    en: 'Generalised linear models: differences, odds, risk or rate ratios, with robust variances, offsets, weights and predictions.',
    zh: '广义线性模型：差值、比值比、风险比或率比，支持稳健方差、偏移项、权重与预测。',
  },
  icon: 'M3 3v18h18M6 18 20 6M7 10h.01M11 16h.01M13 7h.01M18 13h.01',
};
