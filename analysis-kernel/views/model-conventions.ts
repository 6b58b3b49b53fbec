/** What the numbers of regressions follow: families, links, distributions, random effects. */
import type { Localised } from '@/cohort-dsl/source/localised';

/** A convention's name and what its values are called. */
export type Conventions = Readonly<Record<string, { readonly name: Localised; readonly values?: Readonly<Record<string, Localised>> }>>;

export const MODEL_CONVENTIONS: Conventions = {
  distribution: { name: { en: 'distribution', zh: '分布' } },
  spline_scale: { name: { en: 'spline of the', zh: '样条描述' } },
  knots: { name: { en: 'inner knots', zh: '内部节点数' } },
  left_truncation: {
    name: { en: 'left truncation', zh: '左截断' },
    values: { 'survival beyond the entry': { en: 'each row given survival to its entry', zh: '以各行存活至进入时间为条件' } },
  },
  family: {
    name: { en: 'family', zh: '分布族' },
    values: {
      gaussian: { en: 'Gaussian', zh: '正态' },
      binomial: { en: 'binomial', zh: '二项' },
      poisson: { en: 'Poisson', zh: 'Poisson' },
      gamma: { en: 'gamma', zh: 'gamma' },
      negbin: { en: 'negative binomial', zh: '负二项' },
      quasibinomial: { en: 'quasi-binomial', zh: '拟二项' },
      quasipoisson: { en: 'quasi-Poisson', zh: '拟 Poisson' },
    },
  },
  theta: {
    name: { en: 'θ', zh: 'θ' },
    values: {
      'maximum likelihood in turn with the coefficients': {
        en: 'maximum likelihood, in turn with the coefficients',
        zh: '最大似然，与系数交替估计',
      },
    },
  },
  penalty: {
    name: { en: 'penalty', zh: '惩罚' },
    values: {
      'half the log determinant of the information (Firth)': {
        en: 'half the log determinant of the information (Firth)',
        zh: '信息矩阵对数行列式的一半（Firth）',
      },
    },
  },
  term_tests: {
    name: { en: 'tests by term', zh: '逐项检验' },
    values: {
      type2: { en: 'each given all that do not contain it (type II)', zh: '各项在所有不包含该项的其他项基础上（II 型）' },
      type3: { en: 'each at the mean of the factors it interacts with (type III)', zh: '各项在与其交互的因素取平均时（III 型）' },
      sequential: { en: 'in the order of the formula (type I)', zh: '按公式顺序（I 型）' },
    },
  },
  standardised_effects: {
    name: { en: 'standardised effects', zh: '标准化效应' },
    values: {
      'averaged over the rows used, delta method': { en: 'averaged over the rows used, delta method', zh: '按所用的行取平均，delta 法' },
    },
  },
  link: {
    name: { en: 'link', zh: '连接函数' },
    values: {
      identity: { en: 'identity', zh: '恒等' },
      log: { en: 'log', zh: '对数' },
      inverse: { en: 'inverse', zh: '倒数' },
      cloglog: { en: 'complementary log-log', zh: '互补双对数' },
      sqrt: { en: 'square root', zh: '平方根' },
    },
  },
  modelled: { name: { en: 'modelled', zh: '建模水平' } },
  dispersion: { name: { en: 'dispersion', zh: '离散参数' } },
  intervals: {
    name: { en: 'intervals', zh: '置信区间' },
    values: {
      'F (McGraw and Wong)': { en: 'F (McGraw and Wong)', zh: 'F 分布（McGraw–Wong）' },
      'Fisher z': { en: 'Fisher’s z', zh: 'Fisher z 变换' },
      'Student t, Bland and Altman 1999': { en: 'Student’s t (Bland and Altman 1999)', zh: 't 分布（Bland–Altman 1999）' },
      'recovery of variance estimates, several rows a subject': {
        en: 'recovery of variance estimates, several rows a subject',
        zh: '方差估计复原法，同一对象有多行',
      },
      'Wald, t': { en: 'Wald, t', zh: 'Wald 型，t 分布' },
      'Wald, normal': { en: 'Wald, normal', zh: 'Wald 型，正态分布' },
      'profile of the penalised likelihood': { en: 'profile of the penalised likelihood', zh: '惩罚似然的轮廓' },
    },
  },
  likelihood: {
    name: { en: 'likelihood', zh: '似然' },
    values: {
      'none: the weights are not counts': { en: 'none: the weights are not counts', zh: '无：权重不是频数' },
      'none: the family is a mean and a variance': { en: 'none: the family is a mean and a variance', zh: '无：该分布族只给出均值与方差' },
    },
  },
  random: { name: { en: 'random effects', zh: '随机效应' } },
  df: {
    name: { en: 'degrees of freedom', zh: '自由度' },
    values: {
      satterthwaite: { en: 'Satterthwaite', zh: 'Satterthwaite' },
      wald: { en: 'none: normal distribution (Wald)', zh: '无：正态分布（Wald）' },
    },
  },
  optimiser: {
    name: { en: 'minimised by', zh: '最小化方法' },
    values: {
      'BFGS on the exact gradient of the profiled deviance': {
        en: 'BFGS on the exact gradient of the profiled deviance',
        zh: '轮廓偏差的精确梯度与 BFGS',
      },
    },
  },
  evaluations: { name: { en: 'evaluations of the deviance', zh: '偏差计算次数' } },
  time_in_data: {
    name: { en: 'time in the data', zh: '数据中的时间单位' },
    values: { days: { en: 'days', zh: '天' }, months: { en: 'months', zh: '月' }, years: { en: 'years', zh: '年' } },
  },
  knot_months: { name: { en: 'knot, months', zh: '节点（月）' } },
  total_slope_years: { name: { en: 'total slope to, years', zh: '总斜率至（年）' } },
  residual_weights: {
    name: { en: 'weights', zh: '权重' },
    values: { 'residual variance over the weight': { en: 'residual variance over the weight', zh: '残差方差除以权重' } },
  },
};
