/** Whether the coefficients of a Fine–Gray model change with time. */
import { factorLdl, inverseLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { addGram } from '../../../../stats/cox/gram';
import { crossProduct } from '../../../../stats/cox/sandwich';
import type { ZphTest } from '../../../../stats/cox/zph';
import type { FineGrayFit } from './fit';
import type { Subdistribution } from './likelihood';
import { expectedAt, scoreShares } from './shares';

/** The function of time that a coefficient may change with. */
export type TimeFunction = 'identity' | 'log';

/**
 * The score test of θ = 0 in β(t) = β + θ g(t), g time or its logarithm, of each term and, last, of all together, at the fitted β: the weights of
 * censoring are those of the fit. `statistic` has the information of the likelihood; `robust` is U'V⁻¹U with V the cross product, within clusters, of the
 * rows' shares of U less what the estimation of β takes of them (Boos 1992, 10.1080/00031305.1992.10475921): the shares that the fit's variance has, with
 * the estimation of censoring where that has it. Null without a sandwich. Without rows where log meets a time of 0, where nothing varies and without events.
 * U is the sum of g(t) times the Schoenfeld-type residuals. R: `cox.zph(fit, "identity")` of `coxph` on `finegray`'s data; `colSums(fit$res * fit$uftime)` of `crr`.
 */
export function proportionalityTest(fit: FineGrayFit, assign: Int32Array, time: TimeFunction, estimated: boolean): readonly ZphTest[] {
  const { state, redundant } = fit;
  const kept = Array.from({ length: state.p }, (_, j) => j).filter((j) => !redundant.includes(j));
  const g = centred(state, time);
  if (kept.length === 0 || g === null) return [];
  const score = scoreOf(state, g, kept);
  const information = extended(state, g, kept);
  const variance = fit.robustVariance === null ? null : shareVariance(state, g, information, kept, estimated);
  const testOf = (term: number | null, extra: readonly number[]): ZphTest => ({
    term,
    statistic: modelTest(score, information, kept.length, extra),
    robust: variance === null ? null : quadratic(variance, kept.length, extra, score),
    df: extra.length,
  });
  const terms = [...new Set(kept.map((j) => assign[j]))];
  const all = kept.map((_, at) => at);
  return [
    ...terms.map((term) =>
      testOf(
        term,
        all.filter((at) => assign[kept[at]] === term),
      ),
    ),
    testOf(null, all),
  ];
}

/** g at the event times, less its mean over the events: that changes rounding only. Null where it is no number, or one. */
function centred({ times, deathWeight }: Subdistribution, time: TimeFunction): Float64Array | null {
  const g = time === 'log' ? times.map(Math.log) : Float64Array.from(times);
  if (g.length < 2 || g.some((value) => !Number.isFinite(value))) return null;
  const total = deathWeight.reduce((sum, weight) => sum + weight, 0);
  const mean = g.reduce((sum, value, at) => sum + value * deathWeight[at], 0) / total;
  return g.map((value) => value - mean);
}

/** Σ g (x of those with the event − what is expected), of the kept columns on their own scale. */
function scoreOf(ws: Subdistribution, g: Float64Array, kept: readonly number[]): Float64Array {
  const { x, status, weight, to, factor } = ws;
  const n = status.length;
  const expected = expectedAt(ws, g);
  return Float64Array.from(kept, (j) => {
    let total = 0;
    for (let i = 0; i < n; i++) total += x[j * n + i] * ((status[i] === 1 ? g[to[i] - 1] * weight[i] : 0) - expected[i]);
    return total / factor[j];
  });
}

/** Information of (β, θ) at θ = 0 over the kept columns, 2q × 2q: blocks with weights 1, g and g². */
function extended(ws: Subdistribution, g: Float64Array, kept: readonly number[]): Float64Array {
  const q = kept.length;
  const result = new Float64Array(4 * q * q);
  const blocks = [g.map(() => 1), g, g.map((value) => value * value)].map((weights) => informationWith(ws, weights));
  kept.forEach((a, i) => {
    kept.forEach((b, j) => {
      const at = a >= b ? a * ws.p + b : b * ws.p + a;
      const scale = ws.factor[a] * ws.factor[b];
      for (const [row, column] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ]) {
        result[(row * q + i) * 2 * q + column * q + j] = blocks[row + column][at] / scale;
      }
    });
  });
  return result;
}

