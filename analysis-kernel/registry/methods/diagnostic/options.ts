/** Options of `diagnostic`. */
import * as z from 'zod';
import { ONE_PROPORTION } from '../../../stats/hypothesis/proportion-intervals';
import { ADJUST_WORDS, confLevelOption, dataOption, PROPORTION_WORDS, weightsOption, whereOption } from '../../common-options';
import { valueOption } from '../../group-comparison';
import { anyOf, beside, besideSeveral } from '../../only-with';
import { choice, column, columns, mapping, number, numbers, type OptionsOf, special } from '../../options';
import { CRITERIA } from './kernel/best-cut';

export const AUC_INTERVAL_WORDS = {
  delong: { en: 'DeLong', zh: 'DeLong 法' },
  delong_logit: { en: 'DeLong on the logit scale', zh: 'DeLong 法（logit 尺度）' },
  bootstrap: { en: 'bootstrap percentiles', zh: '自助法百分位数' },
} as const;

export const CRITERION_WORDS = {
  youden: { en: 'Youden’s index', zh: '约登指数最大' },
  closest: { en: 'closest to the upper left corner', zh: '距左上角最近' },
  cost: { en: 'least expected cost', zh: '期望代价最小' },
} as const;

/** Where anything is drawn anew. */
const DRAWN = anyOf(beside('best'), beside('partial_auc'), beside('auc_interval', 'bootstrap'));

const PART = {
  of: choice({
    label: { en: 'Range of', zh: '范围所属' },
    help: { en: 'What the range is of.', zh: '范围针对的指标。' },
    values: ['specificity', 'sensitivity'],
    valueWords: { specificity: { en: 'specificity', zh: '特异度' }, sensitivity: { en: 'sensitivity', zh: '灵敏度' } },
    default: 'specificity',
    advanced: true,
  }),
  from: number({
    label: { en: 'From', zh: '起' },
    help: { en: 'Its lower end.', zh: '下端。' },
    min: 0,
    max: 1,
    required: true,
    advanced: true,
  }),
  to: number({ label: { en: 'To', zh: '止' }, help: { en: 'Its upper end.', zh: '上端。' }, min: 0, max: 1, default: 1, advanced: true }),
};

