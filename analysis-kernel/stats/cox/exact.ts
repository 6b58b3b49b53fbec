/**
 * The exact partial likelihood for discrete time: at each event time the probability that, of all sets of d rows at risk, it was
 * these that died. The sum over sets is an elementary symmetric polynomial in the risks, built row by row together with its first
 * and second derivatives (Gail, Lubin & Rubinstein 1981, 10.1093/biomet/68.3.703): O(n · d · p²) for the whole data set when risk
 * sets are nested, and for each event time anew when rows also leave.
 */
import type { Steps } from '../../numeric/steps';
import type { CoxData } from './data';
import { linearPredictor } from './pass';
import type { Workspace } from './workspace';

/** Coefficients beyond it are scaled down to `ROOM` (a power of 2), no further: the highest degrees are small beside the largest. */
const LARGE = 1e200;
const ROOM = 600;

/** Multiplications after which a pass stops for who may be waiting: some hundredths of a second. */
const PAUSE = 2e7;

/** Polynomials of degree 0…d and their derivatives, with risks scaled by `scale` to stay within range. */
interface Polynomials {
  readonly e0: Float64Array;
  readonly e1: Float64Array;
  readonly e2: Float64Array;
  degree: number;
  rows: number;
  logScale: number;
}

/** What the exact likelihood would be asked for: to refuse what would not end, or leave the range of numbers. */
interface ExactWork {
  /** Multiplications of one pass, roughly: rows × largest number of deaths at one time × derivatives. */
  readonly multiplications: number;
  /** Largest number of deaths at one time; the sums over sets are within range up to `MOST_TIED`. */
  readonly tied: number;
}

/** More deaths at one time have sums over sets whose smallest and largest do not both fit a number. */
export const MOST_TIED = 1000;

/** Frequency weights count as so many rows. */
export function exactWork(data: CoxData): ExactWork {
  const copies = data.weights?.kind === 'frequency' ? data.weights.values : null;
  const deaths = new Map<number, Map<number, number>>();
  let rows = 0;
  let most = 0;
  for (let i = 0; i < data.n; i++) {
    const count = copies === null ? 1 : copies[i];
    rows += count;
    if (data.event[i] === 0) continue;
    const stratum = data.strata === null ? 0 : data.strata[i];
    let times = deaths.get(stratum);
    if (times === undefined) {
      times = new Map();
      deaths.set(stratum, times);
    }
    const total = (times.get(data.time[i]) ?? 0) + count;
    times.set(data.time[i], total);
    most = Math.max(most, total);
  }
  return { multiplications: rows * most * (1 + data.p + (data.p * (data.p + 1)) / 2), tied: most };
}

/**
 * As `evaluate`, for the exact likelihood; stops again and again where risk sets are long. Frequency weights count as so many rows; other
 * weights have no meaning here.
 */
export function* evaluateExact(ws: Workspace, beta: Float64Array): Steps<number> {
  const { risk, score, information } = ws;
  let loglik = linearPredictor(ws, beta);
  score.fill(0);
  information.fill(0);
  for (let g = 0; g < risk.groups; g++) addDeaths(ws, g, score);
  yield* eachRiskSet(ws, (g, state) => {
    loglik -= addGroup(ws, state, ws.deaths[g]);
  });
  return loglik;
}

/**
 * The score of each risk set, at the coefficients of the last pass: covariates of its deaths less what the likelihood expects of them.
 * Result: n × p column by column on the scale of the original columns before weighting, each risk set's at the row of one of its deaths. What a row by itself
 * adds to the exact likelihood is not defined: only sums over rows that hold whole risk sets mean anything.
 */
export function* exactScores(ws: Workspace): Steps<Float64Array> {
  const { risk, p, factor } = ws;
  const { n } = ws.data;
  const result = new Float64Array(n * p);
  const own = new Float64Array(p);
  yield* eachRiskSet(ws, (g, state) => {
    own.fill(0);
    addDeaths(ws, g, own);
    const d = ws.deaths[g];
    const place = risk.deathFrom[g];
    const scale = copies(ws, place);
    for (let j = 0; j < p; j++) result[j * n + risk.rows[place]] = (own[j] - state.e1[d * p + j] / state.e0[d]) / (factor[j] * scale);
  });
  return result;
}

/** Visits each event time with the polynomials of those at risk at it. */
function* eachRiskSet(ws: Workspace, visit: (group: number, state: Polynomials) => void): Steps<void> {
  const { risk, p } = ws;
  const state = polynomials(mostFrom(ws, 0, risk.groups), p);
  const derivatives = 1 + p + (p * (p + 1)) / 2;
  let work = 0;
  for (let s = 0; s < risk.stratumId.length; s++) {
    const end = risk.stratumGroup[s + 1];
    for (let g = risk.stratumGroup[s]; g < end; g++) {
      const nested = risk.leaving === null;
      const from = nested ? risk.enterFrom[g] : risk.stratumPlace[s];
      if (!nested || risk.opens[g] === 1) restart(state, nested ? mostFrom(ws, g, end) : ws.deaths[g], ws, from, risk.enterTo[g]);
      for (let i = from; i < risk.enterTo[g]; i++) {
        if (!nested && risk.leaves[i] <= g) continue;
        include(ws, state, i);
        work += copies(ws, i) * state.degree * derivatives;
        if (work < PAUSE) continue;
        work = 0;
        yield null;
      }
      visit(g, state);
    }
  }
}

