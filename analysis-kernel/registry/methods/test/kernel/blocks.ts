/** Repeated measurements: Friedman's test. */
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { averageRanks } from '../../../../numeric/sort';
import type { GroupTest } from '../../../../stats/hypothesis/group-test';
import { tieSum } from '../../../../stats/hypothesis/rank-tests';

/** Friedman's test of blocks (each a value a group, in the groups' order), with correction for ties; NaN where no block varies. R: `friedman.test(matrix)`. */
export function friedmanTest(blocks: readonly Float64Array[]): GroupTest {
  const k = blocks[0].length;
  const n = blocks.length;
  const sums = new Float64Array(k);
  let ties = 0;
  for (const block of blocks) {
    averageRanks(block).forEach((rank, j) => {
      sums[j] += rank;
    });
    ties += tieSum(block);
  }
  const spread = sums.reduce((total, rankSum) => total + (rankSum - (n * (k + 1)) / 2) ** 2, 0);
  const scale = n * k * (k + 1) - ties / (k - 1);
  const statistic = scale > 0 ? (12 * spread) / scale : Number.NaN;
  return { statistic, df: k - 1, pValue: pchisq(statistic, k - 1, { lower: false }) };
}
