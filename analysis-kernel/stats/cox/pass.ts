/**
 * One pass over the data: log partial likelihood, score and information at given coefficients, for Breslow's and Efron's rules,
 * right-censored or (start, stop] data, strata, weights and offset.
 *
 * With r = w exp(η), the information is Xᵀ diag(v) X − Σ m x̄ x̄ᵀ, where vᵢ = rᵢ × (hazard accumulated while i is at risk) and x̄
 * are the risk-weighted means at the steps of each event time: two Gram matrices and a few scans, O(n p² + D p²) with D event
 * times and no work per pair of a row and an event time. Nothing is allocated; everything lives in the workspace.
 */
import { addGram } from './gram';
import { cumulate, riskSumsBetween, spread } from './scans';
import { sumSteps } from './steps';
import { streamInformation, streamRisks, streamSums } from './stream-pass';
import { evaluateTied } from './tied-pass';
import { PANEL, sumOfProducts, type Workspace } from './workspace';

/**
 * Log partial likelihood at coefficients `beta` of the scaled columns; leaves the score in `ws.score` and the information in the
 * lower triangle of `ws.information`; `accumulateHazard` then gives the hazard and the expected events at `beta`. Not finite when the coefficients are far out of range.
 */
export function evaluate(ws: Workspace, beta: Float64Array): number {
  const tied = evaluateTied(ws, beta);
  if (tied !== null) return tied;
  const loglik = streamSums(ws, beta) ?? linearPredictor(ws, beta) + groupSums(ws);
  accumulateHazard(ws);
  const { score, information, observed, expected } = ws;
  information.fill(0);
  score.fill(0);
  informationMatrix(ws, expected, null, information, score);
  // Xᵀ (w δ − v).
  for (let j = 0; j < ws.p; j++) score[j] = observed[j] - score[j];
  return loglik;
}

/** Fills eta, risks and shift; returns the deaths' share Σ w η of the log likelihood. */
export function linearPredictor(ws: Workspace, beta: Float64Array): number {
  if (!streamRisks(ws, beta)) shiftedRisks(ws, beta);
  const { eta, dying, risk } = ws;
  let total = 0;
  for (let g = 0; g < risk.groups; g++) {
    for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) total += dying[i] * eta[i];
  }
  return total;
}

/** Linear predictors less the maximum of each stratum, of which any exponential is a number. */
function shiftedRisks(ws: Workspace, beta: Float64Array): void {
  const { eta, risks, weight, risk, m } = ws;
  if (ws.offset === null) eta.fill(0);
  else eta.set(ws.offset);
  addColumns(ws, beta);
  for (let s = 0; s < risk.stratumId.length; s++) {
    let top = -Infinity;
    const end = risk.stratumPlace[s + 1];
    for (let i = risk.stratumPlace[s]; i < end; i++) if (eta[i] > top) top = eta[i];
    ws.shift[s] = top;
    for (let i = risk.stratumPlace[s]; i < end; i++) eta[i] -= top;
  }
  for (let i = 0; i < m; i++) risks[i] = weight[i] * Math.exp(eta[i]);
}

function addColumns({ eta, m, p, x }: Workspace, beta: Float64Array): void {
  for (let from = 0; from < m; from += PANEL) {
    const to = Math.min(from + PANEL, m);
    for (let j = 0; j < p; j++) {
      const b = beta[j];
      if (b === 0) continue;
      const column = j * m;
      for (let i = from; i < to; i++) eta[i] += b * x[column + i];
    }
  }
}

/** Fills the sums of every event time; returns −Σ m log D. */
export function groupSums(ws: Workspace): number {
  const { risk } = ws;
  let loglik = 0;
  for (let s = 0; s < risk.stratumId.length; s++) {
    const first = risk.stratumGroup[s];
    const end = risk.stratumGroup[s + 1];
    loglik += risk.leaving === null ? growingSums(ws, first, end) : changingSums(ws, risk.leaving, first, end);
  }
  return loglik;
}

