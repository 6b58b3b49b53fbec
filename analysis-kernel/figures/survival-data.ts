import type { ResultTable, Value } from '../results/result';
import { finite, reader } from './table-access';

export interface CurvePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Curve {
  readonly strata: string | null;
  /** The kind of event, of curves that have several. */
  readonly cause: string | null;
  readonly points: readonly CurvePoint[];
}

/** The curves of a `curve` table, one a group and cause, in the table's order. */
export function curvesOf(table: ResultTable): Curve[] {
  const at = reader(table);
  const curves = new Map<string, Curve & { readonly points: CurvePoint[] }>();
  // A table that counts no events has a row a step.
  const counted = table.columns.includes('n_event');
  const text = (value: Value) => (value === null ? null : String(value));
  for (const row of table.rows) {
    const time = finite(at(row, 'time'));
    const estimate = finite(at(row, 'estimate'));
    if (time === null || estimate === null) continue;
    const [strata, cause] = [text(at(row, 'strata')), text(at(row, 'cause'))];
    const key = JSON.stringify([strata, cause]);
    const curve = curves.get(key) ?? { strata, cause, points: [] };
    curve.points.push({
      time,
      estimate,
      atRisk: finite(at(row, 'n_risk')) ?? 0,
      events: counted ? (finite(at(row, 'n_event')) ?? 0) : 1,
      censored: finite(at(row, 'n_censor')) ?? 0,
      low: finite(at(row, 'conf_low')),
      high: finite(at(row, 'conf_high')),
    });
    curves.set(key, curve);
  }
  return [...curves.values()];
}

/** As near to one half as R's median takes for it. */
const TOLERANCE = 1.5e-8;

/** The points whose times' mean is the median: the first at one half or below and, where the curve stays at one half, the next below. */
export function medianPoints(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const first = points.find(({ estimate }) => estimate < 0.5 + TOLERANCE);
  if (first === undefined) return [];
  if (first.estimate < 0.5 - TOLERANCE) return [first];
  const next = points.find(({ time, estimate }) => time > first.time && estimate < first.estimate);
  return next === undefined ? [first] : [first, next];
}

/** The curve up to where fewer than `least` are at risk; whole where there never were as many. */
export function wellSupported(curve: Curve, least: number): Curve {
  const from = curve.points.findIndex(({ atRisk: n }) => n < least);
  return from <= 0 ? curve : { ...curve, points: curve.points.slice(0, from) };
}

/** Number at risk just before `time`: that of the first row at or after it; 0 beyond the last. */
export function atRisk(curve: Curve, time: number): number {
  return curve.points.find((point) => point.time >= time)?.atRisk ?? 0;
}

/**
 * At most `limit` points that draw the same picture: rows where neither an event nor the end of follow-up happens are left out first,
 * then points closer in time than one part in `limit` of the range.
 */
export function thin(points: readonly CurvePoint[], limit: number): readonly CurvePoint[] {
  if (points.length <= limit) return points;
  const last = points[points.length - 1];
  const jumps = points.filter((point) => point.events > 0 || point === last);
  if (jumps.length <= limit) return jumps;
  const step = (last.time - points[0].time) / limit;
  const kept: CurvePoint[] = [];
  for (const point of jumps) {
    if (kept.length === 0 || point === last || point.time - kept[kept.length - 1].time >= step) kept.push(point);
  }
  return kept;
}
