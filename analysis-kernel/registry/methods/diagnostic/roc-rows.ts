/** The rows of the table `roc`. */
import type { Value } from '../../../results/result';
import { orNull } from '../../compared-groups';
import { type MarkerFound, thresholdsOf } from './analyse';

/** Points of a curve that a table holds; a figure cannot show more. */
const MOST_POINTS = 1000;

/**
 * The points of a marker's curve with those who leave at each; of a long curve as many as lie a thousandth of its length apart, and who leaves between two
 * of them leaves at the first.
 */
export function rocRows(found: MarkerFound): readonly Readonly<Record<string, Value>>[] {
  const { marker, curve } = found;
  const { truePositive, falsePositive } = curve;
  const thresholds = thresholdsOf(found);
  const [nCases, nControls] = [truePositive[0], falsePositive[0]];
  const last = truePositive.length - 1;
  const place = (at: number) => truePositive[at] / nCases + falsePositive[at] / nControls;
  const kept: number[] = [];
  for (let at = 0; at <= last; at++) {
    const before = kept[kept.length - 1];
    if (last < MOST_POINTS || before === undefined || at === last || place(before) - place(at) >= 2 / MOST_POINTS) kept.push(at);
  }
  return kept.map((at, row) => {
    const next = kept[row + 1] ?? last;
    return {
      marker: marker.name,
      threshold: orNull(thresholds[at]),
      sensitivity: truePositive[at] / nCases,
      specificity: (nControls - falsePositive[at]) / nControls,
      n_positive: truePositive[at] + falsePositive[at],
      cases: truePositive[at] - truePositive[next],
      controls: falsePositive[at] - falsePositive[next],
    };
  });
}
