/** The methods paragraph of `incidence`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import { CONF_TYPE_WORDS, type IncidenceOptions } from './options';

const RATE_METHOD = {
  exact: { en: 'exact Poisson confidence intervals', zh: '精确 Poisson 置信区间' },
  score: { en: 'score confidence intervals', zh: '得分置信区间' },
  wald: { en: 'confidence intervals on the logarithmic scale', zh: '对数尺度的置信区间' },
} as const;

/** The methods paragraph of `incidence`. */
export function incidenceParagraph(options: IncidenceOptions, output: MethodOutput): Localised {
  const { split, conf_type, conf_level } = options;
  const level = levelText(conf_level);
  const inYears = output.conventions.person_time === 'years of 365.25 days';
  const scales = [
    ...(split?.age === undefined ? [] : [{ en: 'age', zh: '年龄' }]),
    ...(split?.years === undefined ? [] : [{ en: 'calendar period', zh: '日历时段' }]),
    ...(split?.follow_up === undefined ? [] : [{ en: 'time since entry', zh: '随访时间' }]),
  ];
  const title = output.labels['convention:standard'];
  const hasRatios = output.tables.has('ratios');
  const en = [
    `Incidence rates are events over person-time${inYears ? ' in years of 365.25 days' : ''}, with ${level}% ${RATE_METHOD[conf_type].en}.`,
    ...(scales.length === 0
      ? []
      : [`Person-time was split by ${scales.map((one) => one.en).join(', ')}; an event at a cut belongs to the band that ends there.`]),
    ...(hasRatios
      ? [
          `Rates were compared by their ratio (${conf_type === 'exact' ? 'exact, given the number of events' : CONF_TYPE_WORDS[conf_type].en}) and difference (${conf_type === 'score' ? 'score' : 'Wald'})${scales.length > 0 ? ', and over the strata by Mantel and Haenszel' : ''}.`,
        ]
      : []),
    ...(title === undefined ? [] : [`Rates were directly standardised for age (${title.en}) with the gamma interval of Fay and Feuer.`]),
    ...(output.tables.has('smr')
      ? ['Events were compared with those expected at reference rates of the same ages (standardised ratio).']
      : []),
    SOFTWARE.en,
  ];
  const zh = [
    `发病率为事件数除以人时${inYears ? '（一年按 365.25 天）' : ''}，给出 ${level}% ${RATE_METHOD[conf_type].zh}。`,
    ...(scales.length === 0 ? [] : [`人时按${scales.map((one) => one.zh).join('、')}拆分；恰在切点的事件归入以该切点结束的区间。`]),
    ...(hasRatios
      ? [
          `组间以率比（${conf_type === 'exact' ? '给定事件总数的精确法' : CONF_TYPE_WORDS[conf_type].zh}）与率差（${conf_type === 'score' ? '得分法' : 'Wald 型'}）比较${scales.length > 0 ? '，并用 Mantel–Haenszel 法分层合并' : ''}。`,
        ]
      : []),
    ...(title === undefined ? [] : [`率按年龄直接标化（${title.zh}），采用 Fay–Feuer gamma 置信区间。`]),
    ...(output.tables.has('smr') ? ['实际事件数与按同年龄参考率计算的期望事件数相比（标化比）。'] : []),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}
