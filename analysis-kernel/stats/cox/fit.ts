/** Fitting Cox's proportional hazards model. */
import { factorLdl, inverseLdl, solveLdl } from '../../numeric/linalg/cholesky';
import { drain, type Steps } from '../../numeric/steps';
import { unboundedColumns } from '../regression/unbounded';
import type { CoxData } from './data';
import { evaluateExact, exactScores } from './exact';
import { CONTROL, type Control, maximise } from './newton';
import { accumulateHazard, evaluate, groupSums } from './pass';
import { scoreResiduals } from './residuals';
import { robustScore, robustVariance } from './sandwich';
import { createWorkspace, type Workspace } from './workspace';

export interface CoxFit {
  readonly data: CoxData;
  /** State of the last pass, at the estimates: residuals, hazards and tests read it. */
  readonly workspace: Workspace;
  /** Log hazard ratios; NaN for columns left out as redundant. */
  readonly coefficients: Float64Array;
  /** Columns left out because earlier ones determine them. */
  readonly redundant: readonly number[];
  /** Columns whose estimate still moved when the likelihood had settled, possibly infinite, and what they leave unknown. */
  readonly infinite: readonly number[];
  /** Inverse information, p × p; zero rows and columns for redundant columns. */
  readonly modelVariance: Float64Array;
  /** The sandwich, when asked for. */
  readonly robustVariance: Float64Array | null;
  /** The one that tests and intervals use. */
  readonly variance: Float64Array;
  readonly loglikNull: number;
  readonly loglik: number;
  readonly likelihoodRatio: Test;
  readonly wald: Test;
  readonly score: Test;
  /** The score test that allows for clusters and weights; null without the sandwich. */
  readonly robustScore: Test | null;
  readonly iterations: number;
  readonly converged: boolean;
  /** Rows and events; with frequency weights the numbers they stand for. */
  readonly n: number;
  readonly events: number;
  /** What was subtracted from each column: linear predictors are relative to it. */
  readonly centre: Float64Array;
  /** x'β − centre'β + offset for each row. */
  readonly linearPredictor: Float64Array;
}

export interface Test {
  readonly statistic: number;
  readonly df: number;
}

export interface CoxOptions {
  /**
   * Whether to compute the sandwich; when absent: with clusters, and with sampling or inverse-probability weights, but not with ties = exact: there
   * a cluster must hold whole risk sets, as it does in matched sets.
   */
  readonly robust?: boolean;
  readonly control?: Control;
}

/**
 * Fits λ(t | x) = λ₀(t) exp(x'β) by maximum partial likelihood.
 * data: complete rows (see `CoxData`). Result: β̂ with its variance on the log hazard scale, the three global tests, and the state
 * that residuals and predictions need. Redundant columns get NaN; columns that may be infinite and non-convergence are told, never
 * thrown. Frequency weights give the fit of the replicated rows (also under Efron's rule); the other kinds give R's case-weighted
 * likelihood with the robust variance.
 * Cox (1972); Efron (1977), 10.1080/01621459.1977.10480613; Lin & Wei (1989), 10.1080/01621459.1989.10478874.
 * R: `survival::coxph(Surv(start, time, event) ~ x + strata(s) + offset(o), weights, ties, cluster)`.
 */
export function fitCox(data: CoxData, options: CoxOptions = {}): CoxFit {
  return drain(fitCoxInSteps(data, options));
}

/** `fitCox`, stopping before each iteration. */
export function* fitCoxInSteps(data: CoxData, options: CoxOptions = {}): Steps<CoxFit> {
  const control = options.control ?? CONTROL;
  const workspace = createWorkspace(data);
  const { p, centre, factor } = workspace;
  const wantsRobust = (options.robust ?? robustByDefault(data)) && p > 0;
  const atNull = wantsRobust ? yield* scoreAtNull(workspace, control) : null;
  const newton = yield* maximise(workspace, control);
  // Hazards and residuals of an exact fit follow Breslow's rule at the exact estimates.
  if (data.ties === 'exact') groupSums(workspace);
  accumulateHazard(workspace);
  const modelVariance = inverseLdl(newton.factored, p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) modelVariance[i * p + j] *= factor[i] * factor[j];
  const redundant: number[] = [];
  const beta = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    if (newton.factored[j * p + j] === 0) redundant.push(j);
    else beta[j] = newton.beta[j] * factor[j];
  }
  const robust = wantsRobust ? robustVariance(workspace, modelVariance, yield* scoresOf(workspace)) : null;
  const variance = robust ?? modelVariance;
  const df = p - redundant.length;
  const coefficients = Float64Array.from(beta);
  for (const j of redundant) coefficients[j] = Number.NaN;
  return {
    data,
    workspace,
    coefficients,
    redundant,
    infinite: unboundedColumns(movingColumns(newton.score, factor, modelVariance, beta, control), data.x, data.n, modelVariance, p),
    modelVariance,
    robustVariance: robust,
    variance,
    loglikNull: newton.loglikNull,
    loglik: newton.loglik,
    likelihoodRatio: { statistic: 2 * (newton.loglik - newton.loglikNull), df },
    wald: { statistic: waldStatistic(variance, p, beta, control), df },
    score: { statistic: newton.scoreTest, df },
    robustScore: atNull === null ? null : { statistic: atNull, df },
    iterations: newton.iterations,
    converged: newton.converged,
    ...counts(workspace),
    centre,
    linearPredictor: linearPredictor(workspace, beta),
  };
}

