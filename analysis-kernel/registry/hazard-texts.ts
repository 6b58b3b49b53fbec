/** What models of hazards say alike of themselves: paragraphs and scripts. */

import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../formula/deparse';
import { levelText } from '../results/format';
import { WEIGHT_WORDS, type WeightsOption } from './common-options';
import { clusterSaid, listSaid, saidOf } from './labels';
import type { MethodOutput } from './method';
import { rRepeated, rWeighed } from './r-script';

type Said = Pick<MethodOutput, 'conventions' | 'labels'>;

/** What a methods paragraph says of strata after its model; nothing where there are none. */
export function strataSaid({ conventions: { strata }, labels }: Said): Localised {
  if (typeof strata !== 'string') return { en: '', zh: '' };
  const named = (lang: Language) => listSaid(strata.split(', '), labels, lang);
  return { en: `, stratified by ${named('en')}`, zh: `，按${named('zh')}分层` };
}

/** Sentences of a methods paragraph on intervals, their variance and weights. */
export function varianceSaid(
  options: { readonly conf_level: number; readonly weights?: WeightsOption | undefined },
  { conventions: { variance, cluster }, labels }: Said,
): Readonly<Record<Language, readonly string[]>> {
  const level = levelText(options.conf_level);
  const within = typeof cluster === 'string' ? clusterSaid(cluster, labels) : null;
  const { weights } = options;
  const weighing = saidOf(weights?.column ?? '', labels);
  return {
    en: [
      variance === 'model'
        ? `Confidence intervals (${level}%) and tests are of Wald type.`
        : `Confidence intervals (${level}%) and Wald tests use the robust sandwich variance${within === null ? '' : `, summed within ${within.en}`}.`,
      ...(weights === undefined ? [] : [`Rows were weighted by ${weighing.en} (${weights.kind.replace('_', ' ')} weights).`]),
    ],
    zh: [
      variance === 'model'
        ? `置信区间（${level}%）与检验为 Wald 型。`
        : `置信区间（${level}%）与 Wald 检验采用稳健（三明治）方差${within === null ? '' : `，在${within.zh}内求和`}。`,
      ...(weights === undefined ? [] : [`各行以${weighing.zh}加权（${WEIGHT_WORDS[weights.kind].zh}权重）。`]),
    ],
  };
}

/** Packages whose functions a survival formula calls. */
export function survivalLibraries(formula: string): string[] {
  return ['survival', ...(/\bns\s*\(/.test(formula) ? ['splines'] : []), ...(/\brcs\s*\(/.test(formula) ? ['rms'] : [])];
}

/** What `coxph` is given besides formula and ties, and what the data need before: weights, clusters, the variance. */
export function coxphRows(options: {
  readonly weights?: WeightsOption | undefined;
  readonly cluster?: string | undefined;
  readonly robust?: boolean | undefined;
}): { readonly lines: readonly string[]; readonly args: readonly string[] } {
  const { weights, cluster } = options;
  const frequency = weights?.kind === 'frequency';
  const robust = options.robust ?? (weights !== undefined && !frequency && cluster === undefined ? true : undefined);
  return {
    lines: weights === undefined ? [] : frequency ? rRepeated(weights.column) : [rWeighed(weights.column)],
    args: [
      ...(weights !== undefined && !frequency ? [`weights = ${quoteName(weights.column)}`] : []),
      ...(cluster === undefined ? [] : [`cluster = ${quoteName(cluster)}`]),
      ...(robust === undefined ? [] : [`robust = ${robust ? 'TRUE' : 'FALSE'}`]),
    ],
  };
}
