/** The gamma distribution with unit scale; others multiply. */
import { logPoissonKernel } from '../special/deviance';
import { gammaTail } from '../special/incomplete-gamma';
import { lgamma1p } from '../special/lgamma';
import { logTails, type Tail } from '../tail';
import { solveMonotone } from './invert';
import { qnorm } from './normal';

const FAR = 1e-200;
const LOG_FAR = Math.log(FAR);

/**
 * Gamma quantile with shape a > 0 and scale 1.
 * p: a probability (or its logarithm); NaN outside [0, 1]. 0 and Infinity at the ends. R: `qgamma(p, a)`.
 */
export function qgamma(p: number, shape: number, tail: Tail = {}): number {
  const { lower, upper } = logTails(p, tail);
  if (Number.isNaN(lower) || !(shape > 0)) return Number.NaN;
  if (lower === -Infinity) return 0;
  if (upper === -Infinity) return Infinity;
  // Below 1e-200 the lower tail is a pure power x^a.
  const atZero = gammaTail(shape, FAR, { log: true });
  if (lower < atZero) return Math.exp(LOG_FAR + (lower - atZero) / shape);
  const useLower = lower <= upper;
  const target = useLower ? lower : upper;
  // Wilson & Hilferty's cube for the body, the leading power for small quantiles.
  const z = qnorm(target, { lower: useLower, log: true });
  const cube = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  const body = cube > 0.2 ? Math.log(shape) + 3 * Math.log(cube) : Infinity;
  const start = Number.isFinite(body) ? body : (lower + lgamma1p(shape)) / shape;
  const u = solveMonotone(
    (log) => {
      const x = Math.exp(log);
      const value = gammaTail(shape, x, { lower: useLower, log: true });
      const slope = Math.exp(logPoissonKernel(shape, x) + Math.log(shape) - value);
      return { value, slope: useLower ? slope : -slope };
    },
    target,
    start,
    1,
  );
  return Math.exp(u);
}
