/** What menus and lists know `parametric` by. */
import type { MethodEntry } from '../../entry';

export const parametricEntry: MethodEntry = {
  id: 'parametric',
  title: { en: 'Parametric survival', zh: '参数生存模型' },
  summary: {
    en: 'Survival by a distribution or a spline of time: time and hazard ratios, smooth curves beside Kaplan–Meier, extrapolation, quantiles and restricted means.',
    zh: '以分布或时间样条描述生存：时间比与风险比、与 Kaplan–Meier 对照的光滑曲线、外推、分位时间与限制性平均生存时间。',
  },
  icon: 'M3 3v18h18M4 5c5 0 5 11 16 12M4 5h4v4h4v4h4v3h4',
};
