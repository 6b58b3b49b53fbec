/** The score test of proportional hazards. */
import { factorLdl, inverseLdl, solveLdl } from '../../numeric/linalg/cholesky';
import { argsort, averageRanks } from '../../numeric/sort';
import type { CoxFit } from './fit';
import { informationMatrix } from './pass';
import { scoreResiduals } from './residuals';
import { crossProduct } from './sandwich';
import { cumulate, spread } from './scans';
import { runningSums, type Workspace } from './workspace';

export type ZphTransform = 'survival' | 'rank' | 'identity' | 'log';

export interface ZphTest {
  /** Term index of `assign`; null for the global test. */
  readonly term: number | null;
  readonly statistic: number;
  /** By the variance of the rows themselves; null where the fit has no sandwich. */
  readonly robust: number | null;
  readonly df: number;
}

/**
 * Tests θ = 0 in β(t) = β + θ g(t), for each term and for all together, by the score test at the fitted β (θ for the columns of one
 * term at a time; every β stays in the model). g is the transform: survival (1 − the pooled, unweighted Kaplan–Meier just before t; R's km), rank,
 * identity or log of time.
 * Result: one test a term, in the order of terms, then the global one. `statistic` has the model's own information, also in robust
 * fits, as R has it: it then grows with the scale of sampling weights. `robust` is U'V⁻¹U with V the cross product, within clusters, of the
 * weighted shares of U less what the estimation of β takes of them: the generalised score test, which a scale leaves alone
 * (Boos 1992, 10.1080/00031305.1992.10475921). Redundant columns are left out. Empty for fits with the exact rule, whose score residuals do not exist.
 * Grambsch & Therneau (1994), 10.1093/biomet/81.3.515; R: `cox.zph(fit, transform)` of survival 3.0 and later.
 */
export function proportionalHazardsTest(fit: CoxFit, transform: ZphTransform = 'survival'): readonly ZphTest[] {
  const ws = fit.workspace;
  const kept = Array.from({ length: ws.p }, (_, j) => j).filter((j) => !fit.redundant.includes(j));
  if (kept.length === 0 || fit.data.ties === 'exact' || fit.events === 0) return [];
  const g = transformedTimes(ws, transform);
  const { score, information } = extendedModel(ws, g, kept);
  const variance = fit.robustVariance === null ? null : scoreVariance(ws, g, information, kept);
  const robust = (extra: readonly number[]) => (variance === null ? null : robustTest(score, variance, kept.length, extra));
  const terms = [...new Set(kept.map((j) => fit.data.assign[j]))];
  const tests: ZphTest[] = terms.map((term) => {
    const columns = kept.map((j, at) => ({ j, at })).filter(({ j }) => fit.data.assign[j] === term);
    const extra = columns.map(({ at }) => at);
    return { term, statistic: scoreTest(score, information, kept.length, extra), robust: robust(extra), df: extra.length };
  });
  const all = kept.map((_, at) => at);
  return [...tests, { term: null, statistic: scoreTest(score, information, kept.length, all), robust: robust(all), df: all.length }];
}

/** g at each event time, centred at the deaths' mean: that changes rounding only. */
function transformedTimes(ws: Workspace, transform: ZphTransform): Float64Array {
  const { risk, data } = ws;
  const g = new Float64Array(risk.groups);
  if (transform === 'survival') g.set(kaplanMeierBefore(ws));
  else if (transform === 'rank') {
    const ranks = data.weights?.kind === 'frequency' ? ranksOfCopies(data.time, data.weights.values) : averageRanks(data.time);
    for (let k = 0; k < risk.groups; k++) g[k] = ranks[risk.rows[risk.deathFrom[k]]];
  } else for (let k = 0; k < risk.groups; k++) g[k] = transform === 'log' ? Math.log(risk.time[k]) : risk.time[k];
  let sum = 0;
  let count = 0;
  for (let k = 0; k < risk.groups; k++) {
    const d = risk.enterTo[k] - risk.deathFrom[k];
    sum += d * g[k];
    count += d;
  }
  return g.map((value) => value - sum / count);
}

/** Average ranks of rows that each stand for so many. */
function ranksOfCopies(time: Float64Array, copies: Float64Array): Float64Array {
  const order = argsort(time);
  const ranks = new Float64Array(time.length);
  let before = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let tied = 0;
    for (; to < order.length && time[order[to]] === time[order[from]]; to++) tied += copies[order[to]];
    for (let at = from; at < to; at++) ranks[order[at]] = before + (tied + 1) / 2;
    before += tied;
    from = to;
  }
  return ranks;
}

