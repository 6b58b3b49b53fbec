/** Harrell's concordance of a risk score with survival, and its standard error, in O(n log n). */
import { argsort } from '../../numeric/sort';
import type { WeightKind } from './data';
import { addWeight, rankSums, weightBelow } from './rank-sums';

export interface ConcordanceData {
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  readonly event: Uint8Array;
  readonly strata: Int32Array | null;
  readonly weights: { readonly values: Float64Array; readonly kind: WeightKind } | null;
  readonly cluster: Int32Array | null;
  /** Frequency weights copy whole clusters, each copy a cluster by itself. */
  readonly clustersCopied?: boolean;
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
  const counts = new Float64Array(5);
  const strata = strataOf(data, score);
  for (const rows of strata) {
    countEarlier(rows, counts);
    countLater(rows);
  }
  const [concordant, discordant, tiedScore, tiedTime, tiedBoth] = counts;
  const pairs = concordant + discordant + tiedScore;
  const somers = (concordant - discordant) / pairs;
  const variance = jackknife(data, strata, pairs, somers);
  return { concordant, discordant, tiedScore, tiedTime, tiedBoth, estimate: (somers + 1) / 2, stdError: Math.sqrt(variance) / 2 };
}

/** One stratum's rows from early to late; everything by place in that order, so that the scans read memory in sequence. */
interface StratumRows {
  /** Row of the data at each place. */
  readonly rows: Uint32Array;
  readonly time: Float64Array;
  readonly dead: Uint8Array;
  readonly weight: Float64Array;
  /** Whether every weight is 1. */
  readonly counted: boolean;
  /** Dense rank of the score from 1, and the number of ranks. */
  readonly rank: Int32Array;
  readonly ranks: number;
  /** Places by start, and their starts; null when every row is at risk from the beginning. */
  readonly entering: { readonly places: Uint32Array; readonly start: Float64Array } | null;
  /** Three numbers a place: the weights of its partners in concordant, discordant and tied pairs. */
  readonly partners: Float64Array;
}

function strataOf(data: ConcordanceData, score: Float64Array): StratumRows[] {
  const n = data.time.length;
  const byTime = argsort(data.time);
  const { strata } = data;
  const grouped = strata === null ? byTime : argsort(Float64Array.from(strata), byTime);
  const placeOf = new Uint32Array(data.start === null ? 0 : n);
  const result: StratumRows[] = [];
  let from = 0;
  for (let i = 1; i <= n; i++) {
    if (i < n && (strata === null || strata[grouped[i]] === strata[grouped[from]])) continue;
    result.push(stratumRows(data, score, grouped.slice(from, i), placeOf));
    from = i;
  }
  return result;
}

function stratumRows(data: ConcordanceData, score: Float64Array, rows: Uint32Array, placeOf: Uint32Array): StratumRows {
  const size = rows.length;
  const time = new Float64Array(size);
  const dead = new Uint8Array(size);
  const weight = new Float64Array(size).fill(1);
  const scores = new Float64Array(size);
  for (let place = 0; place < size; place++) {
    const row = rows[place];
    time[place] = data.time[row];
    dead[place] = data.event[row];
    scores[place] = score[row];
    if (data.weights !== null) weight[place] = data.weights.values[row];
  }
  const rank = new Int32Array(size);
  let ranks = 0;
  const order = argsort(scores);
  for (let i = 0; i < size; i++) {
    if (i === 0 || scores[order[i]] !== scores[order[i - 1]]) ranks++;
    rank[order[i]] = ranks;
  }
  const shared = { rows, time, dead, weight, counted: data.weights === null, rank, ranks, partners: new Float64Array(3 * size) };
  if (data.start === null) return { ...shared, entering: null };
  for (let place = 0; place < size; place++) placeOf[rows[place]] = place;
  const byStart = argsort(data.start, rows);
  const start = new Float64Array(size);
  const places = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    start[i] = data.start[byStart[i]];
    places[i] = placeOf[byStart[i]];
  }
  return { ...shared, entering: { places, start } };
}

