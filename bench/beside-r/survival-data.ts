/** Survival data for timing Cox regression: the same bits in Node, in Chromium and, written to a file, in R. */
import type { RandomSource } from '@/analysis-kernel/numeric/rng';
import type { CoxData } from '@/analysis-kernel/stats/cox/data';
import { repairTies } from '@/analysis-kernel/stats/survival/ties';

/** Times in whole months, with many ties, or different but for rounding (R takes near ties as one, and so does the method). */
export type Times = 'monthly' | 'distinct';

/** A third of the columns binary, about half of the rows censored. */
export function simulate(n: number, p: number, times: Times, random: RandomSource): CoxData {
  const x = new Float64Array(n * p);
  const lp = new Float64Array(n);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) {
      const value = j % 3 === 0 ? Number(random.uniform() < 0.3) : 2 * random.uniform() - 1;
      x[j * n + i] = value;
      if (j < 5) lp[i] += 0.3 * value;
    }
  }
  const time = new Float64Array(n);
  const event = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const death = -60 * Math.log(random.uniform()) * Math.exp(-lp[i]);
    const censoring = 120 * random.uniform();
    const end = Math.min(death, censoring);
    time[i] = times === 'monthly' ? Math.ceil(end) : end;
    event[i] = Number(death <= censoring);
  }
  return {
    n,
    p,
    time: repairTies(null, time).time,
    start: null,
    event,
    x,
    strata: null,
    weights: null,
    offset: null,
    cluster: null,
    ties: 'efron',
    assign: Int32Array.from({ length: p }, (_, j) => j),
  };
}
