/** What each number of a result follows, in the reader's language. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { estimateText, levelText } from '../results/format';
import type { Value } from '../results/result';
import { wordOf } from './headers';
import { type Conventions, MODEL_CONVENTIONS } from './model-conventions';

type Words = Readonly<Record<string, Localised>>;
type Labels = Readonly<Record<string, Localised>>;

const WEIGHTS: Words = {
  frequency: { en: 'frequencies', zh: '频数' },
  sampling: { en: 'sampling', zh: '抽样' },
  inverse_probability: { en: 'inverse probability', zh: '逆概率' },
};
const VARIANCE: Words = {
  model: { en: 'of the model', zh: '模型方差' },
  Greenwood: { en: 'Greenwood', zh: 'Greenwood 公式' },
  'Fleiss, Cohen and Everitt': { en: 'Fleiss, Cohen and Everitt', zh: 'Fleiss–Cohen–Everitt' },
  'over rows (Gwet)': { en: 'over rows (Gwet)', zh: '按行计算（Gwet）' },
  'over n (Lin)': { en: 'over n (Lin)', zh: '除以 n（Lin）' },
  'infinitesimal jackknife': { en: 'infinitesimal jackknife', zh: '无穷小刀切' },
  ...robustVariances(),
  'sandwich with the estimation of censoring': {
    en: 'sandwich with the estimation of censoring',
    zh: '三明治，计及删失分布的估计',
  },
  'robust sandwich (dfbeta)': { en: 'robust sandwich (dfbeta)', zh: '稳健（三明治，dfbeta）' },
  'robust sandwich (scores)': { en: 'robust sandwich (scores)', zh: '稳健（三明治，得分）' },
};
/** `robust sandwich (hc0)`, with clusters and without. */
function robustVariances(): Words {
  const entries = ['hc0', 'hc1', 'hc2', 'hc3'].flatMap((kind): [string, Localised][] => {
    const name = kind.toUpperCase();
    return [
      [`robust sandwich (${kind})`, { en: `robust sandwich (${name})`, zh: `稳健（三明治，${name}）` }],
      [
        `robust sandwich (${kind}, by cluster, times G/(G - 1))`,
        { en: `robust sandwich (${name}, by cluster, times G/(G − 1))`, zh: `稳健（三明治，${name}，按聚类，乘 G/(G − 1)）` },
      ],
    ];
  });
  return Object.fromEntries(entries);
}

const QUANTILES: Words = {
  'inverse of the weighted distribution': { en: 'inverse of the weighted distribution', zh: '加权分布的反函数' },
};