/** From late to early: each event against the rows still at risk after it. */
function countEarlier(stratum: StratumRows, counts: Float64Array): void {
  const { time, dead, weight, rank, entering, partners } = stratum;
  const tree = rankSums(stratum.ranks + 1, stratum.counted);
  const tied = new Float64Array(stratum.ranks + 1);
  let total = 0;
  let leaving = entering === null ? 0 : entering.places.length;
  let end = time.length;
  while (end > 0) {
    const t = time[end - 1];
    let first = end;
    while (first > 0 && time[first - 1] === t) first--;
    if (entering !== null) {
      while (leaving > 0 && entering.start[leaving - 1] >= t) {
        const place = entering.places[--leaving];
        addWeight(tree, rank[place], -weight[place]);
        total -= weight[place];
      }
    }
    for (let i = first; i < end; i++) {
      if (dead[i] !== 0) continue;
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
    let together = 0;
    let squares = 0;
    let sameScore = 0;
    for (let i = first; i < end; i++) {
      if (dead[i] === 0) continue;
      const w = weight[i];
      const less = weightBelow(tree, rank[i]);
      const same = tree.ranks[rank[i]];
      const more = total - less - same;
      counts[0] += w * less;
      counts[1] += w * more;
      counts[2] += w * same;
      partners[3 * i] += less;
      partners[3 * i + 1] += more;
      partners[3 * i + 2] += same;
      sameScore += w * tied[rank[i]];
      tied[rank[i]] += w;
      together += w;
      squares += w * w;
    }
    counts[3] += (together * together - squares) / 2 - sameScore;
    counts[4] += sameScore;
    for (let i = first; i < end; i++) {
      if (dead[i] === 0) continue;
      tied[rank[i]] = 0;
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
    end = first;
  }
}

/** From early to late: each row against the events that came while it was at risk. */
function countLater(stratum: StratumRows): void {
  const { time, dead, weight, rank, entering, partners } = stratum;
  const tree = rankSums(stratum.ranks + 1, stratum.counted);
  let total = 0;
  // The partner died first: the pair is concordant when it had the higher score.
  const collect = (place: number, sign: number): void => {
    const less = weightBelow(tree, rank[place]);
    const same = tree.ranks[rank[place]];
    partners[3 * place] += sign * (total - less - same);
    partners[3 * place + 1] += sign * less;
    partners[3 * place + 2] += sign * same;
  };
  let at = 0;
  let next = 0;
  while (at < time.length) {
    const t = time[at];
    if (entering !== null) while (next < entering.places.length && entering.start[next] < t) collect(entering.places[next++], -1);
    let end = at;
    while (end < time.length && time[end] === t) end++;
    for (let i = at; i < end; i++) if (dead[i] !== 0) collect(i, 1);
    for (let i = at; i < end; i++) {
      if (dead[i] === 0) continue;
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
    for (let i = at; i < end; i++) if (dead[i] === 0) collect(i, 1);
    at = end;
  }
}

/** Variance of Somers' d: squared influences of rows, or of clusters. */
function jackknife(data: ConcordanceData, strata: readonly StratumRows[], pairs: number, somers: number): number {
  const frequency = data.weights?.kind === 'frequency';
  const clusters = data.cluster === null ? null : new Map<number, number>();
  // What a cluster adds is of all its copies: its square is divided by how many there are.
  const share = (w: number) => (frequency && data.clustersCopied === true ? Math.sqrt(w) : w);
  let total = 0;
  for (const { rows, weight, partners } of strata) {
    for (let i = 0; i < rows.length; i++) {
      const [concordant, discordant, tied] = [partners[3 * i], partners[3 * i + 1], partners[3 * i + 2]];
      const change = (concordant - discordant - somers * (concordant + discordant + tied)) / pairs;
      if (clusters === null || data.cluster === null) total += (frequency ? weight[i] : weight[i] * weight[i]) * change * change;
      else clusters.set(data.cluster[rows[i]], (clusters.get(data.cluster[rows[i]]) ?? 0) + share(weight[i]) * change);
    }
  }
  if (clusters !== null) for (const value of clusters.values()) total += value * value;
  return total;
}
