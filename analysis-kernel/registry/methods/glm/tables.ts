/** Tables of `glm`. */

import { contrastsDeclared } from '../../contrast-options';
import {
  always,
  asked,
  coefficientColumns,
  column,
  EFFECTS_TABLE,
  HIGH,
  headed,
  LOW,
  NEW_ROW,
  P_VALUE,
  PREDICTED_LIMITS,
  ratioColumns,
  STD_ERROR,
  table,
} from '../../declare-table';
import type { Disclosure, TableDeclaration } from '../../method';
import { PREDICTION_WORDS } from './options';

const RATIOS = ['odds_ratio', 'risk_ratio', 'rate_ratio', 'mean_ratio', 'hazard_ratio'].flatMap(ratioColumns);

const TERM_TEST_WORDS = {
  likelihood_ratio: { en: 'likelihood ratio', zh: '似然比检验' },
  f: { en: 'F', zh: 'F 检验' },
  wald: { en: 'Wald, robust', zh: 'Wald 检验（稳健）' },
} as const;

const model: Disclosure = { kind: 'model', parameters: 'coefficients' };

export const GLM_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Coefficients on the scale of the link with Wald intervals (with firth of the penalised profile); with exponentiate also the ratios, in columns named for what they are: odds_ratio, risk_ratio, rate_ratio, mean_ratio or hazard_ratio, each with _low and _high.',
        zh: '连接函数尺度上的系数及 Wald 置信区间（firth 时为惩罚轮廓似然区间）；指定 exponentiate 时另给比值，列名为 odds_ratio、risk_ratio、rate_ratio、mean_ratio 或 hazard_ratio，并带 _low 与 _high。',
      },
      always,
      coefficientColumns(
        { en: 'Estimate; empty where earlier columns determine this one', zh: '估计值；与前列共线时为空' },
        {
          en: 't where the dispersion is estimated, else z, with the robust standard error where there is one; with firth the χ² of the penalised likelihood ratio',
          zh: '估计离散参数时为 t 值，否则为 z 值，有稳健标准误时以其计算；firth 时为惩罚似然比 χ²',
        },
      ),
      model,
    ),
    added: RATIOS,
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
        'Akaike information criterion; empty where there is no likelihood (quasi families, sampling and inverse-probability weights) or it is penalised',
        'AIC；无似然（拟似然分布族、抽样权重、逆概率权重）或似然带惩罚时为空',
      ),
      column('bic', 'number', 'Bayesian information criterion', 'BIC'),
      {
        ...column('loglik', 'number', 'Log likelihood; with firth the penalised one', '对数似然；firth 时为惩罚对数似然'),
        header: { en: 'Log likelihood', zh: '对数似然' },
      },
      {
        ...column('r_squared', 'number', 'R², of the gaussian family with the identity link', 'R²，仅 gaussian 族 identity 连接'),
        header: { en: 'R²', zh: 'R²' },
      },
      {
        ...column('theta', 'number', 'Shape of the negative binomial family; empty in the others', '负二项族的形状参数；其他分布族为空'),
        header: { en: 'θ', zh: 'θ' },
      },
      headed(column('std_error_theta', 'number', 'Its standard error', '其标准误'), { en: 'SE of θ', zh: 'θ 的标准误' }),
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
  anova: table(
    'anova',
    { en: 'Tests by term', zh: '逐项检验' },
    {
      en: 'One row a term of the formula: given all terms that do not contain it (type2), or given those before it (sequential). F tests divide by the dispersion of the whole model.',
      zh: '公式中每项一行：在所有不包含该项的其他项基础上（type2），或在其前各项基础上（sequential）。F 检验以完整模型的离散参数为分母。',
    },
    asked('anova'),
    [
      column('term', 'text', 'Term', '项'),
      headed(
        column('test', 'text', 'likelihood_ratio, f or wald', 'likelihood_ratio、f 或 wald'),
        { en: 'Test', zh: '检验' },
        TERM_TEST_WORDS,
      ),
      column('statistic', 'number', 'χ² or F; empty where the test does not exist', 'χ² 或 F；无法检验时为空'),
      column('df', 'integer', 'Coefficients tested', '检验的系数个数'),
      headed(column('df_error', 'number', 'Denominator degrees of freedom of F', 'F 的分母自由度'), { en: 'Error df', zh: '误差自由度' }),
      P_VALUE,
    ],
    model,
  ),
  contrasts: contrastsDeclared(RATIOS),
  marginal: table(
    'marginal',
    { en: 'Standardised effects', zh: '标准化效应' },
    {
      en: 'mean: the mean (the risk) if all rows had this level. difference and ratio: of these, against the first level. slope: of a number, the average change of the mean per unit. Standard errors by the delta method, the rows used taken as given.',
      zh: 'mean：全部行取该水平时的均值（风险）。difference、ratio：与第一水平之差、之比。slope：数值每变化一个单位时均值的平均变化。标准误由 delta 法求得，所用的行视为固定。',
    },
    asked('marginal'),
    [
      column('variable', 'text', 'Column', '列'),
      column('quantity', 'text', 'mean, difference, ratio or slope', 'mean、difference、ratio 或 slope'),
      column('group_1', 'text', 'Level; of a number empty', '水平；数值列为空'),
      column('group_2', 'text', 'Level it is compared with', '所比较的水平'),
      column('estimate', 'number', 'Mean, difference, ratio or slope', '均值、差值、比值或斜率'),
      STD_ERROR,
      LOW,
      HIGH,
      column('p_value', 'number', 'p value of no difference; empty of a mean', '无差异假设的 P 值；均值为空'),
    ],
    model,
  ),
  effects: EFFECTS_TABLE,
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
