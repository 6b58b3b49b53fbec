/** A marker counted by its distinct values: what the curve, its area and its cut-offs are made of. */
import { argsort } from '../../../../numeric/sort';

/** Cases and controls at each distinct value. */
export interface Tally {
  /** Distinct values, ascending: the higher, the more suspicious. */
  readonly values: Float64Array;
  readonly cases: Float64Array;
  readonly controls: Float64Array;
  /** Place of each row's value among them. */
  readonly place: Int32Array;
  readonly nCases: number;
  readonly nControls: number;
}

/**
 * Counts the cases (1) and controls (0) at each value.
 * @param marker one finite number a row, higher values more suspicious
 */
export function tally(marker: Float64Array, isCase: Uint8Array): Tally {
  const order = argsort(marker);
  const place = new Int32Array(marker.length);
  const values: number[] = [];
  for (const row of order) {
    if (values.length === 0 || marker[row] !== values[values.length - 1]) values.push(marker[row]);
    place[row] = values.length - 1;
  }
  const [cases, controls] = [new Float64Array(values.length), new Float64Array(values.length)];
  let nCases = 0;
  for (let row = 0; row < place.length; row++) {
    nCases += isCase[row];
    if (isCase[row] === 1) cases[place[row]]++;
    else controls[place[row]]++;
  }
  return { values: Float64Array.from(values), cases, controls, place, nCases, nControls: place.length - nCases };
}

/** A ROC curve from its most lenient threshold, where all are positive, to the strictest, where none is. */
export interface Curve {
  /** Positive is who lies at or above: half-way between neighbouring values, −∞ first and ∞ last. */
  readonly thresholds: Float64Array;
  readonly truePositive: Float64Array;
  readonly falsePositive: Float64Array;
}

/** The curve of a tally, one point a threshold. R: `pROC::roc(…, direction = "<")`. */
export function curveOf({
  values,
  cases,
  controls,
  nCases,
  nControls,
}: Pick<Tally, 'values' | 'cases' | 'controls' | 'nCases' | 'nControls'>): Curve {
  const points = values.length + 1;
  const [thresholds, truePositive, falsePositive] = [0, 1, 2].map(() => new Float64Array(points));
  let [above, below] = [nCases, nControls];
  for (let at = 0; at < points; at++) {
    thresholds[at] =
      at === 0 ? Number.NEGATIVE_INFINITY : at === values.length ? Number.POSITIVE_INFINITY : between(values[at - 1], values[at]);
    truePositive[at] = above;
    falsePositive[at] = below;
    if (at < values.length) {
      above -= cases[at];
      below -= controls[at];
    }
  }
  return { thresholds, truePositive, falsePositive };
}

/** Half-way between two values; the higher of two that have no number between them. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low ? middle : high;
}

/** The area under the curve: the share of pairs of a case and a control in which the case lies higher, ties by half. */
export function areaOf({ cases, controls, nCases, nControls }: Tally): number {
  let below = 0;
  let pairs = 0;
  for (let at = 0; at < cases.length; at++) {
    pairs += cases[at] * (below + controls[at] / 2);
    below += controls[at];
  }
  return pairs / (nCases * nControls);
}
