/** Cumulative incidence of competing events: the Aalen–Johansen estimate of one group. */
import { argsort } from '../../../../numeric/sort';

interface IncidenceData {
  readonly time: Float64Array;
  /** 0 censored, 1…k the causes. */
  readonly cause: Int32Array;
  readonly causes: number;
}

export interface IncidenceCurve {
  /** Distinct times at which a row ends, ascending; what follows is by time. */
  readonly time: Float64Array;
  readonly nRisk: Float64Array;
  readonly nCensor: Float64Array;
  /** By cause: events, cumulative incidence and its standard error. */
  readonly nEvent: readonly Float64Array[];
  readonly incidence: readonly Float64Array[];
  readonly stdError: readonly Float64Array[];
}

/**
 * F_k(t) = Σ S(t−) d_k / n with S the Kaplan–Meier estimate for any event.
 *
 * Right-censored rows, all values known, times free of near-ties; events come before censorings at equal times. The standard error is the infinitesimal
 * jackknife √Σᵢ (∂F/∂wᵢ)². With A = Σ d/(n(n−d)) and P_k = Σ S(t−)(A(t−) − 1/n) h_k, a row at risk has the derivative P_k(t); one that ended at u
 * keeps P_k(u) + [cause k] S(u−)/n + L·(F_k(t) − F_k(u)), L = A(u) − [any event]/(n − d): sums over rows of these take one pass.
 * Aalen & Johansen 1978. R: `survival::survfit(Surv(time, factor(cause)) ~ 1)`, `$pstate` and `$std.err`.
 */
export function cumulativeIncidence({ time, cause, causes }: IncidenceData): IncidenceCurve {
  const order = argsort(time);
  const rows = order.length;
  const begins: number[] = [];
  for (let k = 0; k < rows; k++) if (k === 0 || time[order[k]] !== time[order[k - 1]]) begins.push(k);
  const n = begins.length;
  const series = () => Array.from({ length: causes }, () => new Float64Array(n));
  const curve = {
    time: new Float64Array(n),
    nRisk: new Float64Array(n),
    nCensor: new Float64Array(n),
    nEvent: series(),
    incidence: series(),
    stdError: series(),
  };
  const f = new Float64Array(causes);
  const p = new Float64Array(causes);
  // Over rows that have ended: ΣL², and by cause Σa² and ΣaL of a + L·F.
  let sumLL = 0;
  const sumAA = new Float64Array(causes);
  const sumAL = new Float64Array(causes);
  let s = 1;
  let a = 0;
  for (let j = 0; j < n; j++) {
    const from = begins[j];
    const to = j + 1 < n ? begins[j + 1] : rows;
    const atRisk = rows - from;
    let deaths = 0;
    for (let k = from; k < to; k++) {
      const which = cause[order[k]];
      if (which === 0) curve.nCensor[j]++;
      else {
        curve.nEvent[which - 1][j]++;
        deaths++;
      }
    }
    const before = s;
    const left = atRisk - deaths;
    for (let c = 0; c < causes; c++) {
      const h = curve.nEvent[c][j] / atRisk;
      p[c] += before * (a - 1 / atRisk) * h;
      f[c] += before * h;
    }
    if (left > 0) a += deaths / (atRisk * left);
    s = (before * left) / atRisk;
    for (let k = from; k < to; k++) {
      const which = cause[order[k]];
      const l = left > 0 ? a - (which === 0 ? 0 : 1 / left) : 0;
      sumLL += l * l;
      for (let c = 0; c < causes; c++) {
        const own = p[c] + (which === c + 1 ? before / atRisk : 0) - l * f[c];
        sumAA[c] += own * own;
        sumAL[c] += own * l;
      }
    }
    const still = rows - to;
    curve.time[j] = time[order[from]];
    curve.nRisk[j] = atRisk;
    for (let c = 0; c < causes; c++) {
      const variance = still * p[c] * p[c] + sumAA[c] + 2 * f[c] * sumAL[c] + f[c] * f[c] * sumLL;
      curve.incidence[c][j] = f[c];
      curve.stdError[c][j] = f[c] === 0 ? 0 : Math.sqrt(Math.max(0, variance));
    }
  }
  return curve;
}