function polynomials(degree: number, p: number): Polynomials {
  const q = (p * (p + 1)) / 2;
  return {
    e0: new Float64Array(degree + 1),
    e1: new Float64Array((degree + 1) * p),
    e2: new Float64Array((degree + 1) * q),
    degree,
    rows: 0,
    logScale: 0,
  };
}

function mostFrom(ws: Workspace, from: number, to: number): number {
  let most = 0;
  for (let g = from; g < to; g++) most = Math.max(most, ws.deaths[g]);
  return most;
}

/** The empty set: one subset of size 0. Scaled so that the largest risk among the first rows is 1. */
function restart(state: Polynomials, degree: number, ws: Workspace, from: number, to: number): void {
  const { p } = ws;
  state.e0.fill(0, 0, degree + 1);
  state.e1.fill(0, 0, (degree + 1) * p);
  state.e2.fill(0, 0, ((degree + 1) * p * (p + 1)) / 2);
  state.e0[0] = 1;
  state.degree = degree;
  state.rows = 0;
  let top = -Infinity;
  for (let i = from; i < to; i++) top = Math.max(top, ws.eta[i]);
  state.logScale = -top;
}

/** Rows that a place stands for: its frequency weight. */
function copies(ws: Workspace, place: number): number {
  return ws.data.weights?.kind === 'frequency' ? ws.weight[place] : 1;
}

function include(ws: Workspace, state: Polynomials, place: number): void {
  const times = copies(ws, place);
  for (let copy = 0; copy < times; copy++) {
    includeOnce(ws, state, place, Math.exp(ws.eta[place] + state.logScale));
    shrink(state, ws.p);
  }
}

function includeOnce(ws: Workspace, state: Polynomials, place: number, r: number): void {
  const { x, m, p } = ws;
  const { e0, e1, e2 } = state;
  const q = (p * (p + 1)) / 2;
  state.rows++;
  for (let k = Math.min(state.degree, state.rows); k >= 1; k--) {
    const below = e0[k - 1];
    const at1 = k * p;
    const under1 = at1 - p;
    let at2 = k * q;
    for (let i = 0; i < p; i++) {
      const xi = x[i * m + place];
      const gi = e1[under1 + i];
      for (let j = 0; j <= i; j++) {
        const xj = x[j * m + place];
        e2[at2] += r * (e2[at2 - q] + xi * e1[under1 + j] + xj * gi + xi * xj * below);
        at2++;
      }
    }
    for (let i = 0; i < p; i++) e1[at1 + i] += r * (e1[under1 + i] + x[i * m + place] * below);
    e0[k] += r * below;
  }
}

/** Keeps the polynomials within range: multiplying every risk by ρ multiplies degree k by ρᵏ. */
function shrink(state: Polynomials, p: number): void {
  let worst = 0;
  for (let k = 1; k <= state.degree; k++) if (state.e0[k] > LARGE) worst = Math.max(worst, (Math.log2(state.e0[k]) - ROOM) / k);
  if (worst === 0) return;
  const q = (p * (p + 1)) / 2;
  for (let k = 1; k <= state.degree; k++) {
    scaleDown(state.e0, k, k + 1, worst * k);
    scaleDown(state.e1, k * p, (k + 1) * p, worst * k);
    scaleDown(state.e2, k * q, (k + 1) * q, worst * k);
  }
  state.logScale -= worst * Math.LN2;
}

/** Divides entries by 2^halvings, by factors that are themselves within range. */
function scaleDown(values: Float64Array, from: number, to: number, halvings: number): void {
  for (let left = halvings; left > 0; left -= 1000) {
    const factor = 2 ** -Math.min(left, 1000);
    for (let i = from; i < to; i++) values[i] *= factor;
  }
}

/** Takes one event time's share off the score and adds it to the information; returns the log of the sum over sets. */
function addGroup(ws: Workspace, state: Polynomials, d: number): number {
  const { p, score, information } = ws;
  const q = (p * (p + 1)) / 2;
  const total = state.e0[d];
  let at2 = d * q;
  for (let i = 0; i < p; i++) {
    const mean = state.e1[d * p + i] / total;
    score[i] -= mean;
    for (let j = 0; j <= i; j++) information[i * p + j] += state.e2[at2++] / total - mean * (state.e1[d * p + j] / total);
  }
  return Math.log(total) - d * state.logScale;
}

/** Adds the covariates of the deaths at one event time. */
function addDeaths(ws: Workspace, g: number, score: Float64Array): void {
  const { risk, x, m, p } = ws;
  for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) {
    const times = copies(ws, i);
    for (let j = 0; j < p; j++) score[j] += times * x[j * m + i];
  }
}
