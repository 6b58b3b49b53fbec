/** The test of one variable between the groups of a panel. */

import { chiSquaredTest, smallestExpected, withoutEmpty } from '@/analysis-kernel/stats/hypothesis/contingency';
import { exactFisherP } from '@/analysis-kernel/stats/hypothesis/fisher';
import { anovaTest, studentTest } from '@/analysis-kernel/stats/hypothesis/mean-tests';
import { twoMeans, welchAnova } from '@/analysis-kernel/stats/hypothesis/means';
import { kruskalTest, wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import { scaleOf, variance } from '../../../numeric/sum';
import { orNull, type TestAsked, type VariableTest } from './variable';

interface Outcome {
  readonly statistic: number;
  readonly pValue: number;
}

const NONE: Outcome = { statistic: Number.NaN, pValue: Number.NaN };

type Samples = readonly Float64Array[];

const NUMERIC = {
  t: { two: ['t', ([x, y]: Samples) => studentTest(x, y)], more: ['anova', anovaTest] },
  welch: { two: ['welch', welchTwo], more: ['welch_anova', welchMore] },
  wilcoxon: { two: ['wilcoxon', ([x, y]: Samples) => wilcoxonTest(x, y)], more: ['kruskal', kruskalTest] },
} as const satisfies Record<string, { readonly [Kind in 'two' | 'more']: readonly [string, (samples: Samples) => Outcome] }>;

/** Whether a test is one of numbers. */
export function isNumericTest(test: string): test is keyof typeof NUMERIC {
  return Object.hasOwn(NUMERIC, test);
}

/** A test of numbers over the groups that have values; null where fewer than two have. */
export function numericTest(samples: Samples, choice: string): VariableTest | null {
  const filled = samples.filter((sample) => sample.length > 0);
  if (filled.length < 2 || !isNumericTest(choice)) return null;
  // The groups of the table choose the test, not those of them that know this variable: all its rows are tested alike.
  const [test, run] = NUMERIC[choice][samples.length === 2 ? 'two' : 'more'];
  // None of these tests knows the unit of the values.
  const scale = scaleOf(...filled);
  const { statistic, pValue } = run(scale === 1 ? filled : filled.map((sample) => sample.map((value) => value / scale)));
  return { test, statistic: orNull(statistic), pValue: orNull(pValue), simulation: null };
}

function welchTwo([x, y]: Samples): Outcome {
  return twoMeans(x, y, false, { mu: 0, alternative: 'two_sided', level: 0.95 }) ?? NONE;
}

function welchMore(samples: Samples): Outcome {
  return samples.every((sample) => sample.length > 1 && variance(sample) > 0) ? welchAnova(samples) : NONE;
}

/** χ² or Fisher's exact test of a row of counts a group; null where fewer than two groups or levels have any. */
export function categoryTest(counts: readonly (readonly number[])[], asked: NonNullable<TestAsked>): VariableTest | null {
  const table = withoutEmpty(counts);
  if (table.length < 2 || table[0].length < 2) return null;
  if (asked === 'chisq' || (asked !== 'fisher' && smallestExpected(table) >= 5)) {
    const { statistic, pValue } = chiSquaredTest(table);
    return { test: 'chisq', statistic, pValue, simulation: null };
  }
  const pValue = exactFisherP(table);
  if (pValue === null) return { test: 'fisher_simulated', statistic: null, pValue, simulation: null, open: table };
  return { test: 'fisher', statistic: null, pValue, simulation: null };
}
