/** The distributions, each as a model, and their fits. */
import type { Steps } from '../../../../numeric/steps';
import type { DistributionName, ScaleName } from '../options';
import { aftModel } from './aft';
import { type Maximum, maximise } from './fit';
import { gompertzModel } from './gompertz';
import type { Standard } from './jet';
import { interceptOf, type Model, type ParametricData } from './model';
import { roystonParmarModel } from './royston-parmar';
import { extremeValue, logistic, normal } from './standard';

/** A spline of log time: the logarithms of its knots, and the scale it is linear on. */
export interface Spline {
  readonly knots: readonly number[];
  readonly scale: ScaleName;
}

interface Found {
  readonly model: Model;
  readonly maximum: Maximum;
}

export interface Fitted extends Found {
  /** Columns of the data that are the model's covariates: all, but for a spline the intercept. */
  readonly uses: readonly number[];
}

const STANDARD: Readonly<Record<ScaleName, Standard>> = { hazard: extremeValue, odds: logistic, normal };

/** log σ below which a distribution has shrunk to one time: its likelihood grows without end. */
const NO_SPREAD = -14;

/** Fits a distribution; null where its likelihood has no maximum that can be found. `data.x` has an intercept column for the spline too. */
export function* fitDistribution(name: DistributionName, data: ParametricData, spline: Spline | null): Steps<Fitted | null> {
  const found = yield* fitOne(name, data, spline);
  const intercept = name === 'royston_parmar' ? interceptOf(data) : -1;
  return found && { ...found, uses: Array.from({ length: data.p }, (_, j) => j).filter((j) => j !== intercept) };
}

function* fitOne(name: DistributionName, data: ParametricData, spline: Spline | null): Steps<Found | null> {
  switch (name) {
    case 'exponential':
      return yield* best(aftModel(data, extremeValue, 'fixed'));
    case 'weibull':
      return spread(yield* best(aftModel(data, extremeValue, 'scale')), data);
    case 'lognormal':
      return spread(yield* best(aftModel(data, normal, 'scale')), data);
    case 'loglogistic':
      return spread(yield* best(aftModel(data, logistic, 'scale')), data);
    case 'gamma':
      return spread(yield* best(aftModel(data, null, 'tied')), data);
    case 'gengamma':
      return spread(yield* generalised(data), data);
    case 'gompertz':
      return yield* best(gompertzModel(data));
    case 'royston_parmar':
      return spline === null ? null : yield* splined(data, spline);
  }
}

/** The best of a model's starts, or of those given. */
function* best(model: Model, starts: readonly Float64Array[] = model.starts()): Steps<Found | null> {
  let found: Maximum | null = null;
  for (const start of starts) {
    const maximum: Maximum | null = yield* maximise(model, start);
    if (maximum !== null && (found === null || maximum.loglik > found.loglik)) found = maximum;
    if (found?.converged) break;
  }
  return found === null ? null : { model, maximum: found };
}

/** Nothing where a scale has shrunk to 0. */
function spread(fitted: Found | null, { p, strataCount }: ParametricData): Found | null {
  return fitted === null || fitted.maximum.theta.subarray(p, p + strataCount).some((scale) => scale < NO_SPREAD) ? null : fitted;
}

/** Begins at the better of the Weibull's and the log-normal's maximum, which it contains. */
function* generalised(data: ParametricData): Steps<Found | null> {
  const inner: { theta: Float64Array; loglik: number }[] = [];
  for (const [standard, shape] of [
    [extremeValue, 1],
    [normal, 0],
  ] as const) {
    const fitted: Found | null = yield* best(aftModel(data, standard, 'scale'));
    if (fitted !== null) inner.push({ theta: Float64Array.of(...fitted.maximum.theta, shape), loglik: fitted.maximum.loglik });
  }
  const starts = inner.sort((a, b) => b.loglik - a.loglik).map(({ theta }) => theta);
  return yield* best(aftModel(data, null, 'shape'), starts);
}

/** Begins at the straight line in log time: a Weibull, log-logistic or log-normal model. */
function* splined(data: ParametricData, { knots, scale }: Spline): Steps<Found | null> {
  const { n, p } = data;
  const intercept = interceptOf(data);
  const straight: Found | null = yield* best(aftModel({ ...data, offset: null, strata: null, strataCount: 1 }, STANDARD[scale], 'scale'));
  if (straight === null || straight.maximum.theta[p] < NO_SPREAD) return null;
  const { theta } = straight.maximum;
  const rate = Math.exp(-theta[p]);
  const kept = Array.from({ length: p }, (_, j) => j).filter((j) => j !== intercept);
  const x = new Float64Array(n * kept.length);
  kept.forEach((j, at) => {
    x.set(data.x.subarray(j * n, (j + 1) * n), at * n);
  });
  const start = Float64Array.of(-theta[intercept] * rate, rate, ...kept.map((j) => -theta[j] * rate));
  return yield* best(
    roystonParmarModel({ ...data, x, p: kept.length, strata: null, strataCount: 1 }, knots, STANDARD[scale], () => [start]),
  );
}
