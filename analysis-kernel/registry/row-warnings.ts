/** Warnings about what a row stands for, shared by methods. */
import { listText } from '../results/format';
import type { Warning } from '../results/result';
import { overlappingClusters } from '../stats/survival/overlaps';

/** A robust variance of (start, stop] rows without clusters. */
export const ROBUST_BY_ROW: Warning = {
  code: 'robust_by_row',
  message: {
    en: 'The robust variance takes every row as a subject of its own. If subjects have several rows, name them as clusters.',
    zh: '稳健方差将每一行视为独立个体。若同一个体有多行，请指定聚类。',
  },
};

/** The warning that curves end before times asked for; none where all go on. */
export function beyondFollowUp(times: readonly number[]): Warning[] {
  if (times.length === 0) return [];
  const said = times.map(String);
  return [
    {
      code: 'beyond_follow_up',
      message: {
        en: `Some curves end before the time ${listText(said, 'en')}; there they have no estimate.`,
        zh: `部分曲线在时间 ${listText(said, 'zh')} 之前已结束，该处无估计值。`,
      },
    },
  ];
}

/** The warning that subjects are at risk twice where their rows overlap; none where no cluster's do. */
export function overlapWarnings(
  start: Float64Array | null,
  stop: Float64Array,
  cluster: Int32Array | null,
  strata: Int32Array | null,
): Warning[] {
  const n = start === null || cluster === null ? 0 : overlappingClusters(start, stop, cluster, strata);
  if (n === 0) return [];
  return [
    {
      code: 'overlapping_intervals',
      message: {
        en: `${n === 1 ? 'One cluster has' : `${n} clusters have`} rows that overlap in time. If a cluster is one patient, this patient counts twice while they do: end the earlier row where the later begins. It is as it should be where a cluster holds several patients.`,
        zh: `有 ${n} 个聚类内的行在时间上重叠。若一个聚类是一名患者，则重叠期间该患者被重复计入：请使前一行止于后一行的开始。若一个聚类含多名患者，则属正常。`,
      },
    },
  ];
}

/** Clusters from which on the sandwich is near enough to its limit. Cameron & Miller (2015), 10.3368/jhr.50.2.317: trouble begins between 20 and 50. */
const ENOUGH_CLUSTERS = 30;

/** The warning that a variance between clusters rests on few of them; none where there are enough, or none. */
export function fewClusters(clusters: number | null): Warning[] {
  if (clusters === null || clusters >= ENOUGH_CLUSTERS) return [];
  return [
    {
      code: 'few_clusters',
      message: {
        en: `There are ${clusters} clusters, fewer than ${ENOUGH_CLUSTERS}: the robust variance is too small with so few, its intervals too short and its p values too small.`,
        zh: `仅有 ${clusters} 个聚类，少于 ${ENOUGH_CLUSTERS} 个：此时稳健方差偏小，置信区间偏窄，P 值偏小。`,
      },
    },
  ];
}
