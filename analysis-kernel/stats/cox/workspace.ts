/** Memory of a fit: the design in risk-set order and all intermediate sums, allocated once so that passes allocate nothing. */

import type { CoxData } from './data';
import { buildRiskSets } from './risk-set';
import { type Stretch, stretchesOf } from './stretches';
import type { RiskSets } from './survival-times';

export interface Workspace {
  readonly data: CoxData;
  readonly risk: RiskSets;
  /** Places: rows that are at risk at some event time. */
  readonly m: number;
  readonly p: number;
  /** Centred and scaled design in place order, column by column. */
  readonly x: Float64Array;
  readonly offset: Float64Array | null;
  /** Weight of each place (1 without weights). */
  readonly weight: Float64Array;
  /** The weight of the death at each place; 0 without one. */
  readonly dying: Float64Array;
  readonly weighted: boolean;
  /** Centre (0 where not centred) and factor of each column: the fitted column is (x − centre) × factor. */
  readonly centre: Float64Array;
  readonly factor: Float64Array;
  /** Number of tied deaths at each event time, counting frequency weights; and the sum of their weights. */
  readonly deaths: Float64Array;
  readonly deathWeight: Float64Array;
  /** Each column's sum over the deaths, weighted. */
  readonly observed: Float64Array;
  readonly stretches: readonly Stretch[] | null;

  /** Filled by a pass. Linear predictor less the `shift` of its stratum; weight × its exponential. */
  readonly eta: Float64Array;
  readonly risks: Float64Array;
  /** What was subtracted in each stratum: the maximum, or 0 after a pass over repeated times. */
  readonly shift: Float64Array;
  readonly sums: GroupSums;
  readonly cumulative: RunningSums;
  /** weight × exp(eta) × cumulative hazard over the time at risk: expected events of each place. */
  readonly expected: Float64Array;
  readonly score: Float64Array;
  readonly information: Float64Array;
  readonly scratch: Scratch;
}

/**
 * Sums over the steps j of one event time (one step with Breslow's rule; d with Efron's, where step j leaves out the fraction
 * f = j/d of the deaths' own risk). With m the weight of a step, D its denominator:
 * h = Σ m/D, own = Σ m(1−f)/D, a = Σ m/D², b = Σ m f/D², c = Σ m f²/D²; mean = Σ 1/(dD), meanOwn = Σ f/(dD).
 */
interface GroupSums {
  readonly denominator: Float64Array;
  readonly h: Float64Array;
  readonly own: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly mean: Float64Array;
  readonly meanOwn: Float64Array;
}

/** Running totals at the event times; with (start, stop] data also what each lost to rounding. */
export interface RunningSums {
  readonly total: Float64Array;
  readonly lost: Float64Array | null;
}

/** Empty running totals for these risk sets. */
export function runningSums(risk: RiskSets): RunningSums {
  return { total: new Float64Array(risk.groups), lost: risk.leaving === null ? null : new Float64Array(risk.groups) };
}

export const PANEL = 256;

interface Scratch {
  /** Running sums of risk × column over the risk set, then what they lost to rounding. */
  readonly s1: Float64Array;
  /** One column's sums over the risk sets and over the deaths at the event times of a panel. */
  readonly all: Float64Array;
  readonly own: Float64Array;
  /** Rows of the second Gram matrix, column by column, and their weights. */
  readonly panel: Float64Array;
  readonly panelWeight: Float64Array;
  /** Observed less expected events of each place. */
  readonly residual: Float64Array;
  /** Weighted block of the first Gram matrix. */
  readonly block: Float64Array;
}

/** Orders, gathers, centres and scales. The only place where a fit allocates in proportion to the data. */
export function createWorkspace(data: CoxData): Workspace {
  const risk = buildRiskSets(data);
  const m = risk.rows.length;
  const p = data.p;
  const { centre, factor } = centring(data);
  const x = new Float64Array(m * p);
  const weight = new Float64Array(m).fill(1);
  if (data.weights !== null) gather(data.weights.values, risk.rows, weight);
  const frequency = data.weights?.kind === 'frequency';
  const { deaths, deathWeight, dying } = deathsOf(risk, weight, frequency);
  const observed = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const column = x.subarray(j * m, (j + 1) * m);
    // A write at place m or beyond falls off the end of the subarray and is dropped.
    scatter(data.x.subarray(j * data.n, (j + 1) * data.n), risk.places, centre[j], factor[j], column);
    observed[j] = sumOfProducts(dying, column);
  }
  const offset = data.offset === null ? null : new Float64Array(m);
  if (data.offset !== null && offset !== null) gather(data.offset, risk.rows, offset);
  const groups = () => new Float64Array(risk.groups);
  return {
    data,
    risk,
    m,
    p,
    x,
    offset,
    weight,
    dying,
    weighted: data.weights !== null,
    centre,
    factor,
    deaths,
    deathWeight,
    observed,
    stretches: stretchesOf(risk, frequency && data.ties === 'efron'),
    eta: new Float64Array(m),
    risks: new Float64Array(m),
    shift: new Float64Array(risk.stratumId.length),
    sums: { denominator: groups(), h: groups(), own: groups(), a: groups(), b: groups(), c: groups(), mean: groups(), meanOwn: groups() },
    cumulative: runningSums(risk),
    expected: new Float64Array(m),
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    scratch: {
      s1: new Float64Array(2 * p),
      all: new Float64Array(PANEL),
      own: new Float64Array(PANEL),
      panel: new Float64Array(PANEL * Math.max(p, 1)),
      panelWeight: new Float64Array(PANEL),
      residual: new Float64Array(m),
      block: new Float64Array(PANEL * Math.max(p, 1)),
    },
  };
}

