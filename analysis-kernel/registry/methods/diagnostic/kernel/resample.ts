/** What cases and controls drawn anew say of a curve: intervals of its areas, the spread of its best cut-off and how much too good that looks. */
import { seededRandom } from '../../../../numeric/rng';
import type { Steps } from '../../../../numeric/steps';
import { bestCut, type Choice } from './best-cut';
import { type Part, partialArea } from './partial-area';
import { areaOf, curveOf, type Tally } from './tally';

export interface Wanted {
  readonly area: boolean;
  readonly part: Part | null;
  readonly choice: Choice | null;
}

export interface Resampled {
  readonly areas: readonly number[];
  readonly partial: readonly number[];
  /** The best cut-off of each sample. */
  readonly cuts: readonly number[];
  /** Mean over the samples of what their own best cut-off gives in them less what it gives in the data. */
  readonly optimism: { readonly sensitivity: number; readonly specificity: number };
}

/** Rows drawn between two moments at which a cancel is heard. */
const ROWS_A_STEP = 500_000;

/**
 * Draws as many cases from the cases and controls from the controls, with replacement, `times` times. Same bits for the same seed.
 * Harrell, Lee & Mark 1996, doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4. R: `boot` within strata, as `pROC::ci.auc(method = "bootstrap")`.
 */
export function* resample(whole: Tally, isCase: Uint8Array, wanted: Wanted, times: number, seed: number): Steps<Resampled> {
  const random = seededRandom(seed);
  const places = [0, 1].map((kind) => whole.place.filter((_, row) => isCase[row] === kind));
  const curve = curveOf(whole);
  const [areas, partial, cuts]: number[][] = [[], [], []];
  let [sensitivity, specificity] = [0, 0];
  let since = 0;
  for (let time = 0; time < times; time++) {
    const sample = drawn(whole, places, random.below);
    const own = curveOf(sample);
    if (wanted.area) areas.push(areaOf({ ...whole, ...sample }));
    if (wanted.part !== null) partial.push(partialArea(own, wanted.part));
    const best = wanted.choice === null ? null : bestCut(own, wanted.choice);
    if (best !== null) {
      const cut = own.thresholds[best.at];
      cuts.push(cut);
      const at = firstAtOrAbove(whole.values, cut);
      sensitivity += (own.truePositive[best.at] - curve.truePositive[at]) / whole.nCases;
      specificity += (curve.falsePositive[at] - own.falsePositive[best.at]) / whole.nControls;
    }
    since += whole.place.length;
    if (since >= ROWS_A_STEP) {
      since = 0;
      yield (time + 1) / times;
    }
  }
  return { areas, partial, cuts, optimism: { sensitivity: sensitivity / cuts.length, specificity: specificity / cuts.length } };
}

type Sample = Pick<Tally, 'values' | 'cases' | 'controls' | 'nCases' | 'nControls'>;

/** A sample's tally: values that were not drawn are none of it. */
function drawn({ values, nCases, nControls }: Tally, places: readonly Int32Array[], below: (n: number) => number): Sample {
  const [controls, cases] = places.map((own) => {
    const counts = new Float64Array(values.length);
    for (let i = 0; i < own.length; i++) counts[own[below(own.length)]]++;
    return counts;
  });
  const [kept, keptCases, keptControls] = [0, 1, 2].map(() => new Float64Array(values.length));
  let n = 0;
  for (let at = 0; at < values.length; at++) {
    if (cases[at] + controls[at] === 0) continue;
    kept[n] = values[at];
    keptCases[n] = cases[at];
    keptControls[n++] = controls[at];
  }
  return { values: kept.subarray(0, n), cases: keptCases.subarray(0, n), controls: keptControls.subarray(0, n), nCases, nControls };
}

/** Point of the curve at a cut-off: how many distinct values lie below it. */
export function firstAtOrAbove(values: Float64Array, cut: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < cut) low = middle + 1;
    else high = middle;
  }
  return low;
}
