/** Options that methods of competing events share: which values of a column of causes are events, and what models of them ask. */
import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { CONF_TYPES } from '../stats/survival/km-interval';
import { CONF_TYPE_WORDS, newDataOption } from './common-options';
import { beside } from './only-with';
import { choice, formula, mapping, numbers, type OptionFields, special, words } from './options';

export const causesOption = words({
  label: { en: 'Causes', zh: '全部事件原因' },
  help: {
    en: 'For a cause in words: the words for the events, in order. Without it every word that does not mean censored.',
    zh: '原因为文字时表示各事件的取值，按顺序。省略时为不表示删失的所有取值。',
  },
});

export const censoredOption = words({
  label: { en: 'Censored value', zh: '删失取值' },
  help: {
    en: 'For a cause in words: the word (or words) for censored; `none` where nobody is. Needed unless missing values mean censored.',
    zh: '原因为文字时表示删失的取值；无人删失时写 `none`。除非缺失即删失，否则必填。',
  },
});

/** The formula of a model of competing events. */
export const modelFormula = formula({
  label: { en: 'Formula', zh: '公式' },
  help: {
    en: '`Surv(time, cause) ~ age + sex`, or `Surv(start, stop, cause)`; the cause is 0 for censored and 1, 2, … for the events, a cohort’s labelled outcome, or a text. `strata()`, `offset()`, `cluster()`, interactions, `rcs(age, 4)`. Required.',
    zh: '`Surv(time, cause) ~ age + sex`，或 `Surv(start, stop, cause)`；cause 以 0 表示删失、1、2……表示各事件，也可为队列的多原因结局或文本。可用 `strata()`、`offset()`、`cluster()`、交互项、`rcs(age, 4)`。必填。',
  },
  roles: ['covariates', 'strata', 'cluster'],
  required: true,
});

/** The cause that is modelled, by its word or its code. */
export const causeToModelOption = (help: Localised) =>
  special({
    label: { en: 'Cause', zh: '事件原因' },
    help,
    type: 'name or code',
    form: { control: 'event', of: 'causes' },
    schema: z.union([z.string(), z.number()]).optional(),
  });

/** Risks of new rows at chosen times. */
export const riskPredictions = <const More extends OptionFields>(more: More) =>
  mapping({
    label: { en: 'Predictions', zh: '预测' },
    help: {
      en: '`{data: TABLE, times: [365, 730]}`: the risk of the event by each time, in the presence of the others, for the rows of a table (without data: the same one). Of six rows at most the curves are drawn.',
      zh: '`{data: 表, times: [365, 730]}`：表中各行在其他事件存在时到各时间的事件风险（省略 data 为同一数据）。不超过六行时绘制曲线。',
    },
    advanced: true,
    fields: {
      data: newDataOption,
      times: numbers({
        label: { en: 'Times', zh: '时间' },
        help: { en: 'Times by which the risk is predicted.', zh: '预测风险的时间。' },
        above: 0,
        advanced: true,
      }),
      ...more,
    },
  });

/** The scale of the intervals of predicted risks. */
export const riskScaleOption = choice({
  label: { en: 'Scale of the risks’ intervals', zh: '风险置信区间变换' },
  help: { en: 'The scale on which the intervals of predicted risks are symmetric.', zh: '预测风险的置信区间对称的尺度。' },
  values: CONF_TYPES,
  valueWords: CONF_TYPE_WORDS,
  advanced: true,
  default: 'log-log',
  only: beside('predictions'),
});
