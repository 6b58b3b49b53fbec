/** Tables of models of hazards: what Cox regression and its kin declare alike. */
import { always, coefficientColumns, column, headed, P_VALUE, ratioColumns, table } from './declare-table';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from './method';

/** Of a table whose rows are made by the whole model. */
export const MODEL: Disclosure = { kind: 'model', parameters: 'coefficients' };
/** Of a table with rows of single patients. */
export const PATIENTS: Disclosure = { kind: 'patient-level' };

export const STRATA = column('strata', 'text', 'Stratum, as sex=1; empty without strata', '层，如 sex=1；无分层时为空');

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

export const HAZARD_TABLES = {
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
      MODEL,
    ),
    added: ratioColumns('hazard_ratio'),
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
      MODEL,
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
} as const satisfies Readonly<Record<string, TableDeclaration>>;

/** The columns of a table, with those that a robust variance adds. */
export function asFitted(
  { columns, added }: Pick<TableDeclaration, 'columns' | 'added'>,
  robustly: boolean,
): Pick<TableDeclaration, 'columns'> {
  return { columns: robustly ? [...columns, ...(added ?? [])] : columns };
}
