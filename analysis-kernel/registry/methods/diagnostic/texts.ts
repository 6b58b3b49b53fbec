/** The methods paragraph of `diagnostic`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { ADJUST_WORDS, PROPORTION_WORDS } from '../../common-options';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import { AUC_INTERVAL_WORDS, CRITERION_WORDS, type DiagnosticOptions } from './options';

/** The methods paragraph of `diagnostic`. */
export function diagnosticParagraph(options: DiagnosticOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const [type, interval] = [PROPORTION_WORDS[options.conf_type], AUC_INTERVAL_WORDS[options.auc_interval]];
  const parts: Localised[] = [
    {
      en: `Discrimination was described by the ROC curve and the area under it (AUC) with its ${level}% confidence interval (${interval.en}).`,
      zh: `区分能力以 ROC 曲线及曲线下面积（AUC）描述，并给出 ${level}% 置信区间（${interval.zh}）。`,
    },
  ];
  if (output.tables.get('estimates')?.rows.some((row) => row.includes('sensitivity')) === true) {
    parts.push({
      en: `Sensitivity, specificity and predictive values have ${type.en} intervals, likelihood ratios intervals on the logarithm.`,
      zh: `灵敏度、特异度与预测值采用 ${type.zh} 区间，似然比采用对数尺度的区间。`,
    });
  }
  if (options.prevalence !== undefined) {
    parts.push({
      en: 'Predictive values at the prevalence given follow from the likelihood ratios by Bayes’ theorem.',
      zh: '给定患病率下的预测值由似然比按贝叶斯定理得出。',
    });
  }
  if (output.tables.has('best')) {
    const criterion = CRITERION_WORDS[options.best ?? 'youden'];
    parts.push({
      en: `Cut-offs were chosen in the data (${criterion.en}); their optimism was estimated in ${options.bootstrap} bootstrap samples of cases and of controls (seed ${options.seed}).`,
      zh: `截断值在本数据中选取（${criterion.zh}），其乐观度由病例与对照分别抽样的 ${options.bootstrap} 次自助抽样估计（种子 ${options.seed}）。`,
    });
  }
  if (options.partial_auc !== undefined) {
    const { of, from, to } = options.partial_auc;
    parts.push({
      en: `The partial AUC over ${of} from ${from} to ${to} has a percentile interval of ${options.bootstrap} bootstrap samples (seed ${options.seed}) and is also given as McClish rescales it.`,
      zh: `${of === 'specificity' ? '特异度' : '灵敏度'}自 ${from} 至 ${to} 的部分 AUC 采用 ${options.bootstrap} 次自助抽样（种子 ${options.seed}）的百分位数区间，并给出 McClish 校正值。`,
    });
  }
  const test = output.tables.get('test');
  if (test !== undefined) {
    const adjusted = test.rows.length > 1 && options.adjust !== 'none' ? options.adjust : null;
    parts.push({
      en: `AUCs on the same rows were compared by DeLong’s test${adjusted === null ? '' : `, p values of pairs adjusted (${ADJUST_WORDS[adjusted].en})`}.`,
      zh: `同一批数据的 AUC 以 DeLong 检验比较${adjusted === null ? '' : `，两两比较的 P 值作校正（${ADJUST_WORDS[adjusted].zh}）`}。`,
    });
  }
  const ofGroups = output.tables.get('group_test');
  if (ofGroups !== undefined) {
    const isAdjusted = options.adjust !== 'none' && ofGroups.rows.some((row) => row[ofGroups.columns.indexOf('p_adjusted')] !== null);
    const by = isAdjusted ? ADJUST_WORDS[options.adjust] : null;
    parts.push({
      en: `AUCs of different groups of patients were compared by DeLong’s variances, on Student’s t with Welch’s degrees of freedom${by === null ? '' : `, p values of pairs adjusted (${by.en})`}.`,
      zh: `不同患者组的 AUC 以 DeLong 方差、t 分布与 Welch 自由度比较${by === null ? '' : `，两两比较的 P 值作校正（${by.zh}）`}。`,
    });
  }
  parts.push(SOFTWARE);
  return { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') };
}
