/** Options of `finegray`. */
import { causesOption, causeToModelOption, censoredOption, modelFormula, riskPredictions, riskScaleOption } from '../../cause-options';
import { clusterOption, confLevelOption, dataOption, timeUnitOption, weightsOption, whereOption } from '../../common-options';
import { hazardRatiosOption } from '../../hazard-options';
import { choice, column, flag, type OptionsOf } from '../../options';

export const FINEGRAY_OPTIONS = {
  data: dataOption,
  formula: modelFormula,
  cause: causeToModelOption({
    en: 'The event that is modelled; the others compete with it. Needed where there are several.',
    zh: '要建模的事件，其余为竞争事件。有多种事件时必填。',
  }),
  time_unit: timeUnitOption,
  exponentiate: hazardRatiosOption,
  as: choice({
    label: { en: 'As in', zh: '惯例同' },
    help: {
      en: 'Whose conventions: survival’s `finegray` with `coxph` (Efron ties, events before censorings, robust variance), or `cmprsk::crr` (Breslow ties, censorings before events, a variance that allows for the estimation of censoring; no weights, clusters or late entry).',
      zh: '采用的惯例：survival 包的 `finegray` 与 `coxph`（Efron 结点、事件先于删失、稳健方差），或 `cmprsk::crr`（Breslow 结点、删失先于事件，方差计及删失分布的估计；不含权重、聚类与延迟进入）。',
    },
    values: ['survival', 'cmprsk'],
    valueWords: { survival: { en: 'R (survival)', zh: 'R（survival）' }, cmprsk: { en: 'R (cmprsk)', zh: 'R（cmprsk）' } },
    default: 'survival',
  }),
  ties: choice({
    label: { en: 'Ties', zh: '结点处理' },
    help: {
      en: 'How events at one time are treated. Without it as the convention has it.',
      zh: '同一时间多个事件的处理方法。省略时按所采用的惯例。',
    },
    values: ['efron', 'breslow'],
    valueWords: { efron: { en: 'Efron', zh: 'Efron' }, breslow: { en: 'Breslow', zh: 'Breslow' } },
    defaultText: 'efron',
    advanced: true,
  }),
  censoring_groups: column({
    label: { en: 'Groups of censoring', zh: '删失分组' },
    help: {
      en: 'A category within whose levels censoring is estimated, where it differs between them.',
      zh: '分类变量；各水平的删失规律不同时，在各水平内分别估计删失分布。',
    },
    accepts: 'any',
    advanced: true,
  }),
  zph: choice({
    label: { en: 'Time scale of the proportionality test', zh: '比例性检验的时间变换' },
    help: {
      en: 'The function of time with which a coefficient may change in the test of proportionality (table `zph`): time as it is, or its logarithm.',
      zh: '比例性检验（表 `zph`）中系数随之变化的时间函数：原始时间或其对数。',
    },
    values: ['identity', 'log'],
    valueWords: { identity: { en: 'time as it is', zh: '原始时间' }, log: { en: 'logarithm of time', zh: '时间的对数' } },
    default: 'identity',
    advanced: true,
  }),
  predictions: riskPredictions({}),
  causes: causesOption,
  censored: censoredOption,
  robust: flag({
    label: { en: 'Robust variance', zh: '稳健方差' },
    help: {
      en: 'Whether to use the sandwich variance, by subject or cluster.',
      zh: '是否按个体或聚类采用三明治方差。',
    },
    advanced: true,
    default: true,
  }),
  conf_type: riskScaleOption,
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
};

export type FineGrayOptions = OptionsOf<typeof FINEGRAY_OPTIONS>;

/** The rule for ties: as asked, else that of the convention. */
export function tiesOf({ as, ties }: FineGrayOptions): 'efron' | 'breslow' {
  return ties ?? (as === 'cmprsk' ? 'breslow' : 'efron');
}
