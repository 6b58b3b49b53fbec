/** Words for distributions, scales and kinds of predictions, in the form, the tables and the texts. */

export const DISTRIBUTION_WORDS = {
  exponential: { en: 'exponential', zh: '指数' },
  weibull: { en: 'Weibull', zh: 'Weibull' },
  lognormal: { en: 'log-normal', zh: '对数正态' },
  loglogistic: { en: 'log-logistic', zh: '对数 logistic' },
  gamma: { en: 'gamma', zh: 'gamma' },
  gengamma: { en: 'generalised gamma', zh: '广义 gamma' },
  gompertz: { en: 'Gompertz', zh: 'Gompertz' },
  royston_parmar: { en: 'Royston–Parmar', zh: 'Royston–Parmar' },
} as const;

export const SCALE_WORDS = {
  hazard: { en: 'log cumulative hazard', zh: '对数累积风险' },
  odds: { en: 'log odds', zh: '对数比值' },
  normal: { en: 'normal quantile', zh: '正态分位数' },
} as const;

export const PREDICTION_WORDS = {
  survival: { en: 'survival probability', zh: '生存概率' },
  hazard: { en: 'hazard', zh: '风险' },
  quantile: { en: 'time of a quantile', zh: '分位时间' },
  rmst: { en: 'restricted mean', zh: '限制性平均生存时间' },
  lp: { en: 'linear predictor', zh: '线性预测值' },
} as const;

export const SOURCE_WORDS = {
  fitted: { en: 'fitted', zh: '拟合' },
  observed: { en: 'Kaplan–Meier', zh: 'Kaplan–Meier' },
} as const;
