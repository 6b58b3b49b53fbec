/** The area under a part of a ROC curve. */
import type { Curve } from './tally';

/** A range of specificity or of sensitivity. */
export interface Part {
  readonly of: 'specificity' | 'sensitivity';
  readonly from: number;
  readonly to: number;
}

/**
 * The area over a range of specificity (under the sensitivity) or of sensitivity (under the specificity), the curve's points joined by straight lines.
 * R: `pROC::auc(roc, partial.auc = c(to, from), partial.auc.focus = of)`.
 */
export function partialArea(
  { truePositive, falsePositive }: Pick<Curve, 'truePositive' | 'falsePositive'>,
  { of, from, to }: Part,
): number {
  const [nCases, nControls] = [truePositive[0], falsePositive[0]];
  const last = truePositive.length - 1;
  const sensitivity = (at: number) => truePositive[at] / nCases;
  const specificity = (at: number) => (nControls - falsePositive[at]) / nControls;
  // The range's own axis rises along the curve: specificity with the threshold, sensitivity against it.
  const [along, across] = of === 'specificity' ? [specificity, sensitivity] : [sensitivity, specificity];
  let area = 0;
  for (let step = 0; step < last; step++) {
    const [a, b] = of === 'specificity' ? [step, step + 1] : [last - step, last - step - 1];
    const [x1, x2, y1, y2] = [along(a), along(b), across(a), across(b)];
    const [low, high] = [Math.max(x1, from), Math.min(x2, to)];
    if (high <= low) continue;
    const at = (x: number) => y1 + ((y2 - y1) * (x - x1)) / (x2 - x1);
    area += ((high - low) * (at(low) + at(high))) / 2;
  }
  return area;
}

/**
 * The straight line that takes a partial area to the scale of a whole one: 0.5 of a marker that tells nothing, 1 of a perfect one. McClish 1989,
 * doi:10.1177/0272989X8900900307. R: `pROC::auc(…, partial.auc.correct = TRUE)`, which has none below the diagonal.
 */
export function mcClish({ from, to }: Part): { readonly slope: number; readonly line: (area: number) => number } {
  const most = to - from;
  const least = most - (to * to - from * from) / 2;
  const slope = 0.5 / (most - least);
  return { slope, line: (area) => 0.5 + slope * (area - least) };
}