/** 1 − the Kaplan–Meier estimate of all rows together (strata and case weights ignored, frequencies counted), left limit at each event time. */
function kaplanMeierBefore(ws: Workspace): Float64Array {
  const { data, risk } = ws;
  const copies = data.weights?.kind === 'frequency' ? data.weights.values : null;
  const byTime = argsort(data.time);
  const byStart = data.start === null ? null : argsort(data.start);
  let atRisk = 0;
  let entered = 0;
  if (byStart === null) for (let i = 0; i < data.n; i++) atRisk += copies === null ? 1 : copies[i];
  const before = new Float64Array(data.n);
  let survival = 1;
  let at = 0;
  while (at < data.n) {
    const t = data.time[byTime[at]];
    if (byStart !== null && data.start !== null) {
      for (; entered < data.n && data.start[byStart[entered]] < t; entered++) atRisk += copies === null ? 1 : copies[byStart[entered]];
    }
    const reached = 1 - survival;
    let deaths = 0;
    let leaving = 0;
    for (; at < data.n && data.time[byTime[at]] === t; at++) {
      const count = copies === null ? 1 : copies[byTime[at]];
      leaving += count;
      before[byTime[at]] = reached;
      if (data.event[byTime[at]] !== 0) deaths += count;
    }
    if (deaths > 0) survival *= (atRisk - deaths) / atRisk;
    atRisk -= leaving;
  }
  return Float64Array.from(risk.deathFrom, (place) => before[risk.rows[place]]);
}

/**
 * Score and information of (β, θ) at θ = 0 over the kept columns: blocks with weights 1, g and g². The first is the model's own; with the
 * second comes the expected part of the score, Σ g (observed − expected).
 */
function extendedModel(ws: Workspace, g: Float64Array, kept: readonly number[]): { score: Float64Array; information: Float64Array } {
  const { p, risk, x, m, weight, sums } = ws;
  const q = kept.length;
  const information = new Float64Array(4 * q * q);
  const place = (block: Float64Array, corners: readonly (readonly [number, number])[]): void => {
    kept.forEach((from, i) => {
      kept.forEach((to, j) => {
        const value = from >= to ? block[from * p + to] : block[to * p + from];
        for (const [row, column] of corners) information[(row * q + i) * 2 * q + column * q + j] = value;
      });
    });
  };
  const v = new Float64Array(m);
  const running = runningSums(risk);
  const weighted = (gamma: Float64Array | null, expected: Float64Array): Float64Array => {
    cumulate(ws, gamma === null ? sums.h : sums.h.map((h, k) => gamma[k] * h), running);
    spread(ws, running, gamma, v);
    const block = new Float64Array(p * p);
    informationMatrix(ws, v, gamma, block, expected);
    return block;
  };
  const expected = new Float64Array(p);
  const unused = new Float64Array(p);
  place(weighted(null, unused), [[0, 0]]);
  place(weighted(g, expected), [
    [0, 1],
    [1, 0],
  ]);
  place(
    weighted(
      g.map((value) => value * value),
      unused,
    ),
    [[1, 1]],
  );
  const score = Float64Array.from(kept, (j) => {
    let observed = 0;
    for (let k = 0; k < risk.groups; k++) {
      for (let i = risk.deathFrom[k]; i < risk.enterTo[k]; i++) observed += g[k] * weight[i] * x[j * m + i];
    }
    return observed - expected[j];
  });
  return { score, information };
}

function scoreTest(score: Float64Array, information: Float64Array, q: number, extra: readonly number[]): number {
  const size = q + extra.length;
  const index = [...Array.from({ length: q }, (_, i) => i), ...extra.map((at) => q + at)];
  const matrix = new Float64Array(size * size);
  index.forEach((from, i) => {
    index.forEach((to, j) => {
      matrix[i * size + j] = information[from * 2 * q + to];
    });
  });
  const u = new Float64Array(size);
  extra.forEach((at, i) => {
    u[q + i] = score[at];
  });
  const solved = Float64Array.from(u);
  factorLdl(matrix, size, 1e-14);
  solveLdl(matrix, size, solved);
  let total = 0;
  for (let i = 0; i < size; i++) total += solved[i] * u[i];
  return total;
}

/** V of the score of θ over the kept columns: rows' weighted shares of it, less I_θβ I_ββ⁻¹ × their shares of the score of β. */
function scoreVariance(ws: Workspace, g: Float64Array, information: Float64Array, kept: readonly number[]): Float64Array {
  const { n, weights } = ws.data;
  const q = kept.length;
  const own = new Float64Array(q * q);
  for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) own[i * q + j] = information[i * 2 * q + j];
  factorLdl(own, q, 1e-14);
  const inverse = inverseLdl(own, q);
  const beta = scoreResiduals(ws);
  const theta = scoreResiduals(ws, g);
  const shares = new Float64Array(n * q);
  for (let i = 0; i < q; i++) {
    const scale = ws.factor[kept[i]];
    for (let row = 0; row < n; row++) shares[i * n + row] = theta[kept[i] * n + row] * scale;
    for (let j = 0; j < q; j++) {
      let taken = 0;
      for (let k = 0; k < q; k++) taken += information[(q + i) * 2 * q + k] * inverse[k * q + j];
      const factor = taken * ws.factor[kept[j]];
      for (let row = 0; row < n; row++) shares[i * n + row] -= factor * beta[kept[j] * n + row];
    }
    if (weights !== null) for (let row = 0; row < n; row++) shares[i * n + row] *= weights.values[row];
  }
  return crossProduct(ws.data, shares, q);
}

function robustTest(score: Float64Array, variance: Float64Array, q: number, extra: readonly number[]): number {
  const size = extra.length;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => variance[extra[Math.floor(at / size)] * q + extra[at % size]]);
  const u = Float64Array.from(extra, (at) => score[at]);
  const solved = Float64Array.from(u);
  factorLdl(matrix, size, 1e-14);
  solveLdl(matrix, size, solved);
  return u.reduce((total, value, i) => total + value * solved[i], 0);
}
