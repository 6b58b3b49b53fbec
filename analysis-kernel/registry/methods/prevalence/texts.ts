/** The methods paragraph of `prevalence`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { PROPORTION_WORDS } from '../../common-options';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import type { PrevalenceOptions } from './options';

/** The methods paragraph of `prevalence`. */
export function prevalenceParagraph(options: PrevalenceOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const type = PROPORTION_WORDS[options.conf_type];
  const title = output.labels['convention:standard'];
  const en = [
    options.at !== undefined
      ? `Point prevalence is the share of cases among those observed on ${options.at}.`
      : options.period !== undefined
        ? `Period prevalence is the share of cases on any day from ${options.period.from} to ${options.period.to} among those observed on any of them.`
        : 'Prevalence is the share of cases.',
    `Intervals are ${type.en} ${level}% confidence intervals.`,
    ...(output.tables.has('ratios')
      ? ['Groups were compared by ratio (interval on the logarithm) and difference (Newcombe), with the score test.']
      : []),
    ...(title === undefined
      ? []
      : [`Prevalence was directly standardised for age (${title.en}), with intervals at the effective number of rows.`]),
    SOFTWARE.en,
  ];
  const zh = [
    options.at !== undefined
      ? `时点患病率为 ${options.at} 被观察者中病例的比例。`
      : options.period !== undefined
        ? `期间患病率为 ${options.period.from} 至 ${options.period.to} 任一日被观察者中任一日为病例者的比例。`
        : '患病率为病例的比例。',
    `置信区间为 ${level}% ${type.zh}。`,
    ...(output.tables.has('ratios') ? ['组间以比值（对数尺度区间）与差值（Newcombe 法）比较，并作得分检验。'] : []),
    ...(title === undefined ? [] : [`患病率按年龄直接标化（${title.zh}），置信区间按有效样本量计算。`]),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}
