/** `cox`: proportional hazards regression. */
import { formulaColumns } from '../../../formula/parse-formula';
import { clusterOption, confLevelOption, dataOption, option, weightsOption, whereOption } from '../../common-options';
import type { Method } from '../../method';
import { BASELINES, COX_CONVENTIONS, type CoxMethodOptions, coxSchema, PREDICTIONS, RESIDUALS, TIES, ZPH_TRANSFORMS } from './options';
import { runCox } from './run';
import { COX_TABLES } from './tables';
import { coxParagraph, coxScript } from './texts';

export const coxMethod: Method<CoxMethodOptions> = {
  id: 'cox',
  title: { en: 'Cox regression', zh: 'Cox 回归' },
  summary: {
    en: 'Hazard ratios by proportional hazards regression, with the test of proportionality, concordance, residuals, baseline hazard and predictions.',
    zh: '比例风险回归的风险比，附比例性检验、一致性指数、残差、基线风险与预测。',
  },
  schema: coxSchema,
  options: [
    dataOption,
    option({
      key: 'formula',
      label: { en: 'Formula', zh: '公式' },
      help: {
        en: '`Surv(time, event) ~ age + sex`, or `Surv(start, stop, event)`; `strata()`, `offset()`, `cluster()`, interactions, `rcs(age, 4)`. Required.',
        zh: '`Surv(time, event) ~ age + sex`，或 `Surv(start, stop, event)`；可用 `strata()`、`offset()`、`cluster()`、交互项、`rcs(age, 4)`。必填。',
      },
      type: 'formula',
      form: { control: 'formula', left: 'survival', roles: ['covariates', 'strata', 'cluster'] },
    }),
    option({
      key: 'exponentiate',
      label: { en: 'Hazard ratios', zh: '给出风险比' },
      help: { en: 'Adds hazard ratios with intervals to the coefficients.', zh: '在系数表中增加风险比及其置信区间。' },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'ties',
      label: { en: 'Ties', zh: '结点处理' },
      help: {
        en: 'How events at one time are treated. Without it efron, and breslow under as: sas; exact is the discrete partial likelihood.',
        zh: '同一时间多个事件的处理方法。省略时为 efron；as: sas 时为 breslow；exact 为离散精确偏似然。',
      },
      type: 'word',
      values: TIES,
      default: 'efron',
      form: { control: 'choice' },
    }),
    option({
      key: 'profile',
      label: { en: 'Profile-likelihood intervals', zh: '轮廓似然区间' },
      help: {
        en: 'Adds limits by profile likelihood, which hold where a coefficient is large or infinite; two searches of refits a coefficient.',
        zh: '增加轮廓似然置信限，系数很大或无穷时仍有效；每个系数需多次重新拟合。',
      },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
      advanced: true,
    }),
    option({
      key: 'anova',
      label: { en: 'Tests by term', zh: '逐项检验' },
      help: {
        en: 'Adds likelihood-ratio tests of the terms in the order of the formula; not with a robust variance.',
        zh: '按公式顺序给出各项的似然比检验；不能与稳健方差同用。',
      },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'baseline',
      label: { en: 'Baseline hazard', zh: '基线风险' },
      help: {
        en: 'true or zero: cumulative hazard of a row whose columns are all 0; mean: at the means (columns of −1, 0, 1 stay 0).',
        zh: 'true 或 zero：所有列为 0 的行的累积风险；mean：取均值（仅含 −1、0、1 的列保持为 0）。',
      },
      type: 'true, false or word',
      values: BASELINES,
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'residuals',
      label: { en: 'Residuals', zh: '残差' },
      help: { en: 'Types of residuals for the table residuals.', zh: '表 residuals 给出的残差类型。' },
      type: 'word or list of words',
      values: RESIDUALS,
      form: { control: 'yaml' },
      advanced: true,
    }),
    option({
      key: 'predictions',
      label: { en: 'Predictions', zh: '预测' },
      help: {
        en: '`{data: TABLE, times: [365, 730], type: survival}`: predictions for the rows of a table (without data: the same one). Types: survival, risk, lp.',
        zh: '`{data: 表, times: [365, 730], type: survival}`：对表中各行预测（省略 data 为同一数据）。类型：survival、risk、lp。',
      },
      type: 'mapping of data, times and type',
      form: { control: 'yaml' },
      advanced: true,
    }),
    option({
      key: 'predictions.data',
      label: { en: 'New data', zh: '新数据' },
      help: { en: 'Table with the rows to predict for; the analysed data when left out.', zh: '待预测的表；省略时为分析数据。' },
      type: 'name of a table',
      form: { control: 'table' },
      advanced: true,
    }),
    option({
      key: 'predictions.times',
      label: { en: 'Times', zh: '时间' },
      help: { en: 'Times at which survival is predicted.', zh: '预测生存概率的时间。' },
      type: 'number or list of numbers',
      form: { control: 'numbers' },
      advanced: true,
    }),
    option({
      key: 'predictions.type',
      label: { en: 'Type of prediction', zh: '预测类型' },
      help: {
        en: 'survival: probability of surviving each time; risk: hazard relative to the reference; lp: its logarithm.',
        zh: 'survival：各时间的生存概率；risk：相对于参照的风险；lp：其对数。',
      },
      type: 'word',
      values: PREDICTIONS,
      default: 'survival',
      form: { control: 'choice' },
      advanced: true,
    }),
    option({
      key: 'cause',
      label: { en: 'Cause', zh: '事件原因' },
      help: {
        en: 'The event to analyse where the event column holds several; the others are censored, with a warning.',
        zh: '事件列含多种事件时要分析的一种；其余视为删失并给出警告。',
      },
      type: 'name or code',
      form: { control: 'yaml' },
      advanced: true,
    }),
    option({
      key: 'robust',
      label: { en: 'Robust variance', zh: '稳健方差' },
      help: {
        en: 'Whether to use the sandwich variance. Without it: with clusters, and with sampling or inverse-probability weights.',
        zh: '是否采用三明治方差。省略时：有聚类、抽样权重或逆概率权重时采用。',
      },
      type: 'true or false',
      form: { control: 'switch' },
      advanced: true,
    }),
    option({
      key: 'zph',
      label: { en: 'Time scale of the proportionality test', zh: '比例性检验的时间变换' },
      help: {
        en: 'The function of time against which proportionality is tested: km (1 − Kaplan–Meier), rank, identity or log.',
        zh: '比例性检验所用的时间函数：km（1 − Kaplan–Meier）、rank、identity 或 log。',
      },
      type: 'word',
      values: ZPH_TRANSFORMS,
      default: 'km',
      form: { control: 'choice' },
      advanced: true,
    }),
    confLevelOption,
    weightsOption,
    clusterOption,
    whereOption,
    option({
      key: 'as',
      label: { en: 'As in', zh: '惯例同' },
      help: {
        en: 'Whose conventions: survival (R; Efron ties), or sas (Breslow ties).',
        zh: '采用的惯例：survival（R，Efron 结点）或 sas（Breslow 结点）。',
      },
      type: 'word',
      values: COX_CONVENTIONS,
      default: 'survival',
      form: { control: 'choice' },
      advanced: true,
    }),
  ],
  tables: Object.values(COX_TABLES),
  tablesUsed: ({ data, predictions }) => (predictions?.data === undefined || predictions.data === data ? [] : [predictions.data]),
  columnsUsed: ({ formula, weights, cluster }) => [
    ...new Set([...formulaColumns(formula), ...[weights?.column, cluster].filter((name) => name !== undefined)]),
  ],
  run: runCox,
  paragraph: coxParagraph,
  rScript: coxScript,
  references: [
    {
      text: 'Cox DR. Regression models and life-tables. Journal of the Royal Statistical Society, Series B 1972;34:187–220.',
      doi: '10.1111/j.2517-6161.1972.tb00899.x',
    },
    {
      text: "Efron B. The efficiency of Cox's likelihood function for censored data. Journal of the American Statistical Association 1977;72:557–565.",
      doi: '10.1080/01621459.1977.10480613',
    },
    {
      text: 'Grambsch PM, Therneau TM. Proportional hazards tests and diagnostics based on weighted residuals. Biometrika 1994;81:515–526.',
      doi: '10.1093/biomet/81.3.515',
    },
    {
      text: 'Lin DY, Wei LJ. The robust inference for the Cox proportional hazards model. Journal of the American Statistical Association 1989;84:1074–1078.',
      doi: '10.1080/01621459.1989.10478874',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
};
