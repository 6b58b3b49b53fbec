/** What the coefficients of a distribution stand for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Measure } from '../../model-estimates';
import type { ParametricOptions } from './options';

type RatioName = 'time_ratio' | 'hazard_ratio' | 'odds_ratio';

const measure = (kind: Measure['kind'], name: Localised, lower: Localised, higher: Localised): Measure => ({ kind, name, lower, higher });

const TIME = measure(
  'ratio',
  { en: 'Time ratio', zh: '时间比' },
  { en: 'shorter time', zh: '时间较短' },
  { en: 'longer time', zh: '时间较长' },
);
const HAZARD = measure(
  'ratio',
  { en: 'Hazard ratio', zh: '风险比' },
  { en: 'lower hazard', zh: '风险较低' },
  { en: 'higher hazard', zh: '风险较高' },
);
const ODDS = measure(
  'ratio',
  { en: 'Odds ratio', zh: '比值比' },
  { en: 'lower odds', zh: '比值较低' },
  { en: 'higher odds', zh: '比值较高' },
);
const COEFFICIENT = measure('difference', { en: 'Coefficient', zh: '系数' }, { en: 'lower', zh: '较低' }, { en: 'higher', zh: '较高' });

interface Effect {
  /** Of the coefficient itself. */
  readonly measure: Measure;
  /** The ratio it is the logarithm of. */
  readonly ratio: RatioName | null;
  /** The ratio that −β/σ is the logarithm of. */
  readonly scaled: RatioName | null;
}

/**
 * Weibull and exponential hazards are proportional, log-logistic odds are, by exp(−β/σ): where σ is one for all. The other distributions of log time have
 * time ratios alone.
 */
export function effectOf({ distribution, scale }: Pick<ParametricOptions, 'distribution' | 'scale'>, strata: boolean): Effect {
  switch (distribution) {
    case 'exponential':
    case 'weibull':
      return { measure: TIME, ratio: 'time_ratio', scaled: strata ? null : 'hazard_ratio' };
    case 'loglogistic':
      return { measure: TIME, ratio: 'time_ratio', scaled: strata ? null : 'odds_ratio' };
    case 'lognormal':
    case 'gamma':
    case 'gengamma':
      return { measure: TIME, ratio: 'time_ratio', scaled: null };
    case 'gompertz':
      return { measure: HAZARD, ratio: 'hazard_ratio', scaled: null };
    case 'royston_parmar':
      if (scale === 'normal') return { measure: COEFFICIENT, ratio: null, scaled: null };
      return scale === 'odds'
        ? { measure: ODDS, ratio: 'odds_ratio', scaled: null }
        : { measure: HAZARD, ratio: 'hazard_ratio', scaled: null };
  }
}
