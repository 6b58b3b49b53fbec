/** Options of `km`. */

import * as z from 'zod';
import { CONF_TYPES, type ConfType } from '../../../stats/survival/km-interval';
import {
  ADJUST_WORDS,
  CONF_TYPE_WORDS,
  causeOption,
  clusterOption,
  confLevelOption,
  dataOption,
  eventOption,
  timeUnitOption,
  weightsOption,
  whereOption,
  wholeCurvesOption,
} from '../../common-options';
import type { Condition } from '../../only-with';
import { choice, column, flag, formula, number, numbers, type OptionsOf, special } from '../../options';

const ADJUSTMENTS = ['none', 'holm', 'hochberg', 'bonferroni', 'bh', 'by'] as const;
const SURVIVAL_CONVENTIONS = ['survival', 'sas'] as const;

/** Of tests between groups. */
const GROUPED: Condition = {
  holds: (told) => !/~\s*1?\s*$/u.test(String(told('formula') ?? '')),
  said: { en: 'with groups in the formula', zh: '公式含分组' },
};

export const KM_OPTIONS = {
  data: dataOption,
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`Surv(time, event) ~ group`, `Surv(start, stop, event) ~ group` for delayed entry, `~ 1` for one curve; `strata()` stratifies the test. Required.',
      zh: '`Surv(time, event) ~ group`；延迟进入用 `Surv(start, stop, event) ~ group`；单条曲线用 `~ 1`；`strata()` 表示分层检验。必填。',
    },
    roles: ['groups', 'strata', 'cluster'],
    required: true,
  }),
  time_unit: timeUnitOption,
  times: numbers({
    label: { en: 'Survival at times', zh: '指定时间的生存率' },
    help: { en: 'Times at which the table `at` gives the curves.', zh: '表 `at` 给出曲线值的时间。' },
  }),
  rmst: number({
    label: { en: 'Restricted mean to', zh: '限制性平均至' },
    help: {
      en: 'Horizon of the restricted mean survival time; it may not lie beyond the follow-up of a curve.',
      zh: '限制性平均生存时间的截止时间；不得超出任一曲线的随访。',
    },
    above: 0,
  }),
  quantiles: numbers({
    label: { en: 'Quantiles', zh: '分位数' },
    help: {
      en: 'Probabilities of the event whose times the table `quantiles` gives, as [0.25, 0.5].',
      zh: '表 `quantiles` 给出的事件概率，如 [0.25, 0.5]。',
    },
    type: 'number or list of numbers between 0 and 1',
    above: 0,
    below: 1,
  }),
  pairwise: special({
    label: { en: 'Pairwise tests', zh: '两两比较' },
    only: GROUPED,
    help: {
      en: 'Tests each pair of groups, with p values adjusted for their number in the way chosen; true adjusts nothing.',
      zh: '对每两组进行检验；取值为 P 值校正方法（true 表示不校正）。',
    },
    type: 'true or word',
    values: ADJUSTMENTS,
    valueWords: ADJUST_WORDS,
    form: { control: 'choice' },
    schema: z.preprocess((value) => (value === true ? 'none' : value === false ? undefined : value), z.enum(ADJUSTMENTS).optional()),
  }),
  followup: flag({
    label: { en: 'Median follow-up', zh: '中位随访时间' },
    help: { en: 'Adds the follow-up by the reverse Kaplan–Meier method.', zh: '给出反向 Kaplan–Meier 法的随访时间。' },
    default: false,
  }),
  event: eventOption,
  whole_curves: wholeCurvesOption,
  cause: causeOption,
  conf_type: choice({
    label: { en: 'Scale of the intervals', zh: '置信区间变换' },
    help: {
      en: 'The scale on which intervals are symmetric. Without it the logarithm, and log–log with the conventions of SAS.',
      zh: '置信区间对称的尺度。省略时为对数，采用 SAS 惯例时为双对数。',
    },
    values: CONF_TYPES,
    valueWords: CONF_TYPE_WORDS,
    advanced: true,
    defaultText: 'log',
  }),
  conf_level: confLevelOption,
  rho: number({
    label: { en: 'Weight of early events (ρ)', zh: '早期事件权重 ρ' },
    only: GROUPED,
    help: {
      en: 'The test weighs events by S(t−)^ρ (1 − S(t−))^γ; 0 and 0 is log-rank, ρ = 1 Peto–Peto.',
      zh: '检验以 S(t−)^ρ (1 − S(t−))^γ 加权；ρ = γ = 0 为 log-rank，ρ = 1 为 Peto–Peto。',
    },
    type: 'number, 0 or more',
    advanced: true,
    control: { max: 5, step: 0.5 },
    min: 0,
    default: 0,
  }),
  gamma: number({
    label: { en: 'Weight of late events (γ)', zh: '晚期事件权重 γ' },
    only: GROUPED,
    help: { en: 'See rho.', zh: '见 rho。' },
    type: 'number, 0 or more',
    advanced: true,
    control: { max: 5, step: 0.5 },
    min: 0,
    default: 0,
  }),
  trend: special({
    label: { en: 'Test for trend', zh: '趋势检验' },
    only: GROUPED,
    help: {
      en: 'Adds a test for trend over the groups in their order; a list gives their scores.',
      zh: '按组的顺序增加趋势检验；也可给出各组得分的列表。',
    },
    type: 'true, false or list of numbers',
    form: { control: 'switch' },
    advanced: true,
    schema: z.union([z.boolean(), z.array(z.number())]).default(false),
    defaultText: 'false',
  }),
  landmark_at: number({
    label: { en: 'Landmark', zh: '界标时间' },
    help: {
      en: 'Only rows followed beyond this time count, and the curves begin there.',
      zh: '只计入随访超过该时间的行，曲线从该时间开始。',
    },
    advanced: true,
  }),
  entry: column({
    label: { en: 'Delayed entry', zh: '延迟进入' },
    help: {
      en: 'A column of entry times: `Surv(time, event)` then reads as `Surv(entry, time, event)`.',
      zh: '进入时间列：`Surv(time, event)` 即视为 `Surv(entry, time, event)`。',
    },
    advanced: true,
    accepts: 'time',
  }),
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
  as: choice({
    label: { en: 'As in', zh: '惯例同' },
    help: {
      en: 'Whose conventions: R’s survival package, or SAS (log–log intervals; no median on a last flat stretch at one half).',
      zh: '采用的惯例：R 的 survival 包，或 SAS（双对数区间；末段平台恰为一半时不给中位数）。',
    },
    values: SURVIVAL_CONVENTIONS,
    valueWords: { survival: { en: 'R (survival)', zh: 'R（survival）' }, sas: { en: 'SAS', zh: 'SAS' } },
    advanced: true,
    default: 'survival',
  }),
};

export type KmOptions = OptionsOf<typeof KM_OPTIONS>;

/** The interval's transformation: as asked, else that of the convention. */
export function confTypeOf(options: KmOptions): ConfType {
  return options.conf_type ?? (options.as === 'sas' ? 'log-log' : 'log');
}