/** Names of conventions, and words for their values; a name or value without any stands as it is. */
const CONVENTIONS: Conventions = {
  as: {
    name: { en: 'conventions of', zh: '惯例同' },
    values: {
      survival: { en: 'R (survival)', zh: 'R（survival）' },
      cmprsk: { en: 'R (cmprsk)', zh: 'R（cmprsk）' },
      sas: { en: 'SAS', zh: 'SAS' },
    },
  },
  conf_level: { name: { en: 'confidence level', zh: '置信水平' } },
  conf_type: {
    name: { en: 'scale of the intervals', zh: '置信区间变换' },
    values: {
      log: { en: 'log', zh: '对数' },
      'log-log': { en: 'log–log', zh: '双对数' },
      plain: { en: 'untransformed', zh: '不变换' },
      logit: { en: 'logit', zh: 'logit' },
      arcsin: { en: 'arcsine of the square root', zh: '平方根反正弦' },
    },
  },
  variance: { name: { en: 'variance', zh: '方差' }, values: VARIANCE },
  estimator: {
    name: { en: 'estimator', zh: '估计方法' },
    values: {
      'Cox, other causes censored': { en: 'Cox, other causes censored', zh: 'Cox 回归，其他事件原因视为删失' },
      'Fine and Gray': { en: 'Fine and Gray', zh: 'Fine–Gray' },
      REML: { en: 'REML', zh: 'REML' },
      'maximum likelihood': { en: 'maximum likelihood', zh: '最大似然' },
      'Nelson–Aalen of the mean': { en: 'Nelson–Aalen, of the mean number of events', zh: '平均事件数的 Nelson–Aalen 估计' },
      'Ghosh and Lin': { en: 'Ghosh and Lin', zh: 'Ghosh–Lin' },
    },
  },
  censoring: {
    name: { en: 'weights of censoring', zh: '删失权重' },
    values: {
      'Kaplan–Meier, censorings before events at one time': {
        en: 'Kaplan–Meier, censorings before events at one time',
        zh: 'Kaplan–Meier 法，同一时间删失先于事件',
      },
      'Kaplan–Meier, events before censorings at one time': {
        en: 'Kaplan–Meier, events before censorings at one time',
        zh: 'Kaplan–Meier 法，同一时间事件先于删失',
      },
    },
  },
  censoring_groups: { name: { en: 'censoring within', zh: '删失分组' } },
  beyond_group: {
    name: { en: 'weights of censoring', zh: '删失权重' },
    values: {
      'no weight after the last time of a group': { en: 'no weight after the last time of a group', zh: '超出该组最后随访时间者权重为零' },
    },
  },
  free_of_events: {
    name: { en: 'free of any event', zh: '未发生任何事件的概率' },
    values: {
      'product limit of the summed hazards': { en: 'product limit of the summed hazards', zh: '各风险之和的乘积限' },
      'exponential of the summed hazards': { en: 'exponential of the summed hazards', zh: '各风险之和的指数' },
    },
  },
  risk_variance: {
    name: { en: 'variance of the risks', zh: '风险的方差' },
    values: {
      'of baseline hazards and coefficients (delta method)': {
        en: 'of baseline hazards and coefficients (delta method)',
        zh: '基线风险与系数的方差（delta 法）',
      },
    },
  },
  frailty: {
    name: { en: 'distribution of the frailty', zh: '脆弱性的分布' },
    values: { gamma: { en: 'gamma', zh: 'gamma' }, gaussian: { en: 'normal on the log hazard', zh: '对数风险上的正态分布' } },
  },
  frailty_information: {
    name: { en: 'information of the frailties', zh: '脆弱性的信息矩阵' },
    values: {
      whole: { en: 'whole', zh: '完整' },
      'of each group': {
        en: 'of each group, without that between groups (as in R beyond five)',
        zh: '仅各组自身，不计组间（组数超过五时同 R）',
      },
    },
  },
  ridge: { name: { en: 'ridge penalty θ, times the variance of each column', zh: '岭惩罚 θ（乘以各列方差）' } },
  adjusted: {
    name: { en: 'adjusted curves', zh: '调整曲线' },
    values: {
      g_computation: { en: 'mean of the rows’ curves (g-computation)', zh: '各行曲线的平均（`g-computation`）' },
      mean: { en: 'average covariates', zh: '协变量取均值' },
    },
  },
  adjusted_variance: {
    name: { en: 'variance of the adjusted curves', zh: '调整曲线的方差' },
    values: {
      'baseline hazard and coefficients (delta method), rows as given': {
        en: 'of baseline hazards and coefficients (delta method), the rows as given',
        zh: '基线风险与系数的方差（delta 法），所用的行视为固定',
      },
    },
  },
  median: {
    name: { en: 'median', zh: '中位数' },
    values: {
      'left end of a last flat stretch at one half': {
        en: 'left end of a last flat stretch at one half',
        zh: '末段平台恰为一半时取平台起点',
      },
      'not estimable on a last flat stretch at one half': {
        en: 'not estimable on a last flat stretch at one half',
        zh: '末段平台恰为一半时不可估计',
      },
    },
  },
  rmean_to: { name: { en: 'restricted mean to', zh: '限制性平均至' } },
  event: { name: { en: 'event', zh: '事件' } },
  ties: {
    name: { en: 'ties', zh: '结点' },
    values: {
      efron: { en: 'Efron', zh: 'Efron 法' },
      breslow: { en: 'Breslow', zh: 'Breslow 法' },
      exact: { en: 'exact', zh: '精确法' },
      'deaths before censorings; near-equal times are one': {
        en: 'deaths before censorings; near-equal times are one',
        zh: '同一时间死亡先于删失；几乎相等的时间视为相同',
      },
      'events before censorings; near-equal times are one': {
        en: 'events before censorings; near-equal times are one',
        zh: '同一时间事件先于删失；几乎相等的时间视为相同',
      },
    },
  },
  time_unit: {
    name: { en: 'unit of time', zh: '时间单位' },
    values: {
      'days, a year of 365.25 days': { en: 'days, a year of 365.25 days', zh: '天（一年按 365.25 天）' },
      'months, a year of 365.25 days': { en: 'months, a year of 365.25 days', zh: '月（一年按 365.25 天）' },
      'years, a year of 365.25 days': { en: 'years, a year of 365.25 days', zh: '年（一年按 365.25 天）' },
    },
  },
  weights: { name: { en: 'weights', zh: '权重' }, values: WEIGHTS },
  person_time: {
    name: { en: 'person-time', zh: '人时' },
    values: {
      'years of 365.25 days': { en: 'years of 365.25 days', zh: '一年按 365.25 天' },
      'in the unit of the times': { en: 'in the unit of the times', zh: '按时间自身的单位' },
    },
  },
  positive: {
    name: { en: 'positive', zh: '阳性' },
    values: {
      'at or above the cut-off': { en: 'at or above the cut-off', zh: '不小于截断值' },
      'at or below the cut-off': { en: 'at or below the cut-off', zh: '不大于截断值' },
    },
  },
  thresholds: {
    name: { en: 'thresholds', zh: '阈值' },
    values: { 'half-way between neighbouring values': { en: 'half-way between neighbouring values', zh: '相邻取值的中点' } },
  },
  auc_interval: { name: { en: 'intervals of AUCs', zh: 'AUC 的置信区间' } },
  bootstrap: { name: { en: 'bootstrap samples', zh: '自助抽样次数' } },
  scale: { name: { en: 'limits of', zh: '界限的尺度' } },
  within: { name: { en: 'share within the limits', zh: '界限内的比例' } },
  disagreement: {
    name: { en: 'weights of disagreement', zh: '加权方式' },
    values: { linear: { en: 'linear', zh: '线性' }, quadratic: { en: 'quadratic', zh: '平方' } },
  },
  cuts: {
    name: { en: 'cuts', zh: '切点' },
    values: {
      'an event at a cut belongs to the band that ends there': {
        en: 'an event at a cut belongs to the band that ends there',
        zh: '恰在切点的事件归入以该切点结束的区间',
      },
    },
  },
  standard: { name: { en: 'standard population', zh: '标准人口' } },
  standardised_interval: {
    name: { en: 'intervals of standardised rates', zh: '标化率的置信区间' },
    values: {
      'gamma (Fay and Feuer)': { en: 'gamma (Fay and Feuer)', zh: 'Fay–Feuer gamma 法' },
      'as of a share of the effective number of rows': {
        en: 'as of a share of the effective number of rows',
        zh: '按有效样本量的比例计算',
      },
    },
  },
  observed: { name: { en: 'observed', zh: '观察时间' } },
  pooled: {
    name: { en: 'over the strata', zh: '分层合并' },
    values: {
      'Mantel–Haenszel, variance of Greenland and Robins': {
        en: 'Mantel–Haenszel, variance of Greenland and Robins',
        zh: 'Mantel–Haenszel 法，方差按 Greenland 与 Robins',
      },
    },
  },
  landmark: { name: { en: 'landmark', zh: '界标时间' } },
  follow_up: {
    name: { en: 'follow-up', zh: '随访时间' },
    values: {
      'reverse Kaplan–Meier, events leave first': {
        en: 'reverse Kaplan–Meier, events leave first',
        zh: '反向 Kaplan–Meier 法，事件者先离开',
      },
    },
  },
  convergence: {
    name: { en: 'convergence', zh: '收敛标准' },
    values: {
      'relative change of the log partial likelihood at most 1e-9, 20 iterations': {
        en: 'relative change of the log partial likelihood at most 10⁻⁹, 20 iterations',
        zh: '对数偏似然的相对变化不超过 10⁻⁹，至多迭代 20 次',
      },
      'penalised score below 1e-9 of a standard error, 400 iterations': {
        en: 'penalised score worth less than 10⁻⁹ standard errors, 400 iterations',
        zh: '惩罚得分小于标准误的 10⁻⁹，至多迭代 400 次',
      },
      'step below 3e-5 standard errors, 100 iterations': {
        en: 'a step below 3 × 10⁻⁵ standard errors, taken; 100 iterations',
        zh: '步长小于标准误的 3 × 10⁻⁵（该步仍执行），至多迭代 100 次',
      },
      'relative change of the deviance below 1e-8, 25 iterations': {
        en: 'relative change of the deviance below 10⁻⁸, 25 iterations',
        zh: '偏差的相对变化小于 10⁻⁸，至多迭代 25 次',
      },
      'step of every linear predictor below 1e-10': {
        en: 'step of every linear predictor below 10⁻¹⁰',
        zh: '各线性预测值的变化小于 10⁻¹⁰',
      },
    },
  },
  concordance: {
    name: { en: 'concordance', zh: '一致性指数' },
    values: {
      'Harrell, pairs within strata, infinitesimal jackknife': {
        en: 'Harrell, pairs within strata, infinitesimal jackknife',
        zh: 'Harrell C，层内配对，无穷小刀切标准误',
      },
      'pairs at each event time': { en: 'pairs at each event time', zh: '各事件时间的配对' },
    },
  },
  zph: {
    name: { en: 'proportional hazards', zh: '比例风险检验' },
    values: {
      'score test, transform km': { en: 'score test, 1 − Kaplan–Meier', zh: '得分检验，时间变换为 1 − Kaplan–Meier' },
      'score test, transform rank': { en: 'score test, rank of time', zh: '得分检验，时间的秩' },
      'score test, transform identity': { en: 'score test, time as it is', zh: '得分检验，原始时间' },
      'score test, transform log': { en: 'score test, logarithm of time', zh: '得分检验，时间的对数' },
    },
  },
  clock: {
    name: { en: 'time', zh: '时间' },
    values: {
      'since the first row after the event before': {
        en: 'since the first row after the event before',
        zh: '自上一次事件后的首行起算',
      },
    },
  },
  strata: { name: { en: 'strata', zh: '分层' } },
  cluster: { name: { en: 'cluster', zh: '聚类' }, values: { 'cluster()': { en: 'of the formula', zh: '见公式' } } },
  clusters: { name: { en: 'number of clusters', zh: '聚类数' } },
  baseline: {
    name: { en: 'baseline', zh: '基线' },
    values: {
      'all columns 0': { en: 'all columns 0', zh: '所有列为 0' },
      'columns at their means, those of −1, 0, 1 at 0': {
        en: 'columns at their means, those of −1, 0, 1 at 0',
        zh: '各列取均值，仅含 −1、0、1 的列为 0',
      },
    },
  },
  reference: {
    name: { en: 'reference', zh: '参照' },
    values: {
      'means of the columns, those of −1, 0, 1 at 0': {
        en: 'means of the columns, those of −1, 0, 1 at 0',
        zh: '各列均值，仅含 −1、0、1 的列为 0',
      },
      "means of the row's stratum": { en: 'means of the row’s stratum', zh: '该行所在层的均值' },
    },
  },
  ...MODEL_CONVENTIONS,
  alternative: {
    name: { en: 'alternative', zh: '备择假设' },
    values: { less: { en: 'less', zh: '小于' }, greater: { en: 'greater', zh: '大于' } },
  },
  adjustment: { name: { en: 'adjustment of p values', zh: 'P 值校正' } },
  scores: { name: { en: 'scores', zh: '得分' } },
  test: {
    name: { en: 'test', zh: '检验' },
    values: { Gray: { en: 'Gray', zh: 'Gray 检验' }, 'Gray, stratified': { en: 'Gray, stratified', zh: '分层 Gray 检验' } },
  },
  quantile_type: { name: { en: 'type of quantiles', zh: '分位数算法类型' }, values: QUANTILES },
  sd_denominator: {
    name: { en: 'denominator of the SD', zh: '标准差分母' },
    values: {
      'sum of weights, times n / (n - 1)': { en: 'sum of weights, times n / (n − 1)', zh: '权重之和，再乘 n / (n − 1)' },
      'n - 1': { en: 'n − 1', zh: 'n − 1' },
    },
  },
  percent_of: {
    name: { en: 'percentages of', zh: '百分比的分母' },
    values: {
      'known values': { en: 'known values', zh: '非缺失例数' },
      'known values of the group': { en: 'known values of the group', zh: '组内非缺失例数' },
      'all rows of the group': { en: 'all rows of the group, those with a missing value included', zh: '组内全部例数（含缺失者）' },
    },
  },
  wilcoxon: {
    name: { en: 'Wilcoxon', zh: 'Wilcoxon 检验' },
    values: {
      'exact below 50 a group without ties, else normal with continuity correction': {
        en: 'exact below 50 a group without ties, else normal with continuity correction',
        zh: '每组少于 50 例且无结点时为精确检验，否则为正态近似并作连续性校正',
      },
    },
  },
  categories: {
    name: { en: 'categories', zh: '分类变量' },
    values: {
      'chi-squared without Yates where all expected counts are at least 5, else Fisher': {
        en: 'χ² without Yates where all expected counts are at least 5, else Fisher',
        zh: '期望数均不小于 5 时用 χ² 检验（不作 Yates 校正），否则用 Fisher 精确检验',
      },
    },
  },
  t: { name: { en: 't test', zh: 't 检验' }, values: { 'equal variances': { en: 'equal variances', zh: '方差齐' } } },
  welch: { name: { en: 'Welch’s test', zh: 'Welch 检验' }, values: { 'unequal variances': { en: 'unequal variances', zh: '方差不齐' } } },
  smd_of: {
    name: { en: 'differences of several groups', zh: '多组的标准化均数差' },
    values: {
      'mean of the pairs': { en: 'mean of the pairs, in absolute value', zh: '各对绝对值的平均' },
      'largest of the pairs': { en: 'largest of the pairs, in absolute value', zh: '各对绝对值中最大者' },
    },
  },
  counted: { name: { en: 'numbers counted by value', zh: '按取值计数的数值列' } },
  effective_n: {
    name: { en: 'effective sample size', zh: '有效样本量' },
    values: {
      'squared sum of weights over sum of their squares': {
        en: '(sum of weights)² / sum of their squares',
        zh: '权重之和的平方除以权重平方和',
      },
    },
  },
  smd: {
    name: { en: 'standardised differences', zh: '标准化均数差' },
    values: {
      'over the pooled variance of the unweighted groups; second minus first': {
        en: 'over the pooled variance of the unweighted groups; second minus first',
        zh: '分母为未加权各组的合并方差；第二组减第一组',
      },
      'over the pooled variance of the groups, a row as often as its weight; second minus first': {
        en: 'over the pooled variance of the groups, a row as often as its weight; second minus first',
        zh: '分母为各组的合并方差（每行按频数计）；第二组减第一组',
      },
    },
  },
};

/**
 * The conventions of a result as a reader sees them: `variance: Greenwood`. A method's own words for one (`convention:NAME` among the labels) go
 * first; names of columns are said by their labels.
 */
export function conventionTexts(conventions: Readonly<Record<string, Value>>, labels: Labels, lang: Language): readonly string[] {
  return Object.entries(conventions).flatMap(([name, value]) => {
    if (value === null) return [];
    const known = CONVENTIONS[name];
    return [
      `${known?.name[lang] ?? name}${lang === 'zh' ? '：' : ': '}${labels[`convention:${name}`]?.[lang] ?? valueText(name, value, labels, lang)}`,
    ];
  });
}

function valueText(name: string, value: Value, labels: Labels, lang: Language): string {
  if (typeof value === 'number') return name === 'conf_level' ? `${levelText(value)}%` : estimateText(value);
  const text = String(value);
  const word = CONVENTIONS[name]?.values?.[text]?.[lang];
  if (word !== undefined) return word;
  const parts = text.split(', ').map((part) => labels[part]?.[lang] ?? wordOf(part, lang));
  return parts.join(lang === 'zh' ? '，' : ', ');
}
