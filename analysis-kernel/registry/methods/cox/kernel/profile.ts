/** Profile-likelihood intervals: right where the likelihood is skew, and one-sided where a coefficient is infinite. */
import { qchisq } from '../../../../numeric/dist/chi-squared';
import type { Steps } from '../../../../numeric/steps';
import type { CoxData } from '../../../../stats/cox/data';
import { type CoxFit, fitCox } from '../../../../stats/cox/fit';

export interface ProfileInterval {
  /** −Infinity or Infinity where the likelihood never falls far enough; NaN for a redundant column. */
  readonly low: number;
  readonly high: number;
}

const STEPS = 60;
/** Log hazard ratios beyond this many standard deviations of the column's inverse are infinite for every purpose. */
const FARTHEST = 40;

/**
 * Limits of one coefficient: the values b at which twice the log partial likelihood, maximised over the other coefficients with
 * this one held at b, lies χ²(1, level) below its maximum. Each value tried is a fit with b times the column as offset.
 * level: coverage in (0, 1). Venzon & Moolgavkar (1988), 10.2307/2347496; R: `coxphf::coxphf(firth = FALSE, pl = TRUE)`.
 */
export function* profileInterval(fit: CoxFit, column: number, level: number): Steps<ProfileInterval> {
  if (fit.redundant.includes(column)) return { low: Number.NaN, high: Number.NaN };
  const drop = qchisq(level, 1);
  const estimate = fit.coefficients[column];
  const excess = function* (b: number): Steps<number> {
    yield null;
    return 2 * (fit.loglik - heldAt(fit.data, column, b)) - drop;
  };
  const scale = spread(fit.data, column);
  const wald = Math.sqrt(fit.modelVariance[column * fit.data.p + column] * drop);
  // Where the estimate is infinite its standard error is huge: begin with a unit of the column instead.
  const step = Number.isFinite(wald) && wald > 0 ? Math.min(wald, 2 / scale) : 1 / scale;
  const bound = FARTHEST / scale;
  const low = yield* limitOf(excess, estimate, -step, drop, bound);
  return { low, high: yield* limitOf(excess, estimate, step, drop, bound) };
}

/** Log partial likelihood at its maximum over the other coefficients. */
function heldAt(data: CoxData, column: number, b: number): number {
  const { n, p, x } = data;
  const offset = data.offset === null ? new Float64Array(n) : Float64Array.from(data.offset);
  for (let i = 0; i < n; i++) offset[i] += b * x[column * n + i];
  const others = new Float64Array(n * (p - 1));
  others.set(x.subarray(0, column * n));
  others.set(x.subarray((column + 1) * n), column * n);
  return fitCox({ ...data, p: p - 1, x: others, offset, assign: data.assign.filter((_, j) => j !== column) }, { robust: false }).loglik;
}

/** Standard deviation of a column, the unit in which its coefficient is large or small. */
function spread(data: CoxData, column: number): number {
  const values = data.x.subarray(column * data.n, (column + 1) * data.n);
  const mean = values.reduce((a, b) => a + b, 0) / data.n;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / data.n;
  return variance > 0 ? Math.sqrt(variance) : 1;
}

/** The root of `excess`, which stops at its own steps, on the side of `step`: outward until positive, then by secants kept inside the bracket. */
export function* limitOf(excess: (b: number) => Steps<number>, estimate: number, step: number, drop: number, bound: number): Steps<number> {
  let inside = estimate;
  let insideValue = -drop;
  let outside = estimate + step;
  let outsideValue = yield* excess(outside);
  let width = step;
  while (!(outsideValue > 0)) {
    if (Math.abs(outside - estimate) > bound) return step > 0 ? Infinity : -Infinity;
    inside = outside;
    insideValue = outsideValue;
    width *= 2;
    outside = estimate + width;
    outsideValue = yield* excess(outside);
  }
  let halve = false;
  for (let i = 0; i < STEPS; i++) {
    const between = inside + ((outside - inside) * -insideValue) / (outsideValue - insideValue);
    const next = halve ? (inside + outside) / 2 : between;
    if (Math.abs(outside - inside) <= 1e-9 * Math.max(Math.abs(step), Math.abs(next))) return next;
    const value = yield* excess(next);
    if (Math.abs(value) <= 1e-10) return next;
    const before = Math.abs(outside - inside);
    if (value > 0) {
      outside = next;
      outsideValue = value;
    } else {
      inside = next;
      insideValue = value;
    }
    halve = Math.abs(outside - inside) > before / 2;
  }
  return (inside + outside) / 2;
}
