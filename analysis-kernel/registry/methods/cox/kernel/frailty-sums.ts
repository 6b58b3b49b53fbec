/** What random effects of groups add to score and information of a Cox model: sums over the rows of each group, in O(rows × columns). */
import { accumulateHazard, evaluate } from '../../../../stats/cox/pass';
import { riskSums } from '../../../../stats/cox/scans';
import type { Workspace } from '../../../../stats/cox/workspace';

/** Rows of groups, in the order of the places of a workspace. */
export interface Membership {
  /** Number of groups; each has a row at least. */
  readonly groups: number;
  /** Group of each place. */
  readonly of: Uint32Array;
  /** Where the steps of each group begin; one entry more at the end. A step is a place that joins (its number) or leaves (its complement) the risk set. */
  readonly from: Uint32Array;
  /** Event time and place of each step, by group and from late to early. */
  readonly at: Uint32Array;
  readonly place: Int32Array;
}

/** Sorts the comings and goings of every group along the event times. */
export function membership({ risk, m }: Workspace, group: ArrayLike<number>, groups: number): Membership {
  const of = Uint32Array.from({ length: m }, (_, place) => group[risk.rows[place]]);
  const from = new Uint32Array(groups + 1);
  const leaving = risk.leaving ?? new Uint32Array(0);
  for (let i = 0; i < m; i++) from[of[i] + 1]++;
  for (const place of leaving) from[of[place] + 1]++;
  for (let k = 0; k < groups; k++) from[k + 1] += from[k];
  const next = from.slice(0, groups);
  const at = new Uint32Array(from[groups]);
  const places = new Int32Array(from[groups]);
  const add = (t: number, k: number, place: number) => {
    at[next[k]] = t;
    places[next[k]++] = place;
  };
  for (let t = 0; t < risk.groups; t++) {
    for (let i = risk.enterFrom[t]; i < risk.enterTo[t]; i++) add(t, of[i], i);
    if (risk.leaving === null) continue;
    for (let i = risk.leaveFrom[t]; i < risk.leaveTo[t]; i++) add(t, of[leaving[i]], ~leaving[i]);
  }
  return { groups, of, from, at, place: places };
}

export interface FrailtyPoint {
  /** Log partial likelihood with the groups' effects as known offsets. */
  readonly loglik: number;
  /** Observed less expected events, and expected events, of each group. */
  readonly score: Float64Array;
  readonly expected: Float64Array;
  /** Information between group k and column j of the scaled columns, at j × groups + k. */
  readonly cross: Float64Array;
  /** Information of each group's effect. */
  readonly information: Float64Array;
}

/**
 * One pass at coefficients of the scaled columns and effects of the groups (on the log hazard): leaves score and information of the columns in the workspace.
 * @param base offsets of the places without the effects
 */
export function frailtyPass(
  ws: Workspace,
  members: Membership,
  base: Float64Array | null,
  beta: Float64Array,
  effects: Float64Array,
): FrailtyPoint {
  const { risk, m, p, sums, weight, x } = ws;
  const { groups, of } = members;
  const offset = ws.offset as Float64Array;
  for (let i = 0; i < m; i++) offset[i] = (base === null ? 0 : base[i]) + effects[of[i]];
  const loglik = evaluate(ws, beta);
  accumulateHazard(ws);
  const expected = new Float64Array(groups);
  const score = new Float64Array(groups);
  for (let i = 0; i < m; i++) expected[of[i]] += ws.expected[i];
  for (let t = 0; t < risk.groups; t++) for (let i = risk.deathFrom[t]; i < risk.enterTo[t]; i++) score[of[i]] += weight[i];
  for (let k = 0; k < groups; k++) score[k] -= expected[k];
  const walked = walk(ws, members);
  const cross = new Float64Array(groups * p);
  const [all, dead] = [new Float64Array(risk.groups), new Float64Array(risk.groups)];
  for (let j = 0; j < p; j++) {
    const to = cross.subarray(j * groups, (j + 1) * groups);
    const values = x.subarray(j * m, (j + 1) * m);
    for (let i = 0; i < m; i++) to[of[i]] += ws.expected[i] * values[i];
    riskSums(ws, j, all, dead);
    const running = totals(all.map((one, t) => sums.a[t] * one - sums.b[t] * dead[t]));
    walked.spans((k, s, first, end) => {
      to[k] -= s * between(running, first, end);
    });
    walked.deaths((k, _, e, t) => {
      to[k] += e * (sums.b[t] * all[t] - sums.c[t] * dead[t]);
    });
  }
  const information = Float64Array.from(expected);
  const running = totals(sums.a);
  walked.spans((k, s, first, end) => {
    information[k] -= s * s * between(running, first, end);
  });
  walked.deaths((k, s, e, t) => {
    information[k] += e * (2 * sums.b[t] * s - sums.c[t] * e);
  });
  return { loglik, score, expected, cross, information };
}

