/** Tables of `km`. */
import { always, asked, column, HIGH, LOW, table } from '../../declare-table';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from '../../method';

const STRATA = column('strata', 'text', 'The curve, as sex=1; empty without groups', '曲线，如 sex=1；无分组时为空');

const CURVE_COLUMNS: readonly ColumnDeclaration[] = [
  STRATA,
  column('time', 'number', 'Time', '时间'),
  column('n_risk', 'number', 'Number at risk just before', '此前的风险人数'),
  column('n_event', 'number', 'Events', '事件数'),
  column('n_censor', 'number', 'Censorings', '删失数'),
  column('estimate', 'number', 'Survival probability', '生存概率'),
  column('std_error', 'number', 'Standard error of the probability', '概率的标准误'),
  LOW,
  HIGH,
  column('std_error_log', 'number', 'Standard error of its logarithm', '概率对数的标准误'),
];

const steps: Disclosure = { kind: 'curve', atRisk: 'n_risk', events: 'n_event', censored: 'n_censor' };
const statistic: Disclosure = { kind: 'statistic' };

export const KM_TABLES = {
  curve: table(
    'curve',
    { en: 'Survival curve', zh: '生存曲线' },
    {
      en: 'The survival curve: a row at every distinct time of an event or censoring, none at 0.',
      zh: '生存曲线：每个不同的事件或删失时间一行，不含时间 0。',
    },
    always,
    CURVE_COLUMNS,
    steps,
    'folded',
  ),
  summary: table(
    'summary',
    { en: 'Summary of survival', zh: '生存概要' },
    {
      en: 'Size, events, restricted mean and median of each curve. With a robust variance the error of the mean is robust too, where R prints Greenwood’s.',
      zh: '每条曲线的例数、事件数、限制性平均与中位生存时间。采用稳健方差时均值的标准误也是稳健的，而 R 输出 Greenwood 标准误。',
    },
    always,
    [
      STRATA,
      column('records', 'number', 'Rows', '行数'),
      column('n_max', 'number', 'Largest number at risk', '最大风险人数'),
      column('n_start', 'number', 'Number at risk at the first time', '首个时间点的风险人数'),
      column('events', 'number', 'Events', '事件数'),
      column('rmean', 'number', 'Mean restricted to the last time of all curves', '限制于所有曲线最后时间的平均生存时间'),
      column('se_rmean', 'number', 'Its standard error', '其标准误'),
      column('median', 'number', 'Median; empty where the curve does not fall to one half', '中位数；曲线未降至一半时为空'),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['records', 'n_max', 'n_start', 'events'] },
  ),
  at: table(
    'at',
    { en: 'Survival at chosen times', zh: '指定时间的生存概率' },
    {
      en: 'The curves at the times asked; events and censorings since the time before. Beyond the follow-up of a curve its estimate is empty.',
      zh: '指定时间的曲线值；事件数与删失数自上一指定时间起累计。超出随访的时间估计值为空。',
    },
    asked('times'),
    CURVE_COLUMNS,
    steps,
  ),
  quantiles: table(
    'quantiles',
    { en: 'Quantiles of survival time', zh: '生存时间分位数' },
    { en: 'Times at which the curves fall to 1 − probability.', zh: '曲线降至 1 − probability 的时间。' },
    asked('quantiles'),
    [
      STRATA,
      column('probability', 'number', 'Probability of the event', '事件概率'),
      column('estimate', 'number', 'Time', '时间'),
      LOW,
      HIGH,
    ],
    statistic,
  ),
  test: table(
    'test',
    { en: 'Test of equality', zh: '组间检验' },
    { en: 'Test of equal curves; with trend also the test for trend.', zh: '曲线相等性检验；指定 trend 时另给趋势检验。' },
    { en: 'with groups', zh: '有分组时' },
    [
      column('statistic', 'number', 'χ²', 'χ²'),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      column('p_value', 'number', 'p value', 'P 值'),
      column('method', 'text', 'Which test', '检验方法'),
    ],
    statistic,
  ),
  pairwise: table(
    'pairwise',
    { en: 'Pairwise tests', zh: '两两比较' },
    { en: 'The same test on each pair of groups.', zh: '每两组之间的同一检验。' },
    asked('pairwise'),
    [
      column('group_1', 'text', 'First group', '第一组'),
      column('group_2', 'text', 'Second group', '第二组'),
      column('statistic', 'number', 'χ²', 'χ²'),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      column('p_value', 'number', 'p value', 'P 值'),
      column('p_adjusted', 'number', 'p value adjusted for the number of pairs', '按比较次数校正的 P 值'),
      column('method', 'text', 'Which test and adjustment', '检验与校正方法'),
    ],
    statistic,
  ),
  rmst: table(
    'rmst',
    { en: 'Restricted mean survival time', zh: '限制性平均生存时间' },
    {
      en: 'Restricted mean time of each curve, time lost, and contrasts with the first; the standard error of a ratio is that of its logarithm.',
      zh: '每条曲线的限制性平均时间、损失时间及与第一条曲线的比较；比值的标准误为其对数的标准误。',
    },
    asked('rmst'),
    [
      column('group', 'text', 'The curve, or the two compared', '曲线，或比较的两条曲线'),
      column('quantity', 'text', 'rmst, rmtl, difference, ratio or rmtl_ratio', 'rmst、rmtl、difference、ratio 或 rmtl_ratio'),
      column('estimate', 'number', 'Estimate', '估计值'),
      column('std_error', 'number', 'Standard error', '标准误'),
      LOW,
      HIGH,
      column('p_value', 'number', 'p value of a contrast', '比较的 P 值'),
    ],
    statistic,
  ),
  followup: table(
    'followup',
    { en: 'Follow-up (reverse Kaplan–Meier)', zh: '随访时间（反向 Kaplan–Meier）' },
    {
      en: 'Follow-up by the reverse Kaplan–Meier method: censoring is the event; who has the event leaves before those censored at the same time.',
      zh: '反向 Kaplan–Meier 法的随访时间：以删失为事件；同一时间发生事件者先于删失者离开。',
    },
    asked('followup: true'),
    [
      STRATA,
      column('p25', 'number', 'Lower quartile', '下四分位数'),
      column('median', 'number', 'Median follow-up', '中位随访时间'),
      column('p75', 'number', 'Upper quartile', '上四分位数'),
      LOW,
      HIGH,
    ],
    statistic,
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
