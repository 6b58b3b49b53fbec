/** Estimates, tests and intervals of combinations of the fixed effects. */
import { pchisq } from '../../../numeric/dist/chi-squared';
import { pf } from '../../../numeric/dist/f';
import { pt, qt } from '../../../numeric/dist/student-t';
import { quadraticForm } from '../../../numeric/linalg/cholesky';
import { symmetricEigen } from '../../../numeric/linalg/eigen';
import type { Value } from '../../../results/result';
import { known } from '../../model-estimates';
import type { MixedFit } from './kernel/fit';
import type { MixedOptions } from './options';

export type Inference = Pick<MixedOptions, 'df' | 'conf_level'>;

/** Columns of a table for one combination, null where it cannot be estimated. */
export interface Combined {
  readonly estimate: Value;
  readonly std_error: Value;
  /** Null under Wald. */
  readonly df: Value;
  readonly statistic: Value;
  readonly p_value: Value;
  readonly conf_low: Value;
  readonly conf_high: Value;
}

const NOTHING: Combined = { estimate: null, std_error: null, df: null, statistic: null, p_value: null, conf_low: null, conf_high: null };

/**
 * L'β with its standard error, t and interval. R: `lmerTest::contest1D(fit, L, confint = TRUE)`; under Wald the normal distribution.
 */
export function combination(fit: MixedFit, along: Float64Array, { df: kind, conf_level }: Inference): Combined {
  const { beta, vcov } = fit;
  const p = beta.length;
  const estimate = along.reduce((sum, value, j) => (value === 0 ? sum : sum + value * beta[j]), 0);
  if (Number.isNaN(estimate)) return NOTHING;
  const variance = quadraticForm(vcov, p, along);
  if (!(variance > 0)) return { ...NOTHING, estimate };
  const error = Math.sqrt(variance);
  const df = kind === 'wald' ? Number.POSITIVE_INFINITY : satterthwaite(fit, variance, along);
  const statistic = estimate / error;
  const half = qt((1 + conf_level) / 2, df) * error;
  return {
    estimate,
    std_error: error,
    df: Number.isFinite(df) ? df : null,
    statistic,
    p_value: known(2 * pt(Math.abs(statistic), df, { lower: false })),
    conf_low: known(estimate - half),
    conf_high: known(estimate + half),
  };
}

/** 2v²/(gᵀAg): v the variance of L'β, g its derivatives by the variance parameters, A the variance of these; g over v, for v² may be no number. Satterthwaite (1946); Giesbrecht and Burns (1985). */
function satterthwaite({ slopes, parameterVariance, beta }: MixedFit, variance: number, along: ArrayLike<number>): number {
  const gradient = slopes.map((slope) => quadraticForm(slope, beta.length, along) / variance);
  const spread = quadraticForm(parameterVariance, gradient.length, gradient);
  return spread > 0 ? 2 / spread : Number.POSITIVE_INFINITY;
}

interface Tested {
  /** F; null where there is nothing to test. */
  readonly statistic: Value;
  readonly df: number;
  readonly df_error: Value;
  readonly p_value: Value;
}

/**
 * F of Lβ = 0, its denominator pooled over the principal directions of LVLᵀ. Fai and Cornelius (1996); R: `lmerTest::contestMD(fit, L)`; under Wald χ² over its df.
 */
export function jointTest(fit: MixedFit, rows: readonly Float64Array[], { df: kind }: Inference): Tested {
  const k = rows.length;
  const p = fit.beta.length;
  if (k === 0) return { statistic: null, df: 0, df_error: null, p_value: null };
  const product = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += a[i] * fit.vcov[i * p + j] * b[j];
    return sum;
  };
  const { values, vectors } = symmetricEigen(
    Float64Array.from({ length: k * k }, (_, at) => product(rows[Math.floor(at / k)], rows[at % k])),
    k,
  );
  const directions = Array.from({ length: k }, (_, e) => e).filter((e) => values[e] > 1e-8 * values[0]);
  let f = 0;
  const dfs: number[] = [];
  for (const e of directions) {
    const along = new Float64Array(p);
    rows.forEach((row, i) => {
      for (let j = 0; j < p; j++) along[j] += vectors[i * k + e] * row[j];
    });
    const estimate = along.reduce((sum, value, j) => (value === 0 ? sum : sum + value * fit.beta[j]), 0);
    f += estimate ** 2 / values[e] / directions.length;
    dfs.push(satterthwaite(fit, values[e], along));
  }
  const q = directions.length;
  if (q === 0 || Number.isNaN(f)) return { statistic: null, df: q, df_error: null, p_value: null };
  if (kind === 'wald') return { statistic: f, df: q, df_error: null, p_value: known(pchisq(f * q, q, { lower: false })) };
  const error = pooledDf(dfs);
  return { statistic: f, df: q, df_error: Number.isFinite(error) ? error : null, p_value: known(pf(f, q, error, { lower: false })) };
}

function pooledDf(dfs: readonly number[]): number {
  if (dfs.length === 1 || dfs.every((df) => Math.abs(df - dfs[0]) < 1e-8)) return dfs[0];
  if (dfs.some((df) => !(df > 2))) return 2;
  const expected = dfs.reduce((sum, df) => sum + (Number.isFinite(df) ? df / (df - 2) : 1), 0);
  return (2 * expected) / (expected - dfs.length);
}

/** The combination that is one coefficient. */
export function unit(p: number, j: number): Float64Array {
  const along = new Float64Array(p);
  along[j] = 1;
  return along;
}
