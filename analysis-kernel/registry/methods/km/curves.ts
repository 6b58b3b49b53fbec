/** The curves of `km` and the tables read off them. */

import { gather, gatherBytes, gatherCodes, rowsByCode } from '../../../frame/gather';
import { qnorm } from '../../../numeric/dist/normal';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { type KmCurve, type KmData, kaplanMeier } from '../../../stats/survival/kaplan-meier';
import { type Limits, survivalLimits } from '../../../stats/survival/km-interval';

import { beyondFollowUp } from '../../row-warnings';
import { firstFall, survivalQuantile } from './kernel/km-quantiles';
import { restrictedMean, robustMeanError } from './kernel/rmst';
import { confTypeOf, type KmOptions } from './options';
import type { PreparedKm } from './prepare';
import { KM_TABLES } from './tables';

export interface GroupCurve {
  readonly label: string | null;
  readonly data: KmData;
  readonly curve: KmCurve;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Rows, or their frequencies. */
  readonly records: number;
}

/** A number, or null where it cannot be estimated. */
function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** One curve a group, in the groups' order. */
export function fitCurves(prepared: PreparedKm, options: KmOptions): GroupCurve[] {
  const labels: readonly (string | null)[] = prepared.curves?.labels ?? [null];
  const codes = prepared.curves?.codes ?? new Int32Array(prepared.time.length);
  const rows = rowsByCode(codes, labels.length);
  return labels.map((label, index) => {
    const data = dataOf(prepared, rows[index]);
    const curve = kaplanMeier(data);
    const { low, high } = limitsOf(curve, options);
    const records =
      prepared.weightKind === 'frequency' ? (data.weights ?? new Float64Array()).reduce((a, b) => a + b, 0) : data.time.length;
    return { label, data, curve, low, high, records };
  });
}

function dataOf(prepared: PreparedKm, rows: Int32Array): KmData {
  const { start, weights, cluster } = prepared;
  return {
    start: start === null ? null : gather(start, rows),
    time: gather(prepared.time, rows),
    event: gatherBytes(prepared.event, rows),
    weights: weights === null ? null : gather(weights, rows),
    robust: prepared.robust,
    cluster: cluster === null ? null : gatherCodes(cluster, rows),
    origin: prepared.origin,
  };
}

function limitsOf(curve: KmCurve, options: KmOptions): { low: Float64Array; high: Float64Array } {
  const z = qnorm(1 - (1 - options.conf_level) / 2);
  const type = confTypeOf(options);
  const limits = Array.from(curve.survival, (s, j): Limits => survivalLimits(s, curve.stdErrorLog[j], z, type));
  return { low: Float64Array.from(limits, (limit) => limit.low), high: Float64Array.from(limits, (limit) => limit.high) };
}

/** The table `curve`: every distinct time of each group. */
export function curveTable(groups: readonly GroupCurve[]): ResultTable {
  const rows = groups.flatMap((group) => {
    const { curve } = group;
    return Array.from(curve.time, (time, j) => ({
      strata: group.label,
      time,
      n_risk: curve.nRisk[j],
      n_event: curve.nEvent[j],
      n_censor: curve.nCensor[j],
      ...estimatesAt(group, j),
    }));
  });
  return tableOf(KM_TABLES.curve, rows);
}

function estimatesAt({ curve, low, high }: GroupCurve, j: number): Record<string, Value> {
  if (j < 0) return { estimate: 1, std_error: 0, conf_low: 1, conf_high: 1, std_error_log: 0 };
  return {
    estimate: curve.survival[j],
    std_error: orNull(curve.stdError[j]),
    conf_low: orNull(low[j]),
    conf_high: orNull(high[j]),
    std_error_log: j < curve.zeroFrom ? curve.stdErrorLog[j] : null,
  };
}

/** Where the means of `summary` end: the last time of all curves. */
export function commonEnd(groups: readonly GroupCurve[]): number {
  return Math.max(...groups.map(({ curve }) => curve.time[curve.time.length - 1]));
}

