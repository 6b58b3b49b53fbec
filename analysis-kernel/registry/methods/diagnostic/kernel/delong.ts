/** Variances of areas under ROC curves of the same rows, after DeLong. */
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { quadraticForm } from '../../../../numeric/linalg/cholesky';
import { symmetricEigen, symmetricPseudoInverse } from '../../../../numeric/linalg/eigen';
import { areaOf, type Tally } from './tally';

export interface Areas {
  /** One a marker. */
  readonly auc: Float64Array;
  /** p × p; NaN with fewer than two cases or two controls. */
  readonly covariance: Float64Array;
}

/**
 * Areas of several markers on the same rows with their covariance: of cases and of controls the covariance of their placements (the share of the
 * other kind they lie above or below, ties by half) over their number. O(p n log n + p² n). DeLong, DeLong & Clarke-Pearson 1988,
 * doi:10.2307/2531595; placements by ranks as Sun & Xu 2014, doi:10.1109/LSP.2014.2337313. R: `pROC::cov(roc1, roc2)`.
 */
export function delong(tallies: readonly Tally[], isCase: Uint8Array): Areas {
  const p = tallies.length;
  const auc = Float64Array.from(tallies, areaOf);
  const apart = tallies.map((one, marker) => deviations(one, isCase, auc[marker]));
  const { nCases, nControls } = tallies[0];
  const covariance = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = a; b < p; b++) {
      const sums = [0, 0];
      for (let row = 0; row < isCase.length; row++) sums[isCase[row]] += apart[a][row] * apart[b][row];
      const isKnown = nCases > 1 && nControls > 1;
      const value = isKnown ? sums[1] / (nCases - 1) / nCases + sums[0] / (nControls - 1) / nControls : Number.NaN;
      covariance[a * p + b] = value;
      covariance[b * p + a] = value;
    }
  }
  return { auc, covariance };
}

/** Each row's placement less the area. */
function deviations({ cases, controls, place, nCases, nControls }: Tally, isCase: Uint8Array, auc: number): Float64Array {
  const ofCase = new Float64Array(cases.length);
  const ofControl = new Float64Array(cases.length);
  let [controlsBelow, casesAbove] = [0, nCases];
  for (let at = 0; at < cases.length; at++) {
    casesAbove -= cases[at];
    ofCase[at] = (controlsBelow + controls[at] / 2) / nControls - auc;
    ofControl[at] = (casesAbove + cases[at] / 2) / nCases - auc;
    controlsBelow += controls[at];
  }
  return Float64Array.from(place, (at, row) => (isCase[row] === 1 ? ofCase[at] : ofControl[at]));
}

/** The first area minus the second and its variance. */
export function areaDifference(
  { auc, covariance }: Areas,
  a: number,
  b: number,
): { readonly difference: number; readonly variance: number } {
  const p = auc.length;
  const variance = covariance[a * p + a] + covariance[b * p + b] - 2 * covariance[a * p + b];
  // Markers that order the rows alike leave nothing but rounding.
  const size = covariance[a * p + a] + covariance[b * p + b];
  return { difference: auc[a] - auc[b], variance: variance <= 1e-14 * size ? 0 : variance };
}

/** The test that all areas are equal: χ² of the differences from the first, as many degrees of freedom as their covariance has rank. */
export function equalAreas({ auc, covariance }: Areas): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const p = auc.length;
  const k = p - 1;
  const differences = Float64Array.from({ length: k }, (_, i) => auc[0] - auc[i + 1]);
  const own = new Float64Array(k * k);
  const at = (i: number, j: number) => covariance[i * p + j];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) own[i * k + j] = at(0, 0) - at(0, j + 1) - at(i + 1, 0) + at(i + 1, j + 1);
  }
  const { values } = symmetricEigen(Float64Array.from(own), k);
  const largest = Math.max(...values);
  const df = largest > 0 ? values.filter((value) => value > TOLERANCE * largest).length : 0;
  if (df === 0 || !Number.isFinite(largest)) return { statistic: Number.NaN, df, pValue: Number.NaN };
  const statistic = quadraticForm(symmetricPseudoInverse(own, k, TOLERANCE), k, differences);
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}

const TOLERANCE = 1e-10;
