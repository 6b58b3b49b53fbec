/** Options of `competing`. */

import { CONF_TYPES } from '../../../stats/survival/km-interval';
import { causesOption, censoredOption } from '../../cause-options';
import { CONF_TYPE_WORDS, confLevelOption, dataOption, timeUnitOption, whereOption, wholeCurvesOption } from '../../common-options';
import { choice, formula, numbers, type OptionsOf } from '../../options';

export const COMPETING_OPTIONS = {
  data: dataOption,
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`Surv(time, cause) ~ group`; the cause is 0 for censored and 1, 2, … for the events, a cohort’s labelled outcome, or a text. `strata()` stratifies the test. Required.',
      zh: '`Surv(time, cause) ~ group`；cause 以 0 表示删失、1、2……表示各事件，也可为队列的多原因结局或文本。`strata()` 表示分层检验。必填。',
    },
    roles: ['groups', 'strata'],
    required: true,
  }),
  time_unit: timeUnitOption,
  times: numbers({
    label: { en: 'Incidence at times', zh: '指定时间的发生率' },
    help: { en: 'Times at which the table `at` gives the curves.', zh: '表 `at` 给出曲线值的时间。' },
  }),
  causes: causesOption,
  censored: censoredOption,
  whole_curves: wholeCurvesOption,
  conf_type: choice({
    label: { en: 'Scale of the intervals', zh: '置信区间变换' },
    help: { en: 'The scale on which intervals are symmetric.', zh: '置信区间对称的尺度。' },
    values: CONF_TYPES,
    valueWords: CONF_TYPE_WORDS,
    advanced: true,
    default: 'log',
  }),
  conf_level: confLevelOption,
  where: whereOption,
};

export type CompetingOptions = OptionsOf<typeof COMPETING_OPTIONS>;
