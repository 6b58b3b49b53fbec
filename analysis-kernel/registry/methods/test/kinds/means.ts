import { mean, sum, variance } from '../../../../numeric/sum';
import { anovaTest } from '../../../../stats/hypothesis/mean-tests';
import { type MeanTest, oneMean, twoMeans, welchAnova } from '../../../../stats/hypothesis/means';
import { inSteps } from '../../../pool';
import { refuse, type TestData } from '../data';
import { meansSaid, subjectOf } from '../describe';
import { rangeComparisons } from '../kernel/posthoc';
import type { TestOptions } from '../options';
import type { Outcome, TestRun } from '../outcome';
import { pairsOf, type Sample, type Samples, samplesOf } from '../shapes';
import { normalityWarnings, unitsWarnings, varianceWarnings } from '../warnings';
import type { MethodWord, QuantityWord } from '../words';

const askedOf = ({ mu = 0, alternative = 'two_sided', conf_level: level }: TestOptions) => ({ mu, alternative, level });

function noSpread(path: string) {
  return refuse(
    'no_variation',
    path,
    'The values do not vary (beyond rounding), so the test is not defined. Is the right column named?',
    '取值没有变异（舍入误差除外），检验无定义。所指定的列是否正确？',
  );
}

function meanOutcome(test: MeanTest | null, path: string, row: { quantity: QuantityWord; method: MethodWord; n: number }): Outcome['rows'] {
  if (test === null) throw noSpread(path);
  return [{ ...row, ...test }];
}

const conventionsOf = (options: TestOptions) => ({
  conf_level: options.conf_level,
  intervals: 'Wald, t',
});

function twoSamples(equal: boolean): TestRun {
  return (data, options) => {
    const { groups, outcome, by, path } = samplesOf(data, { groups: [2, 2], alone: true, values: equal ? 1 : 2 });
    const [x, y] = groups.map(({ values }) => values);
    const n = sum(groups.map(({ values }) => values.length));
    if (n < (y === undefined ? 2 : 3)) throw tooFew(path, y === undefined ? 2 : 3);
    data.warnings.push(...normalityWarnings(groups));
    if (equal && y !== undefined) data.warnings.push(...varianceWarnings(groups, 'welch'));
    const single = y === undefined;
    const test = single ? oneMean(x, askedOf(options)) : twoMeans(x, y, equal, askedOf(options));
    return {
      subject: subjectOf(outcome, by),
      described: meansSaid(groups),
      rows: meanOutcome(test, path, {
        quantity: single ? 'mean' : 'mean_difference',
        method: single ? 'one_sample_t' : equal ? 't' : 'welch',
        n,
      }),
      conventions: conventionsOf(options),
    };
  };
}

function tooFew(path: string, least: number) {
  return refuse('too_few_values', path, `The test needs ${least} values at least.`, `该检验至少需要 ${least} 个值。`);
}

function onlyOneEach({ groups, by }: Samples, path: string) {
  const [en, zh] = [by?.en ?? path, by?.zh ?? path];
  return refuse(
    'too_few_values',
    path,
    `Each of the ${groups.length} groups of ${en} has one value, so nothing varies within the groups. Is ${en} the grouping?`,
    `${zh}的 ${groups.length} 组每组只有一个值，组内没有变异。${zh}是分组变量吗？`,
  );
}

function runPaired(data: TestData, options: TestOptions): Outcome {
  const pairs = pairsOf(data);
  data.warnings.push(...unitsWarnings(data));
  if (pairs === null) {
    throw refuse(
      'variables_missing',
      data.first.path,
      'Choose a first and a second column for the pairs. As text: `x` and `y`, or a formula with the subjects in `strata`.',
      '请为配对选择第一列与第二列。写作文本：`x` 与 `y`，或公式加 `strata` 指定个体。',
    );
  }
  const { x, y, outcome, names, path } = pairs;
  const differences = x.map((value, i) => value - y[i]);
  if (differences.length < 2) throw tooFew(path, 2);
  const sides = [x, y].map((values, i): Sample => ({ level: names[i].en, said: names[i], values }));
  data.warnings.push(...normalityWarnings([{ level: '', said: { en: 'the differences', zh: '差值' }, values: differences }]));
  return {
    subject: outcome,
    described: meansSaid(sides),
    rows: meanOutcome(oneMean(differences, askedOf(options)), path, {
      quantity: 'paired_difference',
      method: 'paired_t',
      n: differences.length,
    }),
    conventions: conventionsOf(options),
  };
}

