/** Options that several methods share. */

import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { TIME_UNITS, type TimeUnit } from '../results/time-unit';
import type { PAdjustment } from '../stats/hypothesis/adjust';
import type { OneInterval } from '../stats/hypothesis/proportion-intervals';
import { choice, column, flag, mapping, number, type OptionsOf, special, table, text } from './options';

const WEIGHT_KINDS = ['frequency', 'sampling', 'inverse_probability'] as const;
export type WeightKind = (typeof WEIGHT_KINDS)[number];

export const dataOption = table({
  label: { en: 'Data', zh: '数据' },
  help: {
    en: 'The cohort, SQL cell, analysis table or database table to analyse. Required.',
    zh: '要分析的队列、SQL 单元、分析结果表或数据库表。必填。',
  },
  required: true,
});

export const whereOption = text({
  label: { en: 'Only rows where', zh: '仅限满足条件的行' },
  help: {
    en: 'A SQL condition on the columns of the data; rows for which it is not true are left out. Names with dots stand in double quotes.',
    zh: '针对数据列的 SQL 条件；不满足的行被排除。含点号的列名须写在双引号中。',
  },
  type: 'SQL condition',
  advanced: true,
});

export const WEIGHT_WORDS = {
  frequency: { en: 'frequency', zh: '频数' },
  sampling: { en: 'sampling', zh: '抽样' },
  inverse_probability: { en: 'inverse probability', zh: '逆概率' },
} as const;

const WEIGHT_FIELDS = {
  column: column({
    label: { en: 'Column of weights', zh: '权重列' },
    help: { en: 'The column of weights; missing weights leave their rows out.', zh: '权重所在的列；权重缺失的行不计入。' },
    accepts: 'numeric',
    required: true,
    advanced: true,
  }),
  kind: choice({
    label: { en: 'Kind of weights', zh: '权重类型' },
    help: {
      en: 'What a weight stands for: so many equal rows, the inverse of a sampling fraction, or of a probability of treatment or censoring.',
      zh: '权重的含义：相同行的行数、抽样比例的倒数，或治疗（删失）概率的倒数。',
    },
    values: WEIGHT_KINDS,
    valueWords: WEIGHT_WORDS,
    required: true,
    advanced: true,
  }),
};

export type WeightsOption = OptionsOf<typeof WEIGHT_FIELDS>;

export const weightsOption = mapping({
  label: { en: 'Weights', zh: '权重' },
  help: {
    en: '`{column: NAME, kind: KIND}`. A frequency weight stands for so many equal rows; sampling and inverse-probability weights give a robust variance.',
    zh: '`{column: 列名, kind: 类型}`。频数权重表示若干相同的行；抽样权重与逆概率权重采用稳健方差。',
  },
  fields: WEIGHT_FIELDS,
  advanced: true,
});

/** Units of time in words, and of none. */
export const TIME_UNIT_WORDS = {
  days: { en: 'days', zh: '天' },
  months: { en: 'months', zh: '月' },
  years: { en: 'years', zh: '年' },
  'as in the data': { en: 'as in the data', zh: '同数据' },
} as const satisfies Readonly<Record<TimeUnit | 'as in the data', Localised>>;

export const timeUnitOption = choice({
  label: { en: 'Unit of time', zh: '时间单位' },
  help: {
    en: 'Times are converted to this unit (a year has 365.25 days) in every table, figure and sentence, and times among the options are read in it. A column without a unit is taken to be in it.',
    zh: '所有结果表、图和文字中的时间换算为该单位（一年按 365.25 天），选项中的时间也按该单位理解。无单位的列视为该单位。',
  },
  values: TIME_UNITS,
  valueWords: TIME_UNIT_WORDS,
  defaultText: 'as in the data',
});

export const confLevelOption = number({
  label: { en: 'Confidence level', zh: '置信水平' },
  help: { en: 'Coverage of the confidence intervals.', zh: '置信区间的覆盖概率。' },
  type: 'number between 0 and 1',
  above: 0,
  below: 1,
  default: 0.95,
  control: { min: 0.5, max: 0.999, step: 0.01 },
  advanced: true,
});

export const clusterOption = column({
  label: { en: 'Cluster', zh: '聚类' },
  help: {
    en: 'A column whose rows belong together (a patient with several rows, a centre): the variance allows for it.',
    zh: '标识同一聚类的列（如有多行的患者或中心），方差估计将考虑聚类内相关。',
  },
  accepts: 'any',
  advanced: true,
});

/** `predictions.data`. */
export const newDataOption = table({
  label: { en: 'New data', zh: '新数据' },
  help: { en: 'Table with the rows to predict for; the analysed data when left out.', zh: '待预测的表；省略时为分析数据。' },
  advanced: true,
});

export const eventOption = special({
  label: { en: 'Event', zh: '事件取值' },
  help: {
    en: 'The value of the event column that is the event, where it holds words (`died`); all other values are censored.',
    zh: '事件列为文字时表示事件的取值（如 `died`）；其余取值视为删失。',
  },
  type: 'value',
  form: { control: 'event', of: 'words' },
  schema: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

export const causeOption = special({
  label: { en: 'Cause', zh: '事件原因' },
  help: {
    en: 'The event to analyse where the event column holds several; the others are censored, with a warning.',
    zh: '事件列含多种事件时要分析的一种；其余视为删失并给出警告。',
  },
  type: 'name or code',
  form: { control: 'event', of: 'causes' },
  schema: z.union([z.string(), z.number()]).optional(),
});

export const wholeCurvesOption = flag({
  label: { en: 'Draw the curves to their ends', zh: '曲线画到末端' },
  help: {
    en: 'The figure ends each curve where fewer than 10 are at risk; true draws it to its end. The tables always go on.',
    zh: '图中曲线在风险人数少于 10 处终止；true 表示画到末端。结果表始终完整。',
  },
  default: false,
  advanced: true,
});

const LEAST_AT_RISK = 10;

/** How many have to be at risk for a curve to be drawn on. */
export function leastAtRisk(options: { readonly whole_curves: boolean }): number {
  return options.whole_curves ? 0 : LEAST_AT_RISK;
}

/** Scales on which intervals of probabilities are symmetric, in words. */
export const CONF_TYPE_WORDS = {
  log: { en: 'log', zh: '对数' },
  'log-log': { en: 'log–log', zh: '双对数' },
  plain: { en: 'untransformed', zh: '不变换' },
  logit: { en: 'logit', zh: 'logit' },
  arcsin: { en: 'arcsine of the square root', zh: '平方根反正弦' },
} as const;

/** Intervals of proportions in words. */
export const PROPORTION_WORDS = {
  wilson: { en: 'Wilson', zh: 'Wilson 法' },
  clopper_pearson: { en: 'Clopper–Pearson', zh: 'Clopper–Pearson 法' },
  agresti_coull: { en: 'Agresti–Coull', zh: 'Agresti–Coull 法' },
} as const satisfies Readonly<Record<OneInterval, Localised>>;

/** Adjustments of p values for the number of comparisons, in words. */
export const ADJUST_WORDS = {
  none: { en: 'not adjusted', zh: '不校正' },
  holm: { en: 'Holm', zh: 'Holm 法' },
  hochberg: { en: 'Hochberg', zh: 'Hochberg 法' },
  bonferroni: { en: 'Bonferroni', zh: 'Bonferroni 法' },
  bh: { en: 'Benjamini–Hochberg', zh: 'Benjamini–Hochberg 法' },
  by: { en: 'Benjamini–Yekutieli', zh: 'Benjamini–Yekutieli 法' },
} as const satisfies Readonly<Record<PAdjustment, Localised>>;
