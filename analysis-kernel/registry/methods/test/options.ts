/** Options of `test`. */

import * as z from 'zod';
import { ONE_PROPORTION, TWO_PROPORTIONS } from '../../../stats/hypothesis/proportion-intervals';
import { ADJUST_WORDS, confLevelOption, dataOption, weightsOption, whereOption } from '../../common-options';
import { allOf, anyOf, beside } from '../../only-with';
import { choice, column, flag, formula, number, numbers, type OptionsOf, special } from '../../options';
import { isTest, type Key, TAKEN, TESTS, type TestName } from './taken';
import { COEFFICIENT_WORDS, INTERVAL_WORDS, TEST_WORDS } from './words';

/** Tests that estimate nothing an interval is of. */
const WITHOUT_INTERVAL: readonly TestName[] = ['anova', 'welch_anova', 'kruskal', 'friedman', 'chisq', 'trend', 'shapiro', 'levene'];
const CORRELATIONS = ['pearson', 'spearman', 'kendall'] as const;

/** Of the tests that heed an option. */
const ofTests = (key: Key) => beside('test', ...TESTS.filter((test) => TAKEN[test].keys.includes(key)));

/** Of tests whose estimate has an interval. */
const withInterval = beside('test', ...TESTS.filter((test) => !WITHOUT_INTERVAL.includes(test)));

/** Columns beside one another are named as x and y, unless the rows of a subject are paired by a formula. */
const takesColumns = ({ test, formula }: Readonly<Record<string, unknown>>) =>
  isTest(test) && TAKEN[test].sides.by === 'columns' && formula === undefined;

