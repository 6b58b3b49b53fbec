/** What the front of every model shares: its rows, weights, clusters and times. */
import type { Design } from '../formula/design-matrix';
import { INTERVAL_ERRORS } from '../formula/error-codes';
import { type Grouping, groupRows } from '../formula/specials';
import type { Frame } from '../frame/column';
import { type Factor, factorOf } from '../frame/factor';
import { countText, rowsText } from '../results/format';
import { MethodError } from '../results/method-error';
import { type RepairedTimes, repairTies } from '../stats/survival/ties';
import type { WeightsOption } from './common-options';
import { CLUSTER_ERRORS } from './error-codes';
import { namedColumn } from './own-variables';
import { type WeightedRows, weightedRows } from './weights';

/** Values that a used row must know beside the formula's. */
interface Needed {
  readonly variable: string;
  readonly missing: (row: number) => boolean;
}

export interface ModelRows extends WeightedRows {
  /** Named by the option; the formula may name another. */
  readonly cluster: (Pick<Factor, 'codes' | 'levels'> & { readonly label: string }) | null;
  readonly also: readonly Needed[];
}

/**
 * Reads the options `weights` and `cluster` of a model.
 * Throws MethodError of the weights, and `unknown_column` with the option's path.
 */
export function modelRows(options: { readonly weights?: WeightsOption; readonly cluster?: string }, given: Frame): ModelRows {
  const rows = weightedRows(given, options.weights);
  const { frame, weights } = rows;
  const column = options.cluster === undefined ? null : namedColumn(frame, options.cluster, 'cluster');
  const cluster = column === null ? null : { label: column.name, ...factorOf(column) };
  const also: readonly Needed[] = [
    ...(weights === null ? [] : [{ variable: weights.column, missing: (row: number) => Number.isNaN(weights.values[row]) }]),
    ...(cluster === null ? [] : [{ variable: cluster.label, missing: (row: number) => cluster.codes[row] < 0 }]),
  ];
  return { ...rows, cluster, also };
}

/** Clusters of the used rows, whichever way they were named; null with none. Throws MethodError `two_clusters`. */
export function usedClusters({ cluster }: ModelRows, design: Pick<Design, 'cluster' | 'rows'>): Grouping | null {
  if (cluster === null) return design.cluster;
  if (design.cluster !== null) throw twoClusters();
  return groupRows([cluster], design.rows);
}

/** The error of a model whose clusters are named in the formula and by the option. */
export function twoClusters(): MethodError {
  return new MethodError(
    CLUSTER_ERRORS,
    'two_clusters',
    {
      en: 'The formula has a cluster() and there is the key cluster; keep one of them.',
      zh: '公式中已有 cluster()，又给出了键 cluster；请只保留一个。',
    },
    'cluster',
  );
}

/**
 * Times that differ by rounding only are made one.
 * @param label of the time, for the error
 * Throws MethodError `interval_empty` where a row loses its whole length by it.
 */
export function repairedTimes(start: Float64Array | null, time: Float64Array, label: string): RepairedTimes {
  const repaired = repairTies(start, time);
  const n = repaired.collapsed.length;
  if (n === 0) return repaired;
  throw new MethodError(
    INTERVAL_ERRORS,
    'interval_empty',
    {
      en: `${rowsText(n, 'has', 'have')} a start and a stop (${label}) that differ by rounding only; an interval must have a length.`,
      zh: `${countText(n)} 行的起止时间（${label}）仅有舍入误差之差；区间长度应大于 0。`,
    },
    'formula',
  );
}
