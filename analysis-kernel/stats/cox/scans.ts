/** Scans along the event times: running totals, what they grew by while a row was at risk, and sums over the risk sets. */
import { PANEL, type RunningSums, type Workspace } from './workspace';

/**
 * Running totals of per-time increments from each stratum's first event time on. With (start, stop] data the part lost to rounding
 * is kept beside them, so that the difference of two totals is right even where a huge hazard lies before both.
 */
export function cumulate(ws: Workspace, increments: Float64Array, into: RunningSums): void {
  const { risk } = ws;
  const { total: totals, lost: rest } = into;
  for (let s = 0; s < risk.stratumId.length; s++) {
    let total = 0;
    let lost = 0;
    for (let g = risk.stratumGroup[s + 1] - 1; g >= risk.stratumGroup[s]; g--) {
      const next = total + increments[g];
      if (rest !== null) {
        lost += Math.abs(total) >= Math.abs(increments[g]) ? total - next + increments[g] : increments[g] - next + total;
        rest[g] = lost;
      }
      total = next;
      totals[g] = total;
    }
  }
}

/** What a running sum grew by while each place was at risk. */
export function growth(ws: Workspace, sums: RunningSums, into: Float64Array): void {
  const { risk } = ws;
  const { total, lost } = sums;
  for (let g = 0; g < risk.groups; g++) {
    const reach = total[g] + (lost === null ? 0 : lost[g]);
    for (let i = risk.enterFrom[g]; i < risk.enterTo[g]; i++) into[i] = reach;
  }
  if (risk.leaving === null || lost === null) return;
  for (let k = 0; k < risk.leaving.length; k++) {
    const i = risk.leaving[k];
    const join = risk.joins[i];
    const leave = risk.leaves[i];
    into[i] = total[join] - total[leave] + (lost[join] - lost[leave]);
  }
}

/**
 * vᵢ = rᵢ Σ over the event times while i is at risk of γ × hazard, with the reduced hazard at a tied death's own time.
 * gamma: a factor for each event time, or null for 1; cumulative: the running sums of γ h.
 */
export function spread(ws: Workspace, cumulative: RunningSums, gamma: Float64Array | null, into: Float64Array): void {
  const { risk, risks, sums } = ws;
  if (risk.leaving === null) {
    spreadWhole(ws, cumulative.total, gamma, into);
    return;
  }
  growth(ws, cumulative, into);
  for (let g = 0; g < risk.groups; g++) {
    const less = (sums.h[g] - sums.own[g]) * (gamma === null ? 1 : gamma[g]);
    if (less !== 0) for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) into[i] -= less;
  }
  for (let i = 0; i < ws.m; i++) into[i] *= risks[i];
}

/** The same where every row is at risk from the beginning. */
function spreadWhole({ risk, risks, sums }: Workspace, reach: Float64Array, gamma: Float64Array | null, into: Float64Array): void {
  const { enterFrom, enterTo, deathFrom } = risk;
  const { h, own } = sums;
  for (let g = 0; g < risk.groups; g++) {
    const less = (h[g] - own[g]) * (gamma === null ? 1 : gamma[g]);
    for (let i = enterFrom[g]; i < deathFrom[g]; i++) into[i] = risks[i] * reach[g];
    for (let i = deathFrom[g]; i < enterTo[g]; i++) into[i] = risks[i] * (reach[g] - less);
  }
}

/**
 * Continues column j's risk sums over groups first…end − 1 (at most a panel of them) into `scratch.all` and `scratch.own`; the
 * running sum stays in `scratch.s1`. Where rows also leave, it is compensated as the risk set's own sum is.
 */
export function riskSumsBetween(ws: Workspace, values: Float64Array, j: number, first: number, end: number): void {
  const { risk, risks, p } = ws;
  const { s1, all, own } = ws.scratch;
  let total = s1[j];
  let lost = s1[p + j];
  for (let g = first; g < end; g++) {
    if (risk.opens[g] === 1) {
      total = 0;
      lost = 0;
    }
    const death = risk.deathFrom[g];
    const to = risk.enterTo[g];
    let dead = 0;
    for (let i = death; i < to; i++) dead += risks[i] * values[i];
    if (risk.leaving === null) {
      for (let i = risk.enterFrom[g]; i < death; i++) total += risks[i] * values[i];
      total += dead;
    } else {
      for (let i = risk.enterFrom[g]; i < to; i++) {
        const term = risks[i] * values[i];
        const next = total + term;
        lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
        total = next;
      }
      for (let k = risk.leaveFrom[g]; k < risk.leaveTo[g]; k++) {
        const i = risk.leaving[k];
        const term = -risks[i] * values[i];
        const next = total + term;
        lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
        total = next;
      }
      if (risk.alone[g] === 1) {
        total = dead;
        lost = 0;
      }
    }
    all[g - first] = total + lost;
    own[g - first] = dead;
  }
  s1[j] = total;
  s1[p + j] = lost;
}

/**
 * S₁ and e of one column at every event time: the risk-weighted sums over the risk set and over the time's deaths.
 * j: the column; all, own: one entry an event time, overwritten.
 */
export function riskSums(ws: Workspace, j: number, all: Float64Array, own: Float64Array): void {
  const { risk, x, m, p, scratch } = ws;
  const values = x.subarray(j * m, (j + 1) * m);
  scratch.s1[j] = 0;
  scratch.s1[p + j] = 0;
  for (let first = 0; first < risk.groups; first += PANEL) {
    const end = Math.min(first + PANEL, risk.groups);
    riskSumsBetween(ws, values, j, first, end);
    all.set(scratch.all.subarray(0, end - first), first);
    own.set(scratch.own.subarray(0, end - first), first);
  }
}
