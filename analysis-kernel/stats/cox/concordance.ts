/** Harrell's concordance of a risk score with survival, and its standard error, in O(n log n). */
import { argsort } from '../../numeric/sort';
import type { WeightKind } from './data';
import { addWeight, type RankSums, rankSums, weightBelow } from './rank-sums';
import { buildRiskSets } from './risk-set';
import type { RiskSets } from './survival-times';
import { gather } from './workspace';

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
 * risk: the risk sets of these rows, where they are known, so that times are sorted once.
 * score: higher means shorter survival; compared exactly. Times must have been repaired for near ties.
 * Harrell (1996), 10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4;
 * R: `survival::concordance(y ~ score + strata(s), weights, cluster, reverse = TRUE)`.
 */
export function concordance(data: ConcordanceData, score: Float64Array, risk: RiskSets = buildRiskSets(data)): Concordance {
  const rows = placedRows(data, score, risk);
  const counts = new Float64Array(5);
  for (let s = 0; s < risk.stratumId.length; s++) {
    const [first, end] = [risk.stratumGroup[s], risk.stratumGroup[s + 1]];
    countEarlier(risk, rows, rankSums(rows.ranks[s] + 1, data.weights === null), first, end, counts);
    countLater(risk, rows, rankSums(rows.ranks[s] + 1, data.weights === null), first, end);
  }
  const [concordant, discordant, tiedScore, tiedTime, tiedBoth] = counts;
  const pairs = concordant + discordant + tiedScore;
  const somers = (concordant - discordant) / pairs;
  const variance = jackknife(data, risk.rows, rows, pairs, somers);
  return { concordant, discordant, tiedScore, tiedTime, tiedBoth, estimate: (somers + 1) / 2, stdError: Math.sqrt(variance) / 2 };
}

/** What is known of each place of the risk sets. Rows that are at risk at no event have no comparable pair. */
interface PlacedRows {
  readonly weight: Float64Array;
  /** Dense rank of the score within the stratum, from 1. */
  readonly rank: Int32Array;
  /** The number of ranks in each stratum. */
  readonly ranks: Int32Array;
  /** The weight of its partners in concordant pairs less that in discordant ones, and that of all its partners. */
  readonly lead: Float64Array;
  readonly partners: Float64Array;
}

function placedRows(data: ConcordanceData, score: Float64Array, risk: RiskSets): PlacedRows {
  const m = risk.rows.length;
  const scores = new Float64Array(m);
  gather(score, risk.rows, scores);
  const weight = new Float64Array(m).fill(1);
  if (data.weights !== null) gather(data.weights.values, risk.rows, weight);
  const strata = risk.stratumId.length;
  const ranks = new Int32Array(strata);
  const rank = new Int32Array(m);
  const order = argsort(scores);
  if (strata === 1) ranks[0] = rankInOrder(scores, order, rank);
  else rankWithinStrata(scores, order, risk.stratumPlace, rank, ranks);
  return { weight, rank, ranks, lead: new Float64Array(m), partners: new Float64Array(m) };
}

/** Dense ranks in ascending order; returns their number. */
function rankInOrder(scores: Float64Array, order: Uint32Array, rank: Int32Array): number {
  let last = Number.NaN;
  let ranks = 0;
  for (let i = 0; i < order.length; i++) {
    const place = order[i];
    if (scores[place] !== last) ranks++;
    last = scores[place];
    rank[place] = ranks;
  }
  return ranks;
}

function rankWithinStrata(scores: Float64Array, order: Uint32Array, starts: Uint32Array, rank: Int32Array, ranks: Int32Array): void {
  const stratumOf = new Int32Array(scores.length);
  for (let s = 0; s < ranks.length; s++) stratumOf.fill(s, starts[s], starts[s + 1]);
  const last = new Float64Array(ranks.length).fill(Number.NaN);
  for (let i = 0; i < order.length; i++) {
    const place = order[i];
    const s = stratumOf[place];
    if (scores[place] !== last[s]) ranks[s]++;
    last[s] = scores[place];
    rank[place] = ranks[s];
  }
}

