/** Adjusted survival by the levels of a column: values, restricted means, contrasts. */
import { findColumn } from '../../../frame/access';
import type { Column } from '../../../frame/column';
import { numberText } from '../../../frame/number-text';
import { pnorm, qnorm } from '../../../numeric/dist/normal';
import type { Steps } from '../../../numeric/steps';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { CoxFit } from '../../../stats/cox/fit';
import { lastTimes } from '../../../stats/cox/hazard';
import { survivalLimits } from '../../../stats/survival/km-interval';
import { overlappingClusters } from '../../../stats/survival/overlaps';
import { known } from '../../model-estimates';
import { horizonWarnings } from '../../new-rows';
import { type ChangedRows, MOST_LEVELS, settable, tooManyLevels } from '../../settable';
import { curveRows } from './adjusted-curve';
import { ADJUSTED_TABLES, type AdjustedOption } from './adjusted-declared';
import { COX_ERRORS } from './errors';
import {
  combined,
  errorOf,
  type Functional,
  type Hazards,
  hazardsOf,
  meanSurvival,
  type Placed,
  type Population,
  placedRows,
  restrictedMean,
} from './kernel/mean-survival';
import type { PreparedCox } from './prepare';

type Row = Record<string, Value>;

export interface Adjusted {
  readonly tables: readonly (readonly [string, ResultTable])[];
  readonly warnings: readonly Warning[];
  /** `sex=1` of each level, the first first. */
  readonly groups: readonly { readonly name: string; readonly level: string }[];
  /** How many rows the curves are averaged over. */
  readonly rows: number;
  /** Whether patients with several rows are taken once. */
  readonly firstOfEach: boolean;
}

/** A level with the rows as they would be. */
export interface Arm {
  readonly name: string;
  readonly level: string;
  readonly rows: Placed;
}

/**
 * Tables `adjusted`, `adjusted_contrasts` and `adjusted_curve`. Each row keeps its stratum's baseline hazard, unless the column is of the strata: then
 * it has that of the stratum it would be in. Of patients with several rows, told by clusters whose rows do not overlap, the first row counts.
 * Throws MethodError `not_in_formula`, `not_groups`, `too_many_levels`, `beyond_follow_up`.
 * Makuch (1982), 10.1016/0021-9681(82)90058-3; Zhang, Loberiza, Klein & Zhang (2007), 10.1016/j.cmpb.2007.07.010; R: the mean over rows of
 * `survfit(fit, newdata)`, `riskRegression::ate(fit, treatment, times)`.
 */
export function* adjustedTables(fit: CoxFit, prepared: PreparedCox, asked: AdjustedOption, confLevel: number): Steps<Adjusted> {
  const { picked, firstOfEach } = pickedRows(fit);
  const hazards = hazardsOf(fit);
  const arms = armsOf(hazards, prepared, asked, picked);
  const end = Math.min(...arms.map(({ rows }) => endOf(fit, rows)));
  if (asked.rmst !== undefined && asked.rmst > end) throw beyondFollowUp(asked.rmst, end);
  const z = qnorm((1 + confLevel) / 2);
  const values: Row[] = [];
  const contrasts: Row[] = [];
  let first: Found | null = null;
  for (const [at, arm] of arms.entries()) {
    yield at / arms.length;
    const found = yield* foundOf(hazards, arm, asked, end);
    values.push(...found.survival.map((one, k) => survivalRow(hazards, arm, asked.times[k], one, z)));
    if (found.mean !== null) values.push(meanRow(hazards, arm, asked.rmst ?? 0, found.mean, z));
    if (first !== null) contrasts.push(...contrastRows(hazards, [arm, arms[0]], asked, [found, first], z));
    first ??= found;
  }
  const levels = levelsOfRows(prepared, asked.by);
  const curve = yield* curveRows(hazards, arms, levels, end, z);
  return {
    tables: [
      ['adjusted', tableOf(ADJUSTED_TABLES.adjusted, values)],
      ['adjusted_contrasts', tableOf(ADJUSTED_TABLES.adjusted_contrasts, contrasts)],
      ['adjusted_curve', tableOf(ADJUSTED_TABLES.adjusted_curve, curve)],
    ],
    warnings: warningsOf(fit, arms, asked, end, firstOfEach),
    groups: arms.map(({ name, level }) => ({ name, level })),
    rows: picked.length,
    firstOfEach,
  };
}

