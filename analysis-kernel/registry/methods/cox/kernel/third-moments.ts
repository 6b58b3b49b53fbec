/** Third central moments of the columns over the risk sets, against a matrix: what Firth's penalty adds to the score. */
import type { Workspace } from '../../../../stats/cox/workspace';

/** Weighted sums over a set of rows: 1, x, x xᵀ, h and h x with h = xᵀ A x. */
interface Sums {
  s0: number;
  sh: number;
  readonly s1: Float64Array;
  readonly shx: Float64Array;
  readonly s2: Float64Array;
}

/**
 * tr(A ∂I/∂βᵣ) for each column r at the workspace's last pass: Σ over the steps of every event time of m E[(xᵣ − x̄ᵣ) (x − x̄)ᵀ A (x − x̄)].
 * Rows are added and, where entry is delayed, taken away as the risk sets change; Efron's steps leave out a share of the time's deaths. O(n p² + steps × p²).
 * @param a symmetric, p × p, of the scaled columns
 */
export function thirdMoments(ws: Workspace, a: Float64Array): Float64Array {
  const { risk, p, m, x, risks, deaths, deathWeight, data } = ws;
  const forms = quadraticForms(x, m, p, a);
  const all = emptySums(p);
  const own = emptySums(p);
  const traces = new Float64Array(p);
  const row = new Float64Array(p);
  const add = (into: Sums, i: number, sign: number) => {
    const r = sign * risks[i];
    for (let j = 0; j < p; j++) row[j] = x[j * m + i];
    into.s0 += r;
    into.sh += r * forms[i];
    for (let j = 0; j < p; j++) {
      const rx = r * row[j];
      into.s1[j] += rx;
      into.shx[j] += rx * forms[i];
      for (let k = 0; k <= j; k++) into.s2[j * p + k] += rx * row[k];
    }
  };
  for (let g = 0; g < risk.groups; g++) {
    if (risk.opens[g] === 1) clear(all);
    for (let i = risk.enterFrom[g]; i < risk.enterTo[g]; i++) add(all, i, 1);
    if (risk.leaving !== null) {
      for (let k = risk.leaveFrom[g]; k < risk.leaveTo[g]; k++) add(all, risk.leaving[k], -1);
      if (risk.alone[g] === 1) {
        clear(all);
        for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) add(all, i, 1);
      }
    }
    const d = deaths[g];
    const steps = data.ties === 'efron' && d > 1 ? d : 1;
    clear(own);
    if (steps > 1) for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) add(own, i, 1);
    const weight = deathWeight[g] / steps;
    for (let step = 0; step < steps; step++) addMoments(traces, all, own, step / steps, weight, a, p);
  }
  return traces;
}

function addMoments(traces: Float64Array, all: Sums, own: Sums, f: number, weight: number, a: Float64Array, p: number): void {
  const s0 = all.s0 - f * own.s0;
  const mean = all.s1.map((one, j) => (one - f * own.s1[j]) / s0);
  const form = (all.sh - f * own.sh) / s0;
  const toMean = new Float64Array(p);
  for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) toMean[j] += a[j * p + k] * mean[k];
  for (let j = 0; j < p; j++) {
    let moment = (all.shx[j] - f * own.shx[j]) / s0 - mean[j] * form;
    for (let k = 0; k < p; k++) {
      const at = j >= k ? j * p + k : k * p + j;
      moment -= 2 * toMean[k] * ((all.s2[at] - f * own.s2[at]) / s0 - mean[j] * mean[k]);
    }
    traces[j] += weight * moment;
  }
}

function quadraticForms(x: Float64Array, m: number, p: number, a: Float64Array): Float64Array {
  const forms = new Float64Array(m);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      const factor = (j === k ? 1 : 2) * a[j * p + k];
      if (factor === 0) continue;
      for (let i = 0; i < m; i++) forms[i] += factor * x[j * m + i] * x[k * m + i];
    }
  }
  return forms;
}

function emptySums(p: number): Sums {
  return { s0: 0, sh: 0, s1: new Float64Array(p), shx: new Float64Array(p), s2: new Float64Array(p * p) };
}

function clear(sums: Sums): void {
  sums.s0 = 0;
  sums.sh = 0;
  sums.s1.fill(0);
  sums.shx.fill(0);
  sums.s2.fill(0);
}
