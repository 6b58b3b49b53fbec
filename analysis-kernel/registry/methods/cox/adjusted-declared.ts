/** What `cox` declares of adjusted curves: the option and the tables. */
import { asked, column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import { MODEL, STRATA } from '../../hazard-tables';
import type { TableDeclaration } from '../../method';
import { choice, column as columnOption, mapping, number, numbers, type OptionsOf } from '../../options';

const METHODS = ['g_computation', 'mean'] as const;

const FIELDS = {
  by: columnOption({
    label: { en: 'Adjusted curves by', zh: '调整曲线的分组' },
    help: {
      en: 'A column of the formula or its strata(): one curve for each of its levels.',
      zh: '公式或 strata() 中的一列：每个水平一条曲线。',
    },
    accepts: 'any',
    required: true,
  }),
  times: numbers({
    label: { en: 'Times of the adjusted survival', zh: '调整生存概率的时间' },
    help: { en: 'Times at which survival is given and compared.', zh: '给出并比较生存概率的时间。' },
    above: 0,
    required: true,
  }),
  method: choice({
    label: { en: 'Adjusted by', zh: '调整方法' },
    help: {
      en: 'The mean of the survival curves of all rows, each with the level in place of its own (direct standardisation), or the curve of the average covariates.',
      zh: '将每行的该列设为某一水平后，各行生存曲线的平均（直接标准化）；或协变量取均值时的曲线。',
    },
    values: METHODS,
    valueWords: {
      g_computation: { en: 'standardisation (g-computation)', zh: '标准化（g-computation）' },
      mean: { en: 'average covariates', zh: '协变量取均值' },
    },
    default: 'g_computation',
  }),
  rmst: number({
    label: { en: 'Restricted mean to', zh: '限制性平均至' },
    help: {
      en: 'Adds the restricted mean survival time of each curve to this time, with differences and ratios.',
      zh: '增加各曲线至该时间的限制性平均生存时间及其差值与比值。',
    },
    above: 0,
    advanced: true,
  }),
};

export const adjustedOption = mapping({
  label: { en: 'Adjusted curves', zh: '调整生存曲线' },
  help: {
    en: '`{by: COLUMN, times: [365, 730], method: g_computation, rmst: 730}`: survival curves of the levels of a column as if all rows had the same covariates otherwise, their values at times, contrasts with the first level. Methods: g_computation, mean.',
    zh: '`{by: 列, times: [365, 730], method: g_computation, rmst: 730}`：其他协变量相同时某列各水平的生存曲线、指定时间的生存概率及与第一水平的比较。方法：g_computation、mean。',
  },
  fields: FIELDS,
  advanced: true,
});

export type AdjustedOption = OptionsOf<typeof FIELDS>;

const QUANTITIES = {
  survival: { en: 'Survival', zh: '生存概率' },
  rmst: { en: 'Restricted mean', zh: '限制性平均生存时间' },
  difference: { en: 'Difference of survival', zh: '生存概率之差' },
  ratio: { en: 'Ratio of survival', zh: '生存概率之比' },
  rmst_difference: { en: 'Difference of restricted means', zh: '限制性平均之差' },
  rmst_ratio: { en: 'Ratio of restricted means', zh: '限制性平均之比' },
};
const quantity = (en: string, zh: string) => headed(column('quantity', 'text', en, zh), { en: 'Quantity', zh: '指标' }, QUANTITIES);

/** The tables, the curve's last. */
export const ADJUSTED_TABLES = {
  adjusted: table(
    'adjusted',
    { en: 'Adjusted survival', zh: '调整生存概率' },
    {
      en: 'Survival at the times asked, and the restricted mean, if all rows had this level and their other covariates as they are (or the average ones). Standard errors by the delta method with the variance of the baseline hazard and the coefficients, the rows taken as given; limits on the scale of log survival.',
      zh: '若全部行均取该水平而其他协变量不变（或取均值），在指定时间的生存概率及限制性平均。标准误由 delta 法求得，计及基线风险与系数的方差，所用的行视为固定；置信限在对数生存概率尺度上求得。',
    },
    asked('adjusted'),
    [
      column('group', 'text', 'Level of the column', '该列的水平'),
      quantity('survival or rmst', 'survival 或 rmst'),
      column('time', 'number', 'Time; of the restricted mean its end', '时间；限制性平均的截止时间'),
      column('estimate', 'number', 'Estimate; empty beyond the follow-up of a stratum', '估计值；超出某层随访时为空'),
      STD_ERROR,
      LOW,
      HIGH,
    ],
    MODEL,
  ),
  adjusted_contrasts: table(
    'adjusted_contrasts',
    { en: 'Contrasts of adjusted survival', zh: '调整生存概率的比较' },
    {
      en: 'Each level against the first; the standard error of a ratio is that of its logarithm.',
      zh: '各水平与第一水平比较；比值的标准误为其对数的标准误。',
    },
    asked('adjusted'),
    [
      column('group_1', 'text', 'Level', '水平'),
      column('group_2', 'text', 'The first level', '第一水平'),
      quantity('difference, ratio, rmst_difference or rmst_ratio', 'difference、ratio、rmst_difference 或 rmst_ratio'),
      column('time', 'number', 'Time', '时间'),
      column('estimate', 'number', 'Estimate', '估计值'),
      STD_ERROR,
      LOW,
      HIGH,
      P_VALUE,
    ],
    MODEL,
  ),
  adjusted_curve: table(
    'adjusted_curve',
    { en: 'Adjusted survival curves', zh: '调整生存曲线' },
    {
      en: 'The adjusted curves at event times (of many, some hundreds), beside the numbers at risk, events and censorings of the rows that have the level.',
      zh: '各事件时间（过多时取其中数百个）的调整生存曲线，及具有该水平的行的风险人数、事件数与删失数。',
    },
    asked('adjusted'),
    [
      STRATA,
      column('time', 'number', 'Time', '时间'),
      column('n_risk', 'number', 'Rows of the level at risk', '该水平的风险行数'),
      column('n_event', 'number', 'Events among them since the time before', '自前一时间以来的事件数'),
      column('n_censor', 'number', 'Others whose rows ended since the time before', '自前一时间以来的其他结束行数'),
      column('estimate', 'number', 'Adjusted survival', '调整生存概率'),
      STD_ERROR,
      LOW,
      HIGH,
    ],
    { kind: 'curve', atRisk: 'n_risk', events: 'n_event', censored: 'n_censor' },
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
