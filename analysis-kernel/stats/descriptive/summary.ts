/** Location, spread and order statistics of one variable. */

import { type QuantileType, quantile, quantileAt } from '../../numeric/quantile';
import { valuesAtPlaces } from '../../numeric/select';
import { argsort } from '../../numeric/sort';
import { mean, scaleOf, sum, variance } from '../../numeric/sum';

export interface NumericSummary {
  /** Number of values; the sum of weights when weighted. */
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly max: number | null;
}

const EMPTY_SUMMARY: NumericSummary = { n: 0, mean: null, sd: null, min: null, p25: null, median: null, p75: null, max: null };

/**
 * Summary of known values: mean, standard deviation with denominator n − 1, extremes and quartiles.
 *
 * `values`: no missing values, any order; `type`: quantile definition (7 as R, 2 as SAS, 6 as SPSS). Nothing gives nulls, one value a null sd.
 * R: `mean(x)`, `sd(x)`, `range(x)`, `quantile(x, c(.25, .5, .75), type = type)`.
 */
export function summarise(values: Float64Array, type: QuantileType = 7): NumericSummary {
  const n = values.length;
  if (n === 0) return EMPTY_SUMMARY;
  const [min, max] = valuesAtPlaces(values, [0, n - 1]);
  const [p25, median, p75] = quantile(values, [0.25, 0.5, 0.75], type);
  return { n, mean: meanOf(values), sd: n < 2 ? null : standardDeviation(values), min, p25, median, p75, max };
}

/** Mean of values of any size. */
function meanOf(values: Float64Array): number {
  const scale = scaleOf(values);
  return scale === 1 ? mean(values) : scale * mean(values.map((value) => value / scale));
}

/** Standard deviation with denominator n − 1, of values of any size; NaN for fewer than two. R: `sd(x)`. */
export function standardDeviation(values: Float64Array): number {
  const scale = scaleOf(values);
  return scale === 1 ? Math.sqrt(variance(values)) : scale * Math.sqrt(variance(values.map((value) => value / scale)));
}

type WeightMeaning = 'frequency' | 'probability';

/** Weighted mean Σwx / Σw, summed from the first value on, so that equal values have exactly their mean. R: `weighted.mean(x, w)`. */
function weightedMean(values: Float64Array, weights: Float64Array): number {
  const [origin] = values;
  return origin + sum(values.map((x, i) => (x - origin) * weights[i])) / sum(weights);
}

/**
 * Weighted variance. Frequency weights: that of the replicated sample, Σw(x − m)² / (Σw − 1). Probability weights (sampling, inverse-probability):
 * Σw(x − m)² / Σw · n / (n − 1), the estimate of `survey::svyvar`. NaN where the denominator is not positive.
 */
export function weightedVariance(values: Float64Array, weights: Float64Array, meaning: WeightMeaning): number {
  const centre = weightedMean(values, weights);
  const squares = sum(values.map((x, i) => weights[i] * (x - centre) * (x - centre)));
  const total = sum(weights);
  if (meaning === 'frequency') return total > 1 ? squares / (total - 1) : Number.NaN;
  return (squares / total) * (values.length / (values.length - 1));
}

/**
 * Weighted summary. Frequency weights give exactly the summary of the replicated sample. Quantiles under probability weights are the smallest value
 * whose cumulated weight reaches p of the total (`survey::svyquantile(qrule = "math")`); `n` is the sum of weights.
 */
export function summariseWeighted(
  values: Float64Array,
  weights: Float64Array,
  meaning: WeightMeaning,
  type: QuantileType = 7,
): NumericSummary {
  // A row of weight 0 stands for none.
  const order = argsort(values).filter((row) => weights[row] > 0);
  if (order.length === 0) return EMPTY_SUMMARY;
  const scale = scaleOf(values);
  if (scale !== 1) {
    const { n, ...rest } = summariseWeighted(
      values.map((value) => value / scale),
      weights,
      meaning,
      type,
    );
    const back = (value: number | null) => (value === null ? null : value * scale);
    const [mean, sd, min, p25, median, p75, max] = [rest.mean, rest.sd, rest.min, rest.p25, rest.median, rest.p75, rest.max].map(back);
    return { n, mean, sd, min, p25, median, p75, max };
  }
  const total = sum(weights);
  const spread = weightedVariance(values, weights, meaning);
  const at = meaning === 'frequency' ? replicatedQuantile(values, weights, order, type) : weightedQuantile(values, weights, order);
  return {
    n: total,
    mean: weightedMean(values, weights),
    sd: Number.isNaN(spread) ? null : Math.sqrt(spread),
    min: values[order[0]],
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    max: values[order[order.length - 1]],
  };
}

/** The quantile of the values each as often as its weight, which are never laid out: a weight may stand for any number of rows. */
function replicatedQuantile(values: Float64Array, weights: Float64Array, order: Uint32Array, type: QuantileType): (p: number) => number {
  const reached = new Float64Array(order.length);
  let total = 0;
  for (let k = 0; k < order.length; k++) {
    total += weights[order[k]];
    reached[k] = total;
  }
  const at = (place: number): number => {
    let low = 0;
    for (let high = order.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (reached[middle] > place) high = middle;
      else low = middle + 1;
    }
    return values[order[low]];
  };
  return (p) => quantileAt(total, at, p, type);
}

function weightedQuantile(values: Float64Array, weights: Float64Array, order: Uint32Array): (p: number) => number {
  const total = sum(weights);
  return (p) => {
    let cumulated = 0;
    for (const row of order) {
      cumulated += weights[row];
      if (cumulated >= p * total * (1 - 1e-12)) return values[row];
    }
    return values[order[order.length - 1]];
  };
}
