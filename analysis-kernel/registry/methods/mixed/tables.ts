/** Tables of `mixed`. */
import { contrastsDeclared } from '../../contrast-options';
import { always, asked, column, EFFECTS_TABLE, HIGH, headed, LOW, NEW_ROW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import type { Disclosure, TableDeclaration } from '../../method';

const model: Disclosure = { kind: 'model', parameters: 'coefficients' };
const preset = { en: 'with `preset: slope`', zh: '指定 `preset: slope` 时' };

const DF = headed(
  column('df', 'number', 'Degrees of freedom of t (Satterthwaite); empty under Wald', 't 的自由度（Satterthwaite）；wald 时为空'),
  { en: 'df', zh: '自由度' },
);
const T = column('statistic', 'number', 't, under Wald z', 't 值；wald 时为 z 值');

export const PHASE_WORDS = {
  slope: { en: 'slope', zh: '斜率' },
  acute: { en: 'acute slope', zh: '急性期斜率' },
  chronic: { en: 'chronic slope', zh: '慢性期斜率' },
  total: { en: 'total slope', zh: '总斜率' },
} as const;

const PHASE = headed(
  column(
    'phase',
    'text',
    'slope; with a knot acute (before it), chronic (after it) and total (mean change a year from the start to total_at)',
    'slope；有节点时为 acute（之前）、chronic（之后）与 total（自起点至 total_at 的平均年变化）',
  ),
  { en: 'Estimand', zh: '估计目标' },
  PHASE_WORDS,
);

const compared = contrastsDeclared([]);

export const MIXED_TABLES = {
  slopes: table(
    'slopes',
    { en: 'Slopes a year', zh: '年斜率' },
    { en: 'Change of the mean value a year by arm.', zh: '各组测量值均值的年变化。' },
    preset,
    [
      PHASE,
      column('group', 'text', 'Arm; empty without arms', '组；无分组时为空'),
      column('estimate', 'number', 'Change a year', '年变化'),
      STD_ERROR,
      DF,
      column('p_value', 'number', 'p value of no change', '无变化假设的 P 值'),
      LOW,
      HIGH,
    ],
    model,
  ),
  slope_differences: table(
    'slope_differences',
    { en: 'Differences in slope a year', zh: '年斜率之差' },
    { en: 'The slope of an arm less that of the first.', zh: '某组斜率与第一组斜率之差。' },
    { en: 'with `preset: slope` and `arm`', zh: '指定 `preset: slope` 与 `arm` 时' },
    [
      PHASE,
      column('group_1', 'text', 'Arm', '组'),
      column('group_2', 'text', 'The first arm', '第一组'),
      column('estimate', 'number', 'Difference a year', '年斜率之差'),
      STD_ERROR,
      DF,
      T,
      P_VALUE,
      LOW,
      HIGH,
    ],
    model,
  ),
  coefficients: table(
    'coefficients',
    { en: 'Fixed effects', zh: '固定效应' },
    { en: 'Fixed effects with intervals by t.', zh: '固定效应及 t 分布置信区间。' },
    always,
    [
      column('term', 'text', 'Coefficient, named as in R', '系数，名称同 R'),
      column('estimate', 'number', 'Estimate; empty where earlier columns determine this one', '估计值；与前列共线时为空'),
      column('std_error', 'number', 'Standard error from the model', '模型标准误'),
      DF,
      T,
      P_VALUE,
      LOW,
      HIGH,
    ],
    model,
  ),
  variance_components: table(
    'variance_components',
    { en: 'Variance components', zh: '方差成分' },
    {
      en: 'Variances of the random effects and of the residual; a row with a second term holds the covariance and correlation of the two.',
      zh: '随机效应与残差的方差；含第二项的行为两者的协方差与相关。',
    },
    always,
    [
      headed(column('group', 'text', 'Grouping; Residual of the residual', '分组；残差为 Residual'), { en: 'Grouping', zh: '分组' }),
      column('term', 'text', 'Random effect', '随机效应'),
      headed(column('with', 'text', 'The other random effect, of a covariance', '协方差中的另一随机效应'), { en: 'With', zh: '与' }),
      headed(column('variance', 'number', 'Variance or covariance', '方差或协方差'), { en: 'Variance or covariance', zh: '方差或协方差' }),
      column('sd', 'number', 'Standard deviation', '标准差'),
      headed(column('correlation', 'number', 'Correlation; empty where a variance is zero', '相关系数；方差为零时为空'), {
        en: 'Correlation',
        zh: '相关系数',
      }),
      headed(
        column(
          'icc',
          'number',
          'Intraclass correlation: the share of all variance; empty with random slopes',
          '组内相关系数：占总方差的比例；有随机斜率时为空',
        ),
        { en: 'ICC', zh: '组内相关系数' },
      ),
    ],
    model,
  ),
  fit: table(
    'fit',
    { en: 'Fit', zh: '模型拟合' },
    { en: 'The model as a whole.', zh: '模型整体信息。' },
    always,
    [
      column('n', 'integer', 'Rows used', '使用的行数'),
      headed(column('groups', 'integer', 'Levels of the grouping with most', '水平最多的分组的水平数'), { en: 'Groups', zh: '组数' }),
      headed(column('loglik', 'number', 'Log likelihood, under REML the restricted one', '对数似然；REML 时为限制性对数似然'), {
        en: 'Log likelihood',
        zh: '对数似然',
      }),
      headed(
        column(
          'reml_criterion',
          'number',
          '−2 restricted log likelihood; empty under maximum likelihood',
          '−2 × 限制性对数似然；最大似然时为空',
        ),
        { en: 'REML criterion', zh: 'REML 准则' },
      ),
      headed(column('deviance', 'number', '−2 log likelihood; empty under REML', '−2 × 对数似然；REML 时为空'), {
        en: 'Deviance',
        zh: '偏差',
      }),
      column('aic', 'number', 'Akaike information criterion', 'AIC'),
      column('bic', 'number', 'Bayesian information criterion, by the number of rows', 'BIC，按行数'),
      headed(column('sigma', 'number', 'Residual standard deviation', '残差标准差'), { en: 'Residual SD', zh: '残差标准差' }),
      headed(column('parameters', 'integer', 'Fixed effects, variances and covariances', '固定效应、方差与协方差的个数'), {
        en: 'Parameters',
        zh: '参数个数',
      }),
      column('iterations', 'integer', 'Iterations', '迭代次数'),
      headed(
        column('gradient', 'number', 'Largest slope of the deviance by a parameter at the end', '终点处偏差对各参数导数的最大绝对值'),
        { en: 'Largest gradient', zh: '最大梯度' },
      ),
    ],
    model,
    'folded facts',
  ),
  groups: table(
    'groups',
    { en: 'Groupings', zh: '分组' },
    { en: 'How many levels each grouping has.', zh: '各分组的水平数。' },
    always,
    [
      headed(column('group', 'text', 'Grouping', '分组'), { en: 'Grouping', zh: '分组' }),
      headed(column('levels', 'integer', 'Levels', '水平数'), { en: 'Levels', zh: '水平数' }),
      headed(column('rows', 'number', 'Mean number of rows a level', '每个水平的平均行数'), { en: 'Rows a level', zh: '每水平行数' }),
    ],
    { kind: 'counts', columns: ['levels'] },
    'folded',
  ),
  anova: table(
    'anova',
    { en: 'Tests by term', zh: '逐项检验' },
    {
      en: 'One row a term of the formula: at the mean over the levels of the factors it interacts with, numbers at 0 (type3), or given those before it (sequential). F with Satterthwaite’s denominator; χ² over its df under Wald.',
      zh: '公式中每项一行：在与其交互的因素各水平取平均、数值取 0 处的检验（type3），或在其前各项基础上（sequential）。F 的分母自由度按 Satterthwaite；wald 时为 χ² 除以自由度。',
    },
    asked('anova'),
    [
      column('term', 'text', 'Term', '项'),
      headed(column('statistic', 'number', 'F; empty where columns were left out', 'F 值；列被剔除时为空'), { en: 'F', zh: 'F' }),
      column('df', 'integer', 'Coefficients tested', '检验的系数个数'),
      headed(column('df_error', 'number', 'Denominator degrees of freedom; empty under Wald', '分母自由度；wald 时为空'), {
        en: 'Error df',
        zh: '误差自由度',
      }),
      P_VALUE,
    ],
    model,
  ),
  contrasts: {
    ...compared,
    description: { en: 'The first value against the second, all else alike.', zh: '其他条件相同时第一个值与第二个值之差。' },
    columns: compared.columns.flatMap((one) => (one.name === 'std_error' ? [one, DF] : [one])),
  },
  means: table(
    'means',
    { en: 'Mean curves', zh: '平均轨迹' },
    {
      en: 'Population means along the time by group, the other columns averaged over the rows used, from the tenth smallest to the tenth largest time (less far out in small samples).',
      zh: '按组的总体均值随时间的变化，其余变量按所用的行取平均；时间范围为第十小至第十大（小样本时范围较宽）。',
    },
    {
      en: 'with `preset: slope`, `means`, a random slope along a number of the formula, or a number in an interaction with a category',
      zh: '指定 `preset: slope`、`means`，随机斜率沿公式中的数值，或公式中有数值与分类的交互项时',
    },
    [
      column('group', 'text', 'Level; empty without groups', '水平；无分组时为空'),
      column('time', 'number', 'Time, or the number the curve is along', '时间，或曲线所沿的数值'),
      column('estimate', 'number', 'Mean of the outcome', '结局均值'),
      STD_ERROR,
      LOW,
      HIGH,
    ],
    model,
    'folded',
  ),
  effects: EFFECTS_TABLE,
  predictions: table(
    'predictions',
    { en: 'Predictions', zh: '预测' },
    { en: 'Population means for new rows, random effects at zero.', zh: '新数据各行的总体均值，随机效应取零。' },
    asked('predictions'),
    [NEW_ROW, column('estimate', 'number', 'Mean', '均值'), STD_ERROR, LOW, HIGH],
    { kind: 'patient-level' },
  ),
  random_effects: table(
    'random_effects',
    { en: 'Random effects', zh: '随机效应' },
    { en: 'Best linear unbiased predictions of each level.', zh: '各水平的最佳线性无偏预测（BLUP）。' },
    asked('random_effects'),
    [
      headed(column('group', 'text', 'Grouping', '分组'), { en: 'Grouping', zh: '分组' }),
      column('level', 'text', 'Level', '水平'),
      column('term', 'text', 'Random effect', '随机效应'),
      column('estimate', 'number', 'Difference from the population’s', '与总体之差'),
    ],
    { kind: 'patient-level' },
  ),
  residuals: table(
    'residuals',
    { en: 'Residuals', zh: '残差' },
    { en: 'Fitted values and residuals, random effects included.', zh: '拟合值与残差，含随机效应。' },
    asked('residuals'),
    [
      headed(column('row', 'integer', 'Row of the data, from 1', '数据的行号，从 1 起'), { en: 'Row', zh: '行' }),
      headed(column('fitted', 'number', 'Fitted value, random effects included', '拟合值，含随机效应'), { en: 'Fitted', zh: '拟合值' }),
      headed(column('residual', 'number', 'Outcome less the fitted value', '结局与拟合值之差'), { en: 'Residual', zh: '残差' }),
      headed(column('standardised', 'number', 'Over the residual standard deviation of the row', '除以该行的残差标准差'), {
        en: 'Standardised',
        zh: '标准化残差',
      }),
    ],
    { kind: 'patient-level' },
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
