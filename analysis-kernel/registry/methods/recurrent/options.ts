/** Options of `recurrent`. */
import * as z from 'zod';
import {
  CONF_TYPE_WORDS,
  causeOption,
  confLevelOption,
  dataOption,
  eventOption,
  timeUnitOption,
  weightsOption,
  whereOption,
  wholeCurvesOption,
} from '../../common-options';
import { approximateTiesOption, hazardRatiosOption, robustOption, zphOption } from '../../hazard-options';
import { allOf, beside } from '../../only-with';
import { choice, column, formula, number, numbers, type OptionsOf, special } from '../../options';
import { TYPE_WORDS } from './words';

const TYPES = ['andersen_gill', 'pwp_total', 'pwp_gap', 'mean_cumulative'] as const;
type RecurrentType = (typeof TYPES)[number];
export type ModelType = Exclude<RecurrentType, 'mean_cumulative'>;
const CONF_TYPES = ['log', 'plain'] as const;

const ofMean = beside('type', 'mean_cumulative');
const ofModel = beside('type', 'andersen_gill', 'pwp_total', 'pwp_gap');
/** The variance allows for several events of a patient unless it is refused. */
const ROBUST_HELP = {
  en: 'Whether to use the sandwich variance, summed within patients. It is used unless this is false.',
  zh: '是否采用按患者求和的三明治方差。除非设为 false，均采用。',
};
const ofOrder = beside('type', 'pwp_total', 'pwp_gap');

export const RECURRENT_OPTIONS = {
  data: dataOption,
  type: choice({
    label: { en: 'Type of analysis', zh: '分析类型' },
    help: {
      en: 'Andersen–Gill compares the rate of any event; Prentice–Williams–Peterson compares within first, second, … events, in time from the beginning or since the event before; the mean cumulative function is the mean number of events by time.',
      zh: 'Andersen–Gill 比较任一事件的发生率；Prentice–Williams–Peterson 在第一次、第二次等事件内比较，时间自开始或自上一次事件起算；平均累积函数为各时间的平均事件数。',
    },
    values: TYPES,
    valueWords: TYPE_WORDS,
    default: 'andersen_gill',
  }),
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`Surv(start, stop, event) ~ treatment + age`: a row for each stretch of follow-up, the event at its end or not; covariates and `strata()` for the models, groups or `1` for the mean cumulative function. Required.',
      zh: '`Surv(start, stop, event) ~ treatment + age`：每段随访一行，其末尾是否发生事件；模型右边为协变量与 `strata()`，平均累积函数右边为分组或 `1`。必填。',
    },
    roles: ['start', 'covariates', 'strata'],
    required: true,
  }),
  id: column({
    label: { en: 'Patient', zh: '患者' },
    help: { en: 'The column that tells whose row it is. Required.', zh: '标识各行所属患者的列。必填。' },
    accepts: 'any',
    required: true,
  }),
  time_unit: timeUnitOption,
  order: column({
    label: { en: 'Number of the event', zh: '事件序号' },
    help: {
      en: 'A column that says which event each row waits for, 1 for the first. Without it the events of the patient’s rows before are counted.',
      zh: '各行所等待的是第几次事件（首次为 1）。省略时按该患者此前各行的事件数计算。',
    },
    accepts: 'numeric',
    only: ofOrder,
  }),
  last_stratum: number({
    label: { en: 'Last stratum', zh: '末层' },
    help: {
      en: 'This event and all later ones are one stratum, where few patients come so far.',
      zh: '该次及以后的事件合为一层，用于到达者很少时。',
    },
    type: 'whole number',
    min: 1,
    only: ofOrder,
    advanced: true,
  }),
  times: numbers({
    label: { en: 'Mean number of events at times', zh: '指定时间的平均事件数' },
    help: { en: 'Times at which the table `at` gives the curves.', zh: '表 `at` 给出曲线值的时间。' },
    only: ofMean,
  }),
  terminal: column({
    label: { en: 'Terminal event', zh: '终末事件' },
    help: {
      en: 'Whether the row ends with what ends all events, as death: none are counted after it (Ghosh and Lin). Without it death is the end of observation, and the curve that of patients who would not die.',
      zh: '该行是否以终末事件（如死亡）结束：其后不再计事件（Ghosh–Lin）。省略时死亡视为观察结束，曲线为假设不死亡的情形。',
    },
    accepts: 'event',
    only: ofMean,
  }),
  terminal_value: special({
    label: { en: 'Terminal event, value', zh: '终末事件取值' },
    help: {
      en: 'The value of that column that is the terminal event, where it holds words or several events.',
      zh: '该列为文字或含多种事件时，表示终末事件的取值。',
    },
    type: 'value',
    form: { control: 'event', of: 'values', column: 'terminal' },
    schema: z.union([z.string(), z.number(), z.boolean()]).optional(),
    only: allOf(ofMean, beside('terminal')),
  }),
  exponentiate: { ...hazardRatiosOption, only: ofModel },
  ties: { ...approximateTiesOption, only: ofModel },
  event: eventOption,
  cause: causeOption,
  robust: { ...robustOption, help: ROBUST_HELP, only: ofModel },
  zph: { ...zphOption, only: ofModel },
  conf_type: choice({
    label: { en: 'Scale of the intervals', zh: '置信区间变换' },
    help: {
      en: 'The scale on which the intervals of mean numbers are symmetric.',
      zh: '平均事件数的置信区间在该尺度上对称。',
    },
    values: CONF_TYPES,
    valueWords: CONF_TYPE_WORDS,
    advanced: true,
    default: 'log',
    only: ofMean,
  }),
  whole_curves: { ...wholeCurvesOption, only: ofMean },
  conf_level: confLevelOption,
  weights: weightsOption,
  where: whereOption,
};

export type RecurrentOptions = OptionsOf<typeof RECURRENT_OPTIONS>;
