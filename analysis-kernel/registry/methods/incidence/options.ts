/** Options of `incidence`. */
import { TIME_UNITS } from '../../../results/time-unit';
import { confLevelOption, dataOption, TIME_UNIT_WORDS, weightsOption, whereOption } from '../../common-options';
import { referenceOption, valueOption } from '../../group-comparison';
import { anyOf, beside } from '../../only-with';
import { choice, column, columns, mapping, number, numbers, type OptionsOf, table } from '../../options';
import { ageColumn, ageGroupsOption, standardOption, standardsOption } from '../../standard-options';

const CONF_TYPES = ['exact', 'score', 'wald'] as const;
export type ConfType = (typeof CONF_TYPES)[number];

export const CONF_TYPE_WORDS = {
  exact: { en: 'exact', zh: '精确' },
  score: { en: 'score', zh: '得分' },
  wald: { en: 'Wald, on the logarithm', zh: 'Wald 型（对数尺度）' },
} as const;

export const INCIDENCE_OPTIONS = {
  data: dataOption,
  event: column({
    label: { en: 'Event', zh: '事件' },
    help: {
      en: 'Whether follow-up ended with the event: true/false, 0/1, 1/2, words with `event_value`, or the event of a cohort’s outcome. Required.',
      zh: '随访是否以事件结束：真/假、0/1、1/2、文字（另给 `event_value`），或队列结局的事件列。必填。',
    },
    accepts: 'event',
    required: true,
  }),
  time: column({
    label: { en: 'Time followed', zh: '随访时间' },
    help: { en: 'How long each row was followed. Instead of it `start` and `stop`.', zh: '每行的随访时长；也可改用 `start` 与 `stop`。' },
    accepts: 'time',
    offered: ({ start, stop }) => start === undefined && stop === undefined,
  }),
  event_value: valueOption('event', {
    label: { en: 'Value of the event', zh: '事件取值' },
    help: {
      en: 'The value of the event column that is the event, where it holds words or several kinds of event; all others end follow-up without it.',
      zh: '事件列为文字或含多种事件时，表示所研究事件的取值；其余取值均视为未发生而结束随访。',
    },
  }),
  by: columns({
    label: { en: 'Groups', zh: '分组' },
    help: {
      en: 'One column or several: rates of every combination, compared with the first.',
      zh: '一列或多列：给出各组合的率，并与第一组比较。',
    },
    accepts: 'category',
  }),
  reference: referenceOption,
  per: number({
    label: { en: 'Rate per', zh: '率的基数' },
    help: {
      en: 'Rates are given per so much person-time: 1000 person-years where the unit of time is known.',
      zh: '率按多少人时给出：时间单位已知时为每 1000 人年。',
    },
    type: 'number above 0',
    above: 0,
    default: 1000,
    control: { min: 1, step: 1 },
  }),
  unit: choice({
    label: { en: 'Unit of the times', zh: '时间的单位' },
    help: {
      en: 'The unit the times are in, where the data do not say it. Person-time is in years (365.25 days) where the unit is known, else in the unit of the times.',
      zh: '数据未标明时，时间所用的单位。单位已知时人时以年（365.25 天）计，否则以时间自身的单位计。',
    },
    values: TIME_UNITS,
    valueWords: TIME_UNIT_WORDS,
    defaultText: 'as in the data',
  }),
  split: mapping({
    label: { en: 'Split of person-time', zh: '人时的拆分' },
    help: {
      en: '`{age: [40, 60]}` by age (with `age`), `{years: 1}` by calendar years (with `entry`), `{follow_up: [1, 5]}` by time since entry; several together.',
      zh: '`{age: [40, 60]}` 按年龄（需 `age`），`{years: 1}` 按日历年（需 `entry`），`{follow_up: [1, 5]}` 按随访时间；可同时使用。',
    },
    fields: {
      age: numbers({
        label: { en: 'Ages to split at', zh: '年龄切点' },
        help: { en: 'Ages at which a new band begins, in years.', zh: '新年龄段的起点，以岁计。' },
        above: 0,
      }),
      years: number({
        label: { en: 'Calendar years a period', zh: '每段的日历年数' },
        help: { en: 'Length of the calendar periods, a whole number of years.', zh: '日历时段的长度，整数年。' },
        type: 'whole number of years',
        min: 1,
        max: 100,
        control: { min: 1, max: 100, step: 1 },
      }),
      follow_up: numbers({
        label: { en: 'Times since entry to split at', zh: '随访时间切点' },
        help: {
          en: 'In years where the unit of time is known, else in the unit of the times.',
          zh: '时间单位已知时以年计，否则以时间自身的单位计。',
        },
        above: 0,
      }),
    },
  }),
  age: ageColumn(
    {
      en: 'Age in years at time 0, from which it goes on with follow-up; needed to split by age and to standardise.',
      zh: '时间 0 时的年龄（岁），随随访增长；按年龄拆分或标化时需要。',
    },
    anyOf(beside('split.age'), beside('standard'), beside('reference_rates')),
  ),
  standard: standardOption,
  age_groups: ageGroupsOption,
  standards: standardsOption,
  reference_rates: mapping({
    label: { en: 'Reference rates', zh: '参考率' },
    help: {
      en: '`{data: TABLE, per: 100000}`: events against those expected of known rates (SMR, SIR). The table has `age_from`, `age_to`, `rate`, and columns called as those of the data that the rates differ by, as sex.',
      zh: '`{data: 表, per: 100000}`：实际事件数与按已知率计算的期望事件数之比（SMR、SIR）。表含 `age_from`、`age_to`、`rate`，以及与数据同名的分类列（如性别）。',
    },
    fields: {
      data: table({
        label: { en: 'Table of rates', zh: '参考率表' },
        help: { en: 'The table with the reference rates.', zh: '参考率所在的表。' },
        advanced: true,
        required: true,
      }),
      per: number({
        label: { en: 'Rates are per', zh: '参考率的基数' },
        help: { en: 'So many person-years the reference rates are given for.', zh: '参考率按多少人年给出。' },
        above: 0,
        default: 1,
        advanced: true,
      }),
    },
    advanced: true,
  }),
  start: column({
    label: { en: 'Start', zh: '起始' },
    help: {
      en: 'With `stop` instead of `time`: since when a row is followed, a time since time 0 (delayed entry), or a date, which then is time 0.',
      zh: '与 `stop` 一起代替 `time`：随访开始的时间（自时间 0 起，即延迟进入），或日期（此时即为时间 0）。',
    },
    accepts: 'any',
    advanced: true,
    offered: ({ time }) => time === undefined,
  }),
  stop: column({
    label: { en: 'Stop', zh: '终止' },
    help: { en: 'Until when a row is followed, a time or a date as `start` is.', zh: '随访结束的时间或日期，类型同 `start`。' },
    accepts: 'any',
    advanced: true,
    offered: ({ time }) => time === undefined,
  }),
  entry: column({
    label: { en: 'Date of entry', zh: '入组日期' },
    help: {
      en: 'The date of time 0, for calendar periods; where `start` is a date it is that.',
      zh: '时间 0 的日期，用于日历时段；`start` 为日期时即为该日期。',
    },
    accepts: 'any',
    advanced: true,
    only: beside('split.years'),
  }),
  conf_type: choice({
    label: { en: 'Kind of interval', zh: '置信区间类型' },
    help: {
      en: 'Poisson limits, with ratios by the split of events given their number and differences by Wald; intervals by score; or on the logarithm. Standardised rates have the gamma interval of Fay and Feuer.',
      zh: 'Poisson 区间（率比由给定总数的事件分配得出，率差为 Wald 型）、得分区间，或对数尺度的区间。标化率采用 Fay–Feuer gamma 区间。',
    },
    values: CONF_TYPES,
    valueWords: CONF_TYPE_WORDS,
    default: 'exact',
    advanced: true,
  }),
  conf_level: confLevelOption,
  weights: weightsOption,
  where: whereOption,
};

export type IncidenceOptions = OptionsOf<typeof INCIDENCE_OPTIONS>;
