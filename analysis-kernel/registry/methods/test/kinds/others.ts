import { smallestExpected } from '../../../../stats/hypothesis/contingency';
import { ONE_PROPORTION, type OneInterval, TWO_PROPORTIONS, type TwoInterval } from '../../../../stats/hypothesis/proportion-intervals';
import { binomialP, differenceInterval, differenceP, proportionInterval, scoreTest } from '../../../../stats/hypothesis/proportions';
import { refuse, type TestData } from '../data';
import { sharesSaid, subjectOf } from '../describe';
import { kendall, pearson, spearman } from '../kernel/correlation';
import { LEAST_VALUES, MOST_VALUES, shapiroWilk } from '../kernel/shapiro';
import { leveneTest } from '../kernel/spread';
import { pearsonTest } from '../kernel/tables';
import type { TestOptions } from '../options';
import type { Outcome, TestRow, TestRun } from '../outcome';
import { numericPairs, type Sample, samplesOf, sharesOf } from '../shapes';
import { expectedWarning, tiesWarning } from '../warnings';

const askedOf = ({ alternative = 'two_sided', conf_level: level }: TestOptions) => ({ alternative, level });

/** How each proportion and the difference of two are covered: the option names one of them. Throws where there is no difference of two to cover. */
function intervalsOf({ interval }: TestOptions, two: boolean): { readonly each: OneInterval; readonly between: TwoInterval } {
  const each = ONE_PROPORTION.find((name) => name === interval) ?? 'wilson';
  const between = TWO_PROPORTIONS.find((name) => name === interval);
  if (between === undefined || two) return { each, between: between ?? 'newcombe' };
  throw refuse(
    'option_not_of_test',
    'interval',
    `interval is ${interval}, which covers the difference of two groups; there are no two. Take ${ONE_PROPORTION.join(', ')}.`,
    `interval 的值为 ${interval}，用于两组之差，而此处并非两组。请用 ${ONE_PROPORTION.join('、')}。`,
    ONE_PROPORTION,
  );
}

function runProportion(data: TestData, options: TestOptions): Outcome {
  const { groups, outcome, event, by } = sharesOf(data);
  const single = by === null;
  const two = groups.length === 2 && !single;
  const { each, between } = intervalsOf(options, two);
  const subject = subjectOf({ en: `${outcome.en} (${event.en})`, zh: `${outcome.zh}（${event.zh}）` }, by);
  const described = sharesSaid(groups);
  const conventions = { conf_level: options.conf_level };
  if (single) return { subject, described, rows: [oneProportion(groups[0], each, options)], conventions };
  if (groups.length < 2) {
    throw refuse(
      'group_count',
      'formula',
      `${by.en} has one group; write ${outcome.en} ~ 1 for one proportion.`,
      `${by.zh}只有一组；单个比例请写 ~ 1。`,
    );
  }
  if (options.mu !== undefined)
    throw refuse(
      'option_not_of_test',
      'mu',
      'mu is the null value of one proportion; groups are compared with one another.',
      'mu 为单个比例的原假设值；多组之间相互比较，不使用 mu。',
    );
  const sided = two ? askedOf(options) : { ...askedOf(options), alternative: 'two_sided' as const };
  if (!two && options.alternative !== undefined && options.alternative !== 'two_sided') {
    throw refuse('option_not_of_test', 'alternative', 'More than two groups have no side.', '多于两组时没有单侧检验。');
  }
  const rows: TestRow[] = groups.map(({ level, said, events, n }) => ({
    group: level,
    said,
    quantity: 'proportion',
    ...proportionInterval(events, n, each, { ...sided, alternative: 'two_sided' }),
    method: each,
    n,
    events,
  }));
  const counts = groups.map(({ events, n }) => [events, n - events]);
  const total = { events: groups.reduce((sum, { events }) => sum + events, 0), n: groups.reduce((sum, { n }) => sum + n, 0) };
  const known = total.events > 0 && total.events < total.n;
  if (known) data.warnings.push(...expectedWarning(smallestExpected(counts)));
  else data.warnings.push(sameOutcome());
  const correct = options.correct ?? false;
  const test = known ? pearsonTest(counts, correct) : {};
  if (!two) return { subject, described, rows: [...rows, { ...test, method: correct ? 'chisq_yates' : 'chisq', ...total }], conventions };
  const [a, b] = groups;
  const shares = { events: [a.events, b.events], n: [a.n, b.n] } as const;
  const oneSided = known && sided.alternative !== 'two_sided' && !correct ? { pValue: differenceP(shares, sided.alternative) } : {};
  if (sided.alternative !== 'two_sided' && correct)
    throw refuse('option_not_of_test', 'correct', 'Yates’s correction is for the two-sided test.', 'Yates 校正仅用于双侧检验。');
  const compared: TestRow = {
    quantity: 'proportion_difference',
    ...differenceInterval(shares, between, sided),
    ...test,
    ...oneSided,
    method: correct ? `${between}_yates` : between,
    ...total,
  };
  return { subject, described, rows: [compared, ...rows], conventions };
}