/** Deaths and their weights at each event time, and at each place the weight of its death, 0 without one. */
function deathsOf({ groups, deathFrom, enterTo }: RiskSets, weight: Float64Array, frequency: boolean) {
  const deaths = new Float64Array(groups);
  const deathWeight = new Float64Array(groups);
  const dying = new Float64Array(weight.length);
  for (let g = 0; g < groups; g++) {
    let total = 0;
    for (let i = deathFrom[g]; i < enterTo[g]; i++) {
      total += weight[i];
      dying[i] = weight[i];
    }
    deathWeight[g] = total;
    deaths[g] = frequency ? total : enterTo[g] - deathFrom[g];
  }
  return { deaths, deathWeight, dying };
}

/** Values in another order: `into` gets at each place that of the row there. */
export function gather(from: Float64Array, order: Uint32Array, into: Float64Array): void {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]];
}

/** One column into place order. Reads in sequence and writes along as many runs as there are times: kind to caches when times repeat. */
function scatter(from: Float64Array, places: Uint32Array, centre: number, factor: number, into: Float64Array): void {
  for (let i = 0; i < from.length; i++) into[places[i]] = (from[i] - centre) * factor;
}

/**
 * R's rule: a column that holds only −1, 0 and 1 stays as it is; any other has its weighted mean subtracted and is divided by
 * its weighted mean absolute deviation; in (start, stop] data case weights are ignored here (frequencies are not). Numerically
 * kind, and it fixes which columns count as collinear and what linear predictors are relative to.
 */
export function centring(data: Pick<CoxData, 'n' | 'p' | 'x' | 'weights' | 'start'>): { centre: Float64Array; factor: Float64Array } {
  const centre = new Float64Array(data.p);
  const factor = new Float64Array(data.p).fill(1);
  const counted = data.weights !== null && (data.start === null || data.weights.kind === 'frequency');
  const weights = counted ? (data.weights?.values ?? null) : null;
  const total = weights === null ? data.n : weights.reduce((sum, weight) => sum + weight, 0);
  for (let j = 0; j < data.p; j++) {
    const column = data.x.subarray(j * data.n, (j + 1) * data.n);
    if (holdsOnlyContrasts(column)) continue;
    const mean = (weights === null ? sumOf(column) : sumOfProducts(weights, column)) / total;
    const spread = weights === null ? sumOfDistances(column, mean) : weightedDistances(column, weights, mean);
    centre[j] = mean;
    if (spread > 0) factor[j] = total / spread;
  }
  return { centre, factor };
}

/** Σ x. Four running sums, so that one addition need not wait for the last. */
function sumOf(x: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= x.length; i += 4) {
    s0 += x[i];
    s1 += x[i + 1];
    s2 += x[i + 2];
    s3 += x[i + 3];
  }
  for (; i < x.length; i++) s0 += x[i];
  return s0 + s1 + (s2 + s3);
}

/** Σ |x − centre|; four running sums. */
function sumOfDistances(x: Float64Array, centre: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= x.length; i += 4) {
    s0 += Math.abs(x[i] - centre);
    s1 += Math.abs(x[i + 1] - centre);
    s2 += Math.abs(x[i + 2] - centre);
    s3 += Math.abs(x[i + 3] - centre);
  }
  for (; i < x.length; i++) s0 += Math.abs(x[i] - centre);
  return s0 + s1 + (s2 + s3);
}

/** Σ w |x − centre|. */
function weightedDistances(x: Float64Array, weights: Float64Array, centre: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += weights[i] * Math.abs(x[i] - centre);
  return total;
}

/** Σ v x; four running sums. */
export function sumOfProducts(v: Float64Array, x: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= v.length; i += 4) {
    s0 += v[i] * x[i];
    s1 += v[i + 1] * x[i + 1];
    s2 += v[i + 2] * x[i + 2];
    s3 += v[i + 3] * x[i + 3];
  }
  for (; i < v.length; i++) s0 += v[i] * x[i];
  return s0 + s1 + (s2 + s3);
}

/** Whether a column is a dummy variable or a contrast of −1, 0 and 1. */
function holdsOnlyContrasts(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value !== 0 && value !== 1 && value !== -1) return false;
  }
  return true;
}