interface Walked {
  /** Visits stretches of event times (first … end − 1) over which a group's risk is one. */
  readonly spans: (visit: (k: number, risk: number, first: number, end: number) => void) => void;
  /** Visits event times at which rows of a group die: its risk, and that of its deaths. */
  readonly deaths: (visit: (k: number, risk: number, own: number, t: number) => void) => void;
}

/** What each group's risk is along the event times, at the risks of the last pass. */
function walk({ risk, risks }: Workspace, { groups, from, at, place }: Membership): Walked {
  const stratumEnd = endsOf(risk);
  const count = at.length;
  const [spanGroup, spanFrom, spanTo] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  const spanRisk = new Float64Array(count);
  const [deathGroup, deathAt] = [new Uint32Array(count), new Uint32Array(count)];
  const [deathAll, deathOwn] = [new Float64Array(count), new Float64Array(count)];
  let [spans, deaths] = [0, 0];
  for (let k = 0; k < groups; k++) {
    let step = from[k];
    const last = from[k + 1];
    let [total, members] = [0, 0];
    while (step < last) {
      const t = at[step];
      let gone = 0;
      for (; step < last && at[step] === t; step++) {
        const one = place[step];
        total += one >= 0 ? risks[one] : -risks[~one];
        members += one >= 0 ? 1 : -1;
        if (one >= risk.deathFrom[t]) gone += risks[one];
      }
      if (members === 0) total = 0;
      if (gone > 0) {
        deathGroup[deaths] = k;
        deathAt[deaths] = t;
        deathAll[deaths] = total;
        deathOwn[deaths++] = gone;
      }
      const next = step < last ? at[step] : risk.groups;
      spanGroup[spans] = k;
      spanFrom[spans] = t;
      spanTo[spans] = Math.min(next, stratumEnd[t]);
      spanRisk[spans++] = total;
      if (next >= stratumEnd[t]) [total, members] = [0, 0];
    }
  }
  return {
    spans: (visit) => {
      for (let i = 0; i < spans; i++) visit(spanGroup[i], spanRisk[i], spanFrom[i], spanTo[i]);
    },
    deaths: (visit) => {
      for (let i = 0; i < deaths; i++) visit(deathGroup[i], deathAll[i], deathOwn[i], deathAt[i]);
    },
  };
}

/** Event time behind the last of its stratum, for each. */
function endsOf(risk: Workspace['risk']): Uint32Array {
  const ends = new Uint32Array(risk.groups);
  for (let s = 0; s < risk.stratumId.length; s++) ends.fill(risk.stratumGroup[s + 1], risk.stratumGroup[s], risk.stratumGroup[s + 1]);
  return ends;
}

/** Running totals, the first 0, each with what it lost to rounding. */
function totals(values: Float64Array): { readonly sum: Float64Array; readonly lost: Float64Array } {
  const [sum, lost] = [new Float64Array(values.length + 1), new Float64Array(values.length + 1)];
  for (let t = 0; t < values.length; t++) {
    const next = sum[t] + values[t];
    lost[t + 1] = lost[t] + (Math.abs(sum[t]) >= Math.abs(values[t]) ? sum[t] - next + values[t] : values[t] - next + sum[t]);
    sum[t + 1] = next;
  }
  return { sum, lost };
}

function between({ sum, lost }: ReturnType<typeof totals>, first: number, end: number): number {
  return sum[end] - sum[first] + (lost[end] - lost[first]);
}
