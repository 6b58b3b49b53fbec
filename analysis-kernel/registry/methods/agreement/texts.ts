/** The methods paragraph of `agreement`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { SOFTWARE } from '../../software';
import { type AgreementOptions, SCALE_WORDS, SCHEME_WORDS } from './options';

/** The methods paragraph of `agreement`. */
export function agreementParagraph(options: AgreementOptions): Localised {
  const { en, zh } = measureSaid(options, levelText(options.conf_level));
  return { en: `${en} ${SOFTWARE.en}`, zh: `${zh}${SOFTWARE.zh}` };
}

function measureSaid(options: AgreementOptions, level: string): Localised {
  switch (options.type) {
    case 'kappa':
      return options.raters.length > 2
        ? {
            en: `Agreement of the raters was measured by Fleiss’ kappa with a ${level}% confidence interval from the variance over subjects (Gwet).`,
            zh: `多个评分者的一致性采用 Fleiss Kappa，${level}% 置信区间的方差按对象计算（Gwet）。`,
          }
        : {
            en: `Agreement of the two raters was measured by Cohen’s kappa with a ${level}% confidence interval (Fleiss, Cohen and Everitt).`,
            zh: `两个评分者的一致性采用 Cohen Kappa，${level}% 置信区间按 Fleiss–Cohen–Everitt。`,
          };
    case 'weighted_kappa': {
      const scheme = SCHEME_WORDS[options.weights_scheme ?? 'linear'];
      return {
        en: `Agreement of the two raters was measured by weighted kappa (${scheme.en} weights) with a ${level}% confidence interval (Fleiss, Cohen and Everitt).`,
        zh: `两个评分者的一致性采用加权 Kappa（${scheme.zh}加权），${level}% 置信区间按 Fleiss–Cohen–Everitt。`,
      };
    }
    case 'icc':
      return {
        en: `Reliability was measured by intraclass correlations of Shrout and Fleiss with ${level}% confidence intervals from the F distribution (McGraw and Wong).`,
        zh: `可靠性采用 Shrout–Fleiss 组内相关系数，${level}% 置信区间由 F 分布得出（McGraw–Wong）。`,
      };
    case 'bland_altman': {
      const scale = SCALE_WORDS[options.scale ?? 'difference'];
      const share = levelText(options.within ?? 0.95);
      return {
        en: `The two methods were compared by Bland and Altman’s limits of agreement (${scale.en}) for ${share}% of the subjects, with ${level}% confidence intervals, and by the slope of the differences on the means.${options.id === undefined ? '' : ' Subjects were measured several times: the limits hold for one difference of a new subject, from the variances within and between subjects, with intervals by the recovery of variance estimates (Zou).'}`,
        zh: `两种方法的比较采用 Bland–Altman 一致性界限（${scale.zh}，包含 ${share}% 的对象），给出 ${level}% 置信区间，并检验差值对均值的斜率。${options.id === undefined ? '' : '同一对象有多次测量：界限针对新对象的一次差值，由对象内与对象间方差得出，置信区间采用方差估计复原法（Zou）。'}`,
      };
    }
    case 'ccc':
      return {
        en: `Agreement of the two methods was measured by Lin’s concordance correlation coefficient with a ${level}% confidence interval by Fisher’s z.`,
        zh: `两种方法的一致性采用 Lin 一致性相关系数，${level}% 置信区间由 Fisher z 变换得出。`,
      };
  }
}
