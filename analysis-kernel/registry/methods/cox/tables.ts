/** Tables of `cox`. */
import {
  always,
  asked,
  coefficientColumns,
  column,
  headed,
  NEW_ROW,
  P_VALUE,
  PREDICTED_LIMITS,
  ratioColumns,
  table,
} from '../../declare-table';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from '../../method';
import { PREDICTION_WORDS, RESIDUAL_WORDS } from './words';

const model: Disclosure = { kind: 'model', parameters: 'coefficients' };
const patient: Disclosure = { kind: 'patient-level' };

const STRATA = column('strata', 'text', 'Stratum, as sex=1; empty without strata', '层，如 sex=1；无分层时为空');

/** Added by `profile`. */
export const PROFILE_COLUMNS: readonly ColumnDeclaration[] = [
  column('profile_low', 'number', 'Lower limit by profile likelihood (with profile)', '轮廓似然置信下限（指定 profile 时）'),
  column('profile_high', 'number', 'Upper limit by profile likelihood', '轮廓似然置信上限'),
];

const ROW_WORDS = { en: 'Row', zh: '行' };

const testColumns = (name: string, en: string, zh: string): ColumnDeclaration[] => [
  column(name, 'number', `${en}: χ²`, `${zh}：χ²`),
  column(`${name}_df`, 'integer', 'Degrees of freedom', '自由度'),
  column(`${name}_p`, 'number', 'p value', 'P 值'),
];

/** Added to the fit by a robust variance. */
const ROBUST_SCORE_WORDS = [
  { en: 'Robust score χ²', zh: '稳健得分 χ²' },
  { en: 'Robust score df', zh: '稳健得分自由度' },
  { en: 'Robust score p', zh: '稳健得分 P 值' },
];
const ROBUST_SCORE: readonly ColumnDeclaration[] = testColumns(
  'robust_score',
  'Robust score test, which allows for clusters and weights',
  '稳健得分检验（计及聚类与权重）',
).map((declared, at) => headed(declared, ROBUST_SCORE_WORDS[at]));

/** Added to the test of proportional hazards by a robust variance. */
const ROBUST_ZPH: readonly ColumnDeclaration[] = [
  headed(
    column(
      'robust_statistic',
      'number',
      'χ² by the robust variance, which the scale of weights does not change',
      '以稳健方差计算的 χ²，不随权重的尺度变化',
    ),
    { en: 'Robust χ²', zh: '稳健 χ²' },
  ),
  headed(column('robust_p_value', 'number', 'p value of the robust test', '稳健检验的 P 值'), { en: 'Robust p', zh: '稳健 P 值' }),
];

