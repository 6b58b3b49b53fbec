/** Standardised mean differences between groups. */
import { symmetricPseudoInverse } from '../../../../numeric/linalg/eigen';

export interface Spread {
  readonly mean: number;
  readonly sd: number;
}

/**
 * Of two means: (m₁ − m₀) / √((s₁² + s₀²)/2), second group minus first. Standard deviations are those of the unweighted sample even where means are weighted, so that
 * before and after weighting share one scale. 0 where means are equal, NaN where they differ without any variance.
 * Austin 2009, doi:10.1002/sim.3697. R: `tableone::ExtractSmd` gives its absolute value.
 */
export function meanDifference(first: Spread, second: Spread): number {
  const difference = second.mean - first.mean;
  if (difference === 0) return 0;
  const pooled = Math.hypot(first.sd, second.sd) / Math.SQRT2;
  return pooled > 0 ? difference / pooled : Number.NaN;
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
    const sd = (p: number) => Math.sqrt(p * (1 - p));
    return meanDifference({ mean: first[1], sd: sd(spread.first[1]) }, { mean: second[1], sd: sd(spread.second[1]) });
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

/**
 * Of more than two groups the mean of the absolute differences of all pairs, as tableone does, or the largest of them; of two the one difference. NaN
 * without a pair, and where one of the pairs has none.
 */
export function overPairs(groups: number, difference: (first: number, second: number) => number, of: 'mean' | 'largest'): number {
  if (groups === 2) return difference(0, 1);
  const sizes: number[] = [];
  for (let a = 0; a < groups; a++) for (let b = a + 1; b < groups; b++) sizes.push(Math.abs(difference(a, b)));
  if (sizes.length === 0) return Number.NaN;
  return of === 'largest' ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}
