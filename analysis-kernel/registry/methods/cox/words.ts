/** Words for kinds of residuals and predictions, in the form and in the tables. */

export const RESIDUAL_WORDS = {
  martingale: { en: 'martingale', zh: '鞅残差' },
  deviance: { en: 'deviance', zh: '偏差残差' },
  score: { en: 'score', zh: '得分残差' },
  schoenfeld: { en: 'Schoenfeld', zh: 'Schoenfeld 残差' },
  scaled_schoenfeld: { en: 'scaled Schoenfeld', zh: '标化 Schoenfeld 残差' },
  dfbeta: { en: 'dfbeta', zh: 'dfbeta' },
  dfbetas: { en: 'dfbetas', zh: 'dfbetas' },
} as const;

export const PREDICTION_WORDS = {
  survival: { en: 'survival probability', zh: '生存概率' },
  risk: { en: 'relative risk', zh: '相对风险' },
  lp: { en: 'linear predictor', zh: '线性预测值' },
} as const;