/** The robust score test; leaves the workspace at coefficients 0. */
function* scoreAtNull(ws: Workspace, control: Control): Steps<number> {
  const zero = new Float64Array(ws.p);
  if (ws.data.ties === 'exact') yield* evaluateExact(ws, zero);
  else {
    evaluate(ws, zero);
    accumulateHazard(ws);
  }
  return robustScore(ws, yield* scoresOf(ws), control.pivotTolerance);
}

function* scoresOf(ws: Workspace): Steps<Float64Array> {
  return ws.data.ties === 'exact' ? yield* exactScores(ws) : scoreResiduals(ws);
}

function robustByDefault(data: CoxData): boolean {
  if (data.ties === 'exact') return false;
  return data.cluster !== null || (data.weights !== null && data.weights.kind !== 'frequency');
}

function counts(ws: Workspace): { readonly n: number; readonly events: number } {
  const { data } = ws;
  const add = (total: number, value: number) => total + value;
  return { n: data.weights?.kind === 'frequency' ? data.weights.values.reduce(add, 0) : data.n, events: ws.deaths.reduce(add, 0) };
}

/** Columns whose next Newton step would still be large although the likelihood no longer changes. */
export function movingColumns(
  score: Float64Array,
  factor: Float64Array,
  variance: Float64Array,
  beta: Float64Array,
  control: Control,
): number[] {
  const p = beta.length;
  const moving: number[] = [];
  for (let j = 0; j < p; j++) {
    let step = 0;
    for (let k = 0; k < p; k++) step += (score[k] / factor[k]) * variance[k * p + j];
    const size = Math.abs(step);
    if (!Number.isFinite(step) || (size > control.eps && size > control.infinite * Math.abs(beta[j]))) moving.push(j);
  }
  return moving;
}

/** β'V⁻β with the pivot rule of the fit, so that redundant columns drop out. */
export function waldStatistic(variance: Float64Array, p: number, beta: Float64Array, control: Control): number {
  const factored = Float64Array.from(variance);
  factorLdl(factored, p, control.pivotTolerance);
  const solved = Float64Array.from(beta);
  solveLdl(factored, p, solved);
  let total = 0;
  for (let j = 0; j < p; j++) total += solved[j] * beta[j];
  return total;
}

/** x'β − centre'β + offset: from the last pass where a row is at risk at some event time, else worked out here. */
function linearPredictor(ws: Workspace, beta: Float64Array): Float64Array {
  const { data, risk, eta, shift } = ws;
  const byPlace = ws.scratch.residual;
  for (let s = 0; s < risk.stratumId.length; s++) {
    addShift(eta, shift[s], byPlace, risk.stratumPlace[s], risk.stratumPlace[s + 1]);
  }
  const lp = new Float64Array(data.n);
  spreadPlaces(byPlace, risk.places, lp);
  if (ws.m < data.n) for (let i = 0; i < data.n; i++) if (risk.places[i] >= ws.m) lp[i] = predictorOf(ws, beta, i);
  return lp;
}

function addShift(eta: Float64Array, shift: number, into: Float64Array, from: number, to: number): void {
  for (let place = from; place < to; place++) into[place] = eta[place] + shift;
}

function spreadPlaces(byPlace: Float64Array, places: Uint32Array, into: Float64Array): void {
  for (let i = 0; i < places.length; i++) into[i] = places[i] < byPlace.length ? byPlace[places[i]] : 0;
}

function predictorOf({ data, centre }: Workspace, beta: Float64Array, row: number): number {
  let total = data.offset === null ? 0 : data.offset[row];
  for (let j = 0; j < data.p; j++) if (beta[j] !== 0) total += beta[j] * (data.x[j * data.n + row] - centre[j]);
  return total;
}
