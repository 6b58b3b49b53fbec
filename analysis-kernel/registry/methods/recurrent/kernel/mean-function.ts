/** The mean number of events of a patient by each time, and its variance. */
import type { HistoryRows } from './histories';

export interface MeanData extends HistoryRows {
  /** Number of patients. */
  readonly ids: number;
  /** Weight of each row, as inverse probabilities are; null where all are 1. */
  readonly weights: Float64Array | null;
  /** How many patients each patient stands for; null where each is one. */
  readonly copies: Float64Array | null;
  /** The rows by patient and start. */
  readonly sorted: Uint32Array;
}

/** Values at each time of the grid; those of rates are the steps there. */
export interface MeanFunction {
  readonly nRisk: Float64Array;
  readonly nEvent: Float64Array;
  readonly nTerminal: Float64Array;
  /** Alive just before each time; 1 throughout without a terminal event. */
  readonly alive: Float64Array;
  readonly mean: Float64Array;
  readonly stdError: Float64Array;
}

/** Distinct stops of rows, ascending. */
export function timesOf(stops: Float64Array): Float64Array {
  return Float64Array.from(new Set(stops)).sort();
}

/** How many of the times are at most `time`. */
export function placesUpTo(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Steps {
  readonly nRisk: Float64Array;
  readonly nEvent: Float64Array;
  readonly nTerminal: Float64Array;
  readonly alive: Float64Array;
  /** Steps of the mean function: alive × events / at risk. */
  readonly meanStep: Float64Array;
  /** 1 / (at risk × (1 − share of those at risk that the terminal event takes)); 0 where it takes all, for nothing follows. */
  readonly loss: Float64Array;
}

/** Sums over those at risk at each time of a grid that holds every stop of the rows. */
export function stepsOf(data: MeanData, times: Float64Array): Steps {
  const { start, stop, event, terminal, id, weights, copies } = data;
  const T = times.length;
  const [nRisk, nEvent, nTerminal] = [new Float64Array(T + 1), new Float64Array(T), new Float64Array(T)];
  for (let row = 0; row < start.length; row++) {
    const w = (weights === null ? 1 : weights[row]) * (copies === null ? 1 : copies[id[row]]);
    const end = placesUpTo(times, stop[row]) - 1;
    nRisk[placesUpTo(times, start[row])] += w;
    nRisk[end + 1] -= w;
    nEvent[end] += w * event[row];
    if (terminal !== null) nTerminal[end] += w * terminal[row];
  }
  const [alive, meanStep, loss] = [new Float64Array(T), new Float64Array(T), new Float64Array(T)];
  let [left, atRisk] = [1, 0];
  for (let k = 0; k < T; k++) {
    atRisk += nRisk[k];
    nRisk[k] = Math.max(0, atRisk);
    alive[k] = left;
    if (nRisk[k] === 0) continue;
    meanStep[k] = (left * nEvent[k]) / nRisk[k];
    const share = Math.max(0, 1 - nTerminal[k] / nRisk[k]);
    loss[k] = share === 0 ? 0 : 1 / (nRisk[k] * share);
    left *= share;
  }
  return { nRisk: nRisk.subarray(0, T), nEvent, nTerminal, alive, meanStep, loss };
}

/**
 * μ(t) = ∫ S(u−) dN(u)/Y(u): the Nelson–Aalen estimate of the mean number of events, and where a terminal event is declared that of Ghosh and Lin,
 * with S its Kaplan–Meier curve: those who died have no more events. Its variance is the infinitesimal jackknife over patients, Σ Ψᵢ(t)² with
 * Ψᵢ(t) = ∫ S (dNᵢ − Yᵢ dR)/Y − ∫ (μ(t) − μ(v)) (dNᵢᴰ − Yᵢ dΛ)/(Y (1 − dΛ)); without a terminal event the robust variance of Lawless and Nadeau.
 * times: a grid that holds every stop. NaN nowhere; the standard error is 0 before the first event. O(n log n): of each patient at risk two numbers
 * that grow alike for all are kept as sums over them.
 * Lawless & Nadeau (1995), 10.1080/00401706.1995.10484300; Ghosh & Lin (2000), 10.1111/j.0006-341x.2000.00554.x.
 * R: `survfit(Surv(start, stop, event) ~ 1, id = id)`, its `cumhaz` and `std.chaz`; with a terminal event `mets::recurrentMarginal`.
 */
export function meanFunction(data: MeanData, times: Float64Array): MeanFunction {
  const steps = stepsOf(data, times);
  const { nRisk, nEvent, nTerminal, alive, meanStep, loss } = steps;
  const { start, stop, event, terminal, id, weights, copies, ids } = data;
  const n = start.length;
  const T = times.length;
  const entering = byPlace(n, T, (row) => placesUpTo(times, start[row]));
  const leaving = byPlace(n, T, (row) => placesUpTo(times, stop[row]) - 1);
  /** Of each patient what it has gathered (x) and lost by the terminal event (q); of a row at risk both less what all at risk have in common. */
  const [x, q, ownX, ownQ] = [new Float64Array(ids), new Float64Array(ids), new Float64Array(n), new Float64Array(n)];
  const still = { xx: 0, xq: 0, qq: 0 };
  const moving = { ww: 0, wx: 0, wq: 0, xx: 0, xq: 0, qq: 0 };
  const [mean, stdError] = [new Float64Array(T), new Float64Array(T)];
  let [commonX, commonQ, mu] = [0, 0, 0];
  const addStill = (patient: number, sign: number) => {
    const m = sign * (copies === null ? 1 : copies[patient]);
    still.xx += m * x[patient] * x[patient];
    still.xq += m * x[patient] * q[patient];
    still.qq += m * q[patient] * q[patient];
  };
  const addMoving = (row: number, sign: number) => {
    const m = sign * (copies === null ? 1 : copies[id[row]]);
    const w = weights === null ? 1 : weights[row];
    moving.ww += m * w * w;
    moving.wx += m * w * ownX[row];
    moving.wq += m * w * ownQ[row];
    moving.xx += m * ownX[row] * ownX[row];
    moving.xq += m * ownX[row] * ownQ[row];
    moving.qq += m * ownQ[row] * ownQ[row];
  };
  let atRisk = 0;
  for (let k = 0; k < T; k++) {
    for (const row of entering.at(k)) {
      const w = weights === null ? 1 : weights[row];
      addStill(id[row], -1);
      ownX[row] = x[id[row]] + w * commonX;
      ownQ[row] = q[id[row]] + w * commonQ;
      addMoving(row, 1);
      atRisk++;
    }
    mu += meanStep[k];
    mean[k] = mu;
    if (nRisk[k] > 0) {
      const dead = (nTerminal[k] / nRisk[k]) * loss[k];
      commonX += (alive[k] * nEvent[k]) / (nRisk[k] * nRisk[k]) + mu * dead;
      commonQ += dead;
    }
    for (const row of leaving.at(k)) {
      const w = weights === null ? 1 : weights[row];
      const died = terminal === null ? 0 : w * terminal[row] * loss[k];
      addMoving(row, -1);
      x[id[row]] = ownX[row] - w * commonX + (w * event[row] * alive[k]) / nRisk[k] + mu * died;
      q[id[row]] = ownQ[row] - w * commonQ + died;
      addStill(id[row], 1);
      atRisk--;
    }
    // What is left of sums that everybody has left is rounding.
    if (atRisk === 0) Object.assign(moving, { ww: 0, wx: 0, wq: 0, xx: 0, xq: 0, qq: 0 });
    const { ww, wx, wq } = moving;
    const xx = still.xx + moving.xx - 2 * commonX * wx + commonX * commonX * ww;
    const xq = still.xq + moving.xq - commonX * wq - commonQ * wx + commonX * commonQ * ww;
    const qq = still.qq + moving.qq - 2 * commonQ * wq + commonQ * commonQ * ww;
    stdError[k] = mu === 0 ? 0 : Math.sqrt(Math.max(0, xx - 2 * mu * xq + mu * mu * qq));
  }
  return { nRisk, nEvent, nTerminal, alive, mean, stdError };
}

/** Rows by their place on a grid. */
function byPlace(n: number, places: number, placeOf: (row: number) => number): { readonly at: (place: number) => Uint32Array } {
  const from = new Uint32Array(places + 2);
  const place = new Uint32Array(n);
  for (let row = 0; row < n; row++) {
    place[row] = placeOf(row);
    from[place[row] + 1]++;
  }
  for (let k = 1; k < from.length; k++) from[k] += from[k - 1];
  const next = from.slice();
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[next[place[row]]++] = row;
  return { at: (k) => rows.subarray(from[k], from[k + 1]) };
}
