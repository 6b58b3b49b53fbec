/** Harrell's concordance of a risk score with survival, and its standard error, in O(n log n). */
import { argsort } from '../../../numeric/sort';
import type { WeightKind } from './data';

export interface ConcordanceData {
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  readonly event: Uint8Array;
  readonly strata: Int32Array | null;
  readonly weights: { readonly values: Float64Array; readonly kind: WeightKind } | null;
  readonly cluster: Int32Array | null;
}

export interface Concordance {
  /** Pairs (sums of products of weights): the higher score died first; the lower one did; equal scores. */
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedScore: number;
  /** Pairs that died at one time, with different and with equal scores: not comparable. */
  readonly tiedTime: number;
  readonly tiedBoth: number;
  /** (concordant + tiedScore / 2) / (concordant + discordant + tiedScore); NaN without comparable pairs. */
  readonly estimate: number;
  /** By the infinitesimal jackknife, summed within clusters. */
  readonly stdError: number;
}

/**
 * Harrell's C: of the pairs in which one row's event came while the other was at risk, the share in which the higher score died
 * first, equal scores counting one half. Pairs are formed within strata only; a row censored at an event time outlived it; two
 * events at one time are not comparable; (start, stop] rows count while they are at risk.
 * score: higher means shorter survival; compared exactly. Times must have been repaired for near ties.
 * Harrell (1996), 10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4;
 * R: `survival::concordance(y ~ score + strata(s), weights, cluster, reverse = TRUE)`.
 */
export function concordance(data: ConcordanceData, score: Float64Array): Concordance {
  const n = data.time.length;
  const counts = new Float64Array(5);
  // Per row, the weights of its partners in concordant, discordant and tied pairs.
  const influence = new Float64Array(3 * n);
  const weight = data.weights === null ? new Float64Array(n).fill(1) : data.weights.values;
  const byTime = argsort(data.time);
  const byStart = data.start === null ? null : argsort(data.start);
  for (const rows of strataRows(data, byTime, byStart)) {
    countEarlier(data, score, weight, rows, counts, influence, n);
    countLater(data, weight, rows, influence, n);
  }
  const [concordant, discordant, tiedScore, tiedTime, tiedBoth] = counts;
  const pairs = concordant + discordant + tiedScore;
  const somers = (concordant - discordant) / pairs;
  const variance = jackknife(data, influence, n, pairs, somers, weight);
  return { concordant, discordant, tiedScore, tiedTime, tiedBoth, estimate: (somers + 1) / 2, stdError: Math.sqrt(variance) / 2 };
}

interface StratumRows {
  readonly byTime: Uint32Array;
  readonly byStart: Uint32Array | null;
  /** Dense rank of each row's score from 1, indexed by row. */
  ranks: Int32Array;
  size: number;
}

function strataRows(data: ConcordanceData, byTime: Uint32Array, byStart: Uint32Array | null): StratumRows[] {
  const ranks = new Int32Array(data.time.length);
  const strata = data.strata;
  if (strata === null) return [{ byTime, byStart, ranks, size: 0 }];
  const keys = Float64Array.from(strata);
  const split = (order: Uint32Array): Uint32Array[] => {
    const grouped = argsort(keys, order);
    const parts: Uint32Array[] = [];
    let from = 0;
    for (let i = 1; i <= grouped.length; i++) {
      if (i < grouped.length && strata[grouped[i]] === strata[grouped[from]]) continue;
      parts.push(grouped.subarray(from, i));
      from = i;
    }
    return parts;
  };
  const starts = byStart === null ? null : split(byStart);
  return split(byTime).map((part, s) => ({ byTime: part, byStart: starts === null ? null : starts[s], ranks, size: 0 }));
}

/** Fenwick tree of weights over ranks 1…size. */
function add(tree: Float64Array, rank: number, value: number): void {
  for (let i = rank; i < tree.length; i += i & -i) tree[i] += value;
}

function below(tree: Float64Array, rank: number): number {
  let total = 0;
  for (let i = rank - 1; i > 0; i -= i & -i) total += tree[i];
  return total;
}

function rankScores(score: Float64Array, rows: StratumRows): void {
  const order = argsort(score, rows.byTime);
  let rank = 0;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || score[order[i]] !== score[order[i - 1]]) rank++;
    rows.ranks[order[i]] = rank;
  }
  rows.size = rank;
}