function sameOutcome() {
  return {
    code: 'one_outcome',
    message: {
      en: 'Every row has the same outcome, so there is no test; the intervals stand.',
      zh: '所有行的结局相同，无法检验；置信区间仍有效。',
    },
  };
}

function oneProportion({ events, n }: { readonly events: number; readonly n: number }, method: OneInterval, options: TestOptions): TestRow {
  const row: TestRow = { quantity: 'proportion', ...proportionInterval(events, n, method, askedOf(options)), method, n, events };
  const { mu } = options;
  if (mu === undefined) return row;
  if (!(mu > 0 && mu < 1)) {
    throw refuse(
      'null_out_of_range',
      'mu',
      `mu is ${mu}; a proportion under the null hypothesis lies between 0 and 1.`,
      `mu 的值为 ${mu}；原假设下的比例应在 0 与 1 之间。`,
    );
  }
  const tested = { mu, ...askedOf(options) };
  if (method === 'clopper_pearson') return { ...row, pValue: binomialP(events, n, tested) };
  return { ...row, ...scoreTest(events, n, tested), df: 1 };
}

function runCorrelation(data: TestData, options: TestOptions): Outcome {
  const method = options.coefficient ?? 'pearson';
  if (method === 'pearson' && options.exact !== undefined) {
    throw refuse('option_not_of_test', 'exact', 'exact is for spearman and kendall.', 'exact 用于 spearman 与 kendall。');
  }
  const { outcome, x, y, path, names } = numericPairs(data);
  const least = method === 'kendall' ? 2 : 3;
  if (x.length < least)
    throw refuse(
      'too_few_values',
      path,
      `The correlation needs ${least} pairs at least; there are ${x.length}.`,
      `相关分析至少需要 ${least} 对；现有 ${x.length} 对。`,
    );
  const constant = [x, y].findIndex((values) => values.every((value) => value === values[0]));
  if (constant >= 0) {
    throw refuse(
      'no_variation',
      path,
      `${names[constant].en} has one value throughout, so there is no correlation.`,
      `${names[constant].zh}只有一种取值，无法计算相关。`,
    );
  }
  const sided = askedOf(options);
  const row = { quantity: method, n: x.length } as const;
  const base = { subject: outcome, described: null, conventions: { conf_level: options.conf_level, intervals: 'Fisher z' } };
  const words = { intervals: { en: 'Fisher’s z', zh: 'Fisher z 变换' } };
  if (method === 'pearson') {
    const { exact: _, ...test } = pearson(x, y, sided);
    return { ...base, words, rows: [{ ...row, ...test, method: 'pearson' }] };
  }
  const exact = options.exact ?? 'auto';
  const { exact: counted, ties, ...test } = (method === 'spearman' ? spearman : kendall)(x, y, exact, sided);
  if (ties) data.warnings.push(tiesWarning(exact === true));
  const series = method === 'spearman' && !counted && test.df === null;
  return { ...base, words, rows: [{ ...row, ...test, method: series ? 'spearman_series' : counted ? `${method}_exact` : method }] };
}

function runShapiro(data: TestData): Outcome {
  const { groups, outcome, by, path } = samplesOf(data, { groups: [1, Number.POSITIVE_INFINITY], values: LEAST_VALUES });
  for (const { said, values } of groups) {
    if (values.length > MOST_VALUES) {
      throw refuse(
        'too_many_values',
        path,
        `${said.en} has ${values.length} values; Royston’s approximation holds up to ${MOST_VALUES}. So many values need no test: look at their distribution.`,
        `${said.zh}有 ${values.length} 个值；Royston 近似至多适用于 ${MOST_VALUES} 个值。如此多的值无须检验，请直接观察分布。`,
      );
    }
    if (values.every((value) => value === values[0])) {
      throw refuse('no_variation', path, `All values of ${said.en} are equal.`, `${said.zh}的所有取值相等。`);
    }
  }
  const named = groups.length > 1 || by !== null;
  return {
    subject: subjectOf(outcome, by),
    described: null,
    rows: groups.map(({ level, said, values }) => ({
      ...(named ? { group: level, said } : {}),
      ...shapiroWilk(values),
      method: 'shapiro',
      n: values.length,
    })),
    conventions: {},
  };
}

function runLevene(data: TestData): Outcome {
  const { groups, outcome, by, path } = samplesOf(data, { groups: [2, Number.POSITIVE_INFINITY], values: 1, formula: true });
  const n = groups.reduce((total, { values }) => total + values.length, 0);
  const test = leveneTest(groups.map(({ values }: Sample) => values));
  if (Number.isNaN(test.statistic)) {
    throw refuse(
      'no_variation',
      path,
      'The distances from the medians do not vary within the groups, so the test is not defined.',
      '组内到中位数的距离没有变异，检验无定义。',
    );
  }
  return {
    subject: subjectOf(outcome, by),
    described: null,
    rows: [{ ...test, residual: n - groups.length, method: 'levene', n }],
    conventions: {},
  };
}

export const OTHER_RUNS = {
  proportion: runProportion,
  correlation: runCorrelation,
  shapiro: runShapiro,
  levene: runLevene,
} as const satisfies Readonly<Record<string, TestRun>>;
