/** The cut-off that does best by a criterion. */
import type { Curve } from './tally';

export const CRITERIA = ['youden', 'closest', 'cost'] as const;
type Criterion = (typeof CRITERIA)[number];

export interface Choice {
  readonly criterion: Criterion;
  /** Of `cost`: how many false positives are as bad as one false negative, and the prevalence where the marker will be used. */
  readonly cost: number;
  readonly prevalence: number;
}

export interface BestCut {
  /** Point of the curve. */
  readonly at: number;
  /** How many points do as well. */
  readonly ties: number;
}

/** Distances nearer than this are ties. */
const TIE = 1e-12;

/**
 * The point of a curve with the largest sum of sensitivity and specificity (Youden 1950), the least distance from the corner where both are 1, or the
 * least expected cost: the largest sensitivity + specificity × (1 − prevalence) / (cost × prevalence) (Metz 1978). The two ends, where all are alike,
 * are no cut-offs; of ties the most sensitive. Null where the marker has one value.
 * R: `pROC::coords(roc, "best", best.method = "youden" or "closest.topleft", best.weights = c(cost, prevalence))`.
 */
export function bestCut({ truePositive, falsePositive }: Pick<Curve, 'truePositive' | 'falsePositive'>, choice: Choice): BestCut | null {
  const last = truePositive.length - 1;
  if (last < 2) return null;
  const [nCases, nControls] = [truePositive[0], falsePositive[0]];
  const weight = choice.criterion === 'cost' ? (1 - choice.prevalence) / (choice.cost * choice.prevalence) : 1;
  const merit = (at: number): number => {
    const [missed, wrong] = [1 - truePositive[at] / nCases, falsePositive[at] / nControls];
    return choice.criterion === 'closest' ? -(missed * missed + wrong * wrong) : 1 - missed - weight * wrong;
  };
  let best = 1;
  let most = merit(1);
  let ties = 1;
  for (let at = 2; at < last; at++) {
    const own = merit(at);
    const size = TIE * Math.max(1, weight);
    if (own > most + size) [best, most, ties] = [at, own, 1];
    else if (own >= most - size) ties++;
  }
  return { at: best, ties };
}
