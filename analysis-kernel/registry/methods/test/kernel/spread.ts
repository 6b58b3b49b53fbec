/** Equality of variances: Levene's test about the medians. */
import { quantile } from '../../../../numeric/quantile';
import type { GroupTest } from '../../../../stats/hypothesis/group-test';
import { anovaTest } from '../../../../stats/hypothesis/mean-tests';

/**
 * Brown and Forsythe's form of Levene's test: the analysis of variance of the distances from each sample's median; NaN where they do not vary.
 * R: `car::leveneTest(y ~ g)`. Brown & Forsythe 1974, doi:10.1080/01621459.1974.10482955.
 */
export function leveneTest(samples: readonly Float64Array[]): GroupTest {
  return anovaTest(
    samples.map((sample) => {
      const [median] = quantile(sample, [0.5]);
      return sample.map((value) => Math.abs(value - median));
    }),
  );
}
