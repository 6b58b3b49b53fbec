/** Options of `prevalence`. */
import { ONE_PROPORTION } from '../../../stats/hypothesis/proportion-intervals';
import { confLevelOption, dataOption, PROPORTION_WORDS, weightsOption, whereOption } from '../../common-options';
import { referenceOption, valueOption } from '../../group-comparison';
import { anyOf, beside } from '../../only-with';
import { choice, column, columns, mapping, number, type OptionsOf, text } from '../../options';
import { ageColumn, ageGroupsOption, standardOption, standardsOption } from '../../standard-options';

const ofDates = anyOf(beside('at'), beside('period'));
const DATE = 'date, YYYY-MM-DD';

export const PREVALENCE_OPTIONS = {
  data: dataOption,
  case: column({
    label: { en: 'Case', zh: '病例' },
    help: {
      en: 'Whether a row is a case: true/false, 0/1, 1/2, words with `case_value`; or the date of onset, missing where there was none, with `at` or `period`. Required.',
      zh: '该行是否为病例：真/假、0/1、1/2、文字（另给 `case_value`）；或发病日期（未发病者缺失），另给 `at` 或 `period`。必填。',
    },
    accepts: 'any',
    required: true,
  }),
  case_value: valueOption('case', {
    label: { en: 'Value of a case', zh: '病例取值' },
    help: {
      en: 'The value of the column that makes a case, where it holds words or several values; all others are none.',
      zh: '病例列为文字或含多个取值时，表示病例的取值；其余取值均为非病例。',
    },
  }),
  by: columns({
    label: { en: 'Groups', zh: '分组' },
    help: { en: 'One column or several: every combination, compared with the first.', zh: '一列或多列：给出各组合，并与第一组比较。' },
    accepts: 'category',
  }),
  reference: referenceOption,
  per: number({
    label: { en: 'Per', zh: '基数' },
    help: {
      en: 'Prevalence is given per so many: 1 for shares, 100 for percent, 100000.',
      zh: '患病率的基数：1 为比例，100 为百分比，也可为 100000 等。',
    },
    type: 'number above 0',
    above: 0,
    default: 1,
    control: { min: 1, step: 1 },
  }),
  age: ageColumn({ en: 'Age in years, needed to standardise.', zh: '年龄（岁），标化时需要。' }, beside('standard')),
  standard: standardOption,
  age_groups: ageGroupsOption,
  standards: standardsOption,
  at: text({
    label: { en: 'On the day', zh: '时点' },
    help: {
      en: 'Point prevalence on this day, of cases by date of onset: rows observed on it, cases whose onset was not later and that had not ended before.',
      zh: '该日的时点患病率（病例为发病日期）：分母为当日被观察者，病例为当日或之前发病且此前未结束者。',
    },
    type: DATE,
    advanced: true,
  }),
  period: mapping({
    label: { en: 'In the period', zh: '时期' },
    help: {
      en: '`{from: 2020-01-01, to: 2020-12-31}`: period prevalence: rows observed on any day of it, and those who were a case on any of these days.',
      zh: '`{from: 2020-01-01, to: 2020-12-31}`：期间患病率：分母为期间任一日被观察者，病例为其中任一日为病例者。',
    },
    fields: {
      from: text({
        label: { en: 'From', zh: '起' },
        help: { en: 'Its first day.', zh: '首日。' },
        type: DATE,
        required: true,
        advanced: true,
      }),
      to: text({ label: { en: 'To', zh: '止' }, help: { en: 'Its last day.', zh: '末日。' }, type: DATE, required: true, advanced: true }),
    },
    advanced: true,
  }),
  start: column({
    label: { en: 'Start of observation', zh: '观察开始' },
    help: { en: 'Date since which a row is observed; without it always.', zh: '被观察的起始日期；省略时视为一直被观察。' },
    accepts: 'any',
    advanced: true,
    only: ofDates,
  }),
  stop: column({
    label: { en: 'End of observation', zh: '观察结束' },
    help: { en: 'Date until which a row is observed, missing where it still is.', zh: '被观察的结束日期；仍在观察者缺失。' },
    accepts: 'any',
    advanced: true,
    only: ofDates,
  }),
  resolved: column({
    label: { en: 'End of the disease', zh: '疾病结束' },
    help: { en: 'Last date on which a case was one, missing where it still is.', zh: '病例的最后日期；仍患病者缺失。' },
    accepts: 'any',
    advanced: true,
    only: ofDates,
  }),
  conf_type: choice({
    label: { en: 'Kind of interval', zh: '置信区间类型' },
    help: {
      en: 'Of each prevalence, and of standardised ones at their effective number of rows. Differences have Newcombe’s interval, ratios one on the logarithm.',
      zh: '各患病率的置信区间；标化率按有效样本量计算。差值用 Newcombe 区间，比值用对数尺度的区间。',
    },
    values: ONE_PROPORTION,
    valueWords: PROPORTION_WORDS,
    default: 'wilson',
    advanced: true,
  }),
  conf_level: confLevelOption,
  weights: weightsOption,
  where: whereOption,
};

export type PrevalenceOptions = OptionsOf<typeof PREVALENCE_OPTIONS>;
