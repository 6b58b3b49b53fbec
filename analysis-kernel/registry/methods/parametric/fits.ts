/** Fits of the distributions on prepared rows, their names and variances. */

import type { Estimates } from '../../method';
import { inSteps, type Work } from '../../pool';
import { type Fitted, fitDistribution, type Spline } from './kernel/distributions';
import { sandwich } from './kernel/fit';
import { type KnotsProblem, splineKnots } from './kernel/knots';
import type { ParametricData } from './kernel/model';
import type { Known } from './kernel/predict';
import { type DistributionName, type ParametricOptions, splineAsked } from './options';
import type { PreparedParametric } from './prepare';
import { knotsUnusable, noMaximum } from './refusals';

export interface ParametricFit extends Fitted {
  readonly distribution: DistributionName;
  readonly spline: Spline | null;
}

/** The spline asked for on these rows, or why it cannot be. Times of knots are in the unit computed in. */
export function splineOf({ data, counted }: PreparedParametric, options: ParametricOptions): Spline | KnotsProblem {
  const { knots, scale } = splineAsked(options);
  const found = splineKnots(data.time, data.event, counted ? data.weights : null, knots, data.p - 1);
  return typeof found === 'string' ? found : { knots: found, scale };
}

/** Fits one distribution; null where it has no maximum. */
export async function fitted(
  name: DistributionName,
  data: ParametricData,
  spline: Spline | null,
  work: Work,
): Promise<ParametricFit | null> {
  const found = await inSteps(fitDistribution(name, data, spline), work);
  return found === null ? null : { ...found, distribution: name, spline };
}

/** The fit the cell asks for. Throws MethodError `knots_unusable`, `no_maximum`. */
export async function mainFit(prepared: PreparedParametric, options: ParametricOptions, work: Work): Promise<ParametricFit> {
  const { distribution } = options;
  const spline = distribution === 'royston_parmar' ? splineOf(prepared, options) : null;
  if (typeof spline === 'string') throw knotsUnusable(spline);
  const fit = await fitted(distribution, prepared.data, spline, work);
  if (fit === null) throw noMaximum(distribution);
  return fit;
}

/** The same distribution without covariates; null where the model has no intercept to leave. */
export async function nullFit(fit: ParametricFit, prepared: PreparedParametric, work: Work): Promise<ParametricFit | null> {
  const { data, design } = prepared;
  if (!design.encoding.interceptColumn) return null;
  if (data.p === 1) return fit;
  const without = { ...data, p: 1, x: new Float64Array(data.n).fill(1) };
  return fitted(fit.distribution, without, fit.spline, work);
}

/** What a parameter is called, and which column of the design it is of; null for the distribution's own. */
export interface Parameter {
  readonly name: string;
  readonly column: number | null;
}

/** Names of the scales: R’s Log(scale), of strata with the stratum. */
export function scaleNames({ design }: Pick<PreparedParametric, 'design'>): readonly string[] {
  return design.strata === null ? ['Log(scale)'] : design.strata.labels.map((label) => `Log(scale) ${label}`);
}

/** The model's parameters in its own order. */
export function parametersOf({ distribution, spline, uses }: ParametricFit, prepared: PreparedParametric): readonly Parameter[] {
  const { design, kept } = prepared;
  const own = (name: string): Parameter => ({ name, column: null });
  const covariates = uses.map((at) => {
    const column = kept[at];
    return { name: design.names[column], column };
  });
  switch (distribution) {
    case 'royston_parmar':
      return [...(spline?.knots ?? []).map((_, j) => own(`gamma${j}`)), ...covariates];
    case 'exponential':
      return covariates;
    case 'gompertz':
      return [...covariates, own('shape')];
    case 'gengamma':
      return [...covariates, ...scaleNames(prepared).map(own), own('Q')];
    default:
      return [...covariates, ...scaleNames(prepared).map(own)];
  }
}

/** The variance the intervals use, in the model's own order, and the robust one where there is one. */
export interface Variances {
  readonly model: Float64Array;
  readonly robust: Float64Array | null;
}

/** The inverse information, and beside it the sandwich where it is asked for. */
export function variancesOf({ model, maximum }: ParametricFit, { robust, counted, cluster }: PreparedParametric): Variances {
  const clusters = cluster === null ? null : { codes: cluster.codes, count: cluster.labels.length };
  return { model: maximum.variance, robust: robust ? sandwich(maximum, model, counted, clusters) : null };
}

/** Estimates with a place for each column of the design: NaN for those left out. */
export function estimatesOf(fit: ParametricFit, prepared: PreparedParametric, variance: Float64Array): Estimates {
  const parameters = parametersOf(fit, prepared);
  const { names } = prepared.design;
  const size = parameters.length;
  const own = parameters.map((parameter, at) => ({ ...parameter, at })).filter(({ column }) => column === null);
  const spline = fit.distribution === 'royston_parmar';
  const columns = names.flatMap((name, column) => {
    if (spline && name === '(Intercept)') return [];
    return [{ name, at: parameters.findIndex((parameter) => parameter.column === column) }];
  });
  const rows = spline ? [...own, ...columns] : [...columns, ...own];
  const vcov = new Float64Array(rows.length * rows.length);
  for (const [i, a] of rows.entries()) {
    for (const [j, b] of rows.entries()) {
      vcov[i * rows.length + j] = a.at < 0 || b.at < 0 ? 0 : variance[a.at * size + b.at];
    }
  }
  return {
    names: rows.map(({ name }) => name),
    beta: Float64Array.from(rows, ({ at }) => (at < 0 ? Number.NaN : fit.maximum.theta[at])),
    vcov,
    df: null,
  };
}

/** The fit as predictions need it. */
export function knownOf({ model, maximum, spline }: ParametricFit, { model: own, robust }: Variances): Known {
  return { model, theta: maximum.theta, variance: robust ?? own, breaks: spline?.knots.map(Math.exp) ?? [] };
}

/** Columns of the design that were left out. */
export function redundantColumns(fit: ParametricFit, prepared: PreparedParametric): readonly string[] {
  const found = new Set(parametersOf(fit, prepared).map(({ name }) => name));
  return prepared.design.names.filter((name) => !found.has(name) && !(fit.distribution === 'royston_parmar' && name === '(Intercept)'));
}
