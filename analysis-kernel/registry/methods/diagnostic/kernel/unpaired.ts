/** Areas under ROC curves of groups without a row in common, compared. */
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { pt } from '../../../../numeric/dist/student-t';

/** An area with DeLong's variance and the rows it is of. */
export interface OwnArea {
  readonly auc: number;
  readonly variance: number;
  readonly n: number;
}

export interface UnpairedTest {
  readonly difference: number;
  readonly error: number;
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/**
 * The first area minus the second over √(v₁ + v₂), on Student's t with the degrees of freedom of Welch and Satterthwaite,
 * (v₁ + v₂)² / (v₁² / (n₁ − 1) + v₂² / (n₂ − 1)). NaN where neither varies. R: `pROC::roc.test(roc1, roc2, method = "delong", paired = FALSE)`.
 */
export function unpairedAreas(first: OwnArea, second: OwnArea): UnpairedTest {
  const difference = first.auc - second.auc;
  const variance = first.variance + second.variance;
  const error = Math.sqrt(variance);
  const df = variance ** 2 / (first.variance ** 2 / (first.n - 1) + second.variance ** 2 / (second.n - 1));
  if (!(variance > 0)) return { difference, error: Number.NaN, statistic: Number.NaN, df: Number.NaN, pValue: Number.NaN };
  const statistic = difference / error;
  return { difference, error, statistic, df, pValue: 2 * pt(-Math.abs(statistic), df) };
}

/** The test that all areas are equal: Σ (A − Ā)² / v around their mean with weights 1 / v, χ² on one degree of freedom fewer. NaN where one does not vary. */
export function equalUnpaired(areas: readonly OwnArea[]): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const df = areas.length - 1;
  if (areas.some(({ variance }) => !(variance > 0))) return { statistic: Number.NaN, df, pValue: Number.NaN };
  const total = areas.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const centre = areas.reduce((sum, { auc, variance }) => sum + auc / variance, 0) / total;
  const statistic = areas.reduce((sum, { auc, variance }) => sum + (auc - centre) ** 2 / variance, 0);
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}
