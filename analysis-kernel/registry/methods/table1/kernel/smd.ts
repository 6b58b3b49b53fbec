/** Standardised mean differences between groups. */
import { symmetricPseudoInverse } from '../../../../numeric/linalg/eigen';

/**
 * Of two means: (m₁ − m₀) / √((v₁ + v₀)/2), second group minus first. Variances are those of the unweighted sample even where means are weighted, so that
 * before and after weighting share one scale. 0 where means are equal, NaN where they differ without any variance.
 * Austin 2009, doi:10.1002/sim.3697. R: `tableone::ExtractSmd` gives its absolute value.
 */
export function meanDifference(first: { mean: number; variance: number }, second: { mean: number; variance: number }): number {
  const difference = second.mean - first.mean;
  if (difference === 0) return 0;
  const pooled = (first.variance + second.variance) / 2;
  return pooled > 0 ? difference / Math.sqrt(pooled) : Number.NaN;
}

/**
 * Of two distributions over k levels: for k = 2 the difference of the second level's shares over √((p₁q₁ + p₀q₀)/2), signed; for more √(dᵀ S⁻ d) on k − 1
 * shares with S the mean of the two multinomial covariances and S⁻ its generalised inverse (Yang & Dalton 2012). `spread`: shares behind the covariances
 * (those of the unweighted sample). NaN where a group has no share at all, and where the groups have no level in common: S then has no variance in
 * the direction in which they differ.
 */
export function shareDifference(
  first: readonly number[],
  second: readonly number[],
  spread: { readonly first: readonly number[]; readonly second: readonly number[] },
): number {
  const common = first.some((share, level) => share > 0 && second[level] > 0);
  if (!common) return Number.NaN;
  if (first.length === 2) {
    const variance = (p: number) => p * (1 - p);
    return meanDifference(
      { mean: first[1], variance: variance(spread.first[1]) },
      { mean: second[1], variance: variance(spread.second[1]) },
    );
  }
  const k = first.length - 1;
  const difference = Float64Array.from({ length: k }, (_, i) => second[i + 1] - first[i + 1]);
  if (difference.every((d) => d === 0)) return 0;
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const cell = (p: readonly number[]) => (i === j ? p[i + 1] * (1 - p[i + 1]) : -p[i + 1] * p[j + 1]);
      matrix[i * k + j] = (cell(spread.first) + cell(spread.second)) / 2;
    }
  }
  const inverse = symmetricPseudoInverse(matrix, k);
  let square = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) square += difference[i] * inverse[i * k + j] * difference[j];
  return square > 0 ? Math.sqrt(square) : Number.NaN;
}

/** Of more than two groups: the mean of the absolute differences of all pairs, as tableone does; of two the one difference. NaN without a pair. */
export function overPairs(groups: number, difference: (first: number, second: number) => number): number {
  if (groups === 2) return difference(0, 1);
  let total = 0;
  let pairs = 0;
  for (let a = 0; a < groups; a++) {
    for (let b = a + 1; b < groups; b++) {
      total += Math.abs(difference(a, b));
      pairs++;
    }
  }
  return pairs === 0 ? Number.NaN : total / pairs;
}
