/** The weighted partial likelihood of the subdistribution hazard, by scans over the event times: no row is written twice. */
import { argsort } from '../../../../numeric/sort';
import { addGram } from '../../../../stats/cox/gram';
import type { Likelihood } from '../../../../stats/cox/newton';
import { type StepSums, sumSteps } from '../../../../stats/cox/steps';
import { centring } from '../../../../stats/cox/workspace';
import { observation } from './censoring';
import type { FineGrayData } from './data';

export interface Subdistribution extends Likelihood, StepSums {
  readonly given: FineGrayData;
  /** Row of each place: places are rows by time, ascending. What follows is by place. */
  readonly order: Uint32Array;
  readonly status: Uint8Array;
  readonly weight: Float64Array;
  readonly group: Int32Array;
  /** Centred and scaled design, column by column. */
  readonly x: Float64Array;
  readonly centre: Float64Array;
  readonly factor: Float64Array;
  /** Event times up to the row's own end, and up to its entry: it is at risk from `from` to `to` − 1. */
  readonly to: Uint32Array;
  readonly from: Uint32Array | null;
  /** 1 over the probability of being observed just before the row's end, of rows with a competing event; 0 for others and where it is 0. */
  readonly inverse: Float64Array;
  /** Distinct times of the event, ascending; what follows is by event time. */
  readonly times: Float64Array;
  /** First and last place + 1 of the rows that end at this time. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Probability of being observed just before each event time, group after group. */
  readonly observed: Float64Array;
  /** Risk-weighted sums of each column over the risk set and over the time's events, column by column. */
  readonly all: Float64Array;
  readonly own: Float64Array;
  /** Filled by an evaluation. The largest linear predictor; weight × exp(predictor − it); the share of these expected to have the event. */
  readonly shift: { value: number };
  readonly eta: Float64Array;
  readonly risks: Float64Array;
  readonly expected: Float64Array;
  readonly scratch: {
    readonly sum: Float64Array;
    readonly ended: Float64Array;
    readonly panel: Float64Array;
    readonly panelWeight: Float64Array;
  };
}

/** Orders, centres and scales the rows, estimates their probabilities of being observed, and lays out the memory of the evaluations. */
export function subdistribution(data: FineGrayData): Subdistribution {
  const { n, p } = data;
  const order = argsort(data.time);
  const { centre, factor } = centring(data);
  const x = new Float64Array(n * p);
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) x[j * n + i] = (data.x[j * n + order[i]] - centre[j]) * factor[j];
  const status = Uint8Array.from(order, (row) => data.status[row]);
  const weight = Float64Array.from(order, (row) => data.weights?.values[row] ?? 1);
  const group = Int32Array.from(order, (row) => data.group[row]);
  const ends = Float64Array.from(order, (row) => data.time[row]);
  const times = Float64Array.from(new Set(ends.filter((_, i) => status[i] === 1)));
  const count = times.length;
  const { start } = data;
  const upTo = (limit: number) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const to = Uint32Array.from(ends, upTo);
  const kept = observation(data, data.eventsFirst);
  const observed = new Float64Array(data.groups * count);
  for (let c = 0; c < data.groups; c++) for (let g = 0; g < count; g++) observed[c * count + g] = kept.before(c, times[g]);
  const first = new Uint32Array(count).fill(n);
  const last = new Uint32Array(count);
  const deaths = new Float64Array(count);
  const deathWeight = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const g = to[i] - 1;
    if (g < 0 || ends[i] !== times[g]) continue;
    first[g] = Math.min(first[g], i);
    last[g] = i + 1;
    if (status[i] !== 1) continue;
    deaths[g] += data.weights?.kind === 'frequency' ? weight[i] : 1;
    deathWeight[g] += weight[i];
  }
  const series = () => new Float64Array(count);
  const made: Omit<Subdistribution, 'evaluate'> = {
    given: data,
    data,
    p,
    order,
    status,
    weight,
    group,
    x,
    centre,
    factor,
    to,
    from: start === null ? null : Uint32Array.from(order, (row) => upTo(start[row])),
    inverse: Float64Array.from(status, (one, i) => (one === 2 ? inverseOf(kept.before(group[i], ends[i])) : 0)),
    times,
    first,
    last,
    observed,
    deaths,
    deathWeight,
    sums: { denominator: series(), h: series(), own: series(), a: series(), b: series(), c: series(), mean: series(), meanOwn: series() },
    all: new Float64Array(count * p),
    own: new Float64Array(count * p),
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    shift: { value: 0 },
    eta: new Float64Array(n),
    risks: new Float64Array(n),
    expected: new Float64Array(n),
    scratch: {
      sum: new Float64Array(count),
      ended: new Float64Array(data.groups),
      panel: new Float64Array(Math.max(count, 256) * Math.max(p, 1)),
      panelWeight: new Float64Array(count),
    },
  };
  return { ...made, evaluate: (beta) => evaluate(made, beta) };
}

/** Where nobody is said to be observed any more, as between late entries, there is no weight. */
function inverseOf(probability: number): number {
  return probability > 0 ? 1 / probability : 0;
}

type Memory = Omit<Subdistribution, 'evaluate'>;

/**
 * Log partial likelihood at coefficients of the scaled columns. The risk set of time s holds with weight 1 who has not ended before s, and with weight
 * G(s−)/G(T−) who had a competing event at T < s: sums over it are one scan backwards over the first and one forwards over the second.
 */
