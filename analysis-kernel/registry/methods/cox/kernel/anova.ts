/** Analysis of deviance: what each term adds to those before it. */
import type { CoxData } from '../../../../stats/cox/data';
import { type CoxFit, fitCox } from '../../../../stats/cox/fit';

export interface AnovaRow {
  /** Term index of `assign`; null for the model without terms. */
  readonly term: number | null;
  readonly loglik: number;
  /** Twice the gain in log partial likelihood over the row before, and the coefficients it took; NaN in the first row. */
  readonly statistic: number;
  readonly df: number;
}

/**
 * Likelihood-ratio tests of the terms added one by one in their order, to a model that has only strata and offset.
 * Terms in ascending order of `assign`; redundant columns count for nothing. Fits one model a term.
 * R: `anova(fit)`.
 */
export function sequentialTests(fit: CoxFit): readonly AnovaRow[] {
  const { data } = fit;
  const terms = [...new Set(data.assign)].sort((a, b) => a - b);
  const rows: AnovaRow[] = [{ term: null, loglik: fit.loglikNull, statistic: Number.NaN, df: 0 }];
  let loglik = fit.loglikNull;
  let df = 0;
  terms.forEach((term, k) => {
    const step = k === terms.length - 1 ? fit : fitCox(withTerms(data, terms.slice(0, k + 1)), { robust: false });
    rows.push({ term, loglik: step.loglik, statistic: 2 * (step.loglik - loglik), df: step.likelihoodRatio.df - df });
    loglik = step.loglik;
    df = step.likelihoodRatio.df;
  });
  return rows;
}

function withTerms(data: CoxData, terms: readonly number[]): CoxData {
  const columns = Array.from(data.assign, (_, j) => j).filter((j) => terms.includes(data.assign[j]));
  const x = new Float64Array(columns.length * data.n);
  columns.forEach((from, to) => {
    x.set(data.x.subarray(from * data.n, (from + 1) * data.n), to * data.n);
  });
  return { ...data, p: columns.length, x, assign: Int32Array.from(columns, (j) => data.assign[j]) };
}
