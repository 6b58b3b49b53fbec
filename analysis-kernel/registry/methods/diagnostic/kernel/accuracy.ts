/** What a positive and a negative test say, from the table of test by truth. */

import type { OneInterval } from '../../../../stats/hypothesis/proportion-intervals';
import { differenceInterval, proportionInterval } from '../../../../stats/hypothesis/proportions';
import { logCompared } from '../../../../stats/rates/compared';

/** Who was positive and negative, truly and falsely. */
export interface TestByTruth {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

type AccuracyName =
  | 'sensitivity'
  | 'specificity'
  | 'ppv'
  | 'npv'
  | 'lr_positive'
  | 'lr_negative'
  | 'accuracy'
  | 'prevalence'
  | 'youden'
  | 'diagnostic_odds_ratio'
  | 'ppv_at_prevalence'
  | 'npv_at_prevalence';

export interface Accuracy {
  readonly quantity: AccuracyName;
  /** A share's numerator and denominator; null of what is no share. */
  readonly events: number | null;
  readonly n: number | null;
  /** NaN where nothing says what it is, as a predictive value without a positive test; a ratio over 0 is infinite. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface AccuracyAsked {
  readonly conf_type: OneInterval;
  readonly level: number;
  /** Where the test will be used. */
  readonly prevalence: number | null;
}

/**
 * Shares by the interval asked for; likelihood ratios and the odds ratio on the logarithm (Simel, Samsa & Matchar 1991, doi:10.1016/0895-4356(91)90128-V);
 * Youden's index, a difference of two shares, by Newcombe's. Predictive values at a prevalence π follow from the likelihood ratios, with their
 * limits: odds = LR × π / (1 − π), which is Mercaldo, Lau & Zhou's logit interval (2007, doi:10.1002/sim.2677). R: `epiR::epi.tests`, `prop.test`.
 */
export function accuracyOf(counts: TestByTruth, { conf_type, level, prevalence }: AccuracyAsked): readonly Accuracy[] {
  const { truePositive: a, falsePositive: b, falseNegative: c, trueNegative: d } = counts;
  const share = (quantity: AccuracyName, events: number, n: number): Accuracy => {
    if (n === 0) return { quantity, events, n, estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
    const { estimate, low, high } = proportionInterval(events, n, conf_type, { alternative: 'two_sided', level });
    return { quantity, events, n, estimate, low, high };
  };
  const ratio = (quantity: AccuracyName, estimate: number, variance: number): Accuracy => {
    // Nobody, or everybody, is positive: 1 is no finding then, and its variance of 0 no precision.
    const told = (a + b) * (c + d) > 0;
    const { low, high } = told ? logCompared(estimate, Math.sqrt(variance), level) : { low: Number.NaN, high: Number.NaN };
    return { quantity, events: null, n: null, estimate, low, high };
  };
  const [cases, controls] = [a + c, b + d];
  const positive = ratio('lr_positive', a / cases / (b / controls), 1 / a - 1 / cases + 1 / b - 1 / controls);
  const negative = ratio('lr_negative', c / cases / (d / controls), 1 / c - 1 / cases + 1 / d - 1 / controls);
  const youden = differenceInterval({ events: [a, b], n: [cases, controls] }, 'newcombe', { alternative: 'two_sided', level });
  const predicted = (quantity: AccuracyName, { estimate, low, high }: Accuracy, prior: number, turned: boolean): Accuracy => {
    const after = (lr: number) => {
      const odds = (lr * prior) / (1 - prior);
      const p = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
      return turned ? 1 - p : p;
    };
    const [first, second] = [after(low), after(high)];
    return { quantity, events: null, n: null, estimate: after(estimate), low: turned ? second : first, high: turned ? first : second };
  };
  return [
    share('sensitivity', a, cases),
    share('specificity', d, controls),
    share('ppv', a, a + b),
    share('npv', d, c + d),
    positive,
    negative,
    share('accuracy', a + d, cases + controls),
    share('prevalence', cases, cases + controls),
    { quantity: 'youden', events: null, n: null, ...youden },
    ratio('diagnostic_odds_ratio', (a * d) / (b * c), 1 / a + 1 / b + 1 / c + 1 / d),
    ...(prevalence === null
      ? []
      : [predicted('ppv_at_prevalence', positive, prevalence, false), predicted('npv_at_prevalence', negative, prevalence, true)]),
  ];
}
