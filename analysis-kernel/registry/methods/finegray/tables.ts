/** Tables of `finegray`. */
import { always, coefficientColumns, column, headed, ratioColumns, table } from '../../declare-table';
import { HAZARD_TABLES, MODEL } from '../../hazard-tables';
import type { TableDeclaration } from '../../method';
import { CAUSE, RISK_TABLES } from '../../risk-tables';

export const FINEGRAY_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Log subdistribution hazard ratios with intervals; with exponentiate also the ratios.',
        zh: '对数部分分布风险比及其置信区间；指定 exponentiate 时另给比值。',
      },
      always,
      coefficientColumns(
        {
          en: 'Log subdistribution hazard ratio; empty where earlier columns determine this one',
          zh: '对数部分分布风险比；与前列共线时为空',
        },
        { en: 'z, with the robust standard error where there is one', zh: 'z 值；有稳健标准误时以其计算' },
      ),
      MODEL,
    ),
    added: ratioColumns('hazard_ratio'),
  },
  cause_specific: {
    ...HAZARD_TABLES.coefficients,
    name: 'cause_specific',
    title: { en: 'Cause-specific hazard ratios', zh: '病因别风险比' },
    description: {
      en: 'Log cause-specific hazard ratios of every event by Cox regression, to be read beside the subdistribution’s.',
      zh: '以 Cox 回归得到的每种事件的对数病因别风险比，宜与部分分布风险比并读。',
    },
    appears: { en: 'with competing events', zh: '有竞争事件时' },
    columns: [CAUSE, ...HAZARD_TABLES.coefficients.columns],
  },
  fit: table(
    'fit',
    { en: 'Fit', zh: '模型拟合' },
    { en: 'The model as a whole.', zh: '模型整体信息。' },
    always,
    [
      column('n', 'integer', 'Rows used', '使用的行数'),
      column('events', 'integer', 'Events', '事件数'),
      headed(column('competing', 'integer', 'Competing events', '竞争事件数'), { en: 'Competing events', zh: '竞争事件数' }),
      column('loglik_null', 'number', 'Log pseudo-likelihood at 0', '系数为 0 时的对数伪似然'),
      column('loglik', 'number', 'Log pseudo-likelihood at the estimates', '估计值处的对数伪似然'),
      column('wald', 'number', 'Wald test: χ²', 'Wald 检验：χ²'),
      column('wald_df', 'integer', 'Degrees of freedom', '自由度'),
      column('wald_p', 'number', 'p value', 'P 值'),
      column('iterations', 'integer', 'Newton iterations', '牛顿迭代次数'),
    ],
    MODEL,
    'folded facts',
  ),
  zph: {
    ...HAZARD_TABLES.zph,
    title: { en: 'Test of proportional subdistribution hazards', zh: '部分分布风险比例性检验' },
    description: {
      en: 'Score test that a coefficient does not change with time (`zph`), by term; the last row, GLOBAL, of all together. The first χ² takes the weights of censoring as known and the information of the likelihood for the variance, as cox.zph on the data of finegray does; the robust one has the variance of the fit.',
      zh: '各项系数不随时间（`zph`）变化的得分检验；末行 GLOBAL 为整体检验。前一个 χ² 视删失权重为已知并以似然的信息阵为方差，同对 finegray 数据所作的 cox.zph；稳健 χ² 采用模型所用的方差。',
    },
    appears: { en: 'always, except with `zph: log` and an event at time 0', zh: '始终；`zph: log` 且有时间为 0 的事件时除外' },
  },
  ...RISK_TABLES,
} as const satisfies Readonly<Record<string, TableDeclaration>>;