/** Of a stratum whose rows join only. */
function growingSums(ws: Workspace, first: number, end: number): number {
  const { risks, deaths } = ws;
  const { enterFrom, enterTo, deathFrom } = ws.risk;
  const efron = ws.data.ties === 'efron';
  let loglik = 0;
  let total = 0;
  for (let g = first; g < end; g++) {
    let own = 0;
    for (let i = enterFrom[g]; i < deathFrom[g]; i++) total += risks[i];
    for (let i = deathFrom[g]; i < enterTo[g]; i++) own += risks[i];
    total += own;
    loglik -= sumSteps(ws, g, total, efron && deaths[g] > 1 ? own : 0);
  }
  return loglik;
}

/** Of a stratum whose rows also leave: Neumaier's compensated sum of the risk set. */
function changingSums(ws: Workspace, leaving: Uint32Array, first: number, last: number): number {
  const { risk, risks, deaths } = ws;
  const efron = ws.data.ties === 'efron';
  let loglik = 0;
  let total = 0;
  let lost = 0;
  for (let g = first; g < last; g++) {
    for (let i = risk.enterFrom[g]; i < risk.enterTo[g]; i++) {
      const next = total + risks[i];
      lost += Math.abs(total) >= risks[i] ? total - next + risks[i] : risks[i] - next + total;
      total = next;
    }
    for (let k = risk.leaveFrom[g]; k < risk.leaveTo[g]; k++) {
      const r = risks[leaving[k]];
      const next = total - r;
      lost += Math.abs(total) >= r ? total - next - r : -r - next + total;
      total = next;
    }
    let own = 0;
    for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) own += risks[i];
    if (risk.alone[g] === 1) {
      total = own;
      lost = 0;
    }
    loglik -= sumSteps(ws, g, total + lost, efron && deaths[g] > 1 ? own : 0);
  }
  return loglik;
}

/** Cumulative hazard at each event time, and each place's expected number of events. */
export function accumulateHazard(ws: Workspace): void {
  cumulate(ws, ws.sums.h, ws.cumulative);
  spread(ws, ws.cumulative, null, ws.expected);
}

/**
 * Adds Xᵀ diag(v) X − Σ γ m x̄ x̄ᵀ to the lower triangle of `into` and Xᵀ v to `totals`, v and γ as for `spread`.
 * Over the steps of one event time, Σ m x̄ x̄ᵀ = a u uᵀ + (c − b²/a) e eᵀ with u = S₁ − (b/a) e, where S₁ and e are the
 * risk-weighted sums over the risk set and over the deaths: at most two rows of the second Gram matrix for each time.
 */
export function informationMatrix(
  ws: Workspace,
  v: Float64Array,
  gamma: Float64Array | null,
  into: Float64Array,
  totals: Float64Array,
): void {
  if (streamInformation(ws, v, gamma, into, totals)) return;
  const { risk, m, p, x, sums } = ws;
  const { block, panel, panelWeight } = ws.scratch;
  for (let j = 0; j < p; j++) totals[j] += sumOfProducts(v, x.subarray(j * m, (j + 1) * m));
  addGram(into, p, x, m, v, 0, m, 1, block);
  ws.scratch.s1.fill(0);
  let g = 0;
  while (g < risk.groups) {
    const first = g;
    let filled = 0;
    while (g < risk.groups && filled + 2 <= PANEL) {
      const factor = gamma === null ? 1 : gamma[g];
      panelWeight[filled++] = sums.a[g] * factor;
      if (sums.b[g] > 0) panelWeight[filled++] = Math.max(sums.c[g] - (sums.b[g] * sums.b[g]) / sums.a[g], 0) * factor;
      g++;
    }
    for (let j = 0; j < p; j++) panelColumn(ws, j, first, g);
    addGram(into, p, panel, PANEL, panelWeight, 0, filled, -1, block);
  }
}

/** The rows of one panel for column j, from its risk sums at the groups first…end − 1. */
function panelColumn(ws: Workspace, j: number, first: number, end: number): void {
  const { m, x, sums } = ws;
  const { panel, all, own } = ws.scratch;
  riskSumsBetween(ws, x.subarray(j * m, (j + 1) * m), j, first, end);
  let at = j * PANEL;
  for (let g = first; g < end; g++) {
    const k = g - first;
    if (sums.b[g] > 0) {
      panel[at++] = all[k] - (sums.b[g] / sums.a[g]) * own[k];
      panel[at++] = own[k];
    } else panel[at++] = all[k];
  }
}
