/** What `recurrent` writes of itself: methods paragraph, R script. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { CONF_TYPE_WORDS } from '../../common-options';
import { varianceSaid } from '../../hazard-texts';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import { timeSentences } from '../../time-scale';
import type { RecurrentOptions } from './options';

export { recurrentScript } from './script';

/** The methods paragraph: model or estimate, risk sets, variance, test, software. */
export function recurrentParagraph(options: RecurrentOptions, output: MethodOutput): Localised {
  const [own, rows] =
    options.type === 'mean_cumulative' ? [meanSaid(options, output), []] : [modelSaid(options), [varianceSaid(options, output)]];
  const en = [...own.en, ...rows.flatMap((one) => one.en), ...timeSentences(options.time_unit).en, SOFTWARE.en];
  const zh = [...own.zh, ...rows.flatMap((one) => one.zh), ...timeSentences(options.time_unit).zh, SOFTWARE.zh];
  return { en: en.join(' '), zh: zh.join('') };
}

interface Said {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

const MODELS = {
  andersen_gill: {
    en: 'Rate ratios were estimated by the Andersen–Gill model, in which a patient is at risk of every event while under observation',
    zh: '采用 Andersen–Gill 模型估计率比，患者在观察期间始终处于每次事件的风险中',
  },
  pwp_total: {
    en: 'Hazard ratios were estimated by the Prentice–Williams–Peterson total-time model, stratified by the number of the event, in time from the beginning of follow-up',
    zh: '采用 Prentice–Williams–Peterson 总时间模型估计风险比，按事件序号分层，时间自随访开始起算',
  },
  pwp_gap: {
    en: 'Hazard ratios were estimated by the Prentice–Williams–Peterson gap-time model, stratified by the number of the event, in time since the event before',
    zh: '采用 Prentice–Williams–Peterson 间隔时间模型估计风险比，按事件序号分层，时间自上一次事件起算',
  },
} as const;
const TIES = { efron: { en: "Efron's method", zh: ' Efron 法' }, breslow: { en: "Breslow's method", zh: ' Breslow 法' } } as const;

function modelSaid({ type, ties, last_stratum }: RecurrentOptions): Said {
  if (type === 'mean_cumulative') return { en: [], zh: [] };
  const [model, method] = [MODELS[type], TIES[ties]];
  const joined = last_stratum !== undefined && type !== 'andersen_gill';
  return {
    en: [
      `${model.en}, with ${method.en} for ties.`,
      ...(joined ? [`Events from number ${last_stratum} on were one stratum.`] : []),
      'Proportional hazards were examined by the score test on scaled Schoenfeld residuals.',
    ],
    zh: [
      `${model.zh}，结点用${method.zh}处理。`,
      ...(joined ? [`第 ${last_stratum} 次及以后的事件合为一层。`] : []),
      '比例风险假定以基于标化 Schoenfeld 残差的得分检验考察。',
    ],
  };
}

function meanSaid({ terminal, conf_type, conf_level }: RecurrentOptions, { tables }: MethodOutput): Said {
  const scale = CONF_TYPE_WORDS[conf_type];
  const level = Number((100 * conf_level).toPrecision(12));
  const tested = tables.has('test');
  return {
    en: [
      terminal === undefined
        ? 'The mean number of events by time was estimated by the mean cumulative function (Nelson–Aalen), with the robust variance of Lawless and Nadeau.'
        : 'The mean number of events by time was estimated by the method of Ghosh and Lin, which counts none after the terminal event, with an infinitesimal jackknife variance.',
      `Intervals (${level}%) are symmetric on the ${scale.en} scale.`,
      ...(tested
        ? [
            terminal === undefined
              ? 'Groups were compared by the robust test of Cook, Lawless and Nadeau.'
              : 'Groups were compared by the log-rank type test of Ghosh and Lin.',
          ]
        : []),
    ],
    zh: [
      terminal === undefined
        ? '各时间的平均事件数以平均累积函数（Nelson–Aalen）估计，方差为 Lawless–Nadeau 稳健方差。'
        : '各时间的平均事件数以 Ghosh–Lin 法估计，终末事件之后不再计事件，方差为按患者的无穷小刀切。',
      `置信区间（${level}%）在${scale.zh}尺度上对称。`,
      ...(tested
        ? [terminal === undefined ? '组间比较采用 Cook–Lawless–Nadeau 稳健检验。' : '组间比较采用 Ghosh–Lin 的 log-rank 型检验。']
        : []),
    ],
  };
}
