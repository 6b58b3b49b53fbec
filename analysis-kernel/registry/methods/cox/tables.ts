/** Tables of `cox`. */
import { contrastsDeclared } from '../../contrast-options';
import { asked, column, EFFECTS_TABLE, headed, NEW_ROW, P_VALUE, PREDICTED_LIMITS, ratioColumns, table } from '../../declare-table';
import { HAZARD_TABLES, MODEL, PATIENTS, STRATA } from '../../hazard-tables';
import type { ColumnDeclaration, TableDeclaration } from '../../method';
import { ADJUSTED_TABLES } from './adjusted-declared';
import { FRAILTY_TABLES } from './frailty-declared';
import { OVER_TIME } from './varying-declared';
import { PREDICTION_WORDS, RESIDUAL_WORDS } from './words';

/** Added by `profile`. */
export const PROFILE_COLUMNS: readonly ColumnDeclaration[] = [
  column('profile_low', 'number', 'Lower limit by profile likelihood (with profile)', '轮廓似然置信下限（指定 profile 时）'),
  column('profile_high', 'number', 'Upper limit by profile likelihood', '轮廓似然置信上限'),
];

const ROW_WORDS = { en: 'Row', zh: '行' };

/** Added by `ridge` and `frailty`. */
export const SHRUNKEN_COLUMNS: readonly ColumnDeclaration[] = [
  headed(
    column(
      'std_error_2',
      'number',
      'Standard error about the shrunken mean, of H⁻¹IH⁻¹ (with ridge or frailty)',
      '围绕收缩后均值的标准误，由 H⁻¹IH⁻¹ 求得（指定 ridge 或 frailty 时）',
    ),
    { en: 'SE, second', zh: '标准误（第二种）' },
  ),
];
export const SHRUNKEN_FIT: readonly ColumnDeclaration[] = [
  headed(
    column(
      'effective_df',
      'number',
      'Effective degrees of freedom of the penalised model (with ridge or frailty)',
      '惩罚模型的有效自由度（指定 ridge 或 frailty 时）',
    ),
    { en: 'Effective df', zh: '有效自由度' },
  ),
];

export const COX_TABLES = {
  coefficients: { ...HAZARD_TABLES.coefficients, added: [...HAZARD_TABLES.coefficients.added, ...PROFILE_COLUMNS, ...SHRUNKEN_COLUMNS] },
  fit: { ...HAZARD_TABLES.fit, added: [...HAZARD_TABLES.fit.added, ...SHRUNKEN_FIT] },
  zph: {
    ...HAZARD_TABLES.zph,
    appears: {
      en: 'always, except with ties: exact, firth, ridge, frailty and tt',
      zh: '始终，ties: exact、firth、ridge、frailty 与 tt 时除外',
    },
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
    MODEL,
  ),
  contrasts: contrastsDeclared(ratioColumns('hazard_ratio')),
  effects: EFFECTS_TABLE,
  baseline: table(
    'baseline',
    { en: 'Baseline cumulative hazard', zh: '基线累积风险' },
    {
      en: 'Cumulative baseline hazard at every distinct time: for a row whose columns are all 0, or at the means (baseline: mean).',
      zh: '各不同时间的累积基线风险：所有列为 0 的行，或取均值（baseline: mean）。',
    },
    asked('baseline'),
    [STRATA, column('time', 'number', 'Time', '时间'), column('cumhaz', 'number', 'Cumulative hazard', '累积风险')],
    PATIENTS,
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
    PATIENTS,
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
    PATIENTS,
  ),
  ...ADJUSTED_TABLES,
  ...FRAILTY_TABLES,
  over_time: OVER_TIME,
} as const satisfies Readonly<Record<string, TableDeclaration>>;
