/** What menus and lists know `mixed` by. */
import type { MethodEntry } from '../../entry';

export const mixedEntry: MethodEntry = {
  id: 'mixed',
  title: { en: 'Linear mixed models and slopes', zh: '线性混合模型与斜率' },
  summary: {
    en: 'Repeated measurements of a number: random intercepts and slopes by REML with Satterthwaite’s degrees of freedom, mean trajectories; the slope of eGFR by arm, acute, chronic and total.',
    zh: '数值的重复测量：随机截距与随机斜率（REML，Satterthwaite 自由度）、平均轨迹；按组的 eGFR 斜率（急性期、慢性期与总斜率）。',
  },
  icon: 'M3 3v18h18M6 9l13 9M6 6l13 8M6 13l7 6',
};
