/** Tables of `parametric`. */
import {
  always,
  asked,
  coefficientColumns,
  column,
  HIGH,
  headed,
  LOW,
  NEW_ROW,
  PREDICTED_LIMITS,
  ratioColumns,
  STD_ERROR,
  table,
} from '../../declare-table';
import type { Disclosure, TableDeclaration } from '../../method';
import { DISTRIBUTION_WORDS, PREDICTION_WORDS, SOURCE_WORDS } from './words';

const model: Disclosure = { kind: 'model', parameters: 'coefficients' };
const steps: Disclosure = { kind: 'curve', atRisk: 'n_risk', events: 'n_event', censored: 'n_censor' };

const LOGLIK = headed(
  column(
    'loglik',
    'number',
    'Log likelihood of the times; empty under sampling and inverse-probability weights',
    '时间的对数似然；抽样权重与逆概率权重下为空',
  ),
  { en: 'Log likelihood', zh: '对数似然' },
);
const PARAMETERS = headed(column('parameters', 'integer', 'Estimated parameters', '估计的参数个数'), { en: 'Parameters', zh: '参数个数' });
const AIC = column('aic', 'number', 'Akaike information criterion', 'AIC');
const BIC = column('bic', 'number', 'Bayesian information criterion, with the number of rows', 'BIC，以行数计');
const DISTRIBUTION = headed(column('distribution', 'text', 'Distribution', '分布'), { en: 'Distribution', zh: '分布' }, DISTRIBUTION_WORDS);
const SOURCE = headed(
  column('source', 'text', 'fitted, or observed (Kaplan–Meier)', 'fitted（拟合）或 observed（Kaplan–Meier）'),
  { en: 'Curve', zh: '曲线' },
  SOURCE_WORDS,
);
const COUNTS = [
  column('n_risk', 'number', 'At risk just before, of the observed curve', '该时间前的风险人数（观察曲线）'),
  column('n_event', 'number', 'Events', '事件数'),
  column('n_censor', 'number', 'Censored', '删失数'),
];
const TIME = column('time', 'number', 'Time', '时间');
const hazard = (name: string, en: string, zh: string) => headed(column(name, 'number', en, zh), { en, zh });