const MOST_COMPARED = 50;

/** Comparisons of every two groups grow with the square of their number. */
export function checkCompared(groups: readonly unknown[]): void {
  if (groups.length <= MOST_COMPARED) return;
  throw refuse(
    'too_many_values',
    'posthoc',
    `There are ${groups.length} groups; every two of at most ${MOST_COMPARED} can be compared.`,
    `共有 ${groups.length} 组；至多可对 ${MOST_COMPARED} 组作两两比较。`,
  );
}

const DIFFERENCE = { en: 'Difference in means', zh: '均数之差' };
const TUKEY = { en: 'Tukey', zh: 'Tukey 法' };
const GAMES_HOWELL = { en: 'Games–Howell', zh: 'Games–Howell 法' };

function manySamples(equal: boolean): TestRun {
  return async (data, options, work) => {
    const samples = samplesOf(data, { groups: [2, Number.POSITIVE_INFINITY], values: equal ? 1 : 2, formula: true });
    const { groups, outcome, by, path } = samples;
    const values = groups.map((group) => group.values);
    const n = sum(values.map(({ length }) => length));
    if (n - groups.length < 1) throw onlyOneEach(samples, path);
    const constant = groups.find((group) => !(variance(group.values) > 0) && group.values.length > 1);
    if (!equal && constant !== undefined) throw constantGroup(constant, path);
    data.warnings.push(...normalityWarnings(groups));
    if (equal) data.warnings.push(...varianceWarnings(groups, 'welch_anova'));
    const test = equal ? { ...anovaTest(values), residual: n - groups.length } : welchAnova(values);
    // What is left within the groups by rounding is no variation.
    const size = Math.max(...values.map((one) => Math.abs(mean(one))));
    const within = Math.max(...values.map((one) => (one.length > 1 ? variance(one) : 0)));
    if (!(Math.sqrt(within) > 10 * Number.EPSILON * size) || Number.isNaN(test.statistic)) throw noSpread(path);
    if (options.posthoc !== undefined) checkCompared(groups);
    const comparisons = options.posthoc === undefined ? null : await inSteps(rangeComparisons(values, equal, options.conf_level), work);
    return {
      subject: subjectOf(outcome, by),
      described: meansSaid(groups),
      rows: [{ method: equal ? 'anova' : 'welch_anova', n, ...test }],
      ...(comparisons === null ? {} : { posthoc: { comparisons, groups, measure: DIFFERENCE, adjusted: equal ? TUKEY : GAMES_HOWELL } }),
      conventions: { ...(comparisons === null ? {} : { conf_level: options.conf_level, intervals: 'simultaneous' }) },
      words: { intervals: { en: 'of all pairs together, studentised range', zh: '针对所有比较，学生化极差' } },
    };
  };
}

function constantGroup({ said }: Sample, path: string) {
  return refuse(
    'no_variation',
    path,
    `The values of ${said.en} do not vary, so its variance weighs without bound. Leave the group out with where, or take anova or kruskal.`,
    `${said.zh}的取值没有变异，其权重为无穷大。请用 where 排除该组，或用 anova 或 kruskal。`,
  );
}

export const MEAN_RUNS = {
  t: twoSamples(true),
  welch: twoSamples(false),
  paired: runPaired,
  anova: manySamples(true),
  welch_anova: manySamples(false),
} as const satisfies Readonly<Record<string, TestRun>>;