interface Found {
  readonly survival: readonly Functional[];
  readonly mean: Functional | null;
}

function* foundOf(hazards: Hazards, { rows }: Arm, { times, rmst }: AdjustedOption, end: number): Steps<Found> {
  const survival: Functional[] = [];
  for (const time of times) {
    yield null;
    const one = meanSurvival(hazards, rows, time);
    survival.push(time > end ? { ...one, value: Number.NaN } : one);
  }
  return { survival, mean: rmst === undefined ? null : yield* restrictedMean(hazards, rows, rmst) };
}

/** An estimate of survival with its limits; none where it has no error. */
export function survivalCells(hazards: Hazards, one: Functional, z: number): Row {
  const error = errorOf(hazards, one);
  const { low, high } = survivalLimits(one.value, error / one.value, z, 'log');
  return { estimate: known(one.value), std_error: known(error), conf_low: known(low), conf_high: known(high) };
}

function survivalRow(hazards: Hazards, { name }: Arm, time: number, one: Functional, z: number): Row {
  return { group: name, quantity: 'survival', time, ...survivalCells(hazards, one, z) };
}

function plain(value: number, error: number, z: number): Row {
  return { estimate: known(value), std_error: known(error), conf_low: known(value - z * error), conf_high: known(value + z * error) };
}

function meanRow(hazards: Hazards, { name }: Arm, tau: number, one: Functional, z: number): Row {
  return { group: name, quantity: 'rmst', time: tau, ...plain(one.value, errorOf(hazards, one), z) };
}

/** Differences and ratios of two arms, at each time and of the means. */
function contrastRows(
  hazards: Hazards,
  arms: readonly [Arm, Arm],
  asked: AdjustedOption,
  found: readonly [Found, Found],
  z: number,
): Row[] {
  const pairs = found[0].survival.map((one, k) => ({ one, other: found[1].survival[k], time: asked.times[k], prefix: '' }));
  const [mean, otherMean] = [found[0].mean, found[1].mean];
  if (mean !== null && otherMean !== null) pairs.push({ one: mean, other: otherMean, time: asked.rmst ?? 0, prefix: 'rmst_' });
  const rows = (kind: 'difference' | 'ratio') =>
    pairs.map(({ one, other, time, prefix }) => ({
      group_1: arms[0].name,
      group_2: arms[1].name,
      quantity: `${prefix}${kind}`,
      time,
      ...(kind === 'difference' ? difference(hazards, one, other, z) : ratio(hazards, one, other, z)),
    }));
  return [...rows('difference'), ...rows('ratio')];
}

const twoSided = (z: number): Value => (Number.isFinite(z) ? 2 * pnorm(-Math.abs(z)) : null);

function difference(hazards: Hazards, one: Functional, other: Functional, z: number): Row {
  const value = one.value - other.value;
  const error = errorOf(hazards, combined(value, 1, one, -1, other));
  return { ...plain(value, error, z), p_value: twoSided(value / error) };
}

function ratio(hazards: Hazards, one: Functional, other: Functional, z: number): Row {
  const value = Math.log(one.value / other.value);
  if (!Number.isFinite(value)) return {};
  const error = errorOf(hazards, combined(value, 1 / one.value, one, -1 / other.value, other));
  const limits = [value - z * error, value + z * error].map(Math.exp);
  return {
    estimate: Math.exp(value),
    std_error: known(error),
    conf_low: known(limits[0]),
    conf_high: known(limits[1]),
    p_value: twoSided(value / error),
  };
}

/** The rows to average over: all, or of patients with several intervals the first. */
function pickedRows({ data }: CoxFit): { readonly picked: Int32Array; readonly firstOfEach: boolean } {
  const all = Int32Array.from({ length: data.n }, (_, row) => row);
  const { start, cluster, time, strata } = data;
  if (start === null || cluster === null || overlappingClusters(start, time, cluster, strata) > 0)
    return { picked: all, firstOfEach: false };
  const first = new Map<number, number>();
  for (const row of all) {
    const before = first.get(cluster[row]);
    if (before === undefined || start[row] < start[before]) first.set(cluster[row], row);
  }
  if (first.size === data.n) return { picked: all, firstOfEach: false };
  return { picked: Int32Array.from(first.values()).sort(), firstOfEach: true };
}

