/** Tables of `diagnostic`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { always, asked, column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import type { TableDeclaration } from '../../method';
import { CRITERION_WORDS } from './options';

export const QUANTITY_WORDS = {
  auc: { en: 'AUC', zh: 'AUC' },
  partial_auc: { en: 'Partial AUC', zh: '部分 AUC' },
  partial_auc_corrected: { en: 'Partial AUC (McClish)', zh: '部分 AUC（McClish 校正）' },
  sensitivity: { en: 'Sensitivity', zh: '灵敏度' },
  specificity: { en: 'Specificity', zh: '特异度' },
  ppv: { en: 'Positive predictive value', zh: '阳性预测值' },
  npv: { en: 'Negative predictive value', zh: '阴性预测值' },
  lr_positive: { en: 'Positive likelihood ratio', zh: '阳性似然比' },
  lr_negative: { en: 'Negative likelihood ratio', zh: '阴性似然比' },
  accuracy: { en: 'Accuracy', zh: '准确率' },
  prevalence: { en: 'Prevalence', zh: '患病率' },
  youden: { en: 'Youden’s index', zh: '约登指数' },
  diagnostic_odds_ratio: { en: 'Diagnostic odds ratio', zh: '诊断比值比' },
  ppv_at_prevalence: { en: 'Positive predictive value at the prevalence given', zh: '给定患病率下的阳性预测值' },
  npv_at_prevalence: { en: 'Negative predictive value at the prevalence given', zh: '给定患病率下的阴性预测值' },
} as const satisfies Readonly<Record<string, Localised>>;
export type Quantity = keyof typeof QUANTITY_WORDS;

const MARKER = headed(column('marker', 'text', 'The marker', '标志物'), { en: 'Marker', zh: '标志物' });
const CUT: Localised = { en: 'Cut-off', zh: '截断值' };

const TEST_WORDS = {
  delong: { en: 'DeLong', zh: 'DeLong 检验' },
  delong_unpaired: { en: 'DeLong, different patients', zh: 'DeLong 检验（不同患者）' },
  delong_groups: { en: 'All groups equal', zh: '各组 AUC 相等的整体检验' },
  delong_overall: { en: 'DeLong, all AUCs equal', zh: 'DeLong 整体检验（各 AUC 相等）' },
} as const;

export const DIAGNOSTIC_TABLES = {
  estimates: table(
    'estimates',
    { en: 'Diagnostic accuracy', zh: '诊断准确性' },
    {
      en: 'One row a quantity: AUC and partial AUC of each marker; at each cut-off, and of positive or negative results, sensitivity, specificity, predictive values, likelihood ratios and the rest.',
      zh: '每个指标一行：各标志物的 AUC 与部分 AUC；各截断值处及阳性/阴性结果的灵敏度、特异度、预测值、似然比等。',
    },
    always,
    [
      MARKER,
      headed(
        column(
          'cut',
          'number',
          'Cut-off; empty of the curve as a whole and of positive or negative results',
          '截断值；整条曲线及阳性/阴性结果为空',
        ),
        CUT,
      ),
      headed(column('quantity', 'text', 'What is estimated', '估计的量'), { en: 'Quantity', zh: '指标' }, QUANTITY_WORDS),
      headed(column('events', 'integer', 'Rows that count, of a share', '比例的分子'), { en: 'Rows', zh: '例数' }),
      headed(column('n', 'integer', 'Of so many', '比例的分母'), { en: 'Of', zh: '总例数' }),
      column('estimate', 'number', 'Estimate; shares from 0 to 1', '估计值；比例取 0 至 1'),
      column('std_error', 'number', 'Standard error of the AUC', 'AUC 的标准误'),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['events', 'n'] },
  ),
  best: table(
    'best',
    { en: 'Best cut-off and its optimism', zh: '最佳截断值及其乐观程度' },
    {
      en: 'What the cut-off found in the data gives in the same data (`apparent`), how much too good that is by the bootstrap (`optimism`), and what to expect of new patients (`corrected`).',
      zh: '在同一数据中寻找到的截断值的表现（`apparent`）、由自助法估计的乐观程度（`optimism`），以及用于新患者时的预期表现（`corrected`）。',
    },
    asked('best'),
    [
      MARKER,
      headed(
        column('criterion', 'text', 'By what it is best: youden, closest, cost', '标准：youden、closest、cost'),
        { en: 'Best by', zh: '标准' },
        CRITERION_WORDS,
      ),
      headed(column('cut', 'number', 'Cut-off', '截断值'), CUT),
      headed(column('cut_low', 'number', 'Lower percentile of the cut-off over the samples', '抽样中截断值的下百分位数'), {
        en: 'Lower',
        zh: '截断值下限',
      }),
      headed(column('cut_high', 'number', 'Upper percentile', '上百分位数'), { en: 'Upper', zh: '截断值上限' }),
      headed(
        column('metric', 'text', 'sensitivity, specificity, youden', '灵敏度、特异度、约登指数'),
        { en: 'Quantity', zh: '指标' },
        QUANTITY_WORDS,
      ),
      headed(column('apparent', 'number', 'In the data it was found in', '在寻找截断值的数据中'), { en: 'Apparent', zh: '表观值' }),
      headed(column('optimism', 'number', 'How much too good that is', '乐观程度'), { en: 'Optimism', zh: '乐观度' }),
      headed(column('corrected', 'number', 'Apparent minus optimism', '表观值减乐观度'), { en: 'Corrected', zh: '校正值' }),
    ],
    { kind: 'statistic' },
  ),
  test: table(
    'test',
    { en: 'Comparison of AUCs', zh: 'AUC 的比较' },
    {
      en: 'Each marker minus each after it, on the same rows, by DeLong; of three markers or more also whether all are equal.',
      zh: '同一批数据上各标志物与其后各标志物之差（DeLong 法）；三个及以上标志物另给整体检验。',
    },
    { en: 'with two `markers` or more', zh: '`markers` 不少于两个时' },
    [
      headed(column('marker_1', 'text', 'The first marker', '第一个标志物'), { en: 'Marker', zh: '标志物' }),
      headed(column('marker_2', 'text', 'The one it is compared with', '与之比较的标志物'), { en: 'Compared with', zh: '比较对象' }),
      headed(column('estimate', 'number', 'AUC of the first minus the second', '第一个 AUC 减第二个'), {
        en: 'Difference of AUC',
        zh: 'AUC 之差',
      }),
      STD_ERROR,
      LOW,
      HIGH,
      column('statistic', 'number', 'z of a pair, χ² of all', '两两比较为 z，整体为 χ²'),
      column('df', 'integer', 'Degrees of freedom of χ²', 'χ² 的自由度'),
      P_VALUE,
      column('p_adjusted', 'number', 'p value of a pair, adjusted for their number', '按比较次数校正的 P 值'),
      headed(column('method', 'text', 'delong, delong_overall', '方法'), { en: 'Test', zh: '检验' }, TEST_WORDS),
    ],
    { kind: 'statistic' },
  ),
  groups: table(
    'groups',
    { en: 'AUC by group', zh: '各组的 AUC' },
    {
      en: 'The AUC of each marker in each group; which values are suspicious is decided on all rows together. A group without cases or controls has none.',
      zh: '各标志物在各组中的 AUC；可疑方向由全部数据统一确定。没有病例或对照的组不给出。',
    },
    asked('by'),
    [
      MARKER,
      column('group', 'text', 'Level of `by`', '`by` 的水平'),
      headed(column('cases', 'integer', 'Cases of the group', '该组病例数'), { en: 'Cases', zh: '病例' }),
      headed(column('controls', 'integer', 'Its controls', '该组对照数'), { en: 'Controls', zh: '对照' }),
      headed(column('estimate', 'number', 'AUC', 'AUC'), QUANTITY_WORDS.auc),
      STD_ERROR,
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['cases', 'controls'] },
  ),
  group_test: table(
    'group_test',
    { en: 'Comparison of groups', zh: '各组 AUC 的比较' },
    {
      en: 'Each group minus each after it, as of different patients: DeLong’s variances added, Student’s t with Welch’s degrees of freedom; of three groups or more also whether all are equal (χ² around their mean weighted by the inverse variance).',
      zh: '各组与其后各组之差（不同患者）：DeLong 方差相加，t 分布，Welch 自由度；三组及以上另给整体检验（以方差倒数加权均值为中心的 χ²）。',
    },
    asked('by'),
    [
      MARKER,
      column('group_1', 'text', 'The first group', '第一组'),
      column('group_2', 'text', 'The one it is compared with', '第二组'),
      headed(column('estimate', 'number', 'AUC of the first minus the second', '第一组 AUC 减第二组'), {
        en: 'Difference of AUC',
        zh: 'AUC 之差',
      }),
      STD_ERROR,
      LOW,
      HIGH,
      column('statistic', 'number', 't of a pair, χ² of all', '两两比较为 t，整体为 χ²'),
      column('df', 'number', 'Degrees of freedom', '自由度'),
      P_VALUE,
      column('p_adjusted', 'number', 'p value of a pair, adjusted for their number', '按比较次数校正的 P 值'),
      headed(column('method', 'text', 'delong_unpaired, delong_groups', '方法'), { en: 'Test', zh: '检验' }, TEST_WORDS),
    ],
    { kind: 'statistic' },
  ),
  roc: table(
    'roc',
    { en: 'ROC curve', zh: 'ROC 曲线' },
    {
      en: 'From the threshold at which all rows are positive to that at which none is, half-way between neighbouring values; a long curve is thinned to about 1,000 points. As a curve of survival does, each row says how many leave at it: the cases and controls that the next threshold makes negative.',
      zh: '自全部为阳性的阈值至全部为阴性的阈值，阈值取相邻取值的中点；过长的曲线约保留 1000 点。与生存曲线相同，每行给出在此离开者：下一阈值起转为阴性的病例与对照。',
    },
    always,
    [
      MARKER,
      headed(
        column(
          'threshold',
          'number',
          'Threshold; empty at both ends, where all rows are positive and none is',
          '阈值；两端（全部阳性与全部阴性）为空',
        ),
        { en: 'Threshold', zh: '阈值' },
      ),
      headed(column('sensitivity', 'number', 'Share of the cases that are positive', '病例中的阳性比例'), QUANTITY_WORDS.sensitivity),
      headed(column('specificity', 'number', 'Share of the controls that are negative', '对照中的阴性比例'), QUANTITY_WORDS.specificity),
      headed(column('n_positive', 'integer', 'Rows that are positive', '阳性行数'), { en: 'Positive', zh: '阳性数' }),
      headed(column('cases', 'integer', 'Cases below the next threshold', '下一阈值起转阴的病例数'), {
        en: 'Cases that leave',
        zh: '离开的病例',
      }),
      headed(column('controls', 'integer', 'Controls below the next threshold', '下一阈值起转阴的对照数'), {
        en: 'Controls that leave',
        zh: '离开的对照',
      }),
    ],
    { kind: 'curve', atRisk: 'n_positive', events: 'cases', censored: 'controls' },
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
