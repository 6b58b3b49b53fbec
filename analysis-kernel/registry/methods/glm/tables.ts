/** Tables of `glm`. */

import { always, asked, coefficientColumns, column, headed, NEW_ROW, PREDICTED_LIMITS, ratioColumns, table } from '../../declare-table';
import type { Disclosure, TableDeclaration } from '../../method';
import { PREDICTION_WORDS } from './options';

const model: Disclosure = { kind: 'model', parameters: 'coefficients' };

export const GLM_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Coefficients on the scale of the link with Wald intervals; with exponentiate also the ratios, in columns named for what they are: odds_ratio, risk_ratio, rate_ratio, mean_ratio or hazard_ratio, each with _low and _high.',
        zh: '连接函数尺度上的系数及 Wald 置信区间；指定 exponentiate 时另给比值，列名为 odds_ratio、risk_ratio、rate_ratio、mean_ratio 或 hazard_ratio，并带 _low 与 _high。',
      },
      always,
      coefficientColumns(
        { en: 'Estimate; empty where earlier columns determine this one', zh: '估计值；与前列共线时为空' },
        {
          en: 't for the gaussian family, else z; with the robust standard error where there is one',
          zh: 'gaussian 为 t 值，否则为 z 值；有稳健标准误时以其计算',
        },
      ),
      model,
    ),
    added: ['odds_ratio', 'risk_ratio', 'rate_ratio', 'mean_ratio', 'hazard_ratio'].flatMap(ratioColumns),
  },
  fit: table(
    'fit',
    { en: 'Fit', zh: '模型拟合' },
    { en: 'The model as a whole.', zh: '模型整体信息。' },
    always,
    [
      column('n', 'number', 'Rows used; of frequencies their sum', '使用的行数；频数权重时为其和'),
      { ...column('deviance', 'number', 'Residual deviance', '残差偏差'), header: { en: 'Deviance', zh: '偏差' } },
      {
        ...column('null_deviance', 'number', 'Deviance without covariates', '无协变量时的偏差'),
        header: { en: 'Null deviance', zh: '零模型偏差' },
      },
      column('df', 'number', 'Residual degrees of freedom', '残差自由度'),
      column(
        'aic',
        'number',
        'Akaike information criterion; empty under sampling and inverse-probability weights',
        'AIC；抽样权重与逆概率权重下为空',
      ),
      column('bic', 'number', 'Bayesian information criterion', 'BIC'),
      { ...column('loglik', 'number', 'Log likelihood', '对数似然'), header: { en: 'Log likelihood', zh: '对数似然' } },
      {
        ...column('r_squared', 'number', 'R², of the gaussian family with the identity link', 'R²，仅 gaussian 族 identity 连接'),
        header: { en: 'R²', zh: 'R²' },
      },
      {
        ...column('theta', 'number', 'Shape of the negative binomial family; empty in the others', '负二项族的形状参数；其他分布族为空'),
        header: { en: 'θ', zh: 'θ' },
      },
      {
        ...column('dispersion', 'number', 'Dispersion the standard errors use', '标准误所用的离散参数'),
        header: { en: 'Dispersion', zh: '离散参数' },
      },
      {
        ...column('null_df', 'number', 'Degrees of freedom without covariates', '无协变量时的自由度'),
        header: { en: 'Null df', zh: '零模型自由度' },
      },
      column('iterations', 'integer', 'Iterations', '迭代次数'),
    ],
    model,
    'folded facts',
  ),
  predictions: table(
    'predictions',
    { en: 'Predictions', zh: '预测' },
    { en: 'Predictions for new rows, with intervals made on the scale of the link.', zh: '新数据的预测值，置信区间在连接函数尺度上求得。' },
    asked('predictions'),
    [
      NEW_ROW,
      headed(column('type', 'text', 'response or link', 'response 或 link'), { en: 'Type', zh: '类型' }, PREDICTION_WORDS),
      column('estimate', 'number', 'Prediction', '预测值'),
      ...PREDICTED_LIMITS,
    ],
    { kind: 'patient-level' },
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
