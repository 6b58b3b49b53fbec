/** Two rates or shares compared on the normal distribution. */
import { qnorm } from '../../numeric/dist/normal';
import { normalP } from '../hypothesis/alternative';

/** A ratio or difference with its limits and the test that there is none. */
export interface Compared {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

const NONE: Compared = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, pValue: Number.NaN };

/** A ratio with a normal interval of its logarithm, of that standard error. */
export function logCompared(estimate: number, error: number, level: number): Compared {
  if (!Number.isFinite(error) || !(estimate > 0)) return { ...NONE, estimate };
  const factor = Math.exp(qnorm(1 - (1 - level) / 2) * error);
  return { estimate, low: estimate / factor, high: estimate * factor, pValue: normalP(Math.log(estimate) / error, 'two_sided') };
}

/** A difference with a normal interval, of that standard error. */
export function plainCompared(estimate: number, error: number, level: number): Compared {
  if (!(error > 0)) return { ...NONE, estimate };
  const half = qnorm(1 - (1 - level) / 2) * error;
  return { estimate, low: estimate - half, high: estimate + half, pValue: normalP(estimate / error, 'two_sided') };
}
