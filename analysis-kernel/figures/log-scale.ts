/** A logarithmic axis that always shows 1. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/**
 * An axis from `low` to `high` (widened to hold 1, cut to within a factor of 100 of it) between two pixel positions,
 * with at most eight ticks of the 1–2–5 series.
 */
export function scaleLog(low: number, high: number, left: number, right: number): LogScale {
  const from = Math.max(0.01, Math.min(low, 0.8)) * 0.95;
  const to = Math.min(100, Math.max(high, 1.25)) * 1.05;
  const place = (value: number) => left + ((Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))) * (right - left);
  let ticks: number[] = [];
  for (const factors of [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1]]) {
    ticks = [];
    for (let power = -2; power <= 2; power += 1) for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(3)));
    ticks = ticks.filter((tick) => tick >= from && tick <= to);
    if (ticks.length <= 8) break;
  }
  if (ticks.length < 3) ticks = [0.8, 0.9, 1, 1.1, 1.2, 1.25].filter((tick) => tick >= from && tick <= to);
  return { low: from, high: to, left, right, ticks, place };
}