/** The table `summary`: sizes, restricted mean to the last time of all curves, median with limits. */
export function summaryTable(groups: readonly GroupCurve[], options: KmOptions): ResultTable {
  const end = commonEnd(groups);
  const rows = groups.map(({ label, data, curve, low, high, records }) => {
    const mean = restrictedMean(curve, end);
    const quantile = (values: Float64Array) => orNull(firstFall(curve.time, values, 0.5, options.as === 'sas' ? 'none' : 'left'));
    return {
      strata: label,
      records,
      n_max: curve.nRisk.reduce((most, n) => Math.max(most, n), 0),
      n_start: curve.nRisk[0],
      events: curve.nEvent.reduce((a, b) => a + b, 0),
      rmean: mean.estimate,
      se_rmean: data.robust ? robustMeanError(data, curve, end) : mean.stdError,
      median: quantile(curve.survival),
      conf_low: quantile(low),
      conf_high: quantile(high),
    };
  });
  return tableOf(KM_TABLES.summary, rows);
}

/** The table `quantiles`: for each group the times at which the curve and its limits reach the probabilities. */
export function quantileTable(groups: readonly GroupCurve[], probabilities: readonly number[], options: KmOptions): ResultTable {
  const quantile = (curve: KmCurve, values: Float64Array, p: number) =>
    options.as === 'sas' ? firstFall(curve.time, values, p, 'none') : survivalQuantile(curve.time, values, p, curve.origin);
  const rows = groups.flatMap(({ label, curve, low, high }) =>
    probabilities.map((probability) => {
      const at = (values: Float64Array) => orNull(quantile(curve, values, probability));
      return { strata: label, probability, estimate: at(curve.survival), conf_low: at(low), conf_high: at(high) };
    }),
  );
  return tableOf(KM_TABLES.quantiles, rows);
}

/** The curves at given times; `n_risk` counts rows with start < t ≤ time. */
export function atTable(groups: readonly GroupCurve[], times: readonly number[], warnings: Warning[]): ResultTable {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const beyond = new Set<number>();
  const rows = groups.flatMap((group) => {
    const { curve, data } = group;
    const last = curve.time.length - 1;
    let previous = -1;
    return sorted.map((t) => {
      const j = lastUpTo(curve.time, t);
      const since = (values: Float64Array) => values.slice(previous + 1, j + 1).reduce((a, b) => a + b, 0);
      const counts = {
        strata: group.label,
        time: t,
        n_risk: atRisk(data, t),
        n_event: since(curve.nEvent),
        n_censor: since(curve.nCensor),
      };
      previous = j;
      if (t > curve.time[last] && curve.survival[last] > 0) {
        beyond.add(t);
        return counts;
      }
      return { ...counts, ...estimatesAt(group, j) };
    });
  });
  warnings.push(...beyondFollowUp([...beyond]));
  return tableOf(KM_TABLES.at, rows);
}

function lastUpTo(time: Float64Array, t: number): number {
  let j = -1;
  while (j + 1 < time.length && time[j + 1] <= t) j++;
  return j;
}

function atRisk({ start, time, weights }: KmData, t: number): number {
  let n = 0;
  for (let row = 0; row < time.length; row++) {
    if (time[row] >= t && (start === null || start[row] < t)) n += weights === null ? 1 : weights[row];
  }
  return n;
}

/** Follow-up: the curve of censoring, where those who die at a time have left before those censored at it are counted. */
export function followUpTable(groups: readonly GroupCurve[], options: KmOptions): ResultTable {
  const rows = groups.map(({ label, data }) => {
    const reversed = kaplanMeier({ ...data, ...deathsFirst(data) });
    const { low, high } = limitsOf(reversed, options);
    const at = (values: Float64Array, p: number) => orNull(firstFall(reversed.time, values, p, 'left'));
    return {
      strata: label,
      p25: at(reversed.survival, 0.25),
      median: at(reversed.survival, 0.5),
      p75: at(reversed.survival, 0.75),
      conf_low: at(low, 0.5),
      conf_high: at(high, 0.5),
    };
  });
  return tableOf(KM_TABLES.followup, rows);
}

/** Censorings as events; a death at t leaves just before t, halfway back to the time before. */
function deathsFirst(data: KmData): Pick<KmData, 'time' | 'event' | 'start'> {
  const all = new Float64Array(data.time.length * (data.start === null ? 1 : 2));
  all.set(data.time);
  if (data.start !== null) all.set(data.start, data.time.length);
  all.sort();
  let gap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < all.length; i++) if (all[i] > all[i - 1]) gap = Math.min(gap, all[i] - all[i - 1]);
  const shift = Number.isFinite(gap) ? gap / 2 : 0;
  return {
    start: data.start,
    time: data.time.map((t, row) => (data.event[row] === 1 ? t - shift : t)),
    event: data.event.map((event) => 1 - event),
  };
}