function armsOf(hazards: Hazards, prepared: PreparedCox, { by, method }: AdjustedOption, picked: Int32Array): readonly Arm[] {
  const { data } = hazards.fit;
  const column = settable(prepared, by, 'adjusted.by', true);
  const { levels } = column;
  if (levels === null) throw notGroups(by);
  if (levels.length > MOST_LEVELS) throw tooManyLevels(by, levels.length, 'adjusted.by');
  const share = Float64Array.from(picked, (row) => data.weights?.values[row] ?? 1);
  const size = share.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < share.length; i++) share[i] /= size;
  return levels.map((level) => {
    const rows = rowsOf(column.at(level), data.n, data.p, picked, share);
    return { name: `${by}=${level}`, level, rows: placedRows(hazards, method === 'mean' ? atMeans(rows, data.p) : rows) };
  });
}

function rowsOf({ x, offset, strata }: ChangedRows, n: number, p: number, picked: Int32Array, share: Float64Array): Population {
  const size = picked.length;
  const chosen = new Float64Array(size * p);
  for (let j = 0; j < p; j++) for (let i = 0; i < size; i++) chosen[j * size + i] = x[j * n + picked[i]];
  return {
    n: size,
    x: chosen,
    strata: strata === null ? null : Int32Array.from(picked, (row) => strata[row]),
    offset: offset === null ? null : Float64Array.from(picked, (row) => offset[row]),
    share,
  };
}

/** One row a stratum, with the stratum's share of the rows; columns and offset at their means over all of them. */
function atMeans({ n, x, strata, offset, share }: Population, p: number): Population {
  const shares = new Map<number, number>();
  for (let i = 0; i < n; i++) shares.set(strata?.[i] ?? 0, (shares.get(strata?.[i] ?? 0) ?? 0) + share[i]);
  const ids = [...shares.keys()];
  const mean = (values: Float64Array) => values.reduce((sum, value, i) => sum + share[i] * value, 0);
  const means = Array.from({ length: p }, (_, j) => mean(x.subarray(j * n, (j + 1) * n)));
  const middle = offset === null ? null : mean(offset);
  return {
    n: ids.length,
    x: Float64Array.from({ length: p * ids.length }, (_, k) => means[Math.floor(k / ids.length)]),
    strata: strata === null ? null : Int32Array.from(ids),
    offset: middle === null ? null : new Float64Array(ids.length).fill(middle),
    share: Float64Array.from(ids, (id) => shares.get(id) ?? 0),
  };
}

/** The end of follow-up of the stratum that ends first; 0 where rows would be in one that is not known. */
function endOf(fit: CoxFit, { strata }: Population): number {
  const last = lastTimes(fit);
  const ids = strata === null ? [0] : [...new Set(strata)];
  return Math.min(...ids.map((id) => last.get(id) ?? Number.POSITIVE_INFINITY));
}

/** The level of a column that each used row has. */
function levelsOfRows({ design, frame }: PreparedCox, by: string): readonly string[] {
  const column = findColumn(frame, by);
  return Array.from(design.rows, (row) => (column === null ? '' : levelAt(column, row)));
}

function levelAt(column: Column, row: number): string {
  if (column.kind === 'text') return column.dictionary[column.codes[row]];
  if (column.type === 'boolean') return column.values[row] === 1 ? 'TRUE' : 'FALSE';
  return numberText(Number(column.values[row]));
}

/** Fewer at risk than this at a time of an event, and its step says little. */
const FEW_AT_RISK = 5;