export const PARAMETRIC_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Coefficients of the log time with Log(scale), as in R’s survreg; of the generalised gamma distribution also Q. Gompertz: log hazard ratios and the shape; Royston–Parmar: coefficients of the spline and on its scale. With exponentiate also time_ratio, hazard_ratio or odds_ratio, as the model has them.',
        zh: '对数时间的系数与 Log(scale)，同 R 的 survreg；广义 gamma 分布另有 Q。Gompertz 为对数风险比与形状参数；Royston–Parmar 为样条系数及其尺度上的系数。指定 exponentiate 时另给 time_ratio、hazard_ratio 或 odds_ratio（视模型而定）。',
      },
      always,
      [
        ...coefficientColumns(
          { en: 'Estimate; empty where earlier columns determine this one', zh: '估计值；与前列共线时为空' },
          { en: 'z, with the robust standard error where there is one', zh: 'z 值；有稳健标准误时以其计算' },
        ),
        headed(
          column(
            'part',
            'text',
            'covariate, or distribution: a parameter of its own',
            'covariate（协变量）或 distribution（分布自身的参数）',
          ),
          { en: 'Part', zh: '类别' },
          { covariate: { en: 'covariate', zh: '协变量' }, distribution: { en: 'distribution', zh: '分布' } },
        ),
      ],
      model,
    ),
    added: ['time_ratio', 'hazard_ratio', 'odds_ratio'].flatMap(ratioColumns),
  },
  fit: table(
    'fit',
    { en: 'Fit', zh: '模型拟合' },
    { en: 'The model as a whole.', zh: '模型整体信息。' },
    always,
    [
      column('n', 'number', 'Rows used; of frequencies their sum', '使用的行数；频数权重时为其和'),
      column('events', 'number', 'Events', '事件数'),
      headed(column('loglik_null', 'number', 'Log likelihood without covariates', '无协变量时的对数似然'), {
        en: 'Log likelihood, null model',
        zh: '零模型对数似然',
      }),
      LOGLIK,
      column('lr', 'number', 'Likelihood-ratio test of the covariates: χ²', '协变量的似然比检验：χ²'),
      column('lr_df', 'integer', 'Degrees of freedom', '自由度'),
      column('lr_p', 'number', 'p value', 'P 值'),
      PARAMETERS,
      AIC,
      BIC,
      column('iterations', 'integer', 'Newton iterations', '牛顿迭代次数'),
    ],
    model,
    'folded facts',
  ),
  summary: table(
    'summary',
    { en: 'Median fitted time', zh: '拟合中位时间' },
    {
      en: 'Size of each group and the time at which its mean fitted survival is one half, with a delta-method interval on the log scale.',
      zh: '各组例数，以及平均拟合生存概率为一半的时间与对数尺度上的 delta 法置信区间。',
    },
    always,
    [
      column('strata', 'text', 'Group, as sex=1; empty without groups', '组，如 sex=1；无分组时为空'),
      column('records', 'number', 'Rows; of frequencies their sum', '行数；频数权重时为其和'),
      column('events', 'number', 'Events', '事件数'),
      column('median', 'number', 'Median fitted time', '拟合中位时间'),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['records', 'events'] },
  ),
  comparison: table(
    'comparison',
    { en: 'Comparison of distributions', zh: '分布比较' },
    {
      en: 'The distributions asked for, each with the same covariates, the smallest AIC first.',
      zh: '各分布以相同协变量拟合，按 AIC 由小到大排列。',
    },
    asked('compare'),
    [
      DISTRIBUTION,
      PARAMETERS,
      LOGLIK,
      AIC,
      headed(column('delta_aic', 'number', 'AIC above the smallest', '与最小 AIC 之差'), { en: 'Δ AIC', zh: 'ΔAIC' }),
      BIC,
    ],
    model,
  ),
  predictions: table(
    'predictions',
    { en: 'Predictions', zh: '预测' },
    {
      en: 'Predictions for new rows with delta-method intervals, on the scale log(−log S) for survival, log for hazards and quantiles, logit of its share of the time for a restricted mean.',
      zh: '新数据的预测值及 delta 法置信区间：生存概率在 log(−log S) 尺度上求得，风险与分位时间在对数尺度上，限制性平均在其占时限比例的 logit 尺度上。',
    },
    asked('predictions'),
    [
      NEW_ROW,
      headed(
        column('type', 'text', 'survival, hazard, quantile, rmst or lp', 'survival、hazard、quantile、rmst 或 lp'),
        { en: 'Type', zh: '类型' },
        PREDICTION_WORDS,
      ),
      column('time', 'number', 'Time; empty for quantile and lp', '时间；quantile 与 lp 时为空'),
      column('probability', 'number', 'Share with the event, of a quantile', '分位时间对应的事件比例'),
      column('estimate', 'number', 'Prediction; empty for a quantile that the curve never reaches', '预测值；曲线达不到的分位为空'),
      ...PREDICTED_LIMITS,
    ],
    { kind: 'patient-level' },
  ),
  curve: table(
    'curve',
    { en: 'Fitted and observed survival', zh: '拟合与观察生存曲线' },
    {
      en: 'Mean fitted survival of the rows of each group with its hazard, and the Kaplan–Meier curve of the same rows, in 400 steps at most. Groups are the levels of the first covariate with 2 to 6 of them, else the strata.',
      zh: '各组行的平均拟合生存概率与风险，以及相同行的 Kaplan–Meier 曲线（至多 400 步）。分组为第一个含 2～6 个水平的协变量，否则为分层变量。',
    },
    always,
    [
      SOURCE,
      column('strata', 'text', 'Group, as sex=1; empty without groups', '组，如 sex=1；无分组时为空'),
      TIME,
      column('estimate', 'number', 'Survival', '生存概率'),
      STD_ERROR,
      LOW,
      HIGH,
      hazard('hazard', 'Hazard', '风险'),
      hazard('hazard_low', 'Hazard, lower limit', '风险置信下限'),
      hazard('hazard_high', 'Hazard, upper limit', '风险置信上限'),
      ...COUNTS,
    ],
    steps,
    'folded',
  ),
  compared: table(
    'compared',
    { en: 'Survival by distribution', zh: '各分布的生存曲线' },
    {
      en: 'Mean fitted survival of all rows by each distribution, and their Kaplan–Meier curve, in 400 steps at most.',
      zh: '所有行在各分布下的平均拟合生存概率，以及其 Kaplan–Meier 曲线（至多 400 步）。',
    },
    asked('compare'),
    [SOURCE, DISTRIBUTION, TIME, column('estimate', 'number', 'Survival', '生存概率'), ...COUNTS],
    steps,
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
