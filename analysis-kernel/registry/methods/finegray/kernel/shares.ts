/** Each row's share of the score of the subdistribution hazard. */
import { accumulate, type Subdistribution } from './likelihood';

/**
 * Weighted shares η, n × p column by column on the scale of the original columns: ∫ w(s) (x − x̄(s)) dM(s), for tied events averaged over Efron's steps.
 * estimated: with what the row adds through the estimate of censoring, ψ = ∫ q(u)/Y(u) dM_c(u), where Y counts who is at risk of censoring at u in the
 * row's group and q(u) = Σ over those with a competing event before u of ∫_{s ≥ u} w(s) (x − x̄(s)) exp(x'β) dΛ(s);  events leave after censorings. With
 * several groups dΛ in q counts the events of the row's own group, as `cmprsk` 2.2 has it.
 * gamma: a weight of each event time in all integrals, as g(t) of the score of an interaction with time; null where each counts 1.
 * Fine & Gray 1999, formulas 7 and 8.
 */
export function scoreShares(ws: Subdistribution, estimated: boolean, gamma: Float64Array | null = null): Float64Array {
  const { given, p, order, x, factor, status, weight, risks, to, times, sums, all, own } = ws;
  const expected = gamma === null ? ws.expected : expectedAt(ws, gamma);
  const weightAt = (g: number) => (gamma === null ? 1 : gamma[g]);
  const { n } = given;
  const count = times.length;
  const result = new Float64Array(n * p);
  const increments = new Float64Array(count);
  const running = new Float64Array(count);
  const q = estimated ? censoringShares(ws, weightAt) : null;
  for (let j = 0; j < p; j++) {
    const column = x.subarray(j * n, (j + 1) * n);
    const [s1, e1] = [all.subarray(j * count, (j + 1) * count), own.subarray(j * count, (j + 1) * count)];
    for (let g = 0; g < count; g++) increments[g] = weightAt(g) * (sums.a[g] * s1[g] - sums.b[g] * e1[g]);
    const means = accumulate(ws, increments, running);
    for (let i = 0; i < n; i++) {
      let share = risks[i] * means(i) - expected[i] * column[i];
      if (status[i] === 1) {
        const g = to[i] - 1;
        share -= weightAt(g) * risks[i] * (sums.b[g] * s1[g] - sums.c[g] * e1[g]);
        share += weightAt(g) * weight[i] * (column[i] - sums.mean[g] * s1[g] + sums.meanOwn[g] * e1[g]);
      }
      result[j * n + order[i]] = (share + (q === null ? 0 : q[j * n + i])) / factor[j];
    }
  }
  return result;
}

/** Events expected of each place, each event time by its weight gamma; 1 everywhere gives `expected`. */
export function expectedAt(ws: Subdistribution, gamma: Float64Array): Float64Array {
  const { status, risks, to, sums } = ws;
  const hazards = accumulate(
    ws,
    sums.h.map((h, g) => gamma[g] * h),
    new Float64Array(gamma.length),
  );
  return risks.map((risk, i) => {
    const g = to[i] - 1;
    const less = status[i] === 1 ? gamma[g] * (sums.h[g] - sums.own[g]) : 0;
    return risk * (hazards(i) - less);
  });
}

/** ψ of every place and scaled column. */
function censoringShares(ws: Subdistribution, weightAt: (g: number) => number): Float64Array {
  const { given, p, order, x, status, risks, inverse, group, observed, times, sums, all, to } = ws;
  const { n, groups } = given;
  const count = times.length;
  const ends = Float64Array.from(order, (row) => given.time[row]);
  const result = new Float64Array(n * p);
  // Events at each time, by group, each by the time's weight.
  const events = new Float64Array(groups * count);
  for (let i = 0; i < n; i++) if (status[i] === 1) events[group[i] * count + to[i] - 1] += weightAt(to[i] - 1);
  // Σ over s ≥ u of G dΛ, and of G x̄ dΛ, by group and column.
  const after = new Float64Array(groups * (count + 1));
  const afterMeans = new Float64Array(groups * (count + 1));
  const atRisk = new Float64Array(groups);
  const done = new Float64Array(groups);
  const doneMeans = new Float64Array(groups);
  const hazard = new Float64Array(groups);
  for (let c = 0; c < groups; c++) {
    for (let g = count - 1; g >= 0; g--) {
      const at = c * (count + 1) + g;
      after[at] = after[at + 1] + (observed[c * count + g] * events[c * count + g]) / sums.denominator[g];
    }
  }
  for (let j = 0; j < p; j++) {
    for (let c = 0; c < groups; c++) {
      for (let g = count - 1; g >= 0; g--) {
        const at = c * (count + 1) + g;
        const mean = (events[c * count + g] * all[j * count + g]) / sums.denominator[g] ** 2;
        afterMeans[at] = afterMeans[at + 1] + observed[c * count + g] * mean;
      }
    }
    atRisk.fill(0);
    for (let i = 0; i < n; i++) atRisk[group[i]]++;
    for (const sum of [done, doneMeans, hazard]) sum.fill(0);
    for (let from = 0; from < n; ) {
      let end = from;
      while (end < n && ends[end] === ends[from]) end++;
      // Event times from this one on.
      const here = to[from] > 0 && times[to[from] - 1] === ends[from] ? to[from] - 1 : to[from];
      const q = (c: number) => doneMeans[c] * after[c * (count + 1) + here] - done[c] * afterMeans[c * (count + 1) + here];
      for (let i = from; i < end; i++) if (status[i] === 0) hazard[group[i]] -= q(group[i]) / atRisk[group[i]] ** 2;
      for (let i = from; i < end; i++) {
        result[j * n + i] = hazard[group[i]] + (status[i] === 0 ? q(group[i]) / atRisk[group[i]] : 0);
      }
      for (let i = from; i < end; i++) {
        atRisk[group[i]]--;
        if (status[i] !== 2) continue;
        done[group[i]] += risks[i] * inverse[i];
        doneMeans[group[i]] += risks[i] * inverse[i] * x[j * n + i];
      }
      from = end;
    }
  }
  return result;
}
