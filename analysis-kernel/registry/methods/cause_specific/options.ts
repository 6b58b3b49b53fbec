/** Options of `cause_specific`. */
import { causesOption, causeToModelOption, censoredOption, modelFormula, riskPredictions, riskScaleOption } from '../../cause-options';
import { clusterOption, confLevelOption, dataOption, timeUnitOption, weightsOption, whereOption } from '../../common-options';
import { approximateTiesOption, hazardRatiosOption, robustOption, zphOption } from '../../hazard-options';
import { choice, type OptionsOf } from '../../options';

const FREE = ['product_limit', 'exponential'] as const;

export const CAUSE_SPECIFIC_OPTIONS = {
  data: dataOption,
  formula: modelFormula,
  cause: causeToModelOption({
    en: 'The event whose coefficients are given. Without it those of every event.',
    zh: '给出系数的事件。省略时给出每种事件的系数。',
  }),
  time_unit: timeUnitOption,
  exponentiate: hazardRatiosOption,
  ties: approximateTiesOption,
  predictions: riskPredictions({
    free_of_events: choice({
      label: { en: 'Free of any event', zh: '未发生任何事件的概率' },
      help: {
        en: 'How those free of any event are carried from one time to the next: the product of 1 − the hazards’ sum (as riskRegression), or the exponential of minus their sum (its `product.limit = FALSE`).',
        zh: '未发生任何事件者逐时推进的方式：1 − 各风险之和的乘积（同 riskRegression），或负的各风险之和的指数（其 `product.limit = FALSE`）。',
      },
      values: FREE,
      valueWords: {
        product_limit: { en: 'product limit', zh: '乘积限' },
        exponential: { en: 'exponential', zh: '指数' },
      },
      advanced: true,
      default: 'product_limit',
    }),
  }),
  causes: causesOption,
  censored: censoredOption,
  robust: robustOption,
  zph: zphOption,
  conf_type: riskScaleOption,
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
};

export type CauseSpecificOptions = OptionsOf<typeof CAUSE_SPECIFIC_OPTIONS>;
