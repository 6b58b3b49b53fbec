/** What menus and lists know `diagnostic` by. */
import type { MethodEntry } from '../../entry';

export const diagnosticEntry: MethodEntry = {
  id: 'diagnostic',
  title: { en: 'Diagnostic accuracy', zh: '诊断准确性' },
  summary: {
    en: 'Sensitivity, specificity, predictive values and likelihood ratios at a cut-off; ROC curves with AUC, DeLong’s test, partial AUC and the best cut-off.',
    zh: '截断值处的灵敏度、特异度、预测值与似然比；ROC 曲线、AUC 及其 DeLong 检验、部分 AUC 与最佳截断值。',
  },
  icon: 'M3 3v18h18M3 21C4 9 9 5 21 4M3 21L21 4',
};
