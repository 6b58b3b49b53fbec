/** Front of `parametric`: formula, weights, clusters, complete cases, columns that can be estimated; hands plain arrays to the fit. */
import { buildDesign, type Design } from '../../../formula/design-matrix';
import { parseFormula } from '../../../formula/parse-formula';
import type { Grouping } from '../../../formula/specials';
import type { Frame } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import { householderQr } from '../../../numeric/linalg/qr';
import type { Warning } from '../../../results/result';
import { eventWarnings } from '../../event-warnings';
import { columnLabels } from '../../labels';
import { modelRows, usedClusters } from '../../model-rows';
import { refuseStrataOfOne } from '../../strata-of-one';
import { inUnits, timeScale } from '../../time-scale';
import { timeWarnings } from '../../time-warnings';
import type { ParametricData } from './kernel/model';
import type { DistributionName, ParametricOptions } from './options';
import { compareWeighted, negativeEntry, noEvents, noIntercept, noStrata, nothingToFit, oneCluster, timeZero } from './refusals';

export interface PreparedParametric {
  /** With the columns that can be estimated. */
  readonly data: ParametricData;
  /** Those columns of the design. */
  readonly kept: readonly number[];
  readonly design: Design;
  readonly response: NonNullable<Design['survival']>;
  /** The frame without rows of weight 0: `design.rows` index it. */
  readonly frame: Frame;
  readonly timeUnit: string | null;
  /** The last time anybody was followed to. */
  readonly end: number;
  readonly cluster: Grouping | null;
  readonly robust: boolean;
  /** Whether weights are numbers of rows. */
  readonly counted: boolean;
  /** Whether the likelihood is one: weights are counts, or there are none. */
  readonly likely: boolean;
  /** Rows and events, of frequencies their sums. */
  readonly n: number;
  readonly events: number;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Distributions with a scale of their own for each stratum. */
const STRATIFIED: readonly DistributionName[] = ['weibull', 'lognormal', 'loglogistic', 'gamma', 'gengamma'];

/** Why a distribution cannot be fitted on these rows, if it cannot. */
export function unfit(name: DistributionName, { design }: Pick<PreparedParametric, 'design'>): 'strata' | 'intercept' | null {
  if (design.strata !== null && !STRATIFIED.includes(name)) return 'strata';
  return name === 'royston_parmar' && !design.encoding.interceptColumn ? 'intercept' : null;
}

/** Reads formula and options on a frame. Throws MethodError with the option at fault. */
export function prepareParametric(options: ParametricOptions, given: Frame): PreparedParametric {
  const model = modelRows(options, given);
  const { frame, weights } = model;
  const sampled = weights !== null && weights.kind !== 'frequency';
  if (sampled && options.compare !== undefined) throw compareWeighted(weights.kind);
  const formula = parseFormula(options.formula);
  const design = buildDesign(formula, frame, {
    response: 'survival',
    intercept: 'as-written',
    cause: options.cause ?? null,
    event: options.event,
    also: model.also,
  });
  const response = design.survival;
  if (response === null) throw new Error('A survival design has a response.');
  if (design.p === 0) throw nothingToFit();
  const why = unfit(options.distribution, { design });
  if (why === 'strata') throw noStrata(options.distribution);
  refuseStrataOfOne(design);
  if (why === 'intercept') throw noIntercept();
  const cluster = usedClusters(model, design);
  if (cluster !== null && cluster.labels.length < 2) throw oneCluster(cluster.labels[0] ?? '');
  checkTimes(design, response);
  if (response.event.every((event) => event === 0)) {
    throw noEvents(design.n, response.eventLabel ?? response.timeLabel, response.eventOffset);
  }
  const scale = timeScale(frame, response.timeLabel, options.time_unit);
  const own = weights && gather(weights.values, design.rows);
  const kept = independent(design);
  const x = new Float64Array(design.n * kept.length);
  kept.forEach((j, at) => {
    x.set(design.x.subarray(j * design.n, (j + 1) * design.n), at * design.n);
  });
  const time = inUnits(response.time, scale.length);
  const data: ParametricData = {
    n: design.n,
    p: kept.length,
    x,
    time,
    start: response.start && inUnits(response.start, scale.length),
    event: response.event,
    weights: own,
    offset: design.offset,
    strata: design.strata?.codes ?? null,
    strataCount: design.strata?.labels.length ?? 1,
  };
  const counted = weights?.kind === 'frequency';
  const count = (of: (row: number) => number) => data.time.reduce((sum, _, row) => sum + of(row) * (counted ? (own?.[row] ?? 1) : 1), 0);
  return {
    data,
    kept,
    design,
    response,
    frame,
    timeUnit: scale.unit,
    end: time.reduce((most, t) => Math.max(most, t), 0),
    cluster,
    robust: options.robust ?? (cluster !== null || sampled),
    counted,
    likely: !sampled,
    n: count(() => 1),
    events: count((row) => response.event[row]),
    total: given.length,
    warnings: [
      ...model.warnings,
      ...eventWarnings(response.notes, response.eventLabel, columnLabels(frame.columns)),
      ...timeWarnings(frame, response.timeLabel, data.start, data.time, scale.unit),
    ],
  };
}

function checkTimes(design: Design, { time, start, timeLabel, startLabel, eventOffset }: PreparedParametric['response']): void {
  const zero = time.reduce((count, t) => count + (t === 0 ? 1 : 0), 0);
  if (zero > 0) throw timeZero(zero, timeLabel, eventOffset);
  const early = start?.reduce((count, t) => count + (t < 0 ? 1 : 0), 0) ?? 0;
  if (early > 0) throw negativeEntry(early, startLabel ?? '', design.n, eventOffset);
}

/** Columns that earlier ones do not determine; those of no stretch are judged beside an intercept, which the spline has. */
function independent({ x, n, p }: Design): readonly number[] {
  const { pivot, rank } = householderQr(x, n, p);
  return Array.from(pivot.subarray(0, rank)).sort((a, b) => a - b);
}