export const COX_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Log hazard ratios with intervals; with exponentiate also the hazard ratios.',
        zh: '对数风险比及其置信区间；指定 exponentiate 时另给风险比。',
      },
      always,
      coefficientColumns(
        { en: 'Log hazard ratio; empty where earlier columns determine this one', zh: '对数风险比；与前列共线时为空' },
        { en: 'z, with the robust standard error where there is one', zh: 'z 值；有稳健标准误时以其计算' },
      ),
      model,
    ),
    added: [...ratioColumns('hazard_ratio'), ...PROFILE_COLUMNS],
  },
  fit: {
    ...table(
      'fit',
      { en: 'Fit', zh: '模型拟合' },
      { en: 'The model as a whole.', zh: '模型整体信息。' },
      always,
      [
        column('n', 'integer', 'Rows used', '使用的行数'),
        column('events', 'integer', 'Events', '事件数'),
        column('loglik_null', 'number', 'Log partial likelihood at 0', '系数为 0 时的对数偏似然'),
        column('loglik', 'number', 'Log partial likelihood at the estimates', '估计值处的对数偏似然'),
        ...testColumns('lr', 'Likelihood-ratio test', '似然比检验'),
        ...testColumns('wald', 'Wald test, with the robust variance where there is one', 'Wald 检验（有稳健方差时以其计算）'),
        ...testColumns('score', 'Score test', '得分检验'),
        column('concordance', 'number', "Harrell's C", 'Harrell C 指数'),
        column('std_error_concordance', 'number', 'Its standard error', '其标准误'),
        column('aic', 'number', 'Akaike information criterion', 'AIC'),
        column('bic', 'number', 'Bayesian information criterion, with the number of events', 'BIC，以事件数计'),
        column('iterations', 'integer', 'Newton iterations', '牛顿迭代次数'),
      ],
      model,
      'folded facts',
    ),
    added: ROBUST_SCORE,
  },
  zph: {
    ...table(
      'zph',
      { en: 'Test of proportional hazards', zh: '比例风险假定检验' },
      {
        en: 'Score test of proportional hazards by term; the last row, GLOBAL, of all together.',
        zh: '各项的比例风险得分检验；末行 GLOBAL 为整体检验。',
      },
      { en: 'always, except with ties: exact', zh: '始终，ties: exact 除外' },
      [
        column('term', 'text', 'Term of the formula, or GLOBAL', '公式中的项，或 GLOBAL'),
        column('statistic', 'number', 'χ²', 'χ²'),
        column('df', 'integer', 'Degrees of freedom', '自由度'),
        P_VALUE,
      ],
      { kind: 'statistic' },
    ),
    added: ROBUST_ZPH,
  },
  anova: table(
    'anova',
    { en: 'Tests by term', zh: '逐项检验' },
    {
      en: 'Likelihood-ratio tests of the terms added one by one in the order of the formula; the first row, NULL, has no terms.',
      zh: '按公式顺序逐项加入的似然比检验；首行 NULL 为不含任何项的模型。',
    },
    asked('anova'),
    [
      column('term', 'text', 'Term added, or NULL', '加入的项，或 NULL'),
      column('loglik', 'number', 'Log partial likelihood', '对数偏似然'),
      column('statistic', 'number', 'χ² against the row above', '与上一行比较的 χ²'),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      P_VALUE,
    ],
    model,
  ),
  baseline: table(
    'baseline',
    { en: 'Baseline cumulative hazard', zh: '基线累积风险' },
    {
      en: 'Cumulative baseline hazard at every distinct time: for a row whose columns are all 0, or at the means (baseline: mean).',
      zh: '各不同时间的累积基线风险：所有列为 0 的行，或取均值（baseline: mean）。',
    },
    asked('baseline'),
    [STRATA, column('time', 'number', 'Time', '时间'), column('cumhaz', 'number', 'Cumulative hazard', '累积风险')],
    patient,
    'folded',
  ),
  residuals: table(
    'residuals',
    { en: 'Residuals', zh: '残差' },
    {
      en: 'Residuals of the types asked, one line a row (a death, for Schoenfeld residuals) and term.',
      zh: '指定类型的残差，每行（Schoenfeld 残差为每例死亡）每项一行。',
    },
    asked('residuals'),
    [
      headed(column('type', 'text', 'Type of residual', '残差类型'), { en: 'Type', zh: '类型' }, RESIDUAL_WORDS),
      headed(column('row', 'integer', 'Row of the data after where, from 1', '数据（where 之后）的行号，从 1 起'), ROW_WORDS),
      STRATA,
      column('time', 'number', 'Time of the row', '该行的时间'),
      column('term', 'text', 'Coefficient; empty for martingale and deviance residuals', '系数；鞅残差与偏差残差为空'),
      headed(column('value', 'number', 'Residual', '残差'), { en: 'Residual', zh: '残差' }),
    ],
    patient,
  ),
  predictions: table(
    'predictions',
    { en: 'Predictions', zh: '预测' },
    {
      en: 'Predictions for new rows: survival at times, relative risk, or linear predictor.',
      zh: '新数据的预测：指定时间的生存概率、相对风险或线性预测值。',
    },
    asked('predictions'),
    [
      NEW_ROW,
      STRATA,
      headed(column('type', 'text', 'survival, risk or lp', 'survival、risk 或 lp'), { en: 'Type', zh: '类型' }, PREDICTION_WORDS),
      column('time', 'number', 'Time; empty for risk and lp', '时间；risk 与 lp 时为空'),
      column('estimate', 'number', 'Prediction; empty beyond the follow-up of the stratum', '预测值；超出该层随访时为空'),
      ...PREDICTED_LIMITS,
    ],
    patient,
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