export const DIAGNOSTIC_OPTIONS = {
  data: dataOption,
  outcome: column({
    label: { en: 'Outcome', zh: '结局' },
    help: {
      en: 'What is true of the row (the reference standard): true/false, 0/1, 1/2, or words with `event`. Required.',
      zh: '该行的真实情况（金标准）：真/假、0/1、1/2，或文字（另给 `event`）。必填。',
    },
    accepts: 'event',
    required: true,
  }),
  event: valueOption('outcome', {
    label: { en: 'Value of a case', zh: '病例取值' },
    help: {
      en: 'The value of the outcome that makes a case, where it holds words or several values; all others are controls.',
      zh: '结局列为文字或含多个取值时，表示病例的取值；其余取值均为对照。',
    },
  }),
  markers: columns({
    label: { en: 'Markers', zh: '标志物' },
    help: {
      en: 'The tests or scores: numbers, ordered categories (1, 2, … in their order), or results that are positive or negative (true/false, 0/1, 1/2, yes/no, words with `positive`). Several are compared on the rows that have all of them. Required.',
      zh: '待评价的检测或评分：数值、有序分类（按顺序记为 1、2……），或阳性/阴性结果（真/假、0/1、1/2、是/否，或文字另给 `positive`）。多个标志物在均无缺失的行上比较。必填。',
    },
    accepts: 'any',
    required: true,
  }),
  by: column({
    label: { en: 'Compare groups', zh: '比较各组' },
    help: {
      en: 'Gives the AUC of each marker in each group of this column and compares them, as of different patients (DeLong’s variances, Welch’s degrees of freedom); tables `groups` and `group_test`. Rows without a group are left out.',
      zh: '给出各标志物在该列各组中的 AUC，并按不同患者比较（DeLong 方差、Welch 自由度）；见表 `groups` 与 `group_test`。缺少分组的行不计入。',
    },
    accepts: 'category',
    advanced: true,
  }),
  cut: numbers({
    label: { en: 'Cut-off', zh: '截断值' },
    help: {
      en: 'Positive is a marker at or above it (at or below, where low values are suspicious). Of one marker any number of cut-offs; of several markers that are measured one for all, or one for each in their order.',
      zh: '标志物不小于该值为阳性（低值可疑时为不大于该值）。单个标志物可给多个截断值；多个数值型标志物可共用一个，或按顺序各给一个。',
    },
  }),
  best: choice({
    label: { en: 'Best cut-off by', zh: '最佳截断值标准' },
    help: {
      en: 'Looks for the cut-off in the data, where none is given: `youden` (largest sensitivity + specificity), `closest` to the corner where both are 1, or least `cost`. How much too good it looks on the data it was found in is estimated by the bootstrap (table `best`).',
      zh: '未给截断值时在数据中寻找：`youden`（灵敏度与特异度之和最大）、`closest`（距左上角最近）或 `cost`（代价最小）。在同一数据中寻找所致的乐观程度由自助法估计（表 `best`）。',
    },
    values: CRITERIA,
    valueWords: CRITERION_WORDS,
    offered: ({ cut }) => cut === undefined,
  }),
  direction: choice({
    label: { en: 'Suspicious are', zh: '可疑方向' },
    help: {
      en: '`higher` or `lower` values; `auto`: of a measured marker higher ones unless the median of the cases is below that of the controls, of a positive or negative result always the positive.',
      zh: '`higher` 为高值可疑，`lower` 为低值可疑；`auto`：数值型标志物在病例中位数低于对照时取低值，否则取高值；阳性/阴性结果始终以阳性为可疑。',
    },
    values: ['auto', 'higher', 'lower'],
    valueWords: {
      auto: { en: 'as the medians say', zh: '按中位数判断' },
      higher: { en: 'higher values', zh: '高值' },
      lower: { en: 'lower values', zh: '低值' },
    },
    default: 'auto',
  }),
  positive: special({
    label: { en: 'Positive result', zh: '阳性取值' },
    help: {
      en: 'The value of a marker that is the positive result, where it holds words or two codes; all others are negative.',
      zh: '标志物为文字或两种代码时，表示阳性的取值；其余取值为阴性。',
    },
    type: 'value',
    form: { control: 'yaml' },
    schema: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
  prevalence: number({
    label: { en: 'Prevalence', zh: '患病率' },
    help: {
      en: 'Share of cases where the test will be used: adds predictive values at it, and weighs the errors of `best: cost` (without it the share in the data). In a case–control study the predictive values of the data mean nothing.',
      zh: '检测将用于的人群的患病率：另给出该患病率下的预测值，并用于 `best: cost` 的错误加权（省略时用数据中的比例）。病例对照研究中由数据直接得到的预测值没有意义。',
    },
    type: 'number between 0 and 1',
    above: 0,
    below: 1,
    control: { min: 0.001, max: 0.999, step: 0.01 },
  }),
  cost: number({
    label: { en: 'Cost of a missed case', zh: '漏诊代价' },
    help: {
      en: 'How many false positives are as bad as one false negative.',
      zh: '一个假阴性相当于多少个假阳性。',
    },
    type: 'number above 0',
    above: 0,
    default: 1,
    only: beside('best', 'cost'),
    advanced: true,
  }),
  partial_auc: mapping({
    label: { en: 'Partial AUC', zh: '部分 AUC' },
    help: {
      en: '`{of: specificity, from: 0.8, to: 1}`: the area over this range alone, and McClish’s rescaling of it to 0.5 and 1; interval by the bootstrap.',
      zh: '`{of: specificity, from: 0.8, to: 1}`：仅该范围内的面积，以及 McClish 校正（换算到 0.5 至 1）；置信区间由自助法得到。',
    },
    fields: PART,
    advanced: true,
  }),
  adjust: choice({
    label: { en: 'Adjust p values', zh: 'P 值校正' },
    help: {
      en: 'Of the pairs of markers, and of the pairs of groups, for their number.',
      zh: '按标志物之间（及各组之间）两两比较的次数校正。',
    },
    values: ['holm', 'hochberg', 'bonferroni', 'bh', 'by', 'none'],
    valueWords: ADJUST_WORDS,
    default: 'holm',
    only: anyOf(besideSeveral('markers'), beside('by')),
    advanced: true,
  }),
  conf_type: choice({
    label: { en: 'Interval of shares', zh: '比例的置信区间' },
    help: {
      en: 'Of sensitivity, specificity, predictive values and accuracy. Likelihood ratios have one on the logarithm, Youden’s index Newcombe’s.',
      zh: '用于灵敏度、特异度、预测值与准确率。似然比用对数尺度的区间，约登指数用 Newcombe 区间。',
    },
    values: ONE_PROPORTION,
    valueWords: PROPORTION_WORDS,
    default: 'wilson',
    advanced: true,
  }),
  auc_interval: choice({
    label: { en: 'Interval of the AUC', zh: 'AUC 的置信区间' },
    help: {
      en: 'DeLong’s, cut off at 0 and 1; the same on the logit scale, which stays within; or percentiles of the bootstrap.',
      zh: 'DeLong 法（截于 0 与 1）；logit 尺度的 DeLong 法（不越界）；或自助法百分位数。',
    },
    values: ['delong', 'delong_logit', 'bootstrap'],
    valueWords: AUC_INTERVAL_WORDS,
    default: 'delong',
    advanced: true,
  }),
  bootstrap: special({
    label: { en: 'Bootstrap samples', zh: '自助抽样次数' },
    help: {
      en: 'Cases and controls are drawn apart, for `best`, `partial_auc` and `auc_interval: bootstrap`.',
      zh: '病例与对照分别抽样，用于 `best`、`partial_auc` 与 `auc_interval: bootstrap`。',
    },
    type: 'whole number from 100 to 20000',
    defaultText: '2000',
    form: { control: 'number', min: 100, max: 20000, step: 100 },
    schema: z.number().int().min(100).max(20_000).default(2000),
    only: DRAWN,
    advanced: true,
  }),
  seed: special({
    label: { en: 'Seed', zh: '随机种子' },
    help: { en: 'The same seed gives the same numbers.', zh: '相同的种子得到相同的结果。' },
    type: 'whole number',
    defaultText: '1',
    form: { control: 'number', min: 0, step: 1 },
    schema: z.number().int().min(0).max(4_294_967_295).default(1),
    only: DRAWN,
    advanced: true,
  }),
  weights: weightsOption,
  conf_level: confLevelOption,
  where: whereOption,
};

export type DiagnosticOptions = OptionsOf<typeof DIAGNOSTIC_OPTIONS>;

/** Whether anything is drawn anew. */
export function draws({ best, partial_auc, auc_interval, cut }: Readonly<Record<string, unknown>>): boolean {
  return (best !== undefined && cut === undefined) || partial_auc !== undefined || auc_interval === 'bootstrap';
}