export const TEST_OPTIONS = {
  data: dataOption,
  test: choice({
    label: { en: 'Test', zh: '检验' },
    help: {
      en: 'Which test. Means: t (equal variances), welch, paired, anova, welch_anova. Ranks: wilcoxon, signed_rank, kruskal, friedman. Counts: chisq, fisher, mcnemar, cmh, trend, proportion. And correlation, shapiro, levene. Required.',
      zh: '检验的种类：比较均数、秩、计数或比例，或考察相关、正态性与方差齐性。必填。',
    },
    values: TESTS,
    valueWords: TEST_WORDS,
    required: true,
  }),
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`outcome ~ group`, as in R; `outcome ~ 1` for one sample. Differences are the first group minus the second. Instead of it x, or x and y.',
      zh: '`结局 ~ 分组`，与 R 相同；单样本写作 `结局 ~ 1`。差值为第一组减第二组。也可改用 x，或 x 与 y。',
    },
    roles: ['group'],
    offered: (written) => !takesColumns(written),
  }),
  x: column({
    label: { en: 'First column', zh: '第一列' },
    help: {
      en: 'Instead of a formula: one sample, or the first of two columns (of pairs in paired, signed_rank, mcnemar, correlation).',
      zh: '代替公式：单个样本，或两列中的第一列（配对检验与相关分析中为配对的前一个）。',
    },
    accepts: 'any',
    offered: takesColumns,
  }),
  y: column({
    label: { en: 'Second column', zh: '第二列' },
    help: { en: 'The second of two columns.', zh: '两列中的第二列。' },
    accepts: 'any',
    offered: takesColumns,
  }),
  strata: column({
    label: { en: 'Strata or subjects', zh: '分层或个体' },
    help: {
      en: 'The strata of cmh; the column of subjects (blocks) whose rows belong together in friedman, and in paired and signed_rank with a formula.',
      zh: 'Cochran–Mantel–Haenszel 检验的分层列；Friedman 检验，以及用公式的配对检验中标识同一个体（区组）的列。',
    },
    accepts: 'any',
    only: anyOf(beside('test', 'friedman', 'cmh'), allOf(beside('test', 'paired', 'signed_rank'), beside('formula'))),
    offered: (written) => !takesColumns(written),
  }),
  coefficient: choice({
    label: { en: 'Coefficient of correlation', zh: '相关系数' },
    help: { en: 'Which correlation (default pearson).', zh: '相关系数的种类（默认 Pearson）。' },
    values: CORRELATIONS,
    valueWords: COEFFICIENT_WORDS,
    only: ofTests('coefficient'),
  }),
  interval: choice({
    label: { en: 'Interval of proportions', zh: '比例的置信区间' },
    help: {
      en: 'wilson, clopper_pearson or agresti_coull for each proportion (default wilson); newcombe or miettinen_nurminen for the difference of two groups (default newcombe).',
      zh: '各比例用 Wilson、Clopper–Pearson 或 Agresti–Coull 法（默认 Wilson 法）；两组之差用 Newcombe 或 Miettinen–Nurminen 法（默认 Newcombe 法）。',
    },
    values: [...ONE_PROPORTION, ...TWO_PROPORTIONS],
    valueWords: INTERVAL_WORDS,
    only: ofTests('interval'),
  }),
  posthoc: choice({
    label: { en: 'Comparisons of pairs', zh: '两两比较' },
    help: {
      en: 'Every two groups: tukey after anova, games_howell after welch_anova, dunn after kruskal.',
      zh: '各组两两比较：方差分析后用 Tukey 法，Welch 方差分析后用 Games–Howell 法，Kruskal–Wallis 检验后用 Dunn 法。',
    },
    values: ['tukey', 'games_howell', 'dunn'],
    valueWords: {
      tukey: { en: 'Tukey', zh: 'Tukey 法' },
      games_howell: { en: 'Games–Howell', zh: 'Games–Howell 法' },
      dunn: { en: 'Dunn', zh: 'Dunn 法' },
    },
    only: ofTests('posthoc'),
  }),
  adjust: choice({
    label: { en: 'Adjustment of p values', zh: 'P 值校正' },
    help: {
      en: 'For the number of comparisons, of dunn (default holm); tukey and games_howell adjust by themselves.',
      zh: '按 Dunn 法的比较次数校正（默认 Holm 法）；Tukey 法与 Games–Howell 法自身已作校正。',
    },
    values: ['holm', 'hochberg', 'bonferroni', 'bh', 'by', 'none'],
    valueWords: ADJUST_WORDS,
    advanced: true,
    only: allOf(ofTests('adjust'), beside('posthoc')),
  }),
  mu: number({
    label: { en: 'Null value', zh: '原假设的值' },
    help: {
      en: 'The mean, difference or location under the null hypothesis (default 0); of one proportion, which is tested only where it is given.',
      zh: '原假设下的均数、差值或位置（默认 0）；单个比例仅在给出该值时作检验。',
    },
    advanced: true,
    only: ofTests('mu'),
  }),
  alternative: choice({
    label: { en: 'Alternative', zh: '备择假设' },
    help: {
      en: 'Two-sided, or that the quantity is less or greater than the null value; a one-sided interval is open on its other side.',
      zh: '双侧，或该量小于、大于原假设的值；单侧区间的另一侧无界。',
    },
    values: ['two_sided', 'less', 'greater'],
    valueWords: {
      two_sided: { en: 'two-sided', zh: '双侧' },
      less: { en: 'less', zh: '小于' },
      greater: { en: 'greater', zh: '大于' },
    },
    advanced: true,
    defaultText: 'two_sided',
    only: ofTests('alternative'),
  }),
  exact: special({
    label: { en: 'Exact', zh: '精确检验' },
    help: {
      en: 'Exact p values of wilcoxon, signed_rank (by themselves below 50 values without ties), spearman, kendall and mcnemar (only when true).',
      zh: '精确 P 值：Wilcoxon 秩和与符号秩检验（少于 50 个值且无结点时默认）、Spearman 与 Kendall 相关，以及 McNemar 检验（仅在指定时）。',
    },
    type: 'word, true or false',
    values: ['auto', 'true', 'false'],
    valueWords: {
      auto: { en: 'where there are few values without ties', zh: '取值较少且无结点时' },
      true: { en: 'yes', zh: '是' },
      false: { en: 'no', zh: '否' },
    },
    defaultText: 'auto',
    advanced: true,
    form: { control: 'yaml' },
    schema: z.union([z.literal('auto'), z.boolean()]).optional(),
    only: ofTests('exact'),
  }),
  correct: flag({
    label: { en: 'Continuity correction', zh: '连续性校正' },
    help: {
      en: 'For the normal approximation of wilcoxon and signed_rank (default true); Yates’s for chisq, proportion, mcnemar and cmh (default false).',
      zh: 'Wilcoxon 秩和与符号秩检验正态近似的连续性校正（默认使用）；χ²、比例、McNemar 与 Cochran–Mantel–Haenszel 检验的 Yates 校正（默认不用）。',
    },
    advanced: true,
    only: ofTests('correct'),
  }),
  mid_p: flag({
    label: { en: 'Mid-p', zh: 'mid-p' },
    help: {
      en: 'Counts what is as probable as the observed table by half: fisher of 2 × 2 tables, exact mcnemar.',
      zh: '与观察到的表同样可能者按一半计：四格表的 Fisher 检验与精确 McNemar 检验。',
    },
    advanced: true,
    only: ofTests('mid_p'),
  }),
  scores: numbers({
    label: { en: 'Scores of the groups', zh: '各组得分' },
    help: {
      en: 'For trend: one score a group, in the groups’ order (default 1, 2, …).',
      zh: '用于趋势检验：按组的顺序每组一个得分（默认 1、2……）。',
    },
    advanced: true,
    only: ofTests('scores'),
  }),
  weights: weightsOption,
  conf_level: { ...confLevelOption, only: anyOf(withInterval, beside('posthoc')) },
  where: whereOption,
};

export type TestOptions = OptionsOf<typeof TEST_OPTIONS>;
