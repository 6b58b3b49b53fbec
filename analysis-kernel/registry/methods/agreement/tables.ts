/** Tables of `agreement`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { always, column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import type { TableDeclaration } from '../../method';

export const QUANTITY_WORDS = {
  kappa: { en: 'Kappa (Cohen)', zh: 'Kappa（Cohen）' },
  weighted_kappa: { en: 'Weighted kappa', zh: '加权 Kappa' },
  fleiss_kappa: { en: 'Kappa (Fleiss)', zh: 'Kappa（Fleiss）' },
  observed_agreement: { en: 'Observed agreement', zh: '观察一致率' },
  weighted_agreement: { en: 'Weighted agreement', zh: '加权一致率' },
  expected_agreement: { en: 'Agreement expected by chance', zh: '期望一致率' },
  pabak: { en: 'Kappa at equal prevalence without bias (PABAK)', zh: '校正患病率与偏倚的 Kappa（PABAK）' },
  positive_agreement: { en: 'Specific agreement', zh: '特定一致率' },
  icc_1_single: { en: 'ICC(1,1): one-way, a single rating', zh: 'ICC(1,1)：单因素随机，单次评定' },
  icc_2_single: { en: 'ICC(2,1): absolute agreement, a single rating', zh: 'ICC(2,1)：绝对一致，单次评定' },
  icc_3_single: { en: 'ICC(3,1): consistency, a single rating', zh: 'ICC(3,1)：一致性，单次评定' },
  icc_1_average: { en: 'ICC(1,k): one-way, the mean of all', zh: 'ICC(1,k)：单因素随机，均值' },
  icc_2_average: { en: 'ICC(2,k): absolute agreement, the mean of all', zh: 'ICC(2,k)：绝对一致，均值' },
  icc_3_average: { en: 'ICC(3,k): consistency, the mean of all', zh: 'ICC(3,k)：一致性，均值' },
  bias: { en: 'Bias', zh: '偏倚' },
  lower_limit: { en: 'Lower limit of agreement', zh: '一致性下限' },
  upper_limit: { en: 'Upper limit of agreement', zh: '一致性上限' },
  sd: { en: 'SD of the differences', zh: '差值的标准差' },
  subjects: { en: 'Subjects', zh: '对象数' },
  sd_within: { en: 'SD of the differences within subjects', zh: '对象内差值的标准差' },
  sd_between: { en: 'SD of the bias between subjects', zh: '对象间偏倚的标准差' },
  slope: { en: 'Slope of the differences on the means', zh: '差值对均值的斜率' },
  ccc: { en: 'Concordance correlation', zh: '一致性相关系数' },
  precision: { en: 'Precision (Pearson’s r)', zh: '精密度（Pearson r）' },
  accuracy: { en: 'Accuracy (bias correction)', zh: '准确度（偏倚校正因子）' },
  scale_shift: { en: 'Scale shift', zh: '尺度偏移' },
  location_shift: { en: 'Location shift', zh: '位置偏移' },
} as const satisfies Readonly<Record<string, Localised>>;
export type Quantity = keyof typeof QUANTITY_WORDS;

const SOURCES = {
  subjects: { en: 'Subjects', zh: '对象间' },
  raters: { en: 'Raters', zh: '评分者间' },
  residual: { en: 'Residual', zh: '残差' },
} as const;

const RATERS = [
  headed(column('rater_1', 'text', 'The first rater', '第一个评分者'), { en: 'Rater', zh: '评分者' }),
  headed(column('rater_2', 'text', 'The second', '第二个评分者'), { en: 'Compared with', zh: '比较对象' }),
];
const CATEGORY: Localised = { en: 'Category', zh: '类别' };

export const AGREEMENT_TABLES = {
  estimates: table(
    'estimates',
    { en: 'Agreement', zh: '一致性' },
    { en: 'One row a quantity, with its interval and test.', zh: '每个指标一行，含置信区间与检验。' },
    always,
    [
      headed(column('quantity', 'text', 'What is estimated', '估计的量'), { en: 'Quantity', zh: '指标' }, QUANTITY_WORDS),
      headed(column('n', 'integer', 'Rows that every rater rated', '所有评分者均有评定的行数'), { en: 'Rows', zh: '例数' }),
      column('estimate', 'number', 'Estimate', '估计值'),
      column('std_error', 'number', 'Standard error of the interval', '置信区间的标准误'),
      LOW,
      HIGH,
      column('statistic', 'number', 'z of a kappa, F of an ICC, t of a bias or slope', 'Kappa 为 z，ICC 为 F，偏倚与斜率为 t'),
      column('df', 'integer', 'Degrees of freedom of t or F', 't 或 F 的自由度'),
      headed(column('df2', 'integer', 'Second degrees of freedom of F', 'F 的第二自由度'), { en: 'df 2', zh: '第二自由度' }),
      P_VALUE,
    ],
    { kind: 'counts', columns: ['n'] },
  ),
  categories: table(
    'categories',
    { en: 'Agreement by category', zh: '各类别的一致性' },
    {
      en: 'Each category against all others: the share of its ratings, kappa, and of two raters agreement on it (of two categories: positive and negative agreement).',
      zh: '各类别与其余类别相比：评定中所占比例、Kappa，以及两个评分者对该类别的特定一致率（两类时即阳性与阴性一致率）。',
    },
    { en: 'with `type: kappa` or `weighted_kappa`', zh: '`type: kappa` 或 `weighted_kappa` 时' },
    [
      headed(column('category', 'text', 'The category', '类别'), CATEGORY),
      headed(column('ratings', 'integer', 'Ratings of it, by all raters', '所有评分者给出该类别的次数'), { en: 'Ratings', zh: '评定次数' }),
      headed(column('kappa', 'number', 'Kappa of it against the rest', '与其余类别相比的 Kappa'), { en: 'Kappa', zh: 'Kappa' }),
      headed(column('specific', 'number', 'Agreement on it', '特定一致率'), QUANTITY_WORDS.positive_agreement),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['ratings'] },
  ),
  pairs: table(
    'pairs',
    { en: 'Kappa of each pair of raters', zh: '评分者两两 Kappa' },
    { en: 'Cohen’s kappa of two raters at a time, on the same rows.', zh: '同一批数据上两两评分者的 Cohen Kappa。' },
    { en: 'with `type: kappa` of three raters or more', zh: '`type: kappa` 且评分者不少于三个时' },
    [...RATERS, column('estimate', 'number', 'Kappa', 'Kappa'), STD_ERROR, LOW, HIGH],
    { kind: 'statistic' },
  ),
  matrix: table(
    'matrix',
    { en: 'Ratings of the two raters', zh: '两个评分者的评定' },
    { en: 'How often the first rater gave one category and the second another.', zh: '第一个评分者与第二个评分者给出各类别组合的次数。' },
    { en: 'with `type: kappa` or `weighted_kappa` of two raters', zh: '`type: kappa` 或 `weighted_kappa` 且评分者为两个时' },
    [
      headed(column('category_1', 'text', 'Category by the first rater', '第一个评分者的类别'), { en: 'First rater', zh: '第一个评分者' }),
      headed(column('category_2', 'text', 'Category by the second', '第二个评分者的类别'), { en: 'Second rater', zh: '第二个评分者' }),
      column('n', 'integer', 'Rows', '行数'),
    ],
    { kind: 'counts', columns: ['n'] },
    'folded',
  ),
  variance: table(
    'variance',
    { en: 'Analysis of variance', zh: '方差分析' },
    { en: 'Mean squares, and the variance each source adds (not below 0).', zh: '均方及各来源的方差分量（不小于 0）。' },
    { en: 'with `type: icc`', zh: '`type: icc` 时' },
    [
      headed(column('source', 'text', 'subjects, raters, residual', '对象间、评分者间、残差'), { en: 'Source', zh: '来源' }, SOURCES),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      headed(column('mean_square', 'number', 'Mean square', '均方'), { en: 'Mean square', zh: '均方' }),
      headed(column('variance', 'number', 'Variance component', '方差分量'), { en: 'Variance', zh: '方差分量' }),
    ],
    { kind: 'statistic' },
  ),
  points: table(
    'points',
    { en: 'Data of the figure', zh: '图的数据' },
    {
      en: 'How many rows lie in each cell of a grid of 48 by 48, at its centre: no row stands by itself.',
      zh: '48 × 48 网格中每格的行数，位置为格的中心；不列出单个行。',
    },
    { en: 'with `type: bland_altman` or `ccc`', zh: '`type: bland_altman` 或 `ccc` 时' },
    [
      headed(column('x', 'number', 'Mean of the two; of ccc the first', '两者的均值；ccc 时为第一列'), { en: 'Across', zh: '横轴' }),
      headed(column('y', 'number', 'Difference, percentage or ratio; of ccc the second', '差值、百分比或比值；ccc 时为第二列'), {
        en: 'Up',
        zh: '纵轴',
      }),
      column('n', 'integer', 'Rows', '行数'),
    ],
    { kind: 'counts', columns: ['n'] },
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
