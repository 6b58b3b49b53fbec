/** Logistic regression in one reading of the design for each iteration: means, deviance and the products of the next least squares, block by block. */
import { gramBlock } from '../../../../numeric/simd/gram-block';
import { BLOCK } from '../../../../numeric/simd/kernels';
import type { Products } from './gram';
import { symmetric } from './gram';

/** A design (n × p, column by column), outcomes 0 and 1, prior weights and offset. */
interface LogisticData {
  readonly n: number;
  readonly p: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly offset: Float64Array | null;
}

/** Where a reading leaves linear predictors, means and working weights, one a row. */
export interface LogisticRows {
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  readonly working: Float64Array;
}

/** X'WX and X'W r, r the working response less the linear predictor or, at the start, less its offset alone. */
export interface LogisticReading {
  readonly products: Products;
  readonly loglik: number;
}

/** Linear predictors beyond it, of either sign, have the mean, slope and weight of R's link there. */
const FARTHEST = 30;
/** Rows whose likelihoods are multiplied before one logarithm is taken: each is at least 2⁻⁵², so that the product stays a number. */
const TOGETHER = 16;

/**
 * The model at coefficients or, without them, at the linear predictors in `rows`; null where WebAssembly has no pairs of doubles. The same bits on
 * every run.
 */
export function readLogistic(data: LogisticData, beta: Float64Array | null, rows: LogisticRows): LogisticReading | null {
  const { n, p, x, offset } = data;
  const block = p === 0 ? null : gramBlock(p);
  if (block === null) return null;
  const { memory, eta: etaAt, weight: weightAt, risk: riskAt, side, grams } = block;
  const right = new Float64Array(p);
  const unused = new Float64Array(p);
  let loglik = 0;
  for (let from = 0; from < n; from += BLOCK) {
    const count = Math.min(BLOCK, n - from);
    block.load(x, n, from, count);
    if (beta === null) memory.set(rows.eta.subarray(from, from + count), etaAt);
    else {
      if (offset === null) memory.fill(0, etaAt, etaAt + count);
      else memory.set(offset.subarray(from, from + count), etaAt);
      for (let j = 0; j < p; j++) block.addColumn(j, beta[j], count);
      rows.eta.set(memory.subarray(etaAt, etaAt + count), from);
    }
    memory.fill(1, weightAt, weightAt + count);
    block.exponentiate(count);
    loglik += weighRows(data, rows, memory, riskAt, weightAt, from, count);
    if (beta === null) addPredictors(rows, offset, memory, weightAt, from, count);
    block.addWeighted(right, count);
    block.accumulate(0, unused, count);
  }
  const gram = new Float64Array(p * p);
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) gram[i * p + j] = memory[grams[0] + i * side + j];
  return { products: { gram: symmetric(gram, p), right }, loglik };
}

/** Turns the exponentials at `risk` into working weights and puts their products with the residuals at `weight`; returns the log likelihood. */
function weighRows(
  { y, weights }: LogisticData,
  { eta, mu, working }: LogisticRows,
  memory: Float64Array,
  risk: number,
  weight: number,
  from: number,
  count: number,
): number {
  let loglik = 0;
  let likelihood = 1;
  for (let k = 0; k < count; k++) {
    const i = from + k;
    const far = !(Math.abs(eta[i]) <= FARTHEST);
    const odds = !far || Number.isNaN(eta[i]) ? memory[risk + k] : eta[i] < 0 ? Number.EPSILON : 1 / Number.EPSILON;
    const mean = odds / (1 + odds);
    const spread = mean * (1 - mean);
    const prior = weights === null ? 1 : weights[i];
    // The slope of the mean is its spread, and the machine's precision beyond.
    const slope = far ? Number.EPSILON : spread;
    const w = prior * (far ? (slope * slope) / spread : spread);
    mu[i] = mean;
    working[i] = w;
    memory[risk + k] = w;
    memory[weight + k] = far ? (w * (y[i] - mean)) / slope : prior * (y[i] - mean);
    // The mean where y is 1, what it leaves to 1 where y is 0.
    const own = Math.abs(1 - y[i] - mean);
    if (weights !== null) loglik += prior * Math.log(own);
    else {
      likelihood *= own;
      if (k % TOGETHER === TOGETHER - 1) {
        loglik += Math.log(likelihood);
        likelihood = 1;
      }
    }
  }
  return loglik + Math.log(likelihood);
}

/** Adds w (η − offset). */
function addPredictors(
  { eta, working }: LogisticRows,
  offset: Float64Array | null,
  memory: Float64Array,
  weight: number,
  from: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) memory[weight + k] += working[from + k] * (eta[from + k] - (offset === null ? 0 : offset[from + k]));
}

/** R's first linear predictors: those of the means (w y + 1/2) / (w + 1), a row of frequencies counted as one of weight 1. */
export function firstPredictors(y: Float64Array, weights: Float64Array | null): Float64Array {
  const eta = new Float64Array(y.length);
  const third = Math.log(3);
  if (weights === null) for (let i = 0; i < y.length; i++) eta[i] = third * (2 * y[i] - 1);
  else for (let i = 0; i < y.length; i++) eta[i] = Math.log((weights[i] * y[i] + 0.5) / (weights[i] * (1 - y[i]) + 0.5));
  return eta;
}