function evaluate(ws: Memory, beta: Float64Array): number {
  const { given, p, x, eta, risks, weight, status, score, information, expected, order, scratch, sums, all, own, times } = ws;
  const n = order.length;
  const count = times.length;
  for (let i = 0; i < n; i++) eta[i] = given.offset === null ? 0 : given.offset[order[i]];
  for (let j = 0; j < p; j++) if (beta[j] !== 0) for (let i = 0; i < n; i++) eta[i] += beta[j] * x[j * n + i];
  let shift = -Infinity;
  for (let i = 0; i < n; i++) shift = Math.max(shift, eta[i]);
  ws.shift.value = shift;
  let loglik = 0;
  for (let i = 0; i < n; i++) {
    eta[i] -= shift;
    risks[i] = weight[i] * Math.exp(eta[i]);
    if (status[i] === 1) loglik += weight[i] * eta[i];
  }
  riskSums(ws, null, scratch.sum);
  for (let g = 0; g < count; g++) {
    let dead = 0;
    for (let i = ws.first[g]; i < ws.last[g]; i++) if (status[i] === 1) dead += risks[i];
    loglik -= sumSteps(ws, g, scratch.sum[g], dead);
  }
  const hazards = accumulate(ws, sums.h, scratch.sum);
  for (let i = 0; i < n; i++) expected[i] = hazards(i);
  for (let g = 0; g < count; g++) {
    const less = sums.h[g] - sums.own[g];
    if (less !== 0) for (let i = ws.first[g]; i < ws.last[g]; i++) if (status[i] === 1) expected[i] -= less;
  }
  for (let i = 0; i < n; i++) expected[i] *= risks[i];
  information.fill(0);
  for (let j = 0; j < p; j++) {
    const column = x.subarray(j * n, (j + 1) * n);
    riskSums(ws, column, all.subarray(j * count, (j + 1) * count));
    let total = 0;
    for (let i = 0; i < n; i++) total += column[i] * ((status[i] === 1 ? weight[i] : 0) - expected[i]);
    score[j] = total;
    for (let g = 0; g < count; g++) {
      let dead = 0;
      for (let i = ws.first[g]; i < ws.last[g]; i++) if (status[i] === 1) dead += risks[i] * column[i];
      own[j * count + g] = dead;
    }
  }
  addGram(information, p, x, n, expected, 0, n, 1, scratch.panel);
  subtractMeans(ws);
  return loglik;
}

/** Takes Σ m x̄ x̄ᵀ over the steps of every event time from the information: a u uᵀ + (c − b²/a) e eᵀ, u = S₁ − (b/a) e. */
function subtractMeans({ p, information, times, sums, all, own, scratch }: Memory): void {
  const count = times.length;
  const { panel, panelWeight } = scratch;
  const buffer = new Float64Array(256 * Math.max(p, 1));
  for (let j = 0; j < p; j++) {
    for (let g = 0; g < count; g++) panel[j * count + g] = all[j * count + g] - (sums.b[g] / sums.a[g]) * own[j * count + g];
  }
  addGram(information, p, panel, count, sums.a, 0, count, -1, buffer);
  if (sums.b.every((b) => b === 0)) return;
  for (let g = 0; g < count; g++) panelWeight[g] = Math.max(sums.c[g] - (sums.b[g] * sums.b[g]) / sums.a[g], 0);
  addGram(information, p, own, count, panelWeight, 0, count, -1, buffer);
}

/** Sums of risk × column (null: 1) over the risk set of each event time. */
function riskSums(ws: Memory, column: Float64Array | null, into: Float64Array): void {
  const { order, to, from, status, risks, inverse, group, observed, times, scratch, given } = ws;
  const n = order.length;
  const count = times.length;
  into.fill(0);
  for (let i = 0; i < n; i++) {
    const term = column === null ? risks[i] : risks[i] * column[i];
    if (to[i] > 0) into[to[i] - 1] += term;
    if (from !== null && from[i] > 0) into[from[i] - 1] -= term;
  }
  let total = 0;
  for (let g = count - 1; g >= 0; g--) {
    total += into[g];
    into[g] = total;
  }
  const { ended } = scratch;
  ended.fill(0);
  let i = 0;
  for (let g = 0; g < count; g++) {
    // Those who ended before this time.
    for (; i < n && to[i] <= g; i++) {
      if (status[i] === 2) ended[group[i]] += (column === null ? risks[i] : risks[i] * column[i]) * inverse[i];
    }
    for (let c = 0; c < given.groups; c++) into[g] += observed[c * count + g] * ended[c];
  }
}

/**
 * What increments at the event times add up to for each place, over the time it is at risk and, after a competing event, by its weight.
 * into: one entry an event time, overwritten.
 */
export function accumulate(ws: Memory, increments: Float64Array, into: Float64Array): (place: number) => number {
  const { to, from, status, inverse, group, observed, times, given } = ws;
  const count = times.length;
  let total = 0;
  for (let g = 0; g < count; g++) {
    total += increments[g];
    into[g] = total;
  }
  const after = new Float64Array(given.groups * (count + 1));
  for (let c = 0; c < given.groups; c++) {
    for (let g = count - 1; g >= 0; g--)
      after[c * (count + 1) + g] = after[c * (count + 1) + g + 1] + observed[c * count + g] * increments[g];
  }
  const upTo = (g: number) => (g === 0 ? 0 : into[g - 1]);
  return (i) => {
    const own = upTo(to[i]) - (from === null ? 0 : upTo(from[i]));
    return status[i] === 2 ? own + inverse[i] * after[group[i] * (count + 1) + to[i]] : own;
  };
}
