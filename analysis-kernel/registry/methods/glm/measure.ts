/** What the coefficients of a family and link stand for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { unitText } from '../../../results/format';
import type { Measure } from '../../model-estimates';
import { type GlmOptions, isBinary, isCount, linkOf } from './options';

interface Effect extends Measure {
  /** Names the columns `exponentiate` adds; null where there is no ratio. */
  readonly column: string | null;
}

const words = (en: string, zh: string): Localised => ({ en, zh });
const ratio = (column: string, name: Localised, of: Localised): Effect => ({
  kind: 'ratio',
  column,
  name,
  lower: words(`lower ${of.en}`, `${of.zh}较低`),
  higher: words(`higher ${of.en}`, `${of.zh}较高`),
});

const DIFFERENCE: Effect = {
  kind: 'difference',
  column: null,
  name: words('Difference', '差值'),
  lower: words('lower', '较低'),
  higher: words('higher', '较高'),
};
const RISK_DIFFERENCE: Effect = { ...DIFFERENCE, name: words('Risk difference', '风险差') };
const COEFFICIENT: Effect = { ...DIFFERENCE, name: words('Coefficient', '系数') };
const ODDS = ratio('odds_ratio', words('Odds ratio', '比值比'), words('odds', '比值'));
const RISK = ratio('risk_ratio', words('Risk ratio', '风险比'), words('risk', '风险'));
const RATE = ratio('rate_ratio', words('Rate ratio', '率比'), words('rate', '率'));
const MEAN = ratio('mean_ratio', words('Ratio of means', '均数比'), words('mean', '均数'));
const HAZARD = ratio('hazard_ratio', words('Hazard ratio', '风险比（HR）'), words('hazard', '风险'));

/** The same with the outcome's unit in its name, where it is a difference of the outcome's own values: `Difference, mmol/L`. */
export function inUnit(effect: Effect, unit: string | undefined): Effect {
  if (unit === undefined || effect.name !== DIFFERENCE.name) return effect;
  return { ...effect, name: { en: `${effect.name.en}, ${unitText(unit, 'en')}`, zh: `${effect.name.zh}，${unitText(unit, 'zh')}` } };
}

/** The effect a coefficient of the model is, or is the logarithm of. */
export function effectOf(options: Pick<GlmOptions, 'family' | 'link'>): Effect {
  const link = linkOf(options);
  if (link === 'identity') return isBinary(options.family) ? RISK_DIFFERENCE : DIFFERENCE;
  if (link === 'logit') return ODDS;
  if (link === 'cloglog') return HAZARD;
  if (link === 'log') {
    if (isBinary(options.family)) return RISK;
    return isCount(options.family) ? RATE : MEAN;
  }
  return COEFFICIENT;
}
