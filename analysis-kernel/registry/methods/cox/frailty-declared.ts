/** What `cox` declares of shared frailties: the option and its tables. */

import { asked, column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import { MODEL } from '../../hazard-tables';
import type { ColumnDeclaration } from '../../method';
import { choice, column as columnOption, mapping } from '../../options';

const DISTRIBUTIONS = ['gamma', 'gaussian'] as const;
const DISTRIBUTION_WORDS = {
  gamma: { en: 'gamma', zh: 'gamma 分布' },
  gaussian: { en: 'normal, of the logarithm', zh: '对数正态' },
} as const;

const FIELDS = {
  group: columnOption({
    label: { en: 'Groups that share a frailty', zh: '共享脆弱性的分组' },
    help: {
      en: 'A column whose rows belong together: a centre, or a patient with several rows.',
      zh: '标识同组各行的列：中心，或有多行的患者。',
    },
    accepts: 'any',
    required: true,
  }),
  distribution: choice({
    label: { en: 'Distribution of the frailty', zh: '脆弱性的分布' },
    help: {
      en: 'Gamma with mean 1, its variance by the marginal likelihood; or normal on the log hazard, its variance by restricted maximum likelihood.',
      zh: '均值为 1 的伽马分布，方差由边际似然估计；或对数风险上的正态分布，方差由限制性最大似然估计。',
    },
    values: DISTRIBUTIONS,
    valueWords: DISTRIBUTION_WORDS,
    default: 'gamma',
  }),
};

export const frailtyOption = mapping({
  label: { en: 'Shared frailty', zh: '共享脆弱性' },
  help: {
    en: '`{group: centre, distribution: gamma}`: a random effect of each group on the hazard, as `frailty(centre)` in R. Hazard ratios compare rows of one group. Not with clusters, a robust variance, exact ties, tests by term, profile, predictions, adjusted curves, or another penalty.',
    zh: '`{group: centre, distribution: gamma}`：各组对风险的随机效应，同 R 的 `frailty(centre)`；风险比为组内比较。不能与聚类、稳健方差、精确结点、逐项检验、轮廓似然、预测、调整曲线或其他惩罚同用。',
  },
  advanced: true,
  fields: FIELDS,
});

const share = (name: string, percent: number): ColumnDeclaration =>
  headed(
    column(name, 'number', `Hazard of the group at ${percent} % of the groups, as a multiple`, `分组风险倍数的第 ${percent} 百分位数`),
    {
      en: `${percent} %`,
      zh: `第 ${percent} 百分位数`,
    },
  );

export const FRAILTY_TABLES = {
  frailty: table(
    'frailty',
    { en: 'Frailty', zh: '脆弱性' },
    {
      en: 'The variance of the frailty, its test, and how far the predicted hazards of the groups lie apart.',
      zh: '脆弱性的方差、检验，以及各组预测风险的离散程度。',
    },
    asked('frailty'),
    [
      headed(column('groups', 'integer', 'Groups', '组数'), { en: 'Groups', zh: '组数' }),
      headed(
        column(
          'variance',
          'number',
          'Variance of the frailty, of its logarithm where that is normal',
          '脆弱性的方差；正态时为其对数的方差',
        ),
        {
          en: 'Variance',
          zh: '方差',
        },
      ),
      column('statistic', 'number', 'Wald χ² of the effects of the groups', '各组效应的 Wald χ²'),
      column('df', 'number', 'Effective degrees of freedom', '有效自由度'),
      P_VALUE,
      headed(column('loglik_integrated', 'number', 'Log likelihood integrated over gamma frailties', '对 gamma 脆弱性积分的对数似然'), {
        en: 'Integrated log likelihood',
        zh: '积分对数似然',
      }),
      column('lr', 'number', 'Twice its gain over no frailty (gamma)', '与无脆弱性相比的似然比 χ²（gamma）'),
      column(
        'lr_p',
        'number',
        'p value of it, half that of χ² with 1 df: no variance is below 0',
        '其 P 值，为 χ²（1 df）的一半，因方差不小于 0',
      ),
      share('p10', 10),
      share('p25', 25),
      share('median', 50),
      share('p75', 75),
      share('p90', 90),
    ],
    MODEL,
    'folded facts',
  ),
  frailties: table(
    'frailties',
    { en: 'Predicted frailties', zh: '各组的预测脆弱性' },
    {
      en: 'The hazard of each group as a multiple of that of a group with the effect 0. Only where each group has 10 rows or more and is not a patient: the groups are no key and rows have no start, or the groups are centres.',
      zh: '各组风险相对于效应为 0 的组的倍数。仅在每组不少于 10 行、且分组不是患者时给出：分组列非标识列且各行无起始时间，或分组为中心。',
    },
    asked('frailty'),
    [
      headed(column('level', 'text', 'Group', '组'), { en: 'Group', zh: '组' }),
      column('n', 'integer', 'Rows', '行数'),
      column('events', 'integer', 'Events', '事件数'),
      column('estimate', 'number', 'Effect on the log hazard', '对数风险上的效应'),
      STD_ERROR,
      column('hazard_ratio', 'number', 'Its exponential', '其指数'),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['n', 'events'] },
  ),
} as const;
