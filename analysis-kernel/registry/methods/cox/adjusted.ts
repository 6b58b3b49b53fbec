/** Adjusted survival by the levels of a column: values, restricted means, contrasts. */
import type { Localised } from '@/cohort-dsl/source/localised';
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
import { overlappingClusters } from '../../../stats/survival/overlaps';
import { known } from '../../model-estimates';
import { type ChangedRows, MOST_LEVELS, settable, tooManyLevels } from '../../settable';
import { curveRows } from './adjusted-curve';
import { ADJUSTED_TABLES, type AdjustedOption } from './adjusted-declared';
import { adjustedWarnings } from './adjusted-warnings';
import { type Arm, survivalCells } from './arms';
import { COX_ERRORS } from './errors';
import {
  combined,
  errorOf,
  type Functional,
  type Hazards,
  hazardsOf,
  meanSurvival,
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

/**
 * Tables `adjusted`, `adjusted_contrasts` and `adjusted_curve`. Each row keeps its stratum's baseline hazard, unless the column is of the strata: then
 * it has that of the stratum it would be in. Of patients with several rows, told by clusters whose rows do not overlap, the first row counts.
 * Throws MethodError `not_in_formula`, `not_groups`, `too_many_levels`, `beyond_follow_up`.
 * Makuch (1982), 10.1016/0021-9681(82)90058-3; Zhang, Loberiza, Klein & Zhang (2007), 10.1016/j.cmpb.2007.07.010; R: the mean over rows of
 * `survfit(fit, newdata)`, `riskRegression::ate(fit, treatment, times)`.
 */
export function* adjustedTables(
  fit: CoxFit,
  prepared: PreparedCox,
  asked: AdjustedOption,
  confLevel: number,
  labels: Readonly<Record<string, Localised>>,
): Steps<Adjusted> {
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
    warnings: adjustedWarnings({ fit, arms, levels, asked, end, firstOfEach }, labels),
    groups: arms.map(({ name, level }) => ({ name, level })),
    rows: standing(fit, picked),
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

function survivalRow(hazards: Hazards, { name }: Arm, time: number, one: Functional, z: number): Row {
  return { group: name, quantity: 'survival', time, ...survivalCells(hazards, one, z) };
}

/** Normal limits, held within what the number can be. */
function plain(value: number, error: number, z: number, least: number, most: number): Row {
  return {
    estimate: known(value),
    std_error: known(error),
    conf_low: known(Math.max(value - z * error, least)),
    conf_high: known(Math.min(value + z * error, most)),
  };
}

function meanRow(hazards: Hazards, { name }: Arm, tau: number, one: Functional, z: number): Row {
  return { group: name, quantity: 'rmst', time: tau, ...plain(one.value, errorOf(hazards, one), z, 0, tau) };
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
      ...(kind === 'difference' ? difference(hazards, one, other, z, prefix === '' ? 1 : time) : ratio(hazards, one, other, z)),
    }));
  return [...rows('difference'), ...rows('ratio')];
}

const twoSided = (z: number): Value => (Number.isFinite(z) ? 2 * pnorm(-Math.abs(z)) : null);

/** Of two numbers between 0 and `most`. */
function difference(hazards: Hazards, one: Functional, other: Functional, z: number, most: number): Row {
  const value = one.value - other.value;
  const error = errorOf(hazards, combined(value, 1, one, -1, other));
  return { ...plain(value, error, z, -most, most), p_value: twoSided(value / error) };
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

/** How many rows they stand for, which frequencies copy. */
function standing({ data: { weights } }: CoxFit, picked: Int32Array): number {
  return weights?.kind === 'frequency' ? picked.reduce((sum, row) => sum + weights.values[row], 0) : picked.length;
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