/** From late to early: each event of groups first…end − 1 against the rows still at risk after it. */
function countEarlier(risk: RiskSets, rows: PlacedRows, tree: RankSums, first: number, end: number, counts: Float64Array): void {
  const { enterFrom, enterTo, deathFrom, leaving, leaveFrom, leaveTo } = risk;
  const { weight, rank, lead, partners } = rows;
  const tied = new Float64Array(tree.ranks.length);
  let total = 0;
  for (let g = first; g < end; g++) {
    for (let i = enterFrom[g]; i < deathFrom[g]; i++) {
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
    if (leaving !== null) {
      for (let k = leaveFrom[g]; k < leaveTo[g]; k++) {
        addWeight(tree, rank[leaving[k]], -weight[leaving[k]]);
        total -= weight[leaving[k]];
      }
    }
    let together = 0;
    let squares = 0;
    let sameScore = 0;
    for (let i = deathFrom[g]; i < enterTo[g]; i++) {
      const w = weight[i];
      const less = weightBelow(tree, rank[i]);
      const same = tree.ranks[rank[i]];
      const more = total - less - same;
      counts[0] += w * less;
      counts[1] += w * more;
      counts[2] += w * same;
      lead[i] += less - more;
      partners[i] += total;
      sameScore += w * tied[rank[i]];
      tied[rank[i]] += w;
      together += w;
      squares += w * w;
    }
    counts[3] += (together * together - squares) / 2 - sameScore;
    counts[4] += sameScore;
    for (let i = deathFrom[g]; i < enterTo[g]; i++) {
      tied[rank[i]] = 0;
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
  }
}

/** From early to late: each row against the events that came while it was at risk. */
function countLater(risk: RiskSets, rows: PlacedRows, tree: RankSums, first: number, end: number): void {
  const { enterFrom, enterTo, deathFrom, leaving, leaveFrom, leaveTo } = risk;
  const { weight, rank } = rows;
  let total = 0;
  for (let g = end - 1; g >= first; g--) {
    for (let i = deathFrom[g]; i < enterTo[g]; i++) addEarlierEvents(rows, tree, total, i, 1);
    for (let i = deathFrom[g]; i < enterTo[g]; i++) {
      addWeight(tree, rank[i], weight[i]);
      total += weight[i];
    }
    for (let i = enterFrom[g]; i < deathFrom[g]; i++) addEarlierEvents(rows, tree, total, i, 1);
    // What came before a row entered is taken off again.
    if (leaving !== null) for (let k = leaveFrom[g]; k < leaveTo[g]; k++) addEarlierEvents(rows, tree, total, leaving[k], -1);
  }
}

/** The partner died first: the pair is concordant when it had the higher score. */
function addEarlierEvents({ rank, lead, partners }: PlacedRows, tree: RankSums, total: number, place: number, sign: number): void {
  const less = weightBelow(tree, rank[place]);
  const more = total - less - tree.ranks[rank[place]];
  lead[place] += sign * (more - less);
  partners[place] += sign * total;
}

/** Variance of Somers' d: squared influences of rows, or of clusters. */
function jackknife(
  data: ConcordanceData,
  order: Uint32Array,
  { weight, lead, partners }: PlacedRows,
  pairs: number,
  somers: number,
): number {
  const frequency = data.weights?.kind === 'frequency';
  const { cluster } = data;
  let total = 0;
  if (cluster === null) {
    for (let i = 0; i < order.length; i++) {
      const change = (lead[i] - somers * partners[i]) / pairs;
      total += (frequency ? weight[i] : weight[i] * weight[i]) * change * change;
    }
    return total;
  }
  // What a cluster adds is of all its copies: its square is divided by how many there are.
  const share = (w: number) => (frequency && data.clustersCopied === true ? Math.sqrt(w) : w);
  const clusters = new Map<number, number>();
  for (let i = 0; i < order.length; i++) {
    const change = (lead[i] - somers * partners[i]) / pairs;
    clusters.set(cluster[order[i]], (clusters.get(cluster[order[i]]) ?? 0) + share(weight[i]) * change);
  }
  for (const value of clusters.values()) total += value * value;
  return total;
}
