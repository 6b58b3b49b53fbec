/** Exact tests, tests on ranks of many rows, and quantiles. */
import { quantile } from '@/analysis-kernel/numeric/quantile';
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { locationShift, signedRankTest } from '@/analysis-kernel/registry/methods/test/kernel/ranks';
import { exactFisherP } from '@/analysis-kernel/stats/hypothesis/fisher';
import { wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import type { Trial } from '../beside-r/trial';

const SEED = 20_240_601;
const normals = (n: number, mean: number, random: RandomSource) => Float64Array.from({ length: n }, () => mean + random.normal());

interface Two {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Two samples; the work is done `times` times, where one takes less than a clock can tell. */
function ofTwo(what: string, n: number, times: number, work: (two: Two) => ArrayLike<number>, call: string, answer: string): Trial {
  return {
    name: times === 1 ? what : `${what}, ${times} times`,
    rows: n,
    rounds: 3,
    agreement: 1e-6,
    prepare: () => {
      const random = seededRandom(SEED);
      const columns = { x: normals(n, 0, random), y: normals(n, 0.3, random) };
      return {
        columns,
        work: () => {
          let found: ArrayLike<number> = [];
          for (let k = 0; k < times; k++) found = work(columns);
          return found;
        },
      };
    },
    r: { packages: [], setup: '', timed: { [call.split('(')[0]]: `{ for (k in 1:${times}) one <- ${call}; one }` }, answer },
  };
}

const TABLE = [
  [9, 4, 2, 3],
  [3, 8, 5, 1],
  [2, 3, 9, 2],
];

const asked = { level: 0.95, alternative: 'two_sided', mu: 0 } as const;

export const trials: readonly Trial[] = [
  ofTwo('exact rank-sum test', 49, 200, ({ x, y }) => [wilcoxonTest(x, y).pValue], 'wilcox.test(x, y)', 'f$p.value'),
  ofTwo('exact signed-rank test', 49, 200, ({ x }) => [signedRank(x)], 'wilcox.test(x)', 'f$p.value'),
  ofTwo(
    'shift of Hodges and Lehmann with its exact interval',
    49,
    50,
    ({ x, y }) => {
      const { estimate, low, high } = locationShift(x, y, asked, true, true);
      return [estimate, low, high];
    },
    'wilcox.test(x, y, conf.int = TRUE)',
    'f$estimate, f$conf.int',
  ),
  ofTwo('rank-sum test', 1_000_000, 1, ({ x, y }) => [wilcoxonTest(x, y).statistic], 'wilcox.test(x, y)', 'f$statistic'),
  ofTwo(
    "Fisher's exact test, 3 × 4, 51 patients",
    1,
    3,
    () => [exactFisherP(TABLE) ?? Number.NaN],
    `fisher.test(matrix(c(${TABLE.flat().join(', ')}), 3, byrow = TRUE))`,
    'f$p.value',
  ),
  ofTwo('five quantiles', 1_000_000, 1, ({ x }) => quantile(x, [0, 0.25, 0.5, 0.75, 1]), 'quantile(x)', 'f'),
];

function signedRank(x: Float64Array): number {
  return signedRankTest(x, { mu: 0, alternative: 'two_sided', exact: 'auto', correct: true }).pValue;
}