/** From late to early: each event against the rows still at risk after it. */
function countEarlier(
  data: ConcordanceData,
  score: Float64Array,
  weight: Float64Array,
  rows: StratumRows,
  counts: Float64Array,
  influence: Float64Array,
  n: number,
): void {
  rankScores(score, rows);
  const { ranks, byTime, byStart } = rows;
  const tree = new Float64Array(rows.size + 1);
  const equal = new Float64Array(rows.size + 1);
  const tied = new Float64Array(rows.size + 1);
  let total = 0;
  const move = (row: number, sign: number): void => {
    add(tree, ranks[row], sign * weight[row]);
    equal[ranks[row]] += sign * weight[row];
    total += sign * weight[row];
  };
  let leaving = byStart === null ? -1 : byStart.length - 1;
  let end = byTime.length;
  while (end > 0) {
    const t = data.time[byTime[end - 1]];
    let first = end;
    while (first > 0 && data.time[byTime[first - 1]] === t) first--;
    if (byStart !== null && data.start !== null) {
      while (leaving >= 0 && data.start[byStart[leaving]] >= t) move(byStart[leaving--], -1);
    }
    for (let i = first; i < end; i++) if (data.event[byTime[i]] === 0) move(byTime[i], 1);
    let dead = 0;
    let squares = 0;
    let sameScore = 0;
    for (let i = first; i < end; i++) {
      const row = byTime[i];
      if (data.event[row] === 0) continue;
      const w = weight[row];
      const less = below(tree, ranks[row]);
      const same = equal[ranks[row]];
      const more = total - less - same;
      counts[0] += w * less;
      counts[1] += w * more;
      counts[2] += w * same;
      influence[row] += less;
      influence[n + row] += more;
      influence[2 * n + row] += same;
      sameScore += w * tied[ranks[row]];
      tied[ranks[row]] += w;
      dead += w;
      squares += w * w;
    }
    counts[3] += (dead * dead - squares) / 2 - sameScore;
    counts[4] += sameScore;
    for (let i = first; i < end; i++) {
      const row = byTime[i];
      if (data.event[row] === 0) continue;
      tied[ranks[row]] = 0;
      move(row, 1);
    }
    end = first;
  }
}

/** From early to late: each row against the events that came while it was at risk. */
function countLater(data: ConcordanceData, weight: Float64Array, rows: StratumRows, influence: Float64Array, n: number): void {
  const { ranks, byTime, byStart } = rows;
  const tree = new Float64Array(rows.size + 1);
  const equal = new Float64Array(rows.size + 1);
  let total = 0;
  const collect = (row: number, sign: number): void => {
    const less = below(tree, ranks[row]);
    const same = equal[ranks[row]];
    // The partner died first: concordant when it had the higher score.
    influence[row] += sign * (total - less - same);
    influence[n + row] += sign * less;
    influence[2 * n + row] += sign * same;
  };
  let at = 0;
  let entering = 0;
  const enterBefore = (limit: number): void => {
    if (byStart === null || data.start === null) return;
    while (entering < byStart.length && data.start[byStart[entering]] < limit) collect(byStart[entering++], -1);
  };
  while (at < byTime.length) {
    const t = data.time[byTime[at]];
    enterBefore(t);
    let end = at;
    while (end < byTime.length && data.time[byTime[end]] === t) end++;
    for (let i = at; i < end; i++) if (data.event[byTime[i]] !== 0) collect(byTime[i], 1);
    for (let i = at; i < end; i++) {
      const row = byTime[i];
      if (data.event[row] === 0) continue;
      add(tree, ranks[row], weight[row]);
      equal[ranks[row]] += weight[row];
      total += weight[row];
    }
    for (let i = at; i < end; i++) if (data.event[byTime[i]] === 0) collect(byTime[i], 1);
    at = end;
  }
}

function jackknife(data: ConcordanceData, influence: Float64Array, n: number, pairs: number, somers: number, weight: Float64Array): number {
  const change = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const net = influence[i] - influence[n + i];
    change[i] = (net - somers * (influence[i] + influence[n + i] + influence[2 * n + i])) / pairs;
  }
  if (data.cluster !== null) {
    const sums = new Map<number, number>();
    for (let i = 0; i < n; i++) sums.set(data.cluster[i], (sums.get(data.cluster[i]) ?? 0) + weight[i] * change[i]);
    let total = 0;
    for (const value of sums.values()) total += value * value;
    return total;
  }
  const frequency = data.weights?.kind === 'frequency';
  let total = 0;
  for (let i = 0; i < n; i++) total += (frequency ? weight[i] : weight[i] * weight[i]) * change[i] * change[i];
  return total;
}
