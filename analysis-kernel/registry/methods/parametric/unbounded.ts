/** Covariates whose coefficient runs off without end. */
import { unboundedColumns } from '../../../stats/regression/unbounded';
import { type ParametricFit, parametersOf } from './fits';
import type { PreparedParametric } from './prepare';

/** A last step that still moves a row's linear predictor by so many of the distribution's scale is no convergence of the coefficient. */
const STILL_MOVING = 0.05;

/**
 * Covariates whose last step still moved some row although the likelihood no longer changed, and what they leave unknown.
 * variance: of all parameters, by the model.
 */
export function unboundedNames(fit: ParametricFit, prepared: PreparedParametric, variance: Float64Array): readonly string[] {
  const { maximum, model, uses, distribution } = fit;
  const { data } = prepared;
  const parameters = parametersOf(fit, prepared);
  const onLogTime = distribution !== 'royston_parmar' && distribution !== 'gompertz' && distribution !== 'exponential';
  const scale = onLogTime ? Math.exp(maximum.theta[data.p]) : 1;
  const columns = uses.map((column) => data.x.subarray(column * data.n, (column + 1) * data.n));
  const moving = columns.flatMap((values, at) => {
    const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return (Math.abs(maximum.lastStep[model.covariatesAt + at]) * most) / scale > STILL_MOVING ? [at] : [];
  });
  if (moving.length === 0) return [];
  const [p, size] = [columns.length, model.size];
  const x = new Float64Array(p * data.n);
  columns.forEach((values, at) => {
    x.set(values, at * data.n);
  });
  const own = Float64Array.from({ length: p * p }, (_, at) => {
    const [row, column] = [model.covariatesAt + Math.floor(at / p), model.covariatesAt + (at % p)];
    return variance[row * size + column] / scale ** 2;
  });
  return unboundedColumns(moving, x, data.n, own, p)
    .map((at) => parameters[model.covariatesAt + at].name)
    .filter((name) => name !== '(Intercept)');
}