/** Σ γ (S₂/S₀ − x̄ x̄ᵀ) over Efron's steps, the lower triangle over all scaled columns. */
function informationWith(ws: Subdistribution, gamma: Float64Array): Float64Array {
  const { p, x, status, sums, all, own } = ws;
  const [n, count] = [status.length, gamma.length];
  const matrix = new Float64Array(p * p);
  const buffer = new Float64Array(256 * Math.max(p, 1));
  addGram(matrix, p, x, n, expectedAt(ws, gamma), 0, n, 1, buffer);
  const panel = new Float64Array(count * p);
  for (let j = 0; j < p; j++)
    for (let k = 0; k < count; k++) panel[j * count + k] = all[j * count + k] - (sums.b[k] / sums.a[k]) * own[j * count + k];
  const weights = gamma.map((value, k) => value * sums.a[k]);
  addGram(matrix, p, panel, count, weights, 0, count, -1, buffer);
  const rest = gamma.map((value, k) => value * Math.max(sums.c[k] - (sums.b[k] * sums.b[k]) / sums.a[k], 0));
  addGram(matrix, p, own, count, rest, 0, count, -1, buffer);
  return matrix;
}

/** U'(information of what is tested given β)⁻¹U. */
function modelTest(score: Float64Array, information: Float64Array, q: number, extra: readonly number[]): number {
  const size = q + extra.length;
  const index = [...Array.from({ length: q }, (_, i) => i), ...extra.map((at) => q + at)];
  const matrix = Float64Array.from(
    { length: size * size },
    (_, at) => information[index[Math.floor(at / size)] * 2 * q + index[at % size]],
  );
  const u = new Float64Array(size);
  extra.forEach((at, i) => {
    u[q + i] = score[at];
  });
  return solved(matrix, size, u);
}

function quadratic(variance: Float64Array, q: number, extra: readonly number[], score: Float64Array): number {
  const size = extra.length;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => variance[extra[Math.floor(at / size)] * q + extra[at % size]]);
  return solved(
    matrix,
    size,
    Float64Array.from(extra, (at) => score[at]),
  );
}

function solved(matrix: Float64Array, size: number, u: Float64Array): number {
  const result = Float64Array.from(u);
  factorLdl(matrix, size, 1e-14);
  solveLdl(matrix, size, result);
  return result.reduce((sum, value, i) => sum + value * u[i], 0);
}

/** The cross product of the rows' shares of U, less I_θβ I_ββ⁻¹ times their shares of the score of β. */
function shareVariance(
  ws: Subdistribution,
  g: Float64Array,
  information: Float64Array,
  kept: readonly number[],
  estimated: boolean,
): Float64Array {
  const { n } = ws.given;
  const q = kept.length;
  const own = Float64Array.from({ length: q * q }, (_, at) => information[Math.floor(at / q) * 2 * q + (at % q)]);
  factorLdl(own, q, 1e-14);
  const inverse = inverseLdl(own, q);
  const [beta, theta] = [scoreShares(ws, estimated), scoreShares(ws, estimated, g)];
  const shares = new Float64Array(n * q);
  for (let i = 0; i < q; i++) {
    for (let row = 0; row < n; row++) shares[i * n + row] = theta[kept[i] * n + row];
    for (let j = 0; j < q; j++) {
      let taken = 0;
      for (let k = 0; k < q; k++) taken += information[(q + i) * 2 * q + k] * inverse[k * q + j];
      for (let row = 0; row < n; row++) shares[i * n + row] -= taken * beta[kept[j] * n + row];
    }
  }
  return crossProduct(ws.given, shares, q);
}
