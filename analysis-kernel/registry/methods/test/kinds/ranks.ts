/** Tests on ranks. */

import { sum } from '../../../../numeric/sum';
import { levelText } from '../../../../results/format';
import { kruskalTest, type RankTest, wilcoxonTest } from '../../../../stats/hypothesis/rank-tests';
import { ADJUST_WORDS } from '../../../common-options';
import { refuse, type TestData } from '../data';
import { mediansSaid, subjectOf } from '../describe';
import { friedmanTest } from '../kernel/blocks';
import { dunnComparisons } from '../kernel/posthoc';
import { locationShift, pseudoMedian, signedRankTest } from '../kernel/ranks';
import type { TestOptions } from '../options';
import type { Outcome, TestRun } from '../outcome';
import { blocksOf, pairsOf, type Sample, samplesOf } from '../shapes';
import { levelWarning, smallGroupsWarning, tiesWarning, unitsWarnings } from '../warnings';
import { checkCompared } from './means';

const rankOptions = ({ mu = 0, alternative = 'two_sided', exact = 'auto', correct = true }: TestOptions) => ({
  mu,
  alternative,
  exact,
  correct,
});
const askedOf = ({ mu = 0, alternative = 'two_sided', conf_level: level }: TestOptions) => ({ mu, alternative, level });

function allEqual(path: string) {
  return refuse(
    'no_variation',
    path,
    'All values are equal, so their ranks say nothing. Is the right column named?',
    '所有取值相等，秩没有信息。所指定的列是否正确？',
  );
}

const RULE = 'exact below 50 without ties, else normal with correction for ties';
const INTERVALS = { intervals: { en: 'of the test inverted', zh: '由检验反推' } };

const conventionsOf = (options: TestOptions) => ({ conf_level: options.conf_level, wilcoxon: RULE, intervals: 'test inverted' });
const WORDS = {
  ...INTERVALS,
  wilcoxon: {
    en: 'exact below 50 values a sample without ties, else normal with correction for ties',
    zh: '每个样本少于 50 个值且无结点时为精确检验，否则为正态近似并对结点作校正',
  },
};

const methodOf = (kind: 'wilcoxon' | 'signed_rank', { exact }: RankTest, { correct = true }: TestOptions) =>
  `${kind}_${exact ? 'exact' : correct ? 'corrected' : 'normal'}` as const;

function runRankSum(data: TestData, options: TestOptions): Outcome {
  const { groups, outcome, by, path } = samplesOf(data, { groups: [2, 2], values: 1 });
  const [x, y] = groups.map(({ values }) => values);
  const test = wilcoxonTest(x, y, rankOptions(options));
  if (Number.isNaN(test.pValue)) throw allEqual(path);
  if (test.ties) data.warnings.push(tiesWarning(options.exact === true));
  const { reached, ...shift } = locationShift(x, y, askedOf(options), test.exact, options.correct ?? true);
  if (!reached) data.warnings.push(levelWarning(levelText(options.conf_level)));
  return {
    subject: subjectOf(outcome, by),
    described: mediansSaid(groups),
    rows: [
      {
        quantity: 'location_shift',
        ...shift,
        statistic: test.statistic,
        pValue: test.pValue,
        method: methodOf('wilcoxon', test, options),
        n: x.length + y.length,
      },
    ],
    conventions: conventionsOf(options),
    words: WORDS,
  };
}

function runSignedRank(data: TestData, options: TestOptions): Outcome {
  const pairs = pairsOf(data);
  data.warnings.push(...unitsWarnings(data));
  const single = pairs === null ? samplesOf(data, { groups: [1, 1], values: 1 }) : null;
  const values =
    single === null && pairs !== null ? pairs.x.map((value, i) => value - pairs.y[i]) : (single?.groups[0].values ?? new Float64Array(0));
  const groups =
    pairs === null
      ? (single?.groups ?? [])
      : [pairs.x, pairs.y].map((own, i): Sample => ({ level: '', said: pairs.names[i], values: own }));
  const test = signedRankTest(values, rankOptions(options));
  if (Number.isNaN(test.pValue)) {
    throw refuse(
      'no_variation',
      data.first.path,
      'Every difference is zero, so there are no ranks to sign. Is the right column named?',
      '所有差值均为 0，没有可用的秩。所指定的列是否正确？',
    );
  }
  if (test.ties) data.warnings.push(tiesWarning(options.exact === true));
  if (test.zeros > 0) data.warnings.push(zerosWarning(test.zeros));
  const { reached, ...median } = pseudoMedian(values, askedOf(options), test.exact, options.correct ?? true);
  if (!reached) data.warnings.push(levelWarning(levelText(options.conf_level)));
  const { statistic, pValue } = test;
  return {
    subject: pairs?.outcome ?? single?.outcome ?? data.said(data.first.name),
    described: mediansSaid(groups),
    rows: [{ quantity: 'pseudo_median', ...median, statistic, pValue, method: methodOf('signed_rank', test, options), n: values.length }],
    conventions: conventionsOf(options),
    words: WORDS,
  };
}

function zerosWarning(n: number) {
  return {
    code: 'zero_differences',
    message: {
      en: `${n === 1 ? 'One difference is' : `${n} differences are`} zero and left out, as Wilcoxon did; the p value is approximate.`,
      zh: `有 ${n} 个差值为 0，按 Wilcoxon 的做法已排除；P 值为近似值。`,
    },
  };
}

const DIFFERENCE = { en: 'Difference in mean ranks', zh: '平均秩之差' };

function runKruskal(data: TestData, options: TestOptions): Outcome {
  const { groups, outcome, by, path } = samplesOf(data, { groups: [2, Number.POSITIVE_INFINITY], values: 1, formula: true });
  const values = groups.map((group) => group.values);
  const test = kruskalTest(values);
  if (Number.isNaN(test.statistic)) throw allEqual(path);
  if (options.posthoc !== undefined) checkCompared(groups);
  const adjustment = options.adjust ?? 'holm';
  data.warnings.push(...smallGroupsWarning(groups));
  const comparisons = options.posthoc === undefined ? null : dunnComparisons(values, adjustment);
  return {
    subject: subjectOf(outcome, by),
    described: mediansSaid(groups),
    rows: [{ ...test, method: 'kruskal', n: sum(values.map(({ length }) => length)) }],
    ...(comparisons === null ? {} : { posthoc: { comparisons, groups, measure: DIFFERENCE, adjusted: ADJUST_WORDS[adjustment] } }),
    conventions: comparisons === null ? {} : { adjustment },
  };
}

function runFriedman(data: TestData): Outcome {
  const { outcome, names, blocks } = blocksOf(data, [2, Number.POSITIVE_INFINITY]);
  const test = friedmanTest(blocks);
  if (Number.isNaN(test.statistic)) throw allEqual('formula');
  const groups = names.map((said, j): Sample => ({ level: '', said, values: Float64Array.from(blocks, (block) => block[j]) }));
  return { subject: outcome, described: mediansSaid(groups), rows: [{ ...test, method: 'friedman', n: blocks.length }], conventions: {} };
}

export const RANK_RUNS = {
  wilcoxon: runRankSum,
  signed_rank: runSignedRank,
  kruskal: runKruskal,
  friedman: runFriedman,
} as const satisfies Readonly<Record<string, TestRun>>;
