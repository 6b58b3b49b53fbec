/** Front of `cox`: formula, weights, clusters, complete cases; hands plain arrays to the fit. */

import { buildDesign, type Design } from '../../../formula/design-matrix';
import { type Formula, parseFormula } from '../../../formula/parse-formula';
import type { Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather } from '../../../frame/gather';
import { countText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Warning } from '../../../results/result';
import type { CoxData } from '../../../stats/cox/data';
import { exactWork, MOST_TIED } from '../../../stats/cox/exact';
import { eventWarnings } from '../../event-warnings';
import { columnLabels } from '../../labels';
import { modelRows, repairedTimes, usedClusters } from '../../model-rows';
import { namedColumn } from '../../own-variables';
import { refuseStrataOfOne } from '../../strata-of-one';
import { inUnits, timeScale } from '../../time-scale';
import { timeWarnings } from '../../time-warnings';
import { COX_ERRORS } from './errors';
import { type CoxMethodOptions, tiesOf } from './options';
import { checkPenalties } from './penalties';

/** About a minute of work. */
const MOST_EXACT_WORK = 3e8;

export interface PreparedCox {
  readonly data: CoxData;
  readonly design: Design;
  readonly formula: Formula;
  /** The frame without rows of weight 0: `design.rows` index it. */
  readonly frame: Frame;
  /** Row of the given data (from 0) for each row of `frame`. */
  readonly origin: (row: number) => number;
  readonly response: NonNullable<Design['survival']>;
  readonly timeUnit: string | null;
  readonly mergedTimes: number;
  readonly clusters: number | null;
  readonly robust: boolean;
  /** Groups that share a frailty: group of each used row, and its name. */
  readonly frailty: {
    readonly column: string;
    readonly codes: Int32Array;
    readonly levels: readonly string[];
    /** Whether a group may be a patient. */
    readonly isPatient: boolean;
  } | null;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Reads formula and options on a frame. Throws MethodError with the option at fault. */
export function prepareCox(options: CoxMethodOptions, given: Frame): PreparedCox {
  const ties = tiesOf(options);
  const model = modelRows(options, given);
  const { frame, weights, origin } = model;
  if (ties === 'exact' && weights !== null && weights.kind !== 'frequency') throw exactWeights(weights.kind);
  const sharing = frailtyColumn(options, frame);
  const formula = parseFormula(options.formula);
  const design = buildDesign(formula, frame, {
    response: 'survival',
    intercept: 'coded',
    cause: options.cause ?? null,
    event: options.event,
    also: [...model.also, ...sharing.also],
  });
  const response = design.survival;
  if (response === null) throw new Error('A survival design has a response.');
  refuseStrataOfOne(design);
  const cluster = usedClusters(model, design);
  const robust = options.robust ?? (cluster !== null || (weights !== null && weights.kind !== 'frequency'));
  if ((options.anova || options.profile) && robust) throw likelihoodRobust(options.anova ? 'anova' : 'profile');
  if (ties === 'exact' && (cluster !== null || options.robust === true)) throw exactRobust(cluster !== null);
  checkPenalties(options, design, ties, robust);
  if (response.event.every((event) => event === 0))
    throw noEvents(design.n, response.eventLabel ?? response.timeLabel, response.eventOffset);
  const scale = timeScale(frame, response.timeLabel, options.time_unit);
  const [start, time] = [response.start && inUnits(response.start, scale.length), inUnits(response.time, scale.length)];
  const repaired = repairedTimes(start, time, response.timeLabel);
  const data: CoxData = {
    n: design.n,
    p: design.p,
    time: repaired.time,
    start: repaired.start,
    event: response.event,
    x: design.x,
    strata: design.strata?.codes ?? null,
    weights: weights && { values: gather(weights.values, design.rows), kind: weights.kind },
    offset: design.offset,
    cluster: cluster?.codes ?? null,
    ties,
    assign: design.assign,
  };
  if (ties === 'exact') refuseTooManyTied(data);
  return {
    data,
    design,
    formula,
    frame,
    origin,
    response,
    timeUnit: scale.unit,
    mergedTimes: repaired.merged,
    clusters: cluster?.labels.length ?? null,
    robust,
    frailty: sharing.groups(design.rows, repaired.start !== null),
    total: given.length,
    warnings: [
      ...model.warnings,
      ...eventWarnings(response.notes, response.eventLabel, columnLabels(frame.columns)),
      ...timeWarnings(frame, response.timeLabel, data.start, data.time, scale.unit),
    ],
  };
}

/** The column of a frailty: what rows must know of it, and its groups among those used. Throws `unknown_column`, `frailty_groups`. */
function frailtyColumn({ frailty }: CoxMethodOptions, frame: Frame) {
  if (frailty === undefined) return { also: [], groups: () => null };
  const column = namedColumn(frame, frailty.group, 'frailty.group');
  const factor = factorOf(column);
  return {
    also: [{ variable: column.name, missing: (row: number) => factor.codes[row] < 0 }],
    groups: (rows: Int32Array, intervals: boolean): PreparedCox['frailty'] => {
      const { codes, levels } = factorOf(column, rows);
      if (levels.length < 2) throw frailtyGroups(column.name, levels.length);
      const isPatient = column.meta.role === 'key' || (intervals && column.meta.role !== 'centre');
      return { column: column.name, codes: Int32Array.from(rows, (row) => codes[row]), levels, isPatient };
    },
  };
}

function frailtyGroups(column: string, count: number): MethodError {
  return new MethodError(
    COX_ERRORS,
    'frailty_groups',
    {
      en: `A frailty needs two groups at least; the complete rows have ${count} of ${column}. Leave frailty out, or name another column.`,
      zh: `脆弱性至少需要两组；完整的行中 ${column} 只有 ${count} 组。请删去 frailty，或指定其他列。`,
    },
    'frailty.group',
    null,
    [leaveOut('frailty')],
  );
}

function exactWeights(kind: string): MethodError {
  return new MethodError(
    COX_ERRORS,
    'exact_weights',
    {
      en: `The exact likelihood counts sets of rows, so ${kind} weights have no meaning in it. Use ties: efron or ties: breslow, or weights of kind frequency.`,
      zh: `精确似然按行的组合计数，${kind} 权重在其中没有意义。请用 ties: efron 或 ties: breslow，或使用 frequency 类型的权重。`,
    },
    'ties',
    null,
    ['efron', 'breslow'],
  );
}

function exactRobust(clustered: boolean): MethodError {
  const what = clustered ? { en: 'cluster', zh: 'cluster' } : { en: 'robust: true', zh: 'robust: true' };
  return new MethodError(
    COX_ERRORS,
    'exact_robust',
    {
      en: `There are no score residuals under ties: exact, so no robust variance (${what.en}). Use ties: efron or ties: breslow, or leave it out.`,
      zh: `ties: exact 下没有得分残差，无法计算稳健方差（${what.zh}）。请用 ties: efron 或 ties: breslow，或删去该项。`,
    },
    'ties',
    null,
    ['efron', 'breslow', leaveOut(clustered ? 'cluster' : 'robust')],
  );
}

function likelihoodRobust(key: 'anova' | 'profile'): MethodError {
  return new MethodError(
    COX_ERRORS,
    'likelihood_robust',
    {
      en: `Likelihood ratios assume independent rows, so ${key} does not go with a robust variance. Leave ${key} out, or set robust: false.`,
      zh: `似然比假定各行独立，${key} 不能与稳健方差同用。请删去 ${key}，或设 robust: false。`,
    },
    key,
    null,
    [leaveOut(key)],
  );
}

function refuseTooManyTied(data: CoxData): void {
  const { multiplications, tied } = exactWork(data);
  if (tied > MOST_TIED || multiplications > MOST_EXACT_WORK) throw exactTooLarge(tied);
}

/** The refusal of so many events at one time. */
export function exactTooLarge(tied: number): MethodError {
  return new MethodError(
    COX_ERRORS,
    'exact_too_large',
    {
      en: `Up to ${countText(tied)} events share one time: the exact likelihood, which goes through all sets of so many rows, would take very long or, beyond ${countText(MOST_TIED)}, leave the range of numbers. Use ties: efron, or finer strata.`,
      zh: `同一时间最多有 ${countText(tied)} 个事件：精确似然需遍历如此多行的所有组合，耗时过长，超过 ${countText(MOST_TIED)} 个时还会超出数值范围。请用 ties: efron，或采用更细的分层。`,
    },
    'ties',
    null,
    ['efron', 'breslow'],
  );
}

function noEvents(n: number, label: string, offset: number): MethodError {
  return new MethodError(
    COX_ERRORS,
    'no_events',
    {
      en: `None of the ${n} complete rows has the event (${label}), so no hazard can be compared. Check the coding of ${label}, or the rows lost to missing values.`,
      zh: `${n} 个完整的行均未发生事件（${label}），无法比较风险。请检查 ${label} 的编码，或因缺失而排除的行。`,
    },
    'formula',
    offset,
  );
}