function warningsOf(fit: CoxFit, arms: readonly Arm[], { by, times }: AdjustedOption, end: number, firstOfEach: boolean): Warning[] {
  const { data, workspace, infinite } = fit;
  const warnings: Warning[] = [...horizonWarnings(times, data.time, workspace.risk.time)];
  const last = data.time.reduce((most, time) => Math.max(most, time), 0);
  const within = times.filter((time) => time > end && time <= last);
  if (within.length > 0) {
    warnings.push({
      code: 'stratum_ends_early',
      message: {
        en: `No adjusted survival at ${within.join(', ')}: a stratum was followed to ${numberText(end)} alone. Choose earlier times.`,
        zh: `时间 ${within.join('、')} 没有调整生存概率：某层的随访仅至 ${numberText(end)}。请选择更早的时间。`,
      },
    });
  }
  const unknown = arms.filter(({ rows }) => !rows.known);
  if (unknown.length > 0) {
    const list = unknown.map(({ level }) => level);
    warnings.push({
      code: 'unknown_stratum',
      message: {
        en: `No adjusted survival of ${by} ${list.join(', ')}: some rows would be in a stratum that nobody is in. Stratify by fewer columns, or write ${by} as a covariate.`,
        zh: `${by} 的 ${list.join('、')} 没有调整生存概率：部分行将落入没有任何行的层。请减少分层变量，或将 ${by} 写作协变量。`,
      },
    });
  }
  if (infinite.length > 0) {
    warnings.push({
      code: 'adjusted_without_error',
      message: {
        en: 'Adjusted survival that rests on a coefficient that may be infinite has no interval.',
        zh: '依赖可能为无穷大的系数的调整生存概率没有置信区间。',
      },
    });
  }
  if (data.start !== null && !firstOfEach && data.cluster === null) {
    warnings.push({
      code: 'adjusted_by_row',
      message: {
        en: 'The adjusted curves are averaged over all rows. Where patients have several rows, name the patient as the cluster: then the first row of each counts.',
        zh: '调整曲线按全部行取平均。若同一患者有多行，请将患者指定为聚类，届时每名患者只取第一行。',
      },
    });
  }
  const thin = data.start === null ? null : thinTime(fit, Math.max(...times));
  if (thin !== null) {
    warnings.push({
      code: 'few_at_risk_early',
      message: {
        en: `At ${numberText(thin)} an event came while fewer than ${FEW_AT_RISK} rows had entered: the curves fall there by one patient. Leave out the time before enough have entered, as by where, or begin at a later time.`,
        zh: `在 ${numberText(thin)} 有事件发生，而此时进入的行不足 ${FEW_AT_RISK} 个：曲线在此处因个别患者而下降。请排除进入人数不足之前的时间，或从更晚的时间开始。`,
      },
    });
  }
  return warnings;
}

/** The first event time, up to an end, at which few have entered and from which on the risk set of its stratum still grows. */
function thinTime({ data, workspace: { risk } }: CoxFit, end: number): number | null {
  let found: number | null = null;
  for (let s = 0; s + 1 < risk.stratumGroup.length; s++) {
    const g = risk.stratumGroup[s + 1] - 1;
    const t = risk.time[g];
    if (t > end) continue;
    let atRisk = 0;
    let total = 0;
    for (let i = 0; i < data.n; i++) {
      if (data.strata !== null && data.strata[i] !== risk.stratumId[s]) continue;
      total++;
      if (data.time[i] >= t && (data.start?.[i] ?? 0) < t) atRisk++;
    }
    if (atRisk < FEW_AT_RISK && total >= 2 * FEW_AT_RISK && (found === null || t < found)) found = t;
  }
  return found;
}

function notGroups(name: string): MethodError {
  return new MethodError(
    COX_ERRORS,
    'not_groups',
    {
      en: `adjusted.by: ${name} is a number of many values, which makes no groups. Write factor(${name}) in the formula, or cut it into classes first.`,
      zh: `adjusted.by 指定的 ${name} 是取值很多的数值，不能作为分组。请在公式中写 factor(${name})，或先分组。`,
    },
    'adjusted.by',
  );
}

function beyondFollowUp(tau: number, end: number): MethodError {
  return new MethodError(
    COX_ERRORS,
    'beyond_follow_up',
    {
      en: `adjusted.rmst is ${numberText(tau)}, but follow-up (of the stratum that ends first) ends at ${numberText(end)}. A mean to a later time cannot be estimated; ${numberText(end)} is the latest.`,
      zh: `adjusted.rmst 为 ${numberText(tau)}，而随访（最早结束的层）截止于 ${numberText(end)}。更晚时间的平均值无法估计，最晚为 ${numberText(end)}。`,
    },
    'adjusted.rmst',
    null,
    [numberText(end)],
  );
}
