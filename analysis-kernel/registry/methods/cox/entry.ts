/** What menus and lists know `cox` by. */
import type { MethodEntry } from '../../entry';

export const coxEntry: MethodEntry = {
  id: 'cox',
  title: { en: 'Cox regression', zh: 'Cox 回归' },
  summary: {
    en: 'Hazard ratios by proportional hazards regression, with the test of proportionality, concordance, residuals, baseline hazard and predictions.',
    zh: '比例风险回归的风险比，附比例性检验、一致性指数、残差、基线风险与预测。',
  },
  icon: 'M12 3v18M3 6h8M7 4.5v3M9 12h11M15 10.5v3M5 18h11M9 16.5v3',
};
