/** Concordance beside a count of all pairs, and its error beside derivatives by each weight. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { type ConcordanceData, concordance } from '@/analysis-kernel/stats/cox/concordance';
import { expectClose } from '../close';

/** Pairs by what they are, each with the product of its weights. */
function allPairs({ time, start, event, strata }: ConcordanceData, score: Float64Array, weights: Float64Array) {
  const pairs = { concordant: 0, discordant: 0, tiedScore: 0, tiedTime: 0, tiedBoth: 0 };
  const isThere = (row: number, at: number) => (start === null ? true : start[row] < at);
  for (let i = 0; i < time.length; i += 1) {
    for (let j = 0; j < time.length; j += 1) {
      if (i === j || event[i] !== 1 || (strata !== null && strata[i] !== strata[j])) continue;
      const product = weights[i] * weights[j];
      if (time[i] === time[j] && event[j] === 1) {
        // Each pair of deaths is met twice.
        if (score[i] === score[j]) pairs.tiedBoth += product / 2;
        else pairs.tiedTime += product / 2;
      } else if (time[j] >= time[i] && isThere(j, time[i])) {
        if (score[i] > score[j]) pairs.concordant += product;
        else if (score[i] < score[j]) pairs.discordant += product;
        else pairs.tiedScore += product;
      }
    }
  }
  return pairs;
}

function estimateOf(data: ConcordanceData, score: Float64Array, weights: Float64Array): number {
  const { concordant, discordant, tiedScore } = allPairs(data, score, weights);
  return (concordant + tiedScore / 2) / (concordant + discordant + tiedScore);
}

/** Infinitesimal jackknife: each weight times the derivative by it, summed within clusters; a frequency is so many rows. */
function errorOf(data: ConcordanceData, score: Float64Array, weights: Float64Array): number {
  const h = 1e-5;
  const sums = new Map<number, number>();
  let copies = 0;
  weights.forEach((weight, row) => {
    const at = (sign: number) => estimateOf(data, score, weights.with(row, weight + sign * h));
    const slope = (at(1) - at(-1)) / (2 * h);
    copies += weight * slope * slope;
    const cluster = data.cluster === null ? row : data.cluster[row];
    sums.set(cluster, (sums.get(cluster) ?? 0) + weight * slope);
  });
  const byCluster = [...sums.values()].reduce((sum, one) => sum + one * one, 0);
  return Math.sqrt(data.weights?.kind === 'frequency' && data.cluster === null ? copies : byCluster);
}

interface Kind {
  readonly late?: boolean;
  readonly strata?: boolean;
  readonly weights?: 'frequency' | 'sampling';
  readonly clusters?: boolean;
}

function drawn(seed: number, n: number, kind: Kind) {
  const random = seededRandom(seed);
  const whole = (most: number) => Math.floor(random.uniform() * most);
  const start = Float64Array.from({ length: n }, () => whole(4));
  const data: ConcordanceData = {
    start: kind.late ? start : null,
    time: Float64Array.from(start, (from) => (kind.late ? from : 0) + 1 + whole(6)),
    event: Uint8Array.from({ length: n }, () => (random.uniform() < 0.6 ? 1 : 0)),
    strata: kind.strata ? Int32Array.from({ length: n }, () => whole(2)) : null,
    weights: kind.weights === undefined ? null : { kind: kind.weights, values: Float64Array.from({ length: n }, () => 1 + whole(3)) },
    cluster: kind.clusters ? Int32Array.from({ length: n }, () => whole(5)) : null,
  };
  return { data, score: Float64Array.from({ length: n }, () => whole(5) - 2) };
}

describe.each([
  ['plain', {}],
  ['with late entries', { late: true }],
  ['in strata', { strata: true }],
  ['with frequencies', { weights: 'frequency' }],
  ['with sampling weights', { weights: 'sampling' }],
  ['with frequencies in clusters', { weights: 'frequency', clusters: true }],
  ['in clusters', { clusters: true }],
  ['with all of it', { late: true, strata: true, weights: 'sampling', clusters: true }],
] as const)('%s', (_, kind) => {
  it.each([1, 2, 3, 4, 5, 6])('counts all pairs, data %i', (seed) => {
    const { data, score } = drawn(seed, 6 + 3 * seed, kind);
    const weights = data.weights?.values ?? new Float64Array(score.length).fill(1);
    const { estimate, stdError, ...counts } = concordance(data, score);
    expect(counts).toEqual(allPairs(data, score, weights));
    expectClose(estimate, estimateOf(data, score, weights), 1e-12, 'estimate');
    expect(Math.abs(stdError - errorOf(data, score, weights))).toBeLessThan(1e-6);
  });
});

it('by hand: three deaths in the order of their scores but for one', () => {
  const rows = { start: null, event: Uint8Array.of(1, 1, 1), strata: null, weights: null, cluster: null };
  const { concordant, discordant, estimate } = concordance({ ...rows, time: Float64Array.of(1, 2, 3) }, Float64Array.of(3, 1, 2));
  expect([concordant, discordant]).toEqual([2, 1]);
  expectClose(estimate, 2 / 3, 1e-14, 'estimate');
});

it('has no estimate where no two rows can be compared', () => {
  const rows = { start: null, time: Float64Array.of(1, 1, 2), strata: null, weights: null, cluster: null };
  const none = concordance({ ...rows, event: Uint8Array.of(0, 0, 0) }, Float64Array.of(1, 2, 3));
  expect(none.estimate).toBeNaN();
  expect(none.concordant + none.discordant + none.tiedScore).toBe(0);
});
